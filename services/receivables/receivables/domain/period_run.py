"""What is reckoned at the end of a fiscal period and posted into it: prepared by one person, posted by another, and taken back whole."""

from abc import abstractmethod
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from google.protobuf.message import Message

from chassis.aggregate import Aggregate
from chassis.errors import invalid, precondition
from receivables.domain.journal import Journal
from receivables.domain.run_states import RunState


@dataclass(eq=False, kw_only=True)
class PeriodRun(Aggregate):
    """Of one period of one company of ours one is prepared or posted at a time.

    It is reckoned from what was known at `known_at`, so that the rows behind it can be had again.
    """

    # What people call it.
    word: ClassVar[str]

    legal_entity_id: UUID
    fiscal_period_id: UUID
    end_date: date
    known_at: datetime
    state: RunState = RunState.PREPARED
    prepared_by: UUID | None = None
    posted_by: UUID | None = None
    post_time: datetime | None = None
    ended_by: UUID | None = None
    end_reason: str = ""
    end_time: datetime | None = None

    @abstractmethod
    def book(self, sign: int, journal: Journal) -> None:
        """Posts what it comes to, or the same the other way round where `sign` is -1."""

    @abstractmethod
    def told(self) -> Message:
        """The fact that says how it stands now."""

    def check_prepared(self, same: bool) -> None:
        """Raises RUN_OUTDATED where by now the books say something else than when it was prepared."""
        self._check(RunState.PREPARED)
        if not same:
            raise precondition("RUN_OUTDATED", "Something was posted to these books since this was prepared; prepare it again.")

    def post_into(self, journal: Journal) -> None:
        """Into its period. Raises PERIOD_CLOSED."""
        self._check_open(journal)
        self.book(1, journal)
        self.state, self.posted_by, self.post_time = RunState.POSTED, journal.by, journal.now
        self.record(self.told())

    def reverse(self, reason: str, journal: Journal) -> None:
        """The books hold what they held before, in the same period."""
        self._check(RunState.POSTED)
        if not reason.strip():
            raise invalid("reason", "Say why.", "REASON_MISSING")
        self._check_open(journal)
        self.book(-1, journal)
        self._end(RunState.REVERSED, reason, journal.by, journal.now)

    def discard(self, by: UUID | None, at: datetime) -> None:
        """It was never posted."""
        self._check(RunState.PREPARED)
        self._end(RunState.DISCARDED, "", by, at)

    def _end(self, state: RunState, reason: str, by: UUID | None, at: datetime) -> None:
        self.state, self.end_reason, self.ended_by, self.end_time = state, reason, by, at
        self.record(self.told())

    def _check_open(self, journal: Journal) -> None:
        if journal.first_open_date > self.end_date:
            raise precondition("PERIOD_CLOSED", f"The books are closed up to {self.end_date} and beyond; have the fiscal period reopened.")

    def _check(self, state: RunState) -> None:
        if self.state is not state:
            raise precondition("RUN_DECIDED", f"This {self.word} is {self.state.value} already.", state=self.state.value)
