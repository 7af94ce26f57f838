"""The words for what a lead is in, and what follows from them."""

from collections.abc import Mapping
from enum import StrEnum


class LeadState(StrEnum):
    ASSIGNED = "assigned"
    CONTACTED = "contacted"
    QUALIFIED = "qualified"
    CONVERTED = "converted"
    DISQUALIFIED = "disqualified"
    RETURNED = "returned"
    POOLED = "pooled"

    @property
    def is_live(self) -> bool:
        return self not in (LeadState.CONVERTED, LeadState.DISQUALIFIED)

    @property
    def is_followed(self) -> bool:
        """A person owns it and is to move it on: its clocks run."""
        return self.is_live and self is not LeadState.POOLED


LIVE = tuple(state for state in LeadState if state.is_live)


class PurchaseHorizon(StrEnum):
    """When the customer means to buy."""

    WITHIN_WEEK = "within_week"
    WITHIN_MONTH = "within_month"
    LATER = "later"


class Heat(StrEnum):
    """高、中、低意向."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


HEAT: Mapping[PurchaseHorizon | None, Heat | None] = {
    PurchaseHorizon.WITHIN_WEEK: Heat.HIGH,
    PurchaseHorizon.WITHIN_MONTH: Heat.MEDIUM,
    PurchaseHorizon.LATER: Heat.LOW,
    None: None,
}


class NextAction(StrEnum):
    """What is to be done next."""

    FIRST_FOLLOW_UP = "first_follow_up"
    TRY_AGAIN = "try_again"
    SEND_MATERIALS = "send_materials"
    FOLLOW_UP = "follow_up"
    CONVERT = "convert"
    REVIEW = "review"
    CLAIM = "claim"


class Disposition(StrEnum):
    """How a try to reach somebody ended."""

    REACHED = "reached"
    NO_ANSWER = "no_answer"
    LOST_CONTACT = "lost_contact"
    WRONG_NUMBER = "wrong_number"


class LeadOutcome(StrEnum):
    """What became of it in the end."""

    WON = "won"
    LOST = "lost"
