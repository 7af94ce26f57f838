"""A run that fits a model on closed leads. Its record outlives the process: a timer starts it again when nobody goes on with it."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from chassis.aggregate import Aggregate
from chassis.errors import precondition

# Whoever runs it says so more often than this.
LEASE = timedelta(minutes=2)
MOST_ATTEMPTS = 3
TOO_FEW_OUTCOMES, FAILED = "TOO_FEW_OUTCOMES", "FAILED"


class ScoreTrainingState(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELLED = "cancelled"


_OPEN = (ScoreTrainingState.QUEUED, ScoreTrainingState.RUNNING)


@dataclass(eq=False, kw_only=True)
class ScoreTraining(Aggregate):
    state: ScoreTrainingState = ScoreTrainingState.QUEUED
    progress: int = 0
    excluded_features: list[str] = field(default_factory=list)
    leads: int = 0
    won: int = 0
    quality: dict[str, Any] | None = None
    score_model_id: UUID | None = None
    problem: str = ""
    end_time: datetime | None = None
    # When it is to be started, or started again.
    lease_time: datetime | None = None
    attempts: int = 0

    @property
    def is_open(self) -> bool:
        return self.state in _OPEN

    def begin(self, at: datetime) -> bool:
        """Whether it is to be run now, from the beginning; after some tries in vain it is given up."""
        if not self.is_open:
            return False
        if self.attempts >= MOST_ATTEMPTS:
            self.fail(FAILED, at)
            return False
        self.state, self.progress, self.attempts = ScoreTrainingState.RUNNING, 0, self.attempts + 1
        self.lease_time = at + LEASE
        return True

    def go_on(self, at: datetime, progress: int) -> None:
        """Says that somebody runs it, and how far it is."""
        if self.is_open:
            self.progress, self.lease_time = max(self.progress, progress), at + LEASE

    def succeed(self, quality: dict[str, Any], score_model_id: UUID, at: datetime) -> None:
        self.quality, self.score_model_id, self.progress = quality, score_model_id, 100
        self._end(ScoreTrainingState.SUCCEEDED, at)

    def fail(self, problem: str, at: datetime) -> None:
        self.problem = problem
        self._end(ScoreTrainingState.FAILED, at)

    def cancel(self, at: datetime) -> None:
        """Raises DomainError when it is over."""
        if not self.is_open:
            raise precondition("TRAINING_OVER", "This training is over; nothing is left to cancel.")
        self._end(ScoreTrainingState.CANCELLED, at)

    def timers(self) -> dict[tuple[str, str], datetime]:
        return {("score_training", ""): self.lease_time} if self.lease_time else {}

    def _end(self, state: ScoreTrainingState, at: datetime) -> None:
        self.state, self.end_time, self.lease_time = state, at, None
