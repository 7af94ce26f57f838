"""How long a lead may wait. Deadlines are fixed when a clock starts: a default that is changed later does not move them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Self

from leads.domain.lead_settings import LeadSettings


@dataclass(frozen=True, slots=True)
class Clocks:
    """The times that start with an assignment, a follow-up or an update."""

    first_follow_up: timedelta
    follow_up: timedelta
    update: timedelta
    pool: timedelta
    # So long before the pool, the owner is told.
    notice: timedelta

    @classmethod
    def of(cls, settings: LeadSettings) -> Self:
        return cls(
            first_follow_up=timedelta(hours=settings.first_follow_up_hours),
            follow_up=timedelta(days=settings.follow_up_days),
            update=timedelta(days=settings.update_days),
            pool=timedelta(days=settings.pool_days),
            notice=timedelta(days=settings.pool_notice_days),
        )
