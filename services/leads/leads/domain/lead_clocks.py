"""When somebody is to do something about a lead. Deadlines are columns: fixed from the settings when their clock starts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from leads.domain import lead_facts as tell
from leads.domain.clocks import Clocks
from leads.domain.lead_fields import LeadFields
from leads.domain.lead_states import LeadState, NextAction
from leads.domain.score_features import WINDOW_DAYS

# Timers of a lead, each by the deadline that it goes by; of one that sleeps; and of its score.
FIRST_FOLLOW_UP, FOLLOW_UP, UPDATE, NOTICE, POOL = (
    "lead_first_follow_up",
    "lead_follow_up",
    "lead_update",
    "lead_pool_notice",
    "lead_pool",
)
WAKE, SCORE_REVIEW = "lead_wake", "lead_score_review"


@dataclass(eq=False, kw_only=True)
class LeadClocks(LeadFields):
    """What is told of is not told again until its clock starts anew."""

    @property
    def timers(self) -> Mapping[tuple[str, str], date]:
        """Deadlines that are still to be told of; and the day on which one that sleeps is to wake."""
        if self.sleeps and self.wake_date is not None:
            return {(WAKE, ""): self.wake_date}
        if not self.state.is_followed or self.archive_time is not None:
            return {}
        deadlines = {
            FIRST_FOLLOW_UP: self.first_follow_up_due_time,
            FOLLOW_UP: self.follow_up_due_time,
            UPDATE: self.update_due_time,
            NOTICE: self.pool_notice_due_time,
            POOL: self.pool_due_time,
        }
        waiting: dict[tuple[str, str], date] = {
            (kind, ""): due for kind, due in deadlines.items() if due is not None and kind not in self.told
        }
        # Its score changes when what was seen of it grows old.
        return waiting | ({(SCORE_REVIEW, ""): ages(self.recent_touches[0])} if self.recent_touches else {})

    def updated(self, at: datetime, clocks: Clocks) -> None:
        """Somebody changed something: the clock of updates starts anew."""
        self.last_update_time = at
        if self.state.is_followed:
            self.update_due_time = at + clocks.update
            self._untell(UPDATE)

    def miss_first_follow_up(self) -> None:
        """Nobody has followed up in time."""
        self._tell_of(FIRST_FOLLOW_UP)
        self.record(tell.first_follow_up_missed(self))

    def neglect(self, kind: str, now: datetime) -> None:
        """Nobody has followed up, or changed anything, for some days. Told once, until somebody does."""
        follow_up = kind == FOLLOW_UP
        started = (self.last_follow_up_time, self.assign_time) if follow_up else (self.last_update_time, self.assign_time)
        since = max((each for each in started if each is not None), default=self.create_time)
        self._tell_of(kind)
        what = tell.WITHOUT_FOLLOW_UP if follow_up else tell.WITHOUT_UPDATE
        self.record(tell.neglected(self, what, since, (now - since).days))

    def warn_of_pool(self, pool_date: date) -> None:
        """It will lie in a pool from that day on."""
        self._tell_of(NOTICE)
        self.record(tell.pooling_soon(self, pool_date))

    def _tell_of(self, deadline: str) -> None:
        self.told = sorted({*self.told, deadline})

    def _untell(self, deadline: str) -> None:
        self.told = [each for each in self.told if each != deadline]

    def _wait_for_follow_up(self, since: datetime, clocks: Clocks) -> None:
        self.follow_up_due_time = since + clocks.follow_up
        self.pool_due_time = since + clocks.pool
        self.pool_notice_due_time = self.pool_due_time - clocks.notice if clocks.notice else None

    def _stop(self) -> None:
        self.first_follow_up_due_time = self.follow_up_due_time = self.update_due_time = None
        self.pool_notice_due_time = self.pool_due_time = None
        self.told = []

    def _plan(self, at: datetime) -> None:
        """What is to be done next, and until when: every live lead has it."""
        tried = self.failed_tries or (self.last_follow_up_time and self.assign_time and self.last_follow_up_time >= self.assign_time)
        self.next_action, self.next_action_time = {
            LeadState.ASSIGNED: (NextAction.TRY_AGAIN, self.follow_up_due_time)
            if tried
            else (NextAction.FIRST_FOLLOW_UP, self.first_follow_up_due_time or self.follow_up_due_time),
            LeadState.CONTACTED: (NextAction.SEND_MATERIALS, self.follow_up_due_time),
            LeadState.QUALIFIED: (NextAction.CONVERT, self.follow_up_due_time),
            LeadState.RETURNED: (NextAction.REVIEW, self.follow_up_due_time),
            LeadState.POOLED: (NextAction.CLAIM, at),
            LeadState.CONVERTED: (None, None),
            LeadState.DISQUALIFIED: (None, None),
        }[self.state]


def ages(touch: Mapping[str, Any]) -> datetime:
    """When a touch no longer counts."""
    return datetime.fromisoformat(touch["time"]) + timedelta(days=WINDOW_DAYS)
