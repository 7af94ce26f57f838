"""违约金: interest on what is overdue, by the clause of the contract.

A day bears interest on what was open when it began and was not disputed on it, so that who pays one day late owes it for one day, as
overdue days are counted. The first day that bears any follows the due date and its days of grace; nothing is compounded. What has accrued
is computed exactly and rounded once, half up, over all days from the first: the interest of some days is the difference of two such
sums, so that parts always make up the whole.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

_DAY = timedelta(days=1)


class RatePeriod(StrEnum):
    DAY = "day"
    YEAR = "year"


@dataclass(frozen=True, slots=True, kw_only=True)
class LateInterestClause:
    """`rate` is in per cent per `period`, `cap` in per cent of the instalment. `day_count` is what a year has for a rate per year."""

    rate: Decimal
    period: RatePeriod = RatePeriod.DAY
    day_count: int = 365
    cap: Decimal | None = None
    grace_days: int = 0

    @property
    def daily(self) -> Fraction:
        """Of what is owed, per day."""
        per_period = Fraction(self.rate) / 100
        return per_period if self.period is RatePeriod.DAY else per_period / self.day_count


@dataclass(frozen=True, slots=True)
class Change:
    """What changed what is open, on a day: paid is negative. It counts from the next day on."""

    day: date
    minor: int


@dataclass(frozen=True, slots=True)
class Pause:
    """So much was disputed from `first` on; `until`, the day on which that was cleared up, bears interest again."""

    first: date
    until: date | None
    minor: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days, both included, that bear interest on the same amount."""

    first: date
    last: date
    base_minor: int

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Overdue:
    """An instalment as its history tells it. Only what is owed has a due date."""

    amount_minor: int
    due_date: date
    changes: tuple[Change, ...] = ()
    pauses: tuple[Pause, ...] = ()

    def first_day(self, clause: LateInterestClause) -> date:
        return self.due_date + timedelta(days=clause.grace_days + 1)

    def base_on(self, day: date) -> int:
        """What bears interest on the day, in minor units."""
        owed = self.amount_minor + sum(change.minor for change in self.changes if change.day < day)
        paused = sum(pause.minor for pause in self.pauses if pause.first <= day and (pause.until is None or day < pause.until))
        return max(0, owed - paused)

    def stretches(self, clause: LateInterestClause, first: date, last: date) -> list[Stretch]:
        """The days from `first` to `last` that bear interest, those that follow each other on the same amount as one."""
        first = max(first, self.first_day(clause))
        turns = {change.day + _DAY for change in self.changes}
        turns |= {day for pause in self.pauses for day in (pause.first, pause.until) if day is not None}
        starts = [first, *sorted(day for day in turns if first < day <= last)]
        found: list[Stretch] = []
        for start, following in zip(starts, [*starts[1:], last + _DAY], strict=True):
            base, end = self.base_on(start), following - _DAY
            if base == 0 or end < start:
                continue
            if found and found[-1].base_minor == base and found[-1].last + _DAY == start:
                found[-1] = replace(found[-1], last=end)
            else:
                found.append(Stretch(start, end, base))
        return found

    def cap_minor(self, clause: LateInterestClause) -> int | None:
        """The most that may be asked for, rounded down."""
        return None if clause.cap is None else int(self.amount_minor * Fraction(clause.cap) / 100)

    def accrued(self, clause: LateInterestClause, until: date) -> int:
        """What has accrued by the end of the day `until`, since the first day that bears interest."""
        exact = sum((each.base_minor * each.days for each in self.stretches(clause, self.first_day(clause), until)), 0) * clause.daily
        minor, cap = half_up(exact), self.cap_minor(clause)
        return minor if cap is None else min(minor, cap)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """Days for which interest was claimed before; they follow each other without a gap."""

    last: date
    minor: int


def claimable(overdue: Overdue, clause: LateInterestClause, claimed: Sequence[Claimed], until: date) -> tuple[date, int]:
    """The first day that nobody claimed interest for, and what has accrued from it to `until` and may be claimed.

    What became of claimed days later (a payment taken back, a dispute settled) does not change what was claimed for them; a cap
    holds over all claims together.
    """
    first = max((each.last + _DAY for each in claimed), default=overdue.first_day(clause))
    minor = max(0, overdue.accrued(clause, until) - overdue.accrued(clause, first - _DAY)) if first <= until else 0
    if (cap := overdue.cap_minor(clause)) is not None:
        minor = min(minor, max(0, cap - sum(each.minor for each in claimed)))
    return first, minor


def half_up(exact: Fraction | int) -> int:
    """To whole minor units; amounts are never negative here."""
    return int(exact + Fraction(1, 2))
