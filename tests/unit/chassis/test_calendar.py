import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis import calendar
from chassis.calendar import Rule, add_months, end_of_month_plus, named, next_nth_day, nth_day
from chassis.errors import DomainError

CN = named("CN")
ANNOUNCED = st.dates(date(2016, 1, 15), date(2026, 12, 15))
DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))


def test_the_saturday_before_spring_festival_is_a_make_up_day_and_worked() -> None:
    assert CN.is_working_day(date(2026, 2, 14))
    assert CN.is_working_day(date(2026, 2, 28))


def test_spring_festival_is_off_on_weekdays_too() -> None:
    assert not any(CN.is_working_day(date(2026, 2, day)) for day in range(15, 24))
    assert CN.next_working_day(date(2026, 2, 14)) == date(2026, 2, 24)
    assert CN.previous_working_day(date(2026, 2, 24)) == date(2026, 2, 14)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [(Rule.NEXT, date(2026, 10, 8)), (Rule.PREVIOUS, date(2026, 9, 30)), (Rule.NONE, date(2026, 10, 3))],
)
def test_a_due_date_in_national_week_moves_as_the_contract_says(rule: Rule, expected: date) -> None:
    assert CN.adjust(date(2026, 10, 3), rule) == expected


def test_a_working_day_is_not_moved() -> None:
    assert CN.adjust(date(2026, 10, 10), Rule.NEXT) == date(2026, 10, 10)


def test_a_year_that_is_not_announced_is_provisional_and_knows_only_fixed_holidays() -> None:
    assert CN.is_provisional(date(2027, 10, 1))
    assert not CN.is_provisional(date(2026, 10, 1))
    assert not CN.is_working_day(date(2027, 10, 1))
    assert CN.is_working_day(date(2027, 10, 4))
    assert not CN.is_working_day(date(2027, 10, 9))


def test_the_announced_years_are_without_gap() -> None:
    assert CN.years == frozenset(range(2016, 2027))


def test_a_year_has_about_250_working_days() -> None:
    for year in CN.years:
        assert 243 <= CN.working_days_between(date(year - 1, 12, 31), date(year, 12, 31)) <= 252


def test_an_unknown_calendar_is_refused() -> None:
    with pytest.raises(DomainError, match="XX"):
        named("XX")


@given(ANNOUNCED, st.integers(-40, 40))
def test_adding_working_days_agrees_with_counting_them(day: date, count: int) -> None:
    moved = CN.add_working_days(day, count)
    if count:
        assert CN.is_working_day(moved)
    start = day if count >= 0 else CN.adjust(moved - timedelta(days=1), Rule.PREVIOUS)
    assert abs(CN.working_days_between(start, moved if count >= 0 else day - timedelta(days=1))) == abs(count)


@given(DAYS, st.integers(-600, 600))
def test_adding_months_keeps_the_day_or_clamps_it_to_the_end_of_the_month(day: date, months: int) -> None:
    moved = add_months(day, months)
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
    assert moved.day == day.day or (moved.day < day.day and (moved + timedelta(days=1)).day == 1)


def test_a_month_after_the_last_of_january_is_the_last_of_february() -> None:
    assert add_months(date(2028, 1, 31), 1) == date(2028, 2, 29)
    assert add_months(date(2027, 1, 31), 1) == date(2027, 2, 28)
    assert add_months(date(2028, 2, 29), 12) == date(2029, 2, 28)


def test_monthly_settlement_counts_from_the_end_of_the_month() -> None:
    assert end_of_month_plus(date(2026, 3, 10), 60) == date(2026, 5, 30)
    assert end_of_month_plus(date(2026, 3, 10), 0, months=1) == date(2026, 4, 30)
    assert end_of_month_plus(date(2026, 12, 31), 1) == date(2027, 1, 1)


def test_the_31st_of_a_short_month_is_its_last_day() -> None:
    assert nth_day(date(2026, 1, 5), 31, months=1) == date(2026, 2, 28)
    with pytest.raises(ValueError, match="no day 0"):
        nth_day(date(2026, 1, 5), 0)


@given(DAYS, st.integers(1, 31))
def test_the_next_payment_day_is_never_in_the_past_and_within_a_month(day: date, nth: int) -> None:
    found = next_nth_day(day, nth)
    assert day <= found < add_months(day.replace(day=1), 2)
    assert found.day == nth or (found + timedelta(days=1)).day == 1


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of an installation, forgotten afterwards."""
    monkeypatch.setattr(calendar, "PLACES", list(calendar.PLACES))
    yield tmp_path
    named.cache_clear()


def test_an_installation_adds_a_year_that_was_announced_since(folder: Path) -> None:
    (folder / "CN-2027.csv").write_text("date,day,name\n2027-02-05,off,春节\n2027-02-13,work,春节\n")
    calendar.read_also(folder)
    assert not named("CN").is_provisional(date(2027, 2, 5))
    assert not named("CN").is_working_day(date(2027, 2, 5))
    assert named("CN").is_working_day(date(2027, 2, 13))
    assert named("CN").is_working_day(date(2026, 2, 14))


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("2027-02-30,off,春节", "CN-2027.csv, line 2: a date and 'work' or 'off' are expected"),
        ("2027-02-05,free,春节", "CN-2027.csv, line 2: a date and 'work' or 'off' are expected"),
        ("2028-02-05,off,春节", "CN-2027.csv, line 2: the day is of another year than the file"),
    ],
)
def test_a_calendar_that_cannot_be_read_stops_the_start(folder: Path, row: str, problem: str) -> None:
    (folder / "CN-2027.csv").write_text(f"date,day,name\n{row}\n")
    with pytest.raises(ValueError, match=re.escape(problem)):
        calendar.read_also(folder)
