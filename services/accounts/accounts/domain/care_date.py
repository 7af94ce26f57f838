"""Days of the year on which one greets a customer: birthdays, festivals, the anniversary of the first order."""

from calendar import isleap, monthrange
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from accounts.domain.festivals import NAMES, Festival, day_of
from chassis.aggregate import Record
from chassis.bounds import within
from chassis.errors import invalid
from chassis.wire import text
from crm.accounts.v1 import care_pb2 as pb
from crm.accounts.v1 import events_pb2 as facts

# A present needs no longer to arrive.
MOST_DAYS_AHEAD = 60
_LEAP_YEAR = 2000


class Occasion(StrEnum):
    BIRTHDAY = "birthday"
    FESTIVAL = "festival"
    ANNIVERSARY = "anniversary"
    OTHER = "other"


_TITLES = {Occasion.BIRTHDAY: "生日", Occasion.ANNIVERSARY: "首单周年"}


@dataclass(eq=False, kw_only=True)
class CareDate(Record):
    """Scoped like its account. It comes every year, as long as it is not archived."""

    account_id: UUID
    contact_id: UUID | None = None
    occasion: Occasion
    month: int = 0
    day: int = 0
    year: int = 0
    festival: Festival | None = None
    title: str = ""
    days_ahead: int = 0
    next_date: date | None = None
    external_refs: list[dict[str, Any]] = field(default_factory=list)

    def revise(self, today: date, **changes: Any) -> None:
        """Takes new values of fields. Raises DomainError where they do not name a day of the year."""
        for name in ("account_id", "contact_id", "occasion"):
            changes.pop(name, None)
        for name, value in changes.items():
            setattr(self, name, value)
        self._check()
        self.title = self.title or _TITLES.get(self.occasion, "") or (NAMES[self.festival] if self.festival else "")
        if not self.title:
            raise invalid("care_date.title", "Say what the day is called.", "MISSING_FIELD")
        self._place(today)

    def _check(self) -> None:
        within("care_date.days_ahead", self.days_ahead, 0, MOST_DAYS_AHEAD)
        if not 0 <= self.year <= 9999:
            raise invalid("care_date.year", "This is no year.", "OUT_OF_RANGE")
        if self.occasion == Occasion.FESTIVAL:
            if self.festival is None:
                raise invalid("care_date.festival", "Say which festival.", "MISSING_FIELD")
        elif not 1 <= self.month <= 12 or not 1 <= self.day <= monthrange(_LEAP_YEAR, self.month)[1]:
            raise invalid("care_date.day", "Give the month and the day: there is no such day in any year.", "NOT_A_DAY")

    def _place(self, today: date) -> None:
        """The next time it comes whose reminder has not been due before today."""
        first = today + timedelta(days=self.days_ahead)
        years = range(max(first.year, self.year + (self.occasion == Occasion.ANNIVERSARY)), first.year + 3)
        days = (self.in_year(year) for year in years)
        self.next_date = next((day for day in days if day is not None and day >= first), None)

    def in_year(self, year: int) -> date | None:
        """The day in that year; 29 February falls on the 28th where there is none."""
        if self.festival is not None:
            return day_of(self.festival, year)
        if (self.month, self.day) == (2, 29) and not isleap(year):
            return date(year, 2, 28)
        return date(year, self.month, self.day)

    @property
    def reminder_date(self) -> date | None:
        return None if self.next_date is None else self.next_date - timedelta(days=self.days_ahead)

    def reach(self, account_name: str, contact_name: str, today: date) -> None:
        """Says that its day has come, and looks for the next one. What is late because the service was down is told all the same."""
        if self.next_date is None or self.reminder_date is None or self.reminder_date > today:
            return
        self.record(
            facts.CareDateReached(
                care_date_id=str(self.id),
                account_id=str(self.account_id),
                account_name=account_name,
                contact_id=text(self.contact_id),
                contact_name=contact_name,
                owner_id=text(self.owner_id),
                occasion=pb.Occasion.Value(f"OCCASION_{self.occasion.upper()}"),
                title=self.title,
                date=self.next_date.isoformat(),
            )
        )
        self.skip(today)

    def skip(self, today: date) -> None:
        """The next time after this one."""
        self._place(max(today, self.reminder_date or today) + timedelta(days=1))
