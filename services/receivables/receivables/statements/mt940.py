"""SWIFT MT940, read by the library mt-940; several statements in one file follow each other."""

import re
from typing import Any

import mt940

from chassis.money import Money
from receivables.statements.entry import MOST_ENTRIES, Entry, StatementFile, unreadable, wrong

_BEGIN = re.compile(r"(?m)^(?=:20:)")
# Codes between slashes, as banks in China and elsewhere write field 86: /ORDP/牡丹精工/REMI/货款.
_CODED = re.compile(r"/(ORDP|ORDPACC|NAME|ACCT|IBAN|REMI|CNTP)/([^/]*)")


def read_mt940(text: str) -> StatementFile:
    """Raises DomainError for what is none, or is of several accounts."""
    parts = [_parsed(part) for part in _BEGIN.split(text) if part.startswith(":20:")]
    if not parts:
        raise unreadable("The file has no statement: none of its lines begins with :20:.")
    accounts = {part.data.get("account_identification", "") for part in parts}
    if len(accounts) > 1:
        raise unreadable(f"The file is of several accounts: {', '.join(sorted(accounts))}; import one account at a time.")
    currency = parts[0].currency or "CNY"
    numbered = enumerate((each for part in parts for each in part), start=1)
    entries = [_entry(number, each.data, currency) for number, each in numbered]
    if len(entries) > MOST_ENTRIES:
        raise wrong(f"A statement has at most {MOST_ENTRIES} movements; divide the file.", "STATEMENT_TOO_LONG")
    opening, closing = _balance(parts[0], "opening"), _balance(parts[-1], "closing")
    return StatementFile(currency, entries, accounts.pop().rpartition("/")[2], opening, closing)


def _parsed(part: str) -> Any:
    try:
        found = mt940.models.Transactions()
        found.parse(part)
    except Exception as error:  # whatever the library makes of a broken file
        raise unreadable(f"The file cannot be read as MT940: {error!s:.200}") from error
    return found


def _balance(part: Any, which: str) -> Money | None:
    found = part.data.get(f"final_{which}_balance") or part.data.get(f"intermediate_{which}_balance")
    return None if found is None else _money(found.amount.currency, found.amount.amount)


def _money(currency: str, amount: Any) -> Money:
    try:
        return Money.parse(currency, amount)
    except ValueError as error:
        raise unreadable(str(error)) from None


def _entry(number: int, said: dict[str, Any], currency: str) -> Entry:
    amount, details = _money(currency, said["amount"].amount), said.get("transaction_details") or ""
    coded = dict(_CODED.findall(details.replace("\n", "")))
    name = said.get("applicant_name") or coded.get("ORDP") or coded.get("NAME") or coded.get("CNTP") or ""
    account = said.get("applicant_iban") or coded.get("ORDPACC") or coded.get("ACCT") or coded.get("IBAN") or ""
    words = (said.get("purpose") or coded.get("REMI") or details, said.get("customer_reference"), said.get("extra_details"))
    return Entry(
        row=number,
        # What counts is the day of the value, not the one on which it was booked.
        day=said["date"],
        amount=Money(currency, abs(amount.minor)),
        incoming=amount.minor > 0,
        serial=(said.get("bank_reference") or "").strip()[:80],
        payer_name=" ".join(name.split())[:200],
        payer_account=account.replace(" ", "")[:40],
        memo=" ".join(dict.fromkeys(" ".join(word.split()) for word in words if word and word != "NONREF"))[:500],
    )
