"""What an administrator may change about the time that opportunities and contracts have."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from chassis.aggregate import Aggregate
from chassis.bounds import all_within

# The longest times that mean anything.
_MOST_DAYS, _MOST_MONTHS = 3650, 120
_BOUNDS = {
    "stall_factor": (1, 100),
    "stall_samples": (1, 10_000),
    "stage_days": (1, _MOST_DAYS),
    "silent_months": (1, _MOST_MONTHS),
    "follow_up_days": (1, _MOST_DAYS),
    "follow_up_days_tier_a": (1, _MOST_DAYS),
    "follow_up_quality": (0, 100),
    "conversion_threshold": (0, 100),
    "conversion_days": (1, _MOST_DAYS),
    "conversion_samples": (1, 10_000),
    "renewal_notice_days": (1, _MOST_DAYS),
}
_TIER_A = "a"


@dataclass(frozen=True, kw_only=True)
class Patience:
    """How long an opportunity may stay without follow-up, and without anything."""

    follow_up_days: int
    silent_months: int


@dataclass(frozen=True, kw_only=True)
class Stay:
    """How long opportunities usually stay in a stage, and after how many days one is stalled."""

    usual_days: int
    stall_days: int


@dataclass(eq=False, kw_only=True)
class PipelineSettings(Aggregate):
    """One per tenant. A changed number holds for what starts after it: opportunities and contracts carry their days themselves."""

    stall_factor: Decimal = Decimal("1.5")
    stall_samples: int = 10
    stage_days: int = 30
    silent_months: int = 3
    follow_up_days: int = 7
    follow_up_days_tier_a: int = 3
    follow_up_quality: int = 60
    conversion_threshold: Decimal = Decimal(15)
    conversion_days: int = 90
    conversion_samples: int = 20
    renewal_notice_days: int = 30

    def revise(self, **changes: Any) -> None:
        """Takes new values. Raises OUT_OF_RANGE."""
        for name, value in changes.items():
            setattr(self, name, value)
        all_within("pipeline_settings", self, _BOUNDS)

    def patience(self, tier: str) -> Patience:
        """For an opportunity of an account of this tier; "" where there is none."""
        days = self.follow_up_days_tier_a if tier == _TIER_A else self.follow_up_days
        return Patience(follow_up_days=days, silent_months=self.silent_months)

    def stay(self, *, expected_days: int, median_days: int = 0, samples: int = 0) -> Stay:
        """In a stage that expects so much, where so many that were won had stayed so long."""
        usual = median_days if samples >= self.stall_samples else expected_days or self.stage_days
        return Stay(usual_days=usual, stall_days=int(self.stall_factor * usual) + 1)
