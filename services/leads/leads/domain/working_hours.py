"""Time that is only counted while people work: by the company's calendar with its holidays and make-up days (调休), in its zone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from chassis.calendar import Calendar

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """Every working day from `start` to `end`, which is later on the same day."""

    zone: tzinfo
    calendar: Calendar
    start: time
    end: time

    def after(self, moment: datetime, worked: timedelta) -> datetime:
        """When so much has been worked since the moment; `worked` is more than nothing."""
        left = worked
        for begins, ends in self._spans(moment):
            if (whole := ends - begins) >= left:
                return begins + left
            left -= whole
        raise AssertionError("unreachable: days do not end")

    def between(self, first: datetime, last: datetime) -> timedelta:
        """How much is worked from the one moment to the other, which is not earlier."""
        found = timedelta(0)
        for begins, ends in self._spans(first):
            if begins >= last:
                break
            found += min(ends, last) - begins
        return found

    def _spans(self, moment: datetime) -> Iterator[tuple[datetime, datetime]]:
        """What is worked from the moment on, day by day."""
        day = moment.astimezone(self.zone).date()
        while True:
            if self.calendar.is_working_day(day):
                begins, ends = max(self._at(day, self.start), moment.astimezone(UTC)), self._at(day, self.end)
                if begins < ends:
                    yield begins, ends
            day += _DAY

    def _at(self, day: date, hour: time) -> datetime:
        return datetime.combine(day, hour, self.zone).astimezone(UTC)
