"""A list on its way into a file. Its record outlives the process that writes it: a timer starts it again when nobody goes on with it."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, ClassVar

from chassis.collections import collections, fields_at, row_of
from chassis.errors import invalid, precondition
from identity.domain.job import FAILED, LEASE, MOST_ATTEMPTS, Job
from identity.domain.permissions import SERVICES

# A new lease is worth a commit only after so long.
RENEWED = timedelta(seconds=2)
KEPT = timedelta(hours=24)
MOST_COLUMNS = 60
MOST_OPEN = 3
_LISTS = collections(SERVICES)


class ExportFormat(StrEnum):
    CSV = "csv"
    XLSX = "xlsx"


class ExportState(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


OPEN = (ExportState.QUEUED, ExportState.RUNNING)


@dataclass(eq=False, kw_only=True)
class Export(Job):
    noun: ClassVar[str] = "export"
    open_states: ClassVar[Collection[StrEnum]] = OPEN
    kept: ClassVar[timedelta] = KEPT

    resource: str
    columns: list[dict[str, Any]] = field(default_factory=list)
    filter: str = ""
    order_by: str = ""
    search: str = ""
    format: ExportFormat
    language: str = ""
    state: ExportState = ExportState.QUEUED
    rows: int = 0
    file_name: str = ""
    size: int = 0
    # Nothing of it is stored any more.
    discarded: bool = False

    def demand_known(self) -> None:
        """Raises DomainError for a list or a field that does not exist, or too many columns."""
        if self.resource not in _LISTS:
            known = ", ".join(sorted(_LISTS))
            raise invalid("export.resource", f"There is no list {self.resource}; known are {known}.", "RESOURCE_UNKNOWN", known=known)
        if len(self.columns) > MOST_COLUMNS:
            raise invalid("export.columns", f"An export has at most {MOST_COLUMNS} columns.", "TOO_MANY_COLUMNS", most=str(MOST_COLUMNS))
        row = row_of(_LISTS[self.resource])
        for index, column in enumerate(self.columns):
            if fields_at(row, column["field"]) is None:
                at, name = f"export.columns.{index}.field", column["field"]
                raise invalid(at, f"A row has no value {name} to put into a cell.", "FIELD_UNKNOWN", name=name)
        if self.search and "search" not in _LISTS[self.resource].input_type.fields_by_name:
            raise invalid("export.search", "This list cannot be searched; use filter.", "SEARCH_UNSUPPORTED")

    def begin(self, at: datetime) -> bool:
        """Whether it is to be written now, from the beginning; after some tries in vain it is given up."""
        if not self.is_open:
            return False
        if self.attempt >= MOST_ATTEMPTS:
            self._fail(FAILED, at)
            return False
        self.state, self.rows = ExportState.RUNNING, 0
        self.taken(at)
        return True

    def go_on(self, attempt: int, rows: int, at: datetime) -> None:
        """Says how far it is. Raises DomainError when it is over, or another process writes it by now."""
        self.demand(attempt)
        if self.lease_time is None or self.lease_time < at + LEASE - RENEWED:
            self.rows, self.lease_time = rows, at + LEASE

    def succeed(self, attempt: int, *, rows: int, file_name: str, size: int, at: datetime) -> None:
        """Raises DomainError when it is over, or another process writes it by now."""
        self.demand(attempt)
        self.rows, self.file_name, self.size = rows, file_name, size
        self._end(ExportState.SUCCEEDED, at)

    def fail(self, attempt: int, problem: str, at: datetime) -> None:
        """Raises DomainError when it is over, or another process writes it by now."""
        self.demand(attempt)
        self._fail(problem, at)

    def cancel(self, at: datetime) -> None:
        """Raises DomainError when it is over."""
        if not self.is_open:
            raise precondition("EXPORT_OVER", "This export is over; nothing is left to cancel.")
        self._end(ExportState.CANCELLED, at)

    def expire(self) -> None:
        """Nothing of it is stored any more."""
        self.discarded = True
        if self.state == ExportState.SUCCEEDED:
            self.state = ExportState.EXPIRED

    def timers(self) -> dict[tuple[str, str], datetime]:
        if self.is_open and self.lease_time is not None:
            return {("export", ""): self.lease_time}
        if self.expire_time is not None and not self.discarded:
            return {("export_expiry", ""): self.expire_time}
        return {}

    def _fail(self, problem: str, at: datetime) -> None:
        self.problem = problem
        self._end(ExportState.FAILED, at)
