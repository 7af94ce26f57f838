"""What programs need that work through the public API alone, like `make import-crm` and `make demo`.

client.py      one caller: patient with refusals that pass, each write with a key that follows from its content
batches.py     `:batchCreate` with a verdict for each row; many requests at once
signing_in.py  a new company, and signing in as the people in it
keep.py        what a program remembers between its runs
progress.py    what the person at the keyboard sees meanwhile
"""
