"""A span of days that is posted and closed as one (会计期间)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from chassis.aggregate import Aggregate
from chassis.calendar import add_months, end_of_month
from chassis.errors import invalid, precondition


class FiscalPeriodState(StrEnum):
    OPEN = "open"
    # Only who may reopen periods posts into it.
    SOFT_CLOSED = "soft_closed"
    CLOSED = "closed"


@dataclass(eq=False, kw_only=True)
class FiscalPeriod(Aggregate):
    """Days of one legal entity; periods never overlap. Both its days belong to it."""

    legal_entity_id: UUID
    name: str
    start_date: date
    end_date: date
    state: FiscalPeriodState = FiscalPeriodState.OPEN
    closed_by_id: UUID | None = None
    close_time: datetime | None = None
    # Who closed it for everybody, and so does not open it again; closing it for daily work is no verdict.
    closer_id: UUID | None = None
    reopen_reason: str = ""
    reopened_by_id: UUID | None = None
    reopen_time: datetime | None = None

    def __post_init__(self) -> None:
        if self.end_date < self.start_date:
            raise invalid("fiscal_period.end_date", "A period ends on or after the day on which it starts.", "DATES_REVERSED")

    def soft_close(self, by: UUID | None, at: datetime) -> None:
        """For daily work only. Raises DomainError unless it is open."""
        if self.state != FiscalPeriodState.OPEN:
            raise precondition("PERIOD_NOT_OPEN", f"{self.name} is closed already.", state=self.state)
        self._close(FiscalPeriodState.SOFT_CLOSED, by, at)

    def close(self, by: UUID | None, at: datetime) -> None:
        """For everybody. Raises DomainError where it is closed already."""
        if self.state == FiscalPeriodState.CLOSED:
            raise precondition("PERIOD_CLOSED", f"{self.name} is closed already.", state=self.state)
        self._close(FiscalPeriodState.CLOSED, by, at)
        self.closer_id = by

    def reopen(self, reason: str, by: UUID | None, at: datetime) -> None:
        """Raises DomainError where it is open."""
        if self.state == FiscalPeriodState.OPEN:
            raise precondition("PERIOD_OPEN", f"{self.name} is open already.", state=self.state)
        self.state, self.closed_by_id, self.close_time = FiscalPeriodState.OPEN, None, None
        self.closer_id = None
        self.reopen_reason, self.reopened_by_id, self.reopen_time = reason, by, at

    def _close(self, state: FiscalPeriodState, by: UUID | None, at: datetime) -> None:
        self.state, self.closed_by_id, self.close_time = state, by, at


def months_of_year(year: int, first_month: int = 1) -> Iterator[tuple[str, date, date]]:
    """Name, first and last day of the twelve months of a fiscal year. Raises DomainError for a month or year that is none."""
    if not 1 <= first_month <= 12:
        raise invalid("first_month", "A month lies between 1 and 12.", "MONTH_INVALID")
    if not 1970 <= year <= 2200:
        raise invalid("year", "A fiscal year lies between 1970 and 2200.", "YEAR_INVALID")
    for months in range(12):
        start = add_months(date(year, first_month, 1), months)
        yield f"{start:%Y-%m}", start, end_of_month(start)
