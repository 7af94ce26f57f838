"""When a message goes. Business time is the company's: its zone, its working days and hours; and the person's quiet hours."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from chassis.calendar import Calendar
from notifier.domain.rule import Digest

_DAY = timedelta(days=1)


class Wait(StrEnum):
    """Why a message waits."""

    DELAY = "DELAY"
    OUTSIDE_WORKING_HOURS = "OUTSIDE_WORKING_HOURS"
    QUIET_HOURS = "QUIET_HOURS"
    DIGEST = "DIGEST"


@dataclass(frozen=True, slots=True)
class Hours:
    """When people of a company may be told what is not urgent."""

    zone: tzinfo
    calendar: Calendar
    start: time = time(9)
    end: time = time(18)
    working_days_only: bool = True
    digest_weekday: int = 1
    quiet_start: time | None = None
    quiet_end: time | None = None

    def next(self, moment: datetime) -> tuple[datetime, Wait | None]:
        """The first moment from then on at which the person may be told, and why it is not then itself.

        Who is quiet through all working hours is told when the quiet ends.
        """
        why: Wait | None = None
        while True:
            local = moment.astimezone(self.zone)
            if not self.quiet_at_work and (start := self._work(local)) != local:
                moment, why = start, why or Wait.OUTSIDE_WORKING_HOURS
            elif self._quiet(local.time()):
                moment, why = self._after_quiet(local), why or Wait.QUIET_HOURS
            else:
                return moment.astimezone(UTC), why

    @property
    def quiet_at_work(self) -> bool:
        """No moment of a working day is left."""
        return self._quiet(self.start) and not (self.quiet_end is not None and self.start < self.quiet_end < self.end)

    def start_of(self, day: date) -> datetime:
        """When the messages of a day go: its first allowed moment, or that of the next working day."""
        return self.next(datetime.combine(day, self.start, self.zone))[0]

    def day(self, moment: datetime) -> date:
        return moment.astimezone(self.zone).date()

    def _work(self, local: datetime) -> datetime:
        """The moment itself when it is worked, else the next beginning of work."""
        day = local.date()
        if self._is_worked(day) and self.start <= local.time() < self.end:
            return local
        if not (self._is_worked(day) and local.time() < self.start):
            day += _DAY
            while not self._is_worked(day):
                day += _DAY
        return datetime.combine(day, self.start, self.zone)

    def _is_worked(self, day: date) -> bool:
        return not self.working_days_only or self.calendar.is_working_day(day)

    def _quiet(self, moment: time) -> bool:
        if self.quiet_start is None or self.quiet_end is None or self.quiet_start == self.quiet_end:
            return False
        if self.quiet_start < self.quiet_end:
            return self.quiet_start <= moment < self.quiet_end
        return moment >= self.quiet_start or moment < self.quiet_end

    def _after_quiet(self, local: datetime) -> datetime:
        end = self.quiet_end or self.start
        ends = datetime.combine(local.date(), end, self.zone)
        return ends if ends > local else ends + _DAY


@dataclass(frozen=True, slots=True)
class Slot:
    """When something goes, and why not at once."""

    time: datetime
    why: Wait | None = None


def slot(now: datetime, hours: Hours, *, urgent: bool = False, delay: timedelta = timedelta(0), digest: Digest = Digest.NONE) -> Slot:
    """Urgent ones go at once, digests on the next morning of theirs, the others when the person may be told."""
    moment = now + delay
    if urgent:
        return Slot(moment, Wait.DELAY if delay else None)
    if digest is not Digest.NONE:
        return Slot(next_digest(moment, hours, digest), Wait.DIGEST)
    allowed, why = hours.next(moment)
    return Slot(allowed, why or (Wait.DELAY if delay else None))


def next_digest(moment: datetime, hours: Hours, digest: Digest) -> datetime:
    """The next morning after the moment on which a digest goes; a weekly one on its weekday, or on the working day after it."""
    day = hours.day(moment)
    if datetime.combine(day, hours.start, hours.zone) <= moment:
        day += _DAY
    if digest is Digest.WEEKLY:
        day += timedelta(days=(hours.digest_weekday - day.isoweekday()) % 7)
    return hours.start_of(day)
