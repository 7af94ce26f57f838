"""What `make up` runs: a whole installation on one machine, without Docker and without root.

Real PostgreSQL and NATS from their wheels, every member as its own process, everything they keep under one data folder. Tests use the
same parts: a session starts the two servers, a chaos test starts a whole installation and kills pieces of it.

    trouble.py       what can go wrong, said to a person
    folder.py        the data folder: where things lie, secrets, who may work in it
    account.py       whom servers run as when root starts them
    process.py       one process that outlives the command that started it
    ports.py         ports: free ones, and who holds a taken one
    postgres.py      the PostgreSQL server;  databases.py  a database and its three roles per service
    nats.py          the NATS server;  passwords.py  those of both servers
    keys.py          signing keys, master key, installation key
    certificates.py  by which members and NATS know each other
    web.py           the web app, made before the gateway reads it
    members.py       the table of members, and what each is told
    installation.py  all of it together
    tenant.py        the first company and its administrator
    demo.py          the demo company, beside it
    progress.py      what a person sees meanwhile
    __main__.py      up, down, reset, status, logs
"""
