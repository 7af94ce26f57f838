"""Whose money it may be, by who paid."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from chassis.company_likeness import company_keys, likeness
from chassis.company_names import normalized_company_name
from receivables.domain.cash.incoming import Incoming
from receivables.domain.cash.reasons import PAYER, Reason

# Nearer than what duplicates of customers are told by: money is at stake.
ALIKE = 80
# Keys by which names are looked up: whole ones. Pairs of characters find too many.
_TELLING = ("name:", "part:", "read:")


def name_key(name: str) -> str:
    """The same for two spellings of one company."""
    return normalized_company_name(name)


def account_key(account: str) -> str:
    """An account without spaces and dashes."""
    return "".join(filter(str.isalnum, account)).upper()


def telling_keys(name: str) -> list[str]:
    """What a name is found by: itself, its distinctive part, and how that is read."""
    return [key for key in company_keys(name) if key.startswith(_TELLING)]


@dataclass(frozen=True, slots=True)
class KnownPayer:
    """Somebody who pays for this customer, as two persons of ours have confirmed; by account, name or both."""

    customer_id: UUID
    name_key: str = ""
    account_key: str = ""


def payers(incoming: Incoming, known: Iterable[KnownPayer], named: Mapping[UUID, str]) -> dict[UUID, Reason]:
    """Customers by the strongest reason to think that they paid. `named` are customers whose names share a key with the payer's."""
    found: dict[UUID, Reason] = {}

    def say(customer_id: UUID, reason: Reason) -> None:
        if customer_id not in found or PAYER[reason] > PAYER[found[customer_id]]:
            found[customer_id] = reason

    if incoming.customer_id is not None:
        say(incoming.customer_id, Reason.CUSTOMER_SAID)
    name, account = name_key(incoming.payer_name), account_key(incoming.payer_account)
    for payer in known:
        if payer.account_key and payer.account_key == account:
            say(payer.customer_id, Reason.PAYER_ACCOUNT_KNOWN)
        # Who gave both is known by both: an account that is not the confirmed one proves nothing.
        elif payer.name_key and payer.name_key == name:
            say(payer.customer_id, Reason.PAYER_NAME_KNOWN)
    for customer_id, text in named.items():
        alike = likeness(incoming.payer_name, text)
        if alike >= ALIKE:
            say(customer_id, Reason.PAYER_NAME_EQUAL if alike == 100 else Reason.PAYER_NAME_ALIKE)
    return found
