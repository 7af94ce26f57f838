"""Whether a customer means to pay, as it said or showed on a day. Intents are only added; instalments keep the present one."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from chassis.aggregate import Record
from chassis.errors import invalid
from receivables.domain import said
from receivables.domain.instalment import Instalment
from receivables.domain.states import ClaimState, IntentKind


@dataclass(eq=False, kw_only=True)
class Intent(Record):
    """Of one instalment, or of all that the customer owes."""

    customer_id: UUID
    instalment_id: UUID | None = None
    payment_plan_id: UUID | None = None
    contract_id: UUID | None = None
    business_unit: str = ""
    product_line: str = ""
    region: str = ""
    kind: IntentKind
    intent_date: date
    contact_id: UUID | None = None
    speaker: str = ""
    evidence: str
    evidence_attachment_ids: list[UUID] = field(default_factory=list)
    recorded_by: UUID | None = None
    external_refs: list[dict[str, Any]] = field(default_factory=list)

    def note(self, instalment: Instalment | None, owed: Iterable[Instalment], today: date) -> None:
        """Tells what it is about: the instalment or, without one, all that is `owed`. Raises DomainError for a day to come."""
        if self.intent_date > today:
            raise invalid("intent.intent_date", f"{self.intent_date} has not come yet.", "DAY_IN_FUTURE")
        if not self.evidence.strip():
            raise invalid("intent.evidence", "Say what the customer said or did.", "EVIDENCE_MISSING")
        for each in (instalment,) if instalment else owed:
            if each.claim_state is not ClaimState.CLOSED:
                each.mean(self.kind, self.intent_date)
        self.record(said.intent_recorded(self, instalment))
