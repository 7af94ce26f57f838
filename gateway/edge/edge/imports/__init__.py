"""Files as records: read, mapped, checked, written and taken back, beside the answering of requests.

`values`, `drafts`, `mapping` and `traces` are pure; `checking`, `committing` and `undoing` are the three steps.
"""
