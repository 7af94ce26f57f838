"""Receipts as the ledger sees them: where the money lies, and what is left of it. See the table of ledger.py."""

from typing import TYPE_CHECKING

from chassis.money import Money
from receivables.domain.ledger import Account, Kind, Leg
from receivables.domain.states import Tender

if TYPE_CHECKING:
    from receivables.domain.receipt import Receipt


def tendered(receipt: "Receipt", amount: Money) -> Leg:
    """Where the money or the bill lies. A credit is no money: by so much less was owed under its contract than was claimed."""
    kind, subject, customer = Kind.CASH, receipt.bank_account_id, None
    if receipt.tender.is_bill:
        kind, subject = Kind.NOTES, receipt.bill_id
    elif receipt.tender is Tender.SET_OFF:
        kind, subject = Kind.SET_OFF, receipt.id
    elif receipt.tender is Tender.CREDIT:
        kind, subject, customer = Kind.CONTRACT_CLAIMS, receipt.contract_id, receipt.customer_id
    account = Account(
        legal_entity_id=receipt.legal_entity_id, kind=kind, currency=receipt.currency, customer_id=customer, subject_id=subject
    )
    return Leg(account, amount.minor)


def unapplied(receipt: "Receipt", amount: Money) -> Leg:
    """What is free to be allocated; unidentified without a customer."""
    return _fund(receipt, Kind.UNAPPLIED if receipt.customer_id else Kind.UNIDENTIFIED, amount)


def advance(receipt: "Receipt", amount: Money) -> Leg:
    """What is held for claims to come."""
    return _fund(receipt, Kind.ADVANCE, amount)


def in_bills(receipt: "Receipt", amount: Money) -> Leg:
    """What bills that do not count yet are to pay."""
    return _fund(receipt, Kind.IN_BILLS, amount)


def _fund(receipt: "Receipt", kind: Kind, amount: Money) -> Leg:
    account = Account(
        legal_entity_id=receipt.legal_entity_id,
        kind=kind,
        currency=receipt.currency,
        customer_id=receipt.customer_id,
        subject_id=receipt.id,
    )
    return Leg(account, amount.minor)
