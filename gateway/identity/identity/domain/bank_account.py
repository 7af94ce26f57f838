"""Accounts of ours at banks (银行账户), as a legal entity keeps them.

What was booked on an account points to it for good: its number and currency never change, and it is archived, never dropped.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from chassis.errors import already_exists, invalid
from identity.domain.places import check_currency

# As it lies in the row: id, bank_name, account_name, account_number, currency_code, changed_by_id, change_time, archive_time.
Account = dict[str, Any]

_NAMES = ("bank_name", "account_name")
# So much of a number tells accounts apart, and lets nobody pay to it.
_SHOWN = 4


@dataclass(frozen=True)
class Act:
    """Who changes something (None: a service) and when; `new_id` makes the id of what is new."""

    by: UUID | None
    at: datetime
    new_id: Callable[[], UUID]


def opened(there: Sequence[Account], given: Mapping[str, Any], entity_currency: str, act: Act) -> Account:
    """Raises DomainError for an account that is there already, also when it is archived."""
    wanted = _wanted(given, entity_currency, "bank_account")
    if any(_key(each) == _key(wanted) for each in there):
        raise already_exists("BANK_ACCOUNT_TWICE", "This company has this bank account already; it may be archived.")
    return _stamped({**wanted, "id": str(act.new_id()), "archive_time": None}, act)


def renamed(account: Account, given: Mapping[str, Any], act: Act) -> Account:
    """Raises DomainError where another number or currency is given."""
    if "account_number" in given and compact(given["account_number"]) != account["account_number"]:
        raise _fixed("account_number")
    if (currency := given.get("currency_code")) and currency != account["currency_code"]:
        raise _fixed("currency_code")
    return _changed(account, {name: given[name] for name in _NAMES if name in given}, act)


def archived(account: Account, act: Act) -> Account:
    return _changed(account, {"archive_time": account.get("archive_time") or act.at.isoformat()}, act)


def restored(account: Account, act: Act) -> Account:
    return _changed(account, {"archive_time": None}, act)


def listed(there: Sequence[Account], given: Iterable[Mapping[str, Any]], entity_currency: str, act: Act) -> list[Account]:
    """The accounts after the whole list was sent; one that is left out is archived. Raises DomainError for one that is listed twice."""
    left, after = {_key(each): each for each in there}, dict[tuple[str, str], Account]()
    for index, one in enumerate(given):
        field = f"legal_entity.bank_accounts.{index}"
        wanted = _wanted(one, entity_currency, field)
        key = _key(wanted)
        if key in after:
            raise invalid(field, "This bank account is listed twice.", "BANK_ACCOUNT_TWICE")
        known = left.pop(key, None)
        after[key] = opened((), one, entity_currency, act) if known is None else _changed(known, wanted, act)
    return [*after.values(), *(archived(each, act) for each in left.values())]


def compact(number: str) -> str:
    """As banks mean it: without what only makes it easier to read."""
    return "".join(number.split()).replace("-", "")


def mask(number: str) -> str:
    """For who may not see it whole: the last characters, where that is not nearly all of it."""
    return f"****{number[-_SHOWN:]}" if len(number) > 2 * _SHOWN else "****"


def _wanted(given: Mapping[str, Any], entity_currency: str, field: str) -> Account:
    currency = given.get("currency_code") or entity_currency
    check_currency(currency, f"{field}.currency_code")
    names = {name: given.get(name) or "" for name in _NAMES}
    return {**names, "account_number": compact(given["account_number"]), "currency_code": currency}


def _key(account: Mapping[str, Any]) -> tuple[str, str]:
    return account["account_number"], account["currency_code"]


def _changed(account: Account, changes: Mapping[str, Any], act: Act) -> Account:
    """The same object where nothing is new, so that nobody seems to have changed it."""
    if all(account.get(name) == value or (value == "" and not account.get(name)) for name, value in changes.items()):
        return account
    return _stamped({**account, **changes}, act)


def _stamped(account: Account, act: Act) -> Account:
    return {**account, "changed_by_id": str(act.by) if act.by else None, "change_time": act.at.isoformat()}


def _fixed(field: str) -> Exception:
    return invalid(f"bank_account.{field}", "What was booked points to this account: archive it and add the other one.", "FIELD_IMMUTABLE")
