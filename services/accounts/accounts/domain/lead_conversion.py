"""What became of a lead that was converted into a customer."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from chassis.aggregate import Aggregate
from crm.accounts.v1 import events_pb2 as facts


class LeadConversionState(StrEnum):
    MADE = "made"
    REFUSED = "refused"


@dataclass(eq=False, kw_only=True)
class LeadConversion(Aggregate):
    """One per lead and account, so that the same conversion is never made twice."""

    lead_id: UUID
    account_id: UUID
    contact_id: UUID | None = None
    state: LeadConversionState = LeadConversionState.MADE
    reason: str = ""
    detail: str = ""

    def refuse(self, owner_id: str, reason: str, detail: str) -> None:
        """Nothing was made; who owns the lead is to see to it."""
        self.state, self.contact_id, self.reason, self.detail = LeadConversionState.REFUSED, None, reason, detail
        self.record(
            facts.AccountRefused(
                lead_id=str(self.lead_id), account_id=str(self.account_id), owner_id=owner_id, reason=reason, detail=detail
            )
        )
