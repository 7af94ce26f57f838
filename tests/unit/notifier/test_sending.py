"""When a message goes: working hours and days, quiet hours, digests."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis import calendar
from notifier.domain.rule import Digest
from notifier.domain.sending import Hours, Wait, slot

pytestmark = pytest.mark.unit
SHANGHAI = ZoneInfo("Asia/Shanghai")
CN = calendar.named("CN")
COMPANY = Hours(SHANGHAI, CN)
QUIET = Hours(SHANGHAI, CN, quiet_start=time(21), quiet_end=time(10))


def at(month: int, day: int, hour: int, minute: int = 0, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=SHANGHAI)


def test_within_working_hours_it_goes_at_once() -> None:
    assert slot(at(1, 5, 14), COMPANY).why is None
    assert slot(at(1, 5, 14), COMPANY).time == at(1, 5, 14)


def test_what_happens_at_midnight_waits_for_nine() -> None:
    found = slot(at(1, 5, 0), COMPANY)
    assert (found.time, found.why) == (at(1, 5, 9), Wait.OUTSIDE_WORKING_HOURS)


def test_what_happens_in_the_evening_waits_for_the_next_working_day() -> None:
    # Friday evening, Monday morning.
    assert slot(at(1, 9, 18), COMPANY).time == at(1, 12, 9)


def test_a_make_up_saturday_is_worked_and_the_spring_festival_is_not() -> None:
    # 14 February 2026 makes up for the holiday of 15 to 23 February.
    assert slot(at(2, 14, 0), COMPANY).time == at(2, 14, 9)
    assert slot(at(2, 14, 20), COMPANY).time == at(2, 24, 9)


def test_who_works_every_day_is_told_on_sundays() -> None:
    assert slot(at(1, 11, 0), Hours(SHANGHAI, CN, working_days_only=False)).time == at(1, 11, 9)


def test_quiet_hours_over_midnight_end_in_the_morning() -> None:
    found = slot(at(1, 5, 9, 30), QUIET)
    assert (found.time, found.why) == (at(1, 5, 10), Wait.QUIET_HOURS)


def test_quiet_hours_at_noon_end_in_the_afternoon() -> None:
    lunch = Hours(SHANGHAI, CN, quiet_start=time(12), quiet_end=time(14))
    assert slot(at(1, 5, 12), lunch).time == at(1, 5, 14)


def test_who_is_quiet_through_all_working_hours_is_told_when_the_quiet_ends() -> None:
    night_shift = Hours(SHANGHAI, CN, quiet_start=time(8), quiet_end=time(20))
    assert slot(at(1, 5, 9), night_shift).time == at(1, 5, 20)


def test_what_is_urgent_knows_no_hours() -> None:
    assert slot(at(2, 17, 3), QUIET, urgent=True).time == at(2, 17, 3)


def test_a_delay_counts_from_the_fact() -> None:
    found = slot(at(1, 5, 10), COMPANY, delay=timedelta(hours=2))
    assert (found.time, found.why) == (at(1, 5, 12), Wait.DELAY)
    assert slot(at(1, 5, 17), COMPANY, delay=timedelta(hours=2)).time == at(1, 6, 9)


def test_a_daily_digest_goes_in_the_next_morning() -> None:
    assert slot(at(1, 5, 0), COMPANY, digest=Digest.DAILY).time == at(1, 5, 9)
    assert slot(at(1, 5, 9), COMPANY, digest=Digest.DAILY).time == at(1, 6, 9)


def test_a_digest_of_the_last_day_goes_in_the_new_year() -> None:
    # 1 to 3 January 2026 are holidays, Sunday the 4th is worked for them.
    assert slot(at(12, 31, 12, year=2025), COMPANY, digest=Digest.DAILY).time == at(1, 4, 9)
    assert slot(at(12, 31, 12, year=2025), COMPANY, digest=Digest.WEEKLY).time == at(1, 5, 9)


def test_nine_o_clock_is_nine_o_clock_on_the_day_after_the_clocks_were_changed() -> None:
    berlin = Hours(ZoneInfo("Europe/Berlin"), CN)
    assert slot(datetime(2026, 3, 27, 18, tzinfo=berlin.zone), berlin).time == datetime(2026, 3, 30, 7, tzinfo=UTC)
    assert slot(datetime(2026, 10, 23, 18, tzinfo=berlin.zone), berlin).time == datetime(2026, 10, 26, 8, tzinfo=UTC)


def test_a_weekly_digest_goes_on_monday_or_on_the_working_day_after_it() -> None:
    assert slot(at(1, 6, 12), COMPANY, digest=Digest.WEEKLY).time == at(1, 12, 9)
    assert slot(at(2, 14, 12), COMPANY, digest=Digest.WEEKLY).time == at(2, 24, 9)


@given(
    minutes=st.integers(0, 2 * 365 * 24 * 60),
    quiet=st.tuples(st.integers(0, 23), st.integers(0, 23)),
    every_day=st.booleans(),
    zone=st.sampled_from([SHANGHAI, ZoneInfo("America/New_York"), ZoneInfo("Europe/Berlin"), ZoneInfo("Australia/Lord_Howe")]),
)
def test_whenever_it_happens_it_is_told_in_working_hours_and_never_in_quiet_ones(
    minutes: int, quiet: tuple[int, int], every_day: bool, zone: ZoneInfo
) -> None:
    hours = Hours(zone, CN, working_days_only=not every_day, quiet_start=time(quiet[0]), quiet_end=time(quiet[1]))
    moment = datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    found = slot(moment, hours).time
    local = found.astimezone(zone)
    assert found >= moment
    if not hours.quiet_at_work:
        assert time(9) <= local.time() < time(18)
        assert every_day or CN.is_working_day(local.date())
    start, end = quiet
    is_quiet = start <= local.hour < end if start < end else local.hour >= start or local.hour < end
    assert start == end or not is_quiet
