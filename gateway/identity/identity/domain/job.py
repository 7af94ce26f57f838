"""Work that outlives the process that does it. A timer starts it again when nobody goes on with it; `attempt` fences off who lost it."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from chassis.aggregate import Aggregate
from chassis.errors import precondition

# Whoever does it says so more often than this.
LEASE = timedelta(minutes=1)
# So many tries in a row may come to nothing.
MOST_ATTEMPTS = 3
FAILED = "FAILED"


@dataclass(eq=False, kw_only=True)
class Job(Aggregate):
    """Owned by who asked for it."""

    noun: ClassVar[str]
    # Those in which there is work to do.
    open_states: ClassVar[Collection[StrEnum]]
    # How long what is stored of it stays when it is over.
    kept: ClassVar[timedelta]

    state: StrEnum
    owner_id: UUID
    team_id: UUID | None = None
    shared_with: list[UUID] = field(default_factory=list)
    # The key that it was asked for with: what the key may not, the job may not.
    api_key_id: UUID | None = None
    # When it is to be started, or started again.
    lease_time: datetime | None = None
    # Which try this is. Whoever writes as an earlier one has lost it to another process.
    attempt: int = 0
    # Why it came to nothing.
    problem: str = ""
    end_time: datetime | None = None
    expire_time: datetime | None = None

    @property
    def person_id(self) -> UUID:
        return self.owner_id

    @property
    def acting_id(self) -> UUID:
        """As whom it goes on."""
        return self.owner_id

    @property
    def is_open(self) -> bool:
        return self.state in self.open_states

    def hold(self, at: datetime) -> None:
        """Says that somebody works on it."""
        if self.is_open:
            self.lease_time = at + LEASE

    def taken(self, at: datetime) -> None:
        """One more try begins."""
        self.attempt, self.lease_time = self.attempt + 1, at + LEASE

    def demand(self, attempt: int) -> None:
        """Raises DomainError when it is over, or another process works on it by now."""
        if not self.is_open or attempt != self.attempt:
            raise precondition(f"{self.noun.upper()}_OVER", f"This {self.noun} is over, or another process works on it.")

    def _end(self, state: StrEnum, at: datetime) -> None:
        self.state, self.end_time, self.expire_time, self.lease_time = state, at, at + self.kept, None
