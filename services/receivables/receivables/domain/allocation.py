"""What a receipt paid, line by line, and how a line is taken back."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from chassis.aggregate import Part
from chassis.errors import forbidden
from chassis.money import MoneyOf
from receivables.domain.states import AllocationKind, ReversalState


@dataclass(eq=False, kw_only=True)
class Allocation(Part):
    """One line; never changed. One that takes back another is negative and names it."""

    receipt_id: UUID
    position: int
    payment_plan_id: UUID
    instalment_id: UUID
    kind: AllocationKind
    currency: str
    amount_minor: int
    allocation_date: date
    allocated_by: UUID | None
    create_time: datetime
    reverses_id: UUID | None = None
    reversal_id: UUID | None = None

    amount = MoneyOf()


@dataclass(eq=False, kw_only=True)
class Reversal(Part):
    """Asked for by one person, decided by another."""

    receipt_id: UUID
    position: int
    whole_receipt: bool
    reason: str
    asked_by: UUID | None
    ask_time: datetime
    allocation_ids: list[UUID] = field(default_factory=list)
    state: ReversalState = ReversalState.ASKED
    decided_by: UUID | None = None
    decide_time: datetime | None = None

    def approve(self, by: UUID | None, at: datetime) -> None:
        """Raises DomainError for the person who asked."""
        if by is not None and by == self.asked_by:
            raise forbidden("MAKER_IS_CHECKER", "You asked for this reversal; a second person must approve it.", field="asked_by")
        self.state, self.decided_by, self.decide_time = ReversalState.APPROVED, by, at

    def decline(self, by: UUID | None, at: datetime) -> None:
        self.state, self.decided_by, self.decide_time = ReversalState.DECLINED, by, at
