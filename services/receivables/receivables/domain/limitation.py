"""诉讼时效: until when what is owed can be enforced in court, and what interrupted that.

Three years (Civil Code, art. 188), counted here from the due date of each instalment; what is paid by instalments may by art. 189 count
from the last of them, so who goes by this is early and never late. Interrupted, the period begins anew (art. 195): the customer was asked
in writing, agreed to pay, paid a part, or a court or an arbitrator was called. What nothing written shows is kept, and does not count.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from chassis.errors import invalid, not_found, precondition

YEARS = 3
# So many days before its end somebody is told.
WARNING_DAYS = (180, 90, 30, 7)
MOST_INTERRUPTIONS = 200


class InterruptionKind(StrEnum):
    DEMAND = "demand"
    PROMISE = "promise"
    PART_PAYMENT = "part_payment"
    CONFIRMATION = "confirmation"
    LAWSUIT = "lawsuit"
    ARBITRATION = "arbitration"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Interruption:
    """`source_id` is the promise, receipt or account statement that it comes of; of a receipt, `minor` is what it pays of the claim."""

    id: UUID
    kind: InterruptionKind
    interruption_date: date
    proven: bool = True
    source_id: UUID | None = None
    minor: int = 0
    note: str = ""
    evidence_attachment_ids: list[UUID] = field(default_factory=list)
    recorded_by: UUID | None = None
    record_date: date
    withdraw_reason: str = ""
    withdrawn_by: UUID | None = None

    @property
    def counts(self) -> bool:
        return self.proven and not self.withdraw_reason

    def check(self, today: date, claim_date: date | None, earlier: Sequence["Interruption"]) -> None:
        """What a person notes. Raises INTERRUPTION_BY_RECEIPT, DAY_IN_FUTURE, DAY_INVALID, TOO_MANY_INTERRUPTIONS."""
        if self.kind is InterruptionKind.PART_PAYMENT:
            raise invalid("kind", "That a part was paid follows from the receipt that is allocated to it.", "INTERRUPTION_BY_RECEIPT")
        if self.interruption_date > today:
            raise invalid("interruption_date", f"{self.interruption_date} has not come yet.", "DAY_IN_FUTURE")
        if claim_date is not None and self.interruption_date < claim_date:
            raise invalid("interruption_date", f"Nothing was owed before {claim_date}.", "DAY_INVALID")
        if len(earlier) >= MOST_INTERRUPTIONS:
            raise precondition("TOO_MANY_INTERRUPTIONS", f"{MOST_INTERRUPTIONS} are noted already.")


def limitation_date(due: date | None, interruptions: Iterable[Interruption]) -> date | None:
    """The last day on which it can be enforced. What happened before it was due does not lengthen it."""
    if due is None:
        return None
    return _years_after(max([due, *(each.interruption_date for each in interruptions if each.counts)]))


def _years_after(day: date) -> date:
    """A period of years ends on the day of the same number, or on the last of the month where there is none (art. 202)."""
    try:
        return day.replace(year=day.year + YEARS)
    except ValueError:
        return day.replace(year=day.year + YEARS, day=28)


def paid(before: Sequence[Interruption], fresh: Interruption) -> list[Interruption]:
    """Some of it was paid, or more of it by the same receipt."""
    others = [each for each in before if each.source_id != fresh.source_id]
    same = sum(each.minor for each in before if each.source_id == fresh.source_id)
    return [*others, replace(fresh, minor=fresh.minor + same)]


def unpaid(before: Sequence[Interruption], source_id: UUID, minor: int) -> list[Interruption]:
    """So much of what a receipt paid was taken back: without anything left, it never interrupted."""
    left = [replace(each, minor=each.minor - minor) if each.source_id == source_id else each for each in before]
    return [each for each in left if each.source_id != source_id or each.minor > 0]


def withdrawn(before: Sequence[Interruption], id: UUID, reason: str, by: UUID | None) -> list[Interruption]:
    """Somebody noted it by mistake. Raises NOT_FOUND, INTERRUPTION_FOLLOWS, INTERRUPTION_WITHDRAWN, REASON_MISSING."""
    found = next((each for each in before if each.id == id), None)
    if found is None:
        raise not_found("interruption", id)
    if found.source_id is not None:
        raise precondition("INTERRUPTION_FOLLOWS", "It follows from a promise, a receipt or a statement; take that back instead.")
    if found.withdraw_reason:
        raise precondition("INTERRUPTION_WITHDRAWN", "It was withdrawn already.")
    if not reason.strip():
        raise invalid("reason", "Say why it does not count.", "REASON_MISSING")
    return [replace(each, withdraw_reason=reason.strip(), withdrawn_by=by) if each is found else each for each in before]


def warning_days(end: date, told: date | None) -> list[date]:
    """The days before its end on which somebody is still to be told; what was told on the day `told` is not told again."""
    days = [end - timedelta(days=before) for before in WARNING_DAYS]
    return [day for day in days if told is None or day > told]
