"""A month whose commission is closed."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from chassis.aggregate import Aggregate
from chassis.errors import precondition


@dataclass(eq=False, kw_only=True)
class CommissionMonth(Aggregate):
    month: str
    closed_by: UUID | None
    close_time: datetime


def check_closable(month: str, closed: str, today: date) -> None:
    """Months are closed one after another, once they are over: raises MONTH_CLOSED and MONTH_NOT_OVER."""
    if closed and month <= closed:
        raise precondition("MONTH_CLOSED", f"Commission is closed up to {closed}.", closed=closed)
    if month >= f"{today:%Y-%m}":
        raise precondition("MONTH_NOT_OVER", f"{month} is not over; it is closed afterwards.")
