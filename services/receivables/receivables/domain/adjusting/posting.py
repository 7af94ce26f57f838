"""What adjustments do to receipts, instalments and the ledger. Everything is checked again when it is posted: between asking and
approving, customers pay."""

from datetime import date

from chassis.errors import invalid, precondition
from chassis.money import Money, positive
from receivables.domain.adjusting.adjustment import Adjustment
from receivables.domain.adjusting.states import AdjustmentKind, AdjustmentState
from receivables.domain.instalment import Instalment
from receivables.domain.journal import Journal
from receivables.domain.ledger import Account, Leg
from receivables.domain.plan import PaymentPlan
from receivables.domain.receipt import Receipt
from receivables.domain.states import AllocationKind, ClaimState, Tender
from receivables.domain.terms import Layer

_AMOUNT = "adjustment.amount"


# --- how much ---------------------------------------------------------------------------------------


def refundable(receipt: Receipt, amount: Money | None) -> Money:
    """So much of a receipt, all that is unapplied where nothing is said. Raises DomainError for more, and for what was no money."""
    if receipt.tender.is_bill or receipt.tender is Tender.SET_OFF:
        raise precondition(
            "NO_MONEY_TO_REFUND", "No money came by this receipt; reverse it as a whole instead.", tender=receipt.tender.value
        )
    return _within(amount, receipt.unapplied, f"Only {receipt.unapplied} of the receipt is unapplied; take back what it paid first.")


def relievable(instalment: Instalment, amount: Money | None) -> Money:
    """So much of a claim, all that is open and not disputed where nothing is said. Raises DomainError for more."""
    if instalment.claim_state is not ClaimState.CLAIMABLE:
        raise precondition("NOT_CLAIMABLE", f"Nothing is owed of '{instalment.name}' now.", instalment_id=str(instalment.id))
    left = instalment.open - min(instalment.disputed, instalment.open)
    return _within(amount, left, f"Only {left} of '{instalment.name}' is open and not disputed.")


def takeable(original: Adjustment, amount: Money | None) -> Money:
    """So much of a posted adjustment, all that stands of it where nothing is said. Raises DomainError for more."""
    if original.state is not AdjustmentState.POSTED or original.takes_back:
        raise precondition("NOT_TO_BE_TAKEN_BACK", "Only what was posted, and takes back nothing itself, can be taken back.")
    return _within(amount, original.standing, f"Only {original.standing} of it stands; the rest was taken back.")


def _within(amount: Money | None, left: Money, detail: str) -> Money:
    if not left:
        raise precondition("NOTHING_LEFT", "Nothing is left of it.")
    wanted = left if amount is None else positive(_AMOUNT, amount)
    if wanted.currency != left.currency:
        raise invalid(_AMOUNT, f"It is in {left.currency}.", "ADJUSTMENT_CURRENCY")
    if wanted > left:
        raise precondition("ADJUSTMENT_TOO_LARGE", detail, available=str(left))
    return wanted


def check_fee(receipt: Receipt, instalment: Instalment) -> None:
    """A bank keeps its fee of a payment: raises FEE_WITHOUT_PAYMENT where the receipt paid nothing of the instalment."""
    paid = sum(
        line.amount_minor for line in receipt.allocations if line.instalment_id == instalment.id and line.kind is AllocationKind.CLAIM
    )
    if not paid:
        raise precondition("FEE_WITHOUT_PAYMENT", f"This receipt paid nothing of '{instalment.name}'; allocate it first.")


def is_small_change(adjustment: Adjustment, instalment: Instalment) -> bool:
    """Whether it may go without a second person at all: a rounding difference or a fee is the last of a claim, and retention is never
    touched by one alone."""
    return instalment.layer is not Layer.RETENTION and adjustment.amount == instalment.open


# --- into the books ---------------------------------------------------------------------------------


def relieve(adjustment: Adjustment, plan: PaymentPlan, instalment: Instalment, journal: Journal) -> None:
    """So much of the claim is not paid any more. Counts from today."""
    relievable(instalment, adjustment.amount)
    legs = plan.relieve(instalment, adjustment.amount, bad=adjustment.kind is AdjustmentKind.WRITE_OFF, on=journal.today)
    journal.post(adjustment.kind.posted_as, [*legs, _relief(adjustment, instalment, adjustment.amount)], on=journal.today)
    adjustment.posted(journal.today, journal.by, journal.now, instalment)


def restore(adjustment: Adjustment, original: Adjustment, plan: PaymentPlan, instalment: Instalment, journal: Journal) -> None:
    """The claim stands again under its old due date, and money may pay it: so a written-off claim is recovered."""
    takeable(original, adjustment.amount)
    legs = plan.burden(instalment, adjustment.amount, bad=adjustment.kind is AdjustmentKind.WRITE_OFF, journal=journal)
    journal.post(adjustment.kind.taken_back_as, [*legs, _relief(adjustment, instalment, -adjustment.amount)], on=journal.today)
    original.taken_back += adjustment.amount
    adjustment.posted(journal.today, journal.by, journal.now, instalment)


def pay_back(adjustment: Adjustment, receipt: Receipt, journal: Journal, *, on: date | None, bank_reference: str) -> None:
    """The money went back to the payer. Raises DomainError where it was used since, and for a day on which it cannot have gone."""
    adjustment.check_payable()
    refundable(receipt, adjustment.amount)
    day = _value_date(on, receipt.received_date, journal)
    adjustment.bank_reference = bank_reference
    receipt.refund(adjustment.amount, _bank(adjustment, -adjustment.amount), adjustment.kind.posted_as, journal, on=day)
    adjustment.posted(day, journal.by, journal.now, None)


def come_back(
    adjustment: Adjustment, original: Adjustment, receipt: Receipt, journal: Journal, *, on: date | None, bank_reference: str
) -> None:
    """The bank could not pay the refund: the money is here again, unapplied."""
    adjustment.check_payable()
    takeable(original, adjustment.amount)
    day = _value_date(on, original.value_date or receipt.received_date, journal)
    adjustment.bank_reference = bank_reference
    receipt.refund(-adjustment.amount, _bank(adjustment, adjustment.amount), adjustment.kind.taken_back_as, journal, on=day)
    original.taken_back += adjustment.amount
    adjustment.posted(day, journal.by, journal.now, None)


def _value_date(on: date | None, first: date, journal: Journal) -> date:
    day = on or journal.today
    if not first <= day <= journal.today:
        raise invalid("value_date", f"It counts between {first}, when the money was there, and today.", "VALUE_DATE_INVALID")
    return day


def _bank(adjustment: Adjustment, amount: Money) -> Leg:
    account = Account(
        legal_entity_id=adjustment.legal_entity_id,
        kind=adjustment.kind.account,
        currency=adjustment.currency,
        subject_id=adjustment.bank_account_id,
    )
    return Leg(account, amount.minor)


def _relief(adjustment: Adjustment, instalment: Instalment, amount: Money) -> Leg:
    account = Account(
        legal_entity_id=instalment.legal_entity_id,
        kind=adjustment.kind.account,
        currency=instalment.currency,
        customer_id=instalment.customer_id,
        subject_id=instalment.id,
    )
    return Leg(account, amount.minor)
