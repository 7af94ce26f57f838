"""`make import-crm`: a sales book in CSV files becomes a company with contracts, plans and money, through the public API alone.

How it goes: `mapping` says what the files call things; `reading` makes a `book` of them and rejects what is no record; `bodies` says the
book in the words of the API; `tools.api` sends it; `people`, `catalogue`, `deals` and `receipts` are the steps, in this order;
`checks` asks the API whether every number agrees. Every request carries a key that follows from its content and every record the id of its
source, so that an import which was killed goes on where it stopped, and a second one changes nothing.
"""
