"""What an administrator may change about the time that leads have."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from chassis.aggregate import Aggregate
from chassis.bounds import all_within, within
from chassis.errors import invalid

# The longest times that mean anything, in days.
_MOST_DAYS = 3650
_BOUNDS = {
    "first_follow_up_hours": (1, 24 * _MOST_DAYS),
    "follow_up_days": (1, _MOST_DAYS),
    "update_days": (1, _MOST_DAYS),
    "pool_days": (1, _MOST_DAYS),
    "minimum_outcomes": (50, 1_000_000),
    "duplicate_checks_per_day": (1, 100_000),
}


@dataclass(eq=False, kw_only=True)
class LeadSettings(Aggregate):
    """One per tenant. A changed number holds for what starts after it: leads carry their deadlines themselves."""

    first_follow_up_hours: int = 24
    follow_up_days: int = 3
    update_days: int = 7
    pool_days: int = 15
    pool_notice_days: int = 7
    default_pool_id: UUID | None = None
    minimum_outcomes: int = 200
    duplicate_checks_per_day: int = 50
    first_follow_up_in_working_hours: bool = False
    working_hours_start: str = "09:00"
    working_hours_end: str = "18:00"

    def revise(self, **changes: Any) -> None:
        """Takes new values. Raises DomainError when one is out of range, or the notice would come before there is anything to tell."""
        for name, value in changes.items():
            setattr(self, name, value)
        all_within("lead_settings", self, _BOUNDS)
        within("lead_settings.pool_notice_days", self.pool_notice_days, 0, self.pool_days - 1)
        if self.working_hours_start >= self.working_hours_end:
            raise invalid("lead_settings.working_hours_end", "The working day ends after it begins.", "END_BEFORE_START")
