"""Money that goes back to its payer, or an amount that nobody pays any more: asked for by one person, approved by others, posted once."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from chassis.aggregate import Record
from chassis.errors import forbidden, invalid, precondition
from chassis.money import Money, MoneyOf
from chassis.search import search_text
from receivables.domain.adjusting import facts
from receivables.domain.adjusting.limits import AdjustmentLimits
from receivables.domain.adjusting.states import AdjustmentKind, AdjustmentState
from receivables.domain.instalment import Instalment


@dataclass(eq=False, kw_only=True)
class Adjustment(Record):
    """What it does to receipts, instalments and the ledger is in posting.py. `original_id` names the posted one that it takes back.

    `subject_id` is its receipt or instalment: of one subject, one adjustment waits at a time. That the persons differ is checked where
    they come in, by the pipeline.
    """

    kind: AdjustmentKind
    state: AdjustmentState = AdjustmentState.REQUESTED
    original_id: UUID | None = None
    subject_id: UUID
    receipt_id: UUID | None = None
    # Of a waiver: the late interest or, until that is claimed, the overdue instalment that bears it.
    instalment_id: UUID | None = None
    # Of a waiver of what is not claimed yet: the last day of it.
    interest_until_date: date | None = None
    payment_plan_id: UUID | None = None
    contract_id: UUID | None = None
    contract_number: str = ""
    customer_id: UUID | None = None
    legal_entity_id: UUID
    business_unit: str = ""
    product_line: str = ""
    region: str = ""
    currency: str
    amount_minor: int
    taken_back_minor: int = 0
    reason: str
    evidence_attachment_ids: list[UUID] = field(default_factory=list)
    payee_name: str = ""
    payee_account: str = ""
    other_payee_reason: str = ""
    bank_account_id: UUID | None = None
    value_date: date | None = None
    bank_reference: str = ""
    needs_approval: bool = True
    needs_confirmation: bool = False
    requested_by: UUID | None = None
    approved_by: UUID | None = None
    approve_time: datetime | None = None
    confirmed_by: UUID | None = None
    confirm_time: datetime | None = None
    posted_by: UUID | None = None
    post_time: datetime | None = None
    ended_by: UUID | None = None
    end_reason: str = ""
    end_time: datetime | None = None
    external_refs: list[dict[str, Any]] = field(default_factory=list)
    search_text: str = ""

    amount = MoneyOf()
    taken_back = MoneyOf()

    # --- its way ---------------------------------------------------------------------------------

    def request(self, limits: AdjustmentLimits, by: UUID | None, *, alone: bool = False) -> None:
        """Asks for it. Within the limits no second person is needed where one may do it `alone` at all. Raises REASON_MISSING."""
        if not self.reason.strip():
            raise invalid("adjustment.reason", "Say why.", "REASON_MISSING")
        self.requested_by = by
        self.needs_approval = not alone or limits.needs_approval(self.kind, self.amount)
        self.needs_confirmation = not self.takes_back and limits.needs_confirmation(self.kind, self.amount)
        if self.needs_approval:
            self.record(facts.requested(self))

    def approve(self, by: UUID | None, at: datetime) -> None:
        """For finance."""
        self._check(AdjustmentState.REQUESTED)
        if self.approve_time is not None:
            raise precondition("APPROVED_ALREADY", "Finance approved it already; an executive is to confirm it.")
        self.approved_by, self.approve_time = by, at
        if not self.needs_confirmation:
            self.state = AdjustmentState.APPROVED
        self.record(facts.approved(self))

    def confirm(self, by: UUID | None, at: datetime) -> None:
        """By an executive, after finance."""
        self._check(AdjustmentState.REQUESTED)
        if self.approve_time is None:
            raise precondition("NOT_APPROVED", "Finance has not approved it yet.")
        self.confirmed_by, self.confirm_time = by, at
        self.state = AdjustmentState.APPROVED

    def reject(self, reason: str, by: UUID | None, at: datetime) -> None:
        if not reason.strip():
            raise invalid("reason", "Say why it is turned down.", "REASON_MISSING")
        self._end(AdjustmentState.REJECTED, reason, by, at)

    def withdraw(self, by: UUID | None, at: datetime) -> None:
        """Raises ADJUSTMENT_NOT_YOURS for another person than the one who asked."""
        if by is not None and by != self.requested_by:
            raise forbidden(
                "ADJUSTMENT_NOT_YOURS", "Somebody else asked for this; reject it where it should not be done.", field="requested_by"
            )
        self._end(AdjustmentState.WITHDRAWN, "", by, at)

    def posted(self, on: date, by: UUID | None, at: datetime, instalment: Instalment | None) -> None:
        """It is in the books, with what it settled or opened again."""
        self.state, self.value_date, self.posted_by, self.post_time = AdjustmentState.POSTED, on, by, at
        self.record(facts.posted(self, instalment))

    def _end(self, state: AdjustmentState, reason: str, by: UUID | None, at: datetime) -> None:
        if not self.state.is_open:
            raise self._ended()
        self.state, self.end_reason, self.ended_by, self.end_time = state, reason, by, at
        self.record(facts.rejected(self))

    # --- what it is ------------------------------------------------------------------------------

    @property
    def takes_back(self) -> bool:
        return self.original_id is not None

    @property
    def is_refund(self) -> bool:
        return self.kind is AdjustmentKind.REFUND

    @property
    def is_ready(self) -> bool:
        """It can be posted without anything else being said; the payment of a refund is told of first."""
        return not self.is_refund and (self.state is AdjustmentState.APPROVED or not self.needs_approval)

    @property
    def standing(self) -> Money:
        """What nobody took back."""
        return self.amount - self.taken_back

    def check_payable(self) -> None:
        """Raises DomainError unless it is a refund that everybody approved."""
        if not self.is_refund:
            raise precondition("NOT_A_REFUND", "Only refunds are paid; all else is posted when it is approved.")
        if self.state is AdjustmentState.REQUESTED:
            raise precondition("NOT_APPROVED", "Finance has not approved it yet.")
        self._check(AdjustmentState.APPROVED)

    def searchable(self) -> str:
        return search_text(self.number, self.contract_number, self.payee_name, self.bank_reference)

    def _check(self, state: AdjustmentState) -> None:
        if self.state is not state:
            raise self._ended()

    def _ended(self) -> Exception:
        return precondition("ADJUSTMENT_DECIDED", f"This adjustment is {self.state.value} already.", state=self.state.value)
