"""How long a lead may wait. Deadlines are fixed when a clock starts: a default that is changed later does not move them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

from leads.domain.lead_settings import LeadSettings
from leads.domain.working_hours import WorkingHours


@dataclass(frozen=True, slots=True)
class Clocks:
    """The times that start with an assignment, a follow-up or an update."""

    first_follow_up: timedelta
    follow_up: timedelta
    update: timedelta
    pool: timedelta
    # So long before the pool, the owner is told.
    notice: timedelta
    # Only then the time until the first follow-up passes; always, where there is none.
    working_hours: WorkingHours | None = None

    def first_follow_up_due(self, since: datetime) -> datetime:
        if self.working_hours is None:
            return since + self.first_follow_up
        return self.working_hours.after(since, self.first_follow_up)

    @classmethod
    def of(cls, settings: LeadSettings, working_hours: WorkingHours | None = None) -> Self:
        return cls(
            working_hours=working_hours,
            first_follow_up=timedelta(hours=settings.first_follow_up_hours),
            follow_up=timedelta(days=settings.follow_up_days),
            update=timedelta(days=settings.update_days),
            pool=timedelta(days=settings.pool_days),
            notice=timedelta(days=settings.pool_notice_days),
        )
