"""What became of a converted lead's opportunity."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from chassis.aggregate import Aggregate
from pipeline.domain import opportunity_facts


class LeadConversionState(StrEnum):
    MADE = "made"
    REFUSED = "refused"


@dataclass(eq=False, kw_only=True)
class LeadConversion(Aggregate):
    """One per lead and account, so that the same conversion is never made twice, and none after accounts has refused it."""

    lead_id: UUID
    account_id: UUID
    opportunity_id: UUID | None = None
    state: LeadConversionState = LeadConversionState.MADE
    reason: str = ""
    detail: str = ""

    def refuse(self, opportunity_id: UUID, owner_id: UUID | None, reason: str, detail: str) -> None:
        """No opportunity was made; who owned the lead is to see to it."""
        self.state, self.reason, self.detail = LeadConversionState.REFUSED, reason, detail
        self.record(opportunity_facts.refused(self.lead_id, opportunity_id, owner_id, reason=reason, detail=detail))

    def withdraw(self, reason: str, detail: str) -> None:
        """Accounts could not make the customer. That is told by accounts, and said once."""
        self.state, self.reason, self.detail = LeadConversionState.REFUSED, reason, detail
