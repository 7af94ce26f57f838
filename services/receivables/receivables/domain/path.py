"""Where what is open of an instalment stands on a day (回款路径图); `receivables.collection_path` says the same in SQL."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from receivables.domain.instalment import Instalment
from receivables.domain.states import ClaimState, InvoiceProgress

# Due within so many days is due; settled within so many days is still shown.
DUE_WITHIN = 7
SETTLED_WITHIN = 30


class Step(StrEnum):
    """In the order in which money takes them; the invoice, which came later, is on the way between the milestone and the due date,
    and the bill between that and the money."""

    MILESTONE = "milestone"
    NOT_DUE = "not_due"
    DUE = "due"
    OVERDUE = "overdue"
    PROMISED = "promised"
    DISPUTED = "disputed"
    SETTLED = "settled"
    INVOICE = "invoice"
    BILL = "bill"


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of an instalment that stands on one step, and by how many days it is late there."""

    step: Step
    minor: int
    days_late: int


def pieces(instalment: Instalment, today: date, *, waits_for_invoices: bool = False) -> Iterable[Piece]:
    """What is planned and what was settled stands in one place; of a claim, so much is disputed, so much promised; of
    the rest, so much will be paid by bills that do not count yet.

    The rest waits for its invoice until the customer has booked it, or until it is overdue: then that is what matters. Companies where
    claims wait for invoices say so by `waits_for_invoices`; elsewhere only those wait whose invoices are under way.
    """
    if instalment.claim_state is ClaimState.PLANNED:
        yield Piece(Step.MILESTONE, instalment.open_minor, _days(instalment.expected_claim_date, today))
    elif instalment.settle_date is not None:
        if instalment.settle_date >= today - timedelta(days=SETTLED_WITHIN):
            yield Piece(Step.SETTLED, instalment.amount_minor, _days(instalment.due_date, instalment.settle_date))
    elif instalment.claim_state is ClaimState.CLAIMABLE:
        late = _days(instalment.due_date, today)
        undisputed = instalment.open_minor - instalment.disputed_minor - instalment.promised_minor
        in_bills = min(instalment.in_bills_minor, undisputed)
        parts = {
            Step.DISPUTED: instalment.disputed_minor,
            Step.PROMISED: instalment.promised_minor,
            _step_of_rest(instalment, today, waits_for_invoices): undisputed - in_bills,
            Step.BILL: in_bills,
        }
        yield from (Piece(step, minor, late) for step, minor in parts.items() if minor > 0)


def _step_of_rest(instalment: Instalment, today: date, waits_for_invoices: bool) -> Step:
    progress, in_time = instalment.invoice_progress, _step_in_time(instalment.due_date, today)
    waits = progress.is_under_way or (waits_for_invoices and progress is InvoiceProgress.NOT_REQUESTED)
    return Step.INVOICE if waits and in_time is not Step.OVERDUE else in_time


def _step_in_time(due: date | None, today: date) -> Step:
    days_left = 0 if due is None else (due - today).days
    if days_left < 0:
        return Step.OVERDUE
    return Step.DUE if days_left <= DUE_WITHIN else Step.NOT_DUE


def _days(since: date | None, until: date) -> int:
    return 0 if since is None else max((until - since).days, 0)
