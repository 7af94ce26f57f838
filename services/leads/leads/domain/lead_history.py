"""How a lead went on before it was brought in from another system."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from chassis.errors import invalid
from chassis.money import Money
from leads.domain.lead_states import LeadOutcome, LeadState


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadHistory:
    """What is not told did not happen."""

    state: LeadState | None = None
    assign_time: datetime | None = None
    first_follow_up_time: datetime | None = None
    last_follow_up_time: datetime | None = None
    close_time: datetime | None = None
    close_reason: str = ""
    account_id: UUID | None = None
    opportunity_id: UUID | None = None
    outcome: LeadOutcome | None = None
    won_amounts: tuple[Money, ...] = ()
    collected_amounts: tuple[Money, ...] = ()

    def check(self) -> None:
        """Raises DomainError naming the field that contradicts another one."""
        if self.state is LeadState.POOLED:
            raise invalid("history.state", "What nobody owned is brought in as assigned, and released then.", "STATE_NOT_IMPORTED")
        if self.state is LeadState.CONVERTED and self.account_id is None:
            raise invalid("history.account_id", "Say into which account it was converted.", "MISSING")
        if self.outcome is not None and self.state is not LeadState.CONVERTED:
            raise invalid("history.outcome", "Only what was converted was won or lost.", "OUTCOME_WITHOUT_CONVERSION")
        if self.last_follow_up_time is not None and self.first_follow_up_time is None:
            raise invalid("history.first_follow_up_time", "Who followed up last did so a first time.", "MISSING")
