"""`make demo`: a company to look at and to try things with, made through the public API alone.

Its people, customers, sales and money are the same on every run, for they are drawn from one seed; its days count from the Monday before
today. No company in it exists: their names begin with places that only books know. It is a sandbox of its own, which sends nothing outside
and is removed in one call (`make demo REMOVE=1`).

    dice.py          chance that falls the same every time
    names.py         names of companies and people, phones, mail addresses
    rows.py          records as the API takes them, which refer to each other by key; days
    sizes.py         how much of everything; a test takes a tenth
    organisation.py  who works there: regions, teams, 40 people
    marketing.py     sources, campaigns and what they cost, leads, touches, rules
    customers.py     accounts, contacts, whom not to disturb, whom to greet
    catalogue.py     what it sells
    sales.py         opportunities and contracts
    talks.py         what was said
    adjusting.py     what is written off, rounded and refunded
    invoicing.py     which claims were invoiced, and how far customers are with it
    paying.py        which instalments are paid, when, and which are disputed or promised
    book.py          all of it together
    sending.py       ids by key; rows to the API
    steps.py         the steps, in their order
    memory.py        what is remembered between two runs
    running.py       make it, remove it
    __main__.py      the command, and what it prints

Most of it is history: nobody is reminded of what was long ago. The last days are told as they happen, so that people find to-dos.
"""
