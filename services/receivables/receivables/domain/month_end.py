"""A month end (月结): what was found before a fiscal period is closed, who signed for it, and what was frozen when it was closed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from chassis.aggregate import Aggregate
from chassis.errors import precondition
from chassis.money import Money
from chassis.wire import instant, text
from crm.receivables.v1 import events_pb2 as facts
from receivables.domain.period_summary import Summary


class PeriodItemKind(StrEnum):
    """What is looked at, in the order in which it is shown: what stops the close first."""

    PROOF = "proof"
    RECONCILIATION = "reconciliation"
    STATEMENT_LINES = "statement_lines"
    STATEMENT_DAYS = "statement_days"
    UNIDENTIFIED = "unidentified"
    UNAPPLIED = "unapplied"
    PROPOSALS = "proposals"
    REVERSALS = "reversals"
    ADJUSTMENTS = "adjustments"
    INVOICES_UNDER_WAY = "invoices_under_way"
    INVOICE_DIFFERENCES = "invoice_differences"
    DISPUTES = "disputes"
    PROVISION = "provision"
    EXCHANGE = "exchange"

    @property
    def stops(self) -> bool:
        """What would make the frozen figures wrong; everything else may be as it is, for a reason."""
        return self in (PeriodItemKind.PROOF, PeriodItemKind.RECONCILIATION, PeriodItemKind.STATEMENT_LINES)


class PeriodItemState(StrEnum):
    CLEAR = "clear"
    SIGNED = "signed"
    OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One record behind an item. Its age is counted to the last day of the period."""

    subject_type: str
    subject_id: UUID
    name: str
    day: date
    age_days: int
    customer_id: UUID | None = None
    owner_id: UUID | None = None
    amount: Money | None = None

    @property
    def date(self) -> date:
        return self.day


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What one item found: how much of it, per currency, and the oldest records."""

    kind: PeriodItemKind
    count: int
    amounts: Sequence[Money] = ()
    findings: Sequence[Finding] = ()


@dataclass(frozen=True, kw_only=True)
class SignOff:
    """Holds while no more is found than was signed for. `at` is ISO text."""

    kind: PeriodItemKind
    count: int
    note: str
    signed_by: UUID | None
    at: str

    @property
    def sign_time(self) -> datetime:
        return datetime.fromisoformat(self.at)


@dataclass(frozen=True, kw_only=True)
class Left:
    kind: PeriodItemKind
    count: int


@dataclass(frozen=True, kw_only=True)
class Closing:
    """`at` is ISO text: what was known then is in the summary."""

    closed_by: UUID | None
    at: str
    checksum: str
    summary: Summary
    left: list[Left]

    @property
    def known_at(self) -> datetime:
        return datetime.fromisoformat(self.at)


@dataclass(frozen=True, slots=True)
class Item:
    """What was found, beside what was signed for."""

    found: Found
    sign_off: SignOff | None

    @property
    def state(self) -> PeriodItemState:
        if not self.found.count:
            return PeriodItemState.CLEAR
        signed = self.sign_off is not None and self.found.count <= self.sign_off.count
        return PeriodItemState.SIGNED if signed else PeriodItemState.OPEN

    @property
    def stops(self) -> bool:
        return self.found.kind.stops and self.found.count > 0


@dataclass(eq=False, kw_only=True)
class PeriodClose(Aggregate):
    """One per fiscal period, under its id."""

    legal_entity_id: UUID
    start_date: date
    end_date: date
    sign_offs: list[SignOff] = field(default_factory=list)
    closings: list[Closing] = field(default_factory=list)

    def items(self, found: Sequence[Found]) -> list[Item]:
        signed = {each.kind: each for each in self.sign_offs}
        return [Item(each, signed.get(each.kind)) for each in found]

    def sign_off(self, found: Found, note: str, by: UUID | None, at: datetime) -> None:
        """Raises DomainError for what stops the close, and where there is nothing to sign for."""
        if found.kind.stops:
            raise precondition("PERIOD_ITEM_STOPS", "This stops the close: mend what is behind it.", kind=found.kind)
        if not found.count:
            raise precondition("PERIOD_ITEM_CLEAR", "Nothing is found any more; there is nothing to sign for.", kind=found.kind)
        signed = SignOff(kind=found.kind, count=found.count, note=note, signed_by=by, at=at.isoformat())
        self.sign_offs = [*(each for each in self.sign_offs if each.kind is not found.kind), signed]

    def withdraw(self, kind: PeriodItemKind) -> None:
        self.sign_offs = [each for each in self.sign_offs if each.kind is not kind]

    def close(self, found: Sequence[Found], summary: Summary, by: UUID | None, at: datetime) -> None:
        """Freezes the summary. Raises PERIOD_ITEMS_OPEN, which says what stops it."""
        if stopping := [item.found for item in self.items(found) if item.stops]:
            listed = ", ".join(f"{each.kind.replace('_', ' ')} ({each.count})" for each in stopping)
            raise precondition("PERIOD_ITEMS_OPEN", f"The close is stopped by: {listed}.", items=",".join(each.kind for each in stopping))
        left = [Left(kind=each.kind, count=each.count) for each in found if each.count]
        closing = Closing(closed_by=by, at=at.isoformat(), checksum=summary.checksum, summary=summary, left=left)
        self.closings = [*self.closings, closing]
        self.record(
            facts.PeriodClosed(
                fiscal_period_id=str(self.id),
                legal_entity_id=str(self.legal_entity_id),
                start_date=self.start_date.isoformat(),
                end_date=self.end_date.isoformat(),
                known_at=instant(at),
                checksum=closing.checksum,
                closed_by=text(by),
            )
        )


def obstacle(*, state: str, end_date: date, today: date, earlier: date | None) -> str:
    """Why a period cannot be closed whatever is found in it, as the reason of a refusal; empty where it can.

    `earlier` is the first day of an earlier period of the same books that is not closed.
    """
    if state == "closed":
        return "PERIOD_CLOSED"
    if end_date >= today:
        return "PERIOD_NOT_OVER"
    return "PERIOD_EARLIER_OPEN" if earlier else ""


def check_closable(reason: str, *, end_date: date, earlier: date | None) -> None:
    """Raises what `obstacle` found."""
    if reason == "PERIOD_CLOSED":
        raise precondition("PERIOD_CLOSED", "This period is closed already.")
    if reason == "PERIOD_NOT_OVER":
        raise precondition("PERIOD_NOT_OVER", f"It is closed after its last day, {end_date}; until then it can be closed for daily work.")
    if reason == "PERIOD_EARLIER_OPEN":
        raise precondition("PERIOD_EARLIER_OPEN", f"The period from {earlier} on is open; close it first.", start_date=str(earlier))
