"""Days: working days with public holidays and make-up days (调休), and the date arithmetic of contracts.

Nothing here reads a clock: days are arguments.
"""

import csv
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from types import MappingProxyType

from chassis.errors import invalid

_DAY = timedelta(days=1)
_SATURDAY = 5


class Rule(StrEnum):
    """Where a date moves that is not a working day."""

    NEXT = "next"
    PREVIOUS = "previous"
    NONE = "none"


@dataclass(frozen=True, eq=False)
class Calendar:
    """The working days of a country.

    `exceptions` says of single days whether they are worked, against the Monday-to-Friday week. Years outside `years` have not
    been announced yet: they are provisional, which means weekends and those holidays that have the same date every year.
    """

    name: str
    years: frozenset[int] = frozenset()
    exceptions: Mapping[date, bool] = field(default_factory=dict, repr=False)
    fixed_holidays: frozenset[tuple[int, int]] = frozenset()

    def is_provisional(self, day: date) -> bool:
        """Whether the day's year is not announced, so that what is computed with it may still change."""
        return day.year not in self.years

    def is_working_day(self, day: date) -> bool:
        if self.is_provisional(day) and (day.month, day.day) in self.fixed_holidays:
            return False
        return self.exceptions.get(day, day.weekday() < _SATURDAY)

    def next_working_day(self, day: date) -> date:
        """The first working day after `day`."""
        return self._walk(day, _DAY)

    def previous_working_day(self, day: date) -> date:
        """The last working day before `day`."""
        return self._walk(day, -_DAY)

    def adjust(self, day: date, rule: Rule) -> date:
        """`day` itself when it is worked or the rule is none, otherwise the nearest working day in the rule's direction."""
        if rule is Rule.NONE or self.is_working_day(day):
            return day
        return self.next_working_day(day) if rule is Rule.NEXT else self.previous_working_day(day)

    def add_working_days(self, day: date, count: int) -> date:
        """The `count`-th working day after `day`, before it when negative. Zero gives `day`, worked or not."""
        step = _DAY if count > 0 else -_DAY
        for _ in range(abs(count)):
            day = self._walk(day, step)
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """Working days after `start` up to and including `end`; negative when `end` is earlier."""
        if end < start:
            return -self.working_days_between(end, start)
        return sum(self.is_working_day(start + _DAY * n) for n in range(1, (end - start).days + 1))

    def _walk(self, day: date, step: timedelta) -> date:
        day += step
        while not self.is_working_day(day):
            day += step
        return day


# Holidays of these countries that never move; only used for years that are not announced.
_FIXED = {"CN": frozenset({(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)})}


# Where calendars lie: those of the product, then those of the installation.
PLACES: list[Traversable] = [files("chassis").joinpath("calendars")]


def read_also(folder: Path) -> None:
    """Takes calendars from a folder, too: years that were announced since this version, or calendars of one's own. Called by `main`.

    A file takes the place of the product's of the same name. Raises ValueError with file and line where one cannot be read.
    """
    for file in folder.glob("*.csv"):
        _exceptions(file)
    PLACES.append(folder)
    named.cache_clear()


@cache
def named(name: str) -> Calendar:
    """The calendar of a country, from the files `<name>-<year>.csv`. Raises DomainError for an unknown name."""
    years: set[int] = set()
    exceptions: dict[date, bool] = {}
    for file_name, file in {file.name: file for place in PLACES for file in place.iterdir()}.items():
        country, _, year = file_name.removesuffix(".csv").rpartition("-")
        if country == name and file_name.endswith(".csv"):
            years.add(int(year))
            exceptions |= _exceptions(file)
    if not years:
        raise invalid("calendar", f"There is no calendar {name!r}.", "CALENDAR_UNKNOWN", calendar=name)
    return Calendar(name, frozenset(years), MappingProxyType(exceptions), _FIXED.get(name, frozenset()))


def _exceptions(file: Traversable) -> dict[date, bool]:
    """Days of one year and whether they are worked: "2026-02-14,work,春节"."""
    found: dict[date, bool] = {}
    year = file.name.removesuffix(".csv").rpartition("-")[2]
    for number, row in enumerate(csv.DictReader(file.read_text("utf-8").splitlines()), start=2):
        try:
            day, worked = date.fromisoformat(row["date"]), {"work": True, "off": False}[row["day"]]
        except (KeyError, TypeError, ValueError):
            raise ValueError(f"{file.name}, line {number}: a date and 'work' or 'off' are expected") from None
        if str(day.year) != year:
            raise ValueError(f"{file.name}, line {number}: the day is of another year than the file")
        found[day] = worked
    return found


def add_months(day: date, months: int) -> date:
    """The same day of the month `months` later; the month's last day where it is too short (31 January + 1 = 28 February)."""
    return nth_day(day, day.day, months)


def end_of_month(day: date, months: int = 0) -> date:
    """The last day of the month that is `months` after that of `day`."""
    return nth_day(day, 31, months)


def end_of_month_plus(day: date, days: int, months: int = 0) -> date:
    """月结: the end of the month, then `days` more. 月结 60 天 of a delivery on 10 March is 30 May."""
    return end_of_month(day, months) + _DAY * days


def nth_day(day: date, nth: int, months: int = 0) -> date:
    """The `nth` day of the month that is `months` after that of `day`; its last day where it is too short.

    Raises ValueError when `nth` is outside 1..31.
    """
    if not 1 <= nth <= 31:
        raise ValueError(f"A month has no day {nth}.")
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(nth, monthrange(year, month + 1)[1]))


def next_nth_day(day: date, nth: int) -> date:
    """The first `nth` day of a month that is not before `day`: a customer's next payment day (付款日)."""
    candidate = nth_day(day, nth)
    return candidate if candidate >= day else nth_day(day, nth, 1)
