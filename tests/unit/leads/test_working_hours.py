"""Time that passes only while people work."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis import calendar
from leads.domain.working_hours import WorkingHours

pytestmark = [pytest.mark.unit, pytest.mark.capability("L-17")]

SHANGHAI = ZoneInfo("Asia/Shanghai")
HOURS = WorkingHours(SHANGHAI, calendar.named("CN"), time(9), time(18))
# Three years.
MOMENTS = st.integers(0, 3 * 365 * 24 * 3600).map(lambda seconds: datetime(2025, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds))
SPANS = st.timedeltas(timedelta(minutes=1), timedelta(hours=60))
ZONES = st.sampled_from([SHANGHAI, ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York"), UTC])
DAYS = st.tuples(st.times(), st.times()).filter(lambda day: _minutes(day[1]) - _minutes(day[0]) >= 60)


def _minutes(hour: time) -> int:
    return hour.hour * 60 + hour.minute


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("since", "hours", "due"),
    [
        # A Monday morning, within the day; to its very end; and over its end.
        ("2025-12-01 10:00", 4, "2025-12-01 14:00"),
        ("2025-12-01 10:00", 8, "2025-12-01 18:00"),
        ("2025-12-01 10:00", 9, "2025-12-02 10:00"),
        # Friday evening and Saturday begin on Monday.
        ("2025-12-05 20:00", 1, "2025-12-08 10:00"),
        ("2025-12-06 12:00", 1, "2025-12-08 10:00"),
        # Over the Spring Festival: Saturday the 14th is worked, 15 to 23 February are not.
        ("2026-02-13 17:00", 2, "2026-02-14 10:00"),
        ("2026-02-14 17:00", 2, "2026-02-24 10:00"),
    ],
)
def test_only_working_hours_count(since: str, hours: int, due: str) -> None:
    assert HOURS.after(local(since), timedelta(hours=hours)) == local(due)


@given(MOMENTS, SPANS, ZONES, DAYS)
def test_between_begin_and_deadline_exactly_so_much_is_worked(
    moment: datetime, span: timedelta, zone: ZoneInfo, day: tuple[time, time]
) -> None:
    hours = WorkingHours(zone, calendar.named("CN"), *day)
    due = hours.after(moment, span)
    assert hours.between(moment, due) == span
    assert hours.between(moment, due - timedelta(microseconds=1)) < span


@given(MOMENTS, SPANS)
def test_a_deadline_lies_within_working_hours_and_not_before_the_time_itself_has_passed(moment: datetime, span: timedelta) -> None:
    due = HOURS.after(moment, span).astimezone(SHANGHAI)
    assert due >= moment + span
    assert HOURS.calendar.is_working_day(due.date())
    assert time(9) < due.time() <= time(18)


@given(MOMENTS, MOMENTS, SPANS)
def test_who_begins_later_is_not_due_earlier(one: datetime, other: datetime, span: timedelta) -> None:
    first, second = sorted((one, other))
    assert HOURS.after(first, span) <= HOURS.after(second, span)


@given(MOMENTS, SPANS, SPANS)
def test_two_spans_after_each_other_are_their_sum(moment: datetime, one: timedelta, other: timedelta) -> None:
    assert HOURS.after(HOURS.after(moment, one), other) == HOURS.after(moment, one + other)
