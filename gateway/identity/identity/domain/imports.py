"""A file on its way into records: what is known of it, and which step may follow which.

uploaded -> checking -> checked -> committing -> committed -> undoing -> undone. What stops on the way can go on.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, ClassVar
from uuid import UUID

from chassis.errors import precondition
from identity.domain.job import FAILED, LEASE, MOST_ATTEMPTS, Job

# So long file and rows are kept after the last step, and an import can be undone.
KEPT = timedelta(days=30)
CANCELLED = "CANCELLED"
MOST_OPEN = 3


class ImportState(StrEnum):
    UPLOADED = "uploaded"
    CHECKING = "checking"
    CHECKED = "checked"
    COMMITTING = "committing"
    STOPPED = "stopped"
    COMMITTED = "committed"
    UNDOING = "undoing"
    UNDO_STOPPED = "undo_stopped"
    UNDONE = "undone"
    EXPIRED = "expired"


class ImportVerdict(StrEnum):
    READY = "ready"
    WARNED = "warned"
    DUPLICATE = "duplicate"
    REJECTED = "rejected"


class ImportAction(StrEnum):
    CREATE = "create"
    UPDATE = "update"
    NONE = "none"


class ImportOutcome(StrEnum):
    CREATED = "created"
    UPDATED = "updated"
    MERGED = "merged"
    REFUSED = "refused"
    UNDONE = "undone"
    LEFT = "left"


# Where each step begins, where it ends, and where it stands when it stopped on the way.
_FROM = {
    ImportState.CHECKING: (ImportState.UPLOADED, ImportState.CHECKED),
    ImportState.COMMITTING: (ImportState.CHECKED, ImportState.STOPPED),
    ImportState.UNDOING: (ImportState.COMMITTED, ImportState.STOPPED, ImportState.UNDO_STOPPED),
}
_DONE = {
    ImportState.CHECKING: ImportState.CHECKED,
    ImportState.COMMITTING: ImportState.COMMITTED,
    ImportState.UNDOING: ImportState.UNDONE,
}
_STOPPED = {
    ImportState.CHECKING: ImportState.UPLOADED,
    ImportState.COMMITTING: ImportState.STOPPED,
    ImportState.UNDOING: ImportState.UNDO_STOPPED,
}
OPEN = tuple(_FROM)


@dataclass(eq=False, kw_only=True)
class Import(Job):
    noun: ClassVar[str] = "import"
    open_states: ClassVar[Collection[StrEnum]] = OPEN
    kept: ClassVar[timedelta] = KEPT

    resource: str
    file_name: str
    sheet: str = ""
    headers: list[str]
    encoding: str
    delimiter: str = ""
    size: int
    plan: dict[str, Any] = field(default_factory=dict)
    plan_remembered: bool = False
    language: str = ""
    state: ImportState = ImportState.UPLOADED
    rows: int = 0
    done: int = 0
    to_do: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    started_by: UUID
    commit_time: datetime | None = None
    # Tries since something was last got done.
    in_vain: int = 0

    @property
    def acting_id(self) -> UUID:
        """Who asked for the present step."""
        return self.started_by

    def revise(self, changes: Mapping[str, Any]) -> None:
        """Another plan: what was checked does not hold any more. Raises DomainError once something was written."""
        if self.state not in (ImportState.UPLOADED, ImportState.CHECKED):
            raise precondition("IMPORT_BEGUN", "The plan of an import can be changed until it is committed, and not while it is checked.")
        self.plan, self.plan_remembered = {**self.plan, **changes}, False
        self.state, self.counts = ImportState.UPLOADED, {}

    def start(self, step: ImportState, by: UUID, api_key_id: UUID | None, at: datetime, to_do: int = 0) -> None:
        """Raises DomainError where this step does not follow, or has nothing to do."""
        if self.state not in _FROM[step]:
            raise precondition("IMPORT_STEP_WRONG", f"An import that is {self.state} cannot be {_DONE[step]}.", state=str(self.state))
        if step != ImportState.CHECKING and not to_do:
            raise precondition("NOTHING_TO_DO", "No row of this import is left for this step.")
        if step == ImportState.COMMITTING:
            self.commit_time = self.commit_time or at
        self.state, self.problem, self.in_vain = step, "", 0
        self.done, self.to_do = 0, to_do
        self.started_by, self.api_key_id, self.lease_time, self.end_time = by, api_key_id, at, None

    def begin(self, at: datetime) -> bool:
        """Whether it is to be worked on now; after some tries in vain it is given up. A check begins anew, other steps go on."""
        if not self.is_open:
            return False
        if self.in_vain >= MOST_ATTEMPTS:
            self._stop(FAILED, at)
            return False
        self.in_vain += 1
        if self.state == ImportState.CHECKING:
            self.rows, self.done, self.counts = 0, 0, {}
        self.taken(at)
        return True

    def got_done(self, attempt: int, rows: int, counted: Mapping[str, int], at: datetime) -> None:
        """Rows that were dealt with, and what that adds to the counts. Raises DomainError when it is over."""
        self.demand(attempt)
        self.lease_time, self.in_vain = at + LEASE, 0
        self.done += rows
        if self.state == ImportState.CHECKING:
            self.rows += rows
        if counted:
            self.counts = {**self.counts, **{name: self.counts.get(name, 0) + more for name, more in counted.items()}}

    def complete(self, attempt: int, at: datetime) -> None:
        """Raises DomainError when it is over."""
        self.demand(attempt)
        self._end(_DONE[ImportState(self.state)], at)

    def fail(self, attempt: int, problem: str, at: datetime) -> None:
        """Raises DomainError when it is over."""
        self.demand(attempt)
        self._stop(problem, at)

    def cancel(self, at: datetime) -> None:
        """Raises DomainError when nothing goes on."""
        if not self.is_open:
            raise precondition("IMPORT_OVER", "Nothing of this import is going on; there is nothing to cancel.")
        self._stop(CANCELLED, at)

    def expire(self) -> None:
        """Its file and its rows are gone."""
        self.state = ImportState.EXPIRED

    def timers(self) -> dict[tuple[str, str], datetime]:
        if self.is_open and self.lease_time is not None:
            return {("import", ""): self.lease_time}
        if self.expire_time is not None and self.state != ImportState.EXPIRED:
            return {("import_expiry", ""): self.expire_time}
        return {}

    def _stop(self, problem: str, at: datetime) -> None:
        self.problem = problem
        self._end(_STOPPED[ImportState(self.state)], at)
