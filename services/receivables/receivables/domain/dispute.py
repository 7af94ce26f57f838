"""An amount that a customer disputes: it is neither asked for nor paid by itself, and it stays owed."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from chassis.aggregate import Record
from chassis.errors import invalid, precondition
from chassis.money import Money, MoneyOf, positive
from chassis.search import search_text
from receivables.domain import said
from receivables.domain.instalment import Instalment
from receivables.domain.states import ClaimState, DisputeOutcome, DisputeReason, DisputeState, ResponsibleSide


@dataclass(eq=False, kw_only=True)
class Dispute(Record):
    """While it is open, its amount is part of what its instalment calls disputed."""

    instalment_id: UUID
    payment_plan_id: UUID
    contract_id: UUID
    customer_id: UUID
    legal_entity_id: UUID
    business_unit: str = ""
    product_line: str = ""
    region: str = ""
    currency: str
    amount_minor: int = 0
    state: DisputeState = DisputeState.OPEN
    reason: DisputeReason
    detail: str = ""
    dispute_date: date
    responsible_side: ResponsibleSide | None = None
    responsible_id: UUID | None = None
    contact_id: UUID | None = None
    speaker: str = ""
    evidence_attachment_ids: list[UUID] = field(default_factory=list)
    opened_by: UUID | None = None
    outcome: DisputeOutcome | None = None
    resolution: str = ""
    resolved_by: UUID | None = None
    resolve_time: datetime | None = None
    external_refs: list[dict[str, Any]] = field(default_factory=list)
    search_text: str = ""

    amount = MoneyOf()

    def open(self, instalment: Instalment, amount: Money | None, *, today: date) -> None:
        """Disputes so much of a claim, all that is open and not disputed yet where nothing is said.

        Raises DomainError for more than that.
        """
        if self.dispute_date > today:
            raise invalid("dispute.dispute_date", f"{self.dispute_date} has not come yet.", "DAY_IN_FUTURE")
        if instalment.claim_state is not ClaimState.CLAIMABLE:
            raise precondition("NOT_CLAIMABLE", f"'{instalment.name}' is not owed now, so nobody can dispute it.", name=instalment.name)
        left = instalment.open - min(instalment.disputed, instalment.open)
        if not left:
            raise precondition("DISPUTED_ALREADY", f"All that is open of '{instalment.name}' is disputed already.")
        disputed = positive("dispute.amount", left if amount is None else amount)
        if disputed > left:
            raise precondition("DISPUTE_TOO_LARGE", f"Only {left} of '{instalment.name}' is open and not disputed yet.", open=str(left))
        self.amount = disputed
        instalment.dispute(disputed)
        self.record(said.dispute_opened(self, instalment))

    def resolve(self, outcome: DisputeOutcome, resolution: str, instalment: Instalment, *, by: UUID | None, at: datetime) -> None:
        """Ends it. What is still owed is asked for again."""
        self.check_open()
        if not resolution.strip():
            raise invalid("resolution", "Say how it was cleared up.", "RESOLUTION_MISSING")
        self.state, self.outcome, self.resolution = DisputeState.RESOLVED, outcome, resolution
        self.resolved_by, self.resolve_time = by, at
        instalment.settle_dispute(self.amount)
        self.record(said.dispute_resolved(self, instalment))

    def check_open(self) -> None:
        if self.state is DisputeState.RESOLVED:
            raise precondition("DISPUTE_RESOLVED", "This dispute was resolved; note another one if the customer raises it again.")

    def searchable(self) -> str:
        return search_text(self.number, self.speaker, self.detail)
