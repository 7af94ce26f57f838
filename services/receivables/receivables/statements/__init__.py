"""Bank statements as files: bytes in, entries out. Nothing here reads or writes anything else.

`opening` finds out what a file is; `table` reads what banks offer as a list, by the profiles beside it; `mt940` and `camt053` what they
send to programs.
"""
