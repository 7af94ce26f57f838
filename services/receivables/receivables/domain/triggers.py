"""From milestones to days: when a claim arises and when it falls due.

The anchors of a trigger give days, `combine` picks one of them: the day on which the claim arises. The credit period (账期) leads
from there to the due date, which moves off non-working days last.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from chassis.calendar import Calendar, add_months, end_of_month, next_nth_day


class MilestoneKind(StrEnum):
    """The steps of fulfilment that money hangs on."""

    EFFECTIVE = "effective"
    ADVANCE_RECEIVED = "advance_received"
    READY_TO_SHIP = "ready_to_ship"
    SHIPPED = "shipped"
    ARRIVED = "arrived"
    INSTALLED = "installed"
    PRELIMINARY_ACCEPTANCE = "preliminary_acceptance"
    FINAL_ACCEPTANCE = "final_acceptance"
    INVOICED = "invoiced"
    WARRANTY_END = "warranty_end"
    CUSTOM = "custom"


class OffsetUnit(StrEnum):
    DAYS = "days"
    WORKING_DAYS = "working_days"
    MONTHS = "months"


class Combine(StrEnum):
    EARLIEST_OF = "earliest_of"
    LATEST_OF = "latest_of"


@dataclass(frozen=True, slots=True)
class MilestoneDates:
    """What is known of a milestone. `actual_date` is the day on which it was reached."""

    planned_date: date | None = None
    expected_date: date | None = None
    actual_date: date | None = None

    @property
    def likely_date(self) -> date | None:
        return self.actual_date or self.expected_date or self.planned_date


# Kind and code; an empty code is the milestone of the whole contract.
MilestoneKey = tuple[MilestoneKind, str]
Milestones = Mapping[MilestoneKey, MilestoneDates]


@dataclass(frozen=True, slots=True)
class Offset:
    """So much later."""

    amount: int
    unit: OffsetUnit

    def after(self, day: date, calendar: Calendar) -> date:
        match self.unit:
            case OffsetUnit.DAYS:
                return day + timedelta(days=self.amount)
            case OffsetUnit.WORKING_DAYS:
                return calendar.add_working_days(day, self.amount)
            case OffsetUnit.MONTHS:
                return add_months(day, self.amount)


@dataclass(frozen=True, slots=True)
class Anchor:
    """A day that comes with a milestone (and an offset that delays the claim itself), or is fixed."""

    milestone_kind: MilestoneKind | None = None
    milestone_code: str = ""
    offset: Offset | None = None
    fixed_date: date | None = None

    def day(self, of: Callable[[MilestoneKey], date | None], calendar: Calendar) -> date | None:
        start = self.fixed_date if self.milestone_kind is None else of((self.milestone_kind, self.milestone_code))
        return start if start is None or self.offset is None else self.offset.after(start, calendar)


@dataclass(frozen=True, slots=True)
class Trigger:
    """The day on which a claim arises."""

    anchors: tuple[Anchor, ...]
    combine: Combine = Combine.EARLIEST_OF

    def certain_day(self, milestones: Milestones, calendar: Calendar) -> date | None:
        """The day that is certain now: only milestones that were reached count, and for the latest of several all must be.

        One that lies ahead can still come earlier, by another anchor of an earliest-of.
        """
        return self._pick(anchor.day(lambda key: _dates(milestones, key).actual_date, calendar) for anchor in self.anchors)

    def likely_day(self, milestones: Milestones, calendar: Calendar) -> date | None:
        """The day to expect, from reached, expected or planned dates; None while one that is needed has no date."""
        return self._pick(anchor.day(lambda key: _dates(milestones, key).likely_date, calendar) for anchor in self.anchors)

    def _pick(self, days: Iterable[date | None]) -> date | None:
        found = list(days)
        known = [day for day in found if day is not None]
        if self.combine is Combine.LATEST_OF:
            return max(known) if len(known) == len(found) else None
        return min(known, default=None)


def _dates(milestones: Milestones, key: MilestoneKey) -> MilestoneDates:
    return milestones.get(key) or MilestoneDates()


@dataclass(frozen=True, slots=True)
class Credit:
    """账期: from the day of the claim to the due date; the parts that are given apply in this order."""

    end_of_month: bool = False
    offset: Offset | None = None
    day_of_month: int = 0

    def due(self, claim_day: date, calendar: Calendar) -> date:
        day = end_of_month(claim_day) if self.end_of_month else claim_day
        day = self.offset.after(day, calendar) if self.offset else day
        return next_nth_day(day, self.day_of_month) if self.day_of_month else day
