"""Somebody says whose money it is (认领): a proposal that posts nothing."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from chassis.aggregate import Record
from chassis.errors import invalid, precondition
from chassis.money import MoneyOf
from receivables.domain import facts
from receivables.domain.cash.states import ReceiptClaimState
from receivables.domain.receipt import Receipt
from receivables.domain.states import ReceiptState


@dataclass(eq=False, kw_only=True)
class ReceiptClaim(Record):
    """Belongs to who claims. What of the receipt a claimant may see is kept with it."""

    receipt_id: UUID
    legal_entity_id: UUID
    customer_id: UUID
    contract_id: UUID | None = None
    evidence: str = ""
    evidence_attachment_ids: list[UUID] = field(default_factory=list)
    state: ReceiptClaimState = ReceiptClaimState.OPEN
    currency: str
    amount_minor: int
    received_date: date
    payer_name: str = ""
    decided_by: UUID | None = None
    end_reason: str = ""
    end_time: datetime | None = None
    external_refs: list[dict[str, Any]] = field(default_factory=list)

    amount = MoneyOf()

    def open(self, receipt: Receipt) -> None:
        """Raises RECEIPT_IDENTIFIED for money of which one knows whose it is, and EVIDENCE_MISSING."""
        if receipt.customer_id is not None or receipt.state is ReceiptState.REVERSED:
            raise precondition("RECEIPT_IDENTIFIED", "It is known whose money this is; nobody can claim it.")
        if not self.evidence.strip():
            raise invalid("receipt_claim.evidence", "Say what shows that it is this customer's money.", "EVIDENCE_MISSING")
        self.record(facts.receipt_claimed(receipt, self))

    def withdraw(self, at: datetime) -> None:
        self._end(ReceiptClaimState.WITHDRAWN, None, "", at)

    def accept(self, by: UUID | None, at: datetime) -> None:
        self._end(ReceiptClaimState.ACCEPTED, by, "", at)

    def decline(self, reason: str, by: UUID | None, at: datetime) -> None:
        if not reason.strip():
            raise invalid("reason", "Say why the claim is declined.", "REASON_MISSING")
        self._end(ReceiptClaimState.DECLINED, by, reason, at)

    def _end(self, state: ReceiptClaimState, by: UUID | None, reason: str, at: datetime) -> None:
        if self.state is not ReceiptClaimState.OPEN:
            raise precondition("CLAIM_ENDED", f"This claim was {self.state.value} already.", state=self.state.value)
        self.state, self.decided_by, self.end_reason, self.end_time = state, by, reason, at
