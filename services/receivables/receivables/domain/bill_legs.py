"""Bills as the ledger sees them. See the table of ledger.py."""

from typing import TYPE_CHECKING
from uuid import UUID

from chassis.money import Money
from receivables.domain.ledger import Account, Kind, Leg
from receivables.domain.states import BillState

if TYPE_CHECKING:
    from receivables.domain.bill import Bill


def note(bill: "Bill", amount: Money) -> Leg:
    """The bill in our hands."""
    return _leg(bill, Kind.NOTES, amount, bill.id)


def supplier(bill: "Bill", amount: Money) -> Leg:
    """What we owed a supplier, and paid by endorsing the bill."""
    return _leg(bill, Kind.SET_OFF, amount, bill.id)


def cash(bill: "Bill", amount: Money) -> Leg:
    return _leg(bill, Kind.CASH, amount, bill.bank_account_id)


def interest(bill: "Bill", amount: Money) -> Leg:
    """What a bank kept for paying early."""
    return _leg(bill, Kind.DISCOUNT_INTEREST, amount, bill.id)


def given_up(bill: "Bill") -> Leg:
    """What goes where it was not paid: the bill itself, what it had paid a supplier, or the money that the bank takes back; the interest
    is lost."""
    match bill.state:
        case BillState.ENDORSED:
            return supplier(bill, -bill.amount)
        case BillState.DISCOUNTED:
            return cash(bill, -bill.amount)
    return note(bill, -bill.amount)


def _leg(bill: "Bill", kind: Kind, amount: Money, subject: UUID | None) -> Leg:
    account = Account(legal_entity_id=bill.legal_entity_id, kind=kind, currency=bill.currency, subject_id=subject)
    return Leg(account, amount.minor)
