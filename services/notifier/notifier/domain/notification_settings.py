"""What an administrator may change about to-dos and messages."""

from dataclasses import dataclass
from typing import Any

from chassis.aggregate import Aggregate
from chassis.bounds import all_within
from chassis.errors import invalid

_BOUNDS = {"todos_above_fold": (1, 200), "messages_per_day": (1, 200), "follow_up_days": (1, 365)}
_WEEK = range(1, 8)


@dataclass(eq=False, kw_only=True)
class NotificationSettings(Aggregate):
    """One per company. A changed default holds for what comes after it."""

    todos_above_fold: int = 12
    messages_per_day: int = 5
    working_hours_start: str = "09:00"
    working_hours_end: str = "18:00"
    working_days_only: bool = True
    digest_weekday: int = 1
    follow_up_days: int = 3

    def revise(self, **changes: Any) -> None:
        """Takes new values of fields. Raises DomainError where one makes no sense."""
        for name, value in changes.items():
            setattr(self, name, value)
        all_within("notification_settings", self, _BOUNDS)
        if self.digest_weekday not in _WEEK:
            raise invalid("notification_settings.digest_weekday", "1 is Monday, 7 is Sunday.", "OUT_OF_RANGE")
        if self.working_hours_start >= self.working_hours_end:
            raise invalid("notification_settings.working_hours_end", "The working day ends after it begins.", "END_BEFORE_START")
