"""May this receipt pay this instalment, how much, and on which day?"""

from datetime import date
from typing import TYPE_CHECKING

from chassis.errors import forbidden, invalid, precondition
from chassis.money import Money, positive
from receivables.domain.instalment import Instalment
from receivables.domain.journal import Journal
from receivables.domain.plan import PaymentPlan
from receivables.domain.states import ClaimState

if TYPE_CHECKING:
    from receivables.domain.receipt import Receipt


def check_fit(receipt: "Receipt", instalment: Instalment, plan: PaymentPlan, journal: Journal, *, across_customers: bool) -> None:
    """Same legal entity and currency, same customer unless somebody with authority says otherwise, and not by who sold it."""
    if receipt.customer_id is None:
        raise precondition("RECEIPT_UNIDENTIFIED", "Nobody knows whose money this is; identify its customer first.")
    if instalment.legal_entity_id != receipt.legal_entity_id:
        raise precondition(
            "OTHER_LEGAL_ENTITY",
            "The money came to another company of ours than the one that is owed.",
            receipt=str(receipt.legal_entity_id),
            instalment=str(instalment.legal_entity_id),
        )
    if instalment.currency != receipt.currency:
        raise precondition(
            "OTHER_CURRENCY",
            f"The receipt is in {receipt.currency}, the instalment in {instalment.currency}.",
            receipt=receipt.currency,
            instalment=instalment.currency,
        )
    if instalment.customer_id != receipt.customer_id and not across_customers:
        raise precondition("OTHER_CUSTOMER", "The money is another customer's; paying for others needs an authority of its own.")
    if journal.by is not None and journal.by == plan.owner_id and not journal.historical:
        raise forbidden("MAKER_IS_CHECKER", "You own this contract; a second person must allocate to it.", field="owner_id")


def check_claimable(instalment: Instalment) -> None:
    if instalment.claim_state is ClaimState.PLANNED:
        raise precondition(
            "NOT_CLAIMABLE",
            f"'{instalment.name}' is not owed yet; leave the money unapplied, or hold it in advance.",
            instalment_id=str(instalment.id),
        )
    if instalment.claim_state is ClaimState.CLOSED:
        raise _closed(instalment)


def check_planned(instalment: Instalment) -> None:
    if instalment.claim_state is ClaimState.CLAIMABLE:
        raise precondition(
            "ALREADY_CLAIMABLE", f"'{instalment.name}' is owed by now; allocate the money to it.", instalment_id=str(instalment.id)
        )
    if instalment.claim_state is ClaimState.CLOSED:
        raise _closed(instalment)


def amount_to_pay(amount: Money | None, available: Money, owed: Money) -> Money:
    """What is asked for, or as much as both sides allow. Raises OVER_ALLOCATION where one of them does not allow it."""
    wanted = min(available, owed) if amount is None else positive("amount", amount)
    if not wanted:
        raise precondition("NOTHING_LEFT", "Nothing is left of the receipt.")
    if wanted > available:
        raise precondition("OVER_ALLOCATION", f"Only {available} of the receipt is left.", available=str(available), side="receipt")
    if wanted > owed:
        raise precondition("OVER_ALLOCATION", f"Only {owed} of the instalment is open.", available=str(owed), side="instalment")
    return wanted


def allocation_day(on: date | None, received: date, claimed: date | None, journal: Journal) -> date:
    """The day on which it counts: never before the money or the claim was there. Today, or the first such day of history."""
    first = max(received, claimed or received)
    if on is None:
        return first if journal.historical else journal.today
    if not first <= on <= journal.today:
        raise invalid(
            "allocation_date", f"An allocation counts between {first}, when both sides were there, and today.", "ALLOCATION_DAY_INVALID"
        )
    return on


def _closed(instalment: Instalment) -> Exception:
    if instalment.is_cancelled:
        return precondition("INSTALMENT_CANCELLED", f"'{instalment.name}' was cancelled.", instalment_id=str(instalment.id))
    return precondition("ALREADY_SETTLED", f"'{instalment.name}' is paid in full already.", instalment_id=str(instalment.id))
