"""By when a to-do is due."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo

from google.protobuf.message import Message
from google.protobuf.timestamp_pb2 import Timestamp

from chassis.calendar import Calendar, Rule
from notifier.domain.kinds import Opening
from notifier.domain.saying import field_of

# The end of a working day, where only a day is known.
END_OF_DAY = time(18)


@dataclass(frozen=True, slots=True)
class Days:
    """The present day of a company, and how it counts days."""

    today: date
    zone: tzinfo
    calendar: Calendar
    follow_up_days: int = 3

    def end_of(self, day: date) -> datetime:
        return datetime.combine(day, END_OF_DAY, self.zone).astimezone(UTC)

    def working_days_on(self, count: int) -> datetime:
        """The end of the `count`-th working day from today; of today, or of the next working day, for 0."""
        first = self.calendar.adjust(self.today, Rule.NEXT)
        return self.end_of(self.calendar.add_working_days(first, count) if count else first)


def due_time(opening: Opening, fact: Message, days: Days) -> datetime:
    """What the fact says, else so many working days from today."""
    said = field_of(fact, opening.due) if opening.due else None
    if isinstance(said, Timestamp):
        return said.ToDatetime(UTC)
    if said:
        return days.end_of(date.fromisoformat(said))
    return days.working_days_on(days.follow_up_days if opening.days is None else opening.days)
