"""Days of the year on which one greets a customer."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest

from accounts.domain.care_date import CareDate, Occasion
from accounts.domain.festivals import Festival, day_of
from chassis.calendar import named
from chassis.errors import DomainError

NOW = datetime(2025, 12, 1, tzinfo=UTC)


def care(occasion: Occasion, today: date, **fields: Any) -> CareDate:
    ids: dict[str, Any] = {"id": UUID(int=1), "tenant_id": UUID(int=2), "account_id": UUID(int=3), "owner_id": UUID(int=4)}
    made = CareDate(**ids, create_time=NOW, update_time=NOW, occasion=occasion)
    made.revise(today, **fields)
    return made


@pytest.mark.capability("A-28")
def test_a_birthday_on_29_february_is_greeted_every_year() -> None:
    birthday = care(Occasion.BIRTHDAY, date(2025, 12, 1), month=2, day=29)
    days = []
    for _ in range(4):
        assert birthday.next_date is not None
        days.append(birthday.next_date)
        birthday.reach("甲", "王海", birthday.next_date)
    assert days == [date(2026, 2, 28), date(2027, 2, 28), date(2028, 2, 29), date(2029, 2, 28)]
    assert len(birthday.take_facts()) == 4


@pytest.mark.capability("A-29")
def test_lunar_festivals_follow_the_table_of_their_days() -> None:
    spring = care(Occasion.FESTIVAL, date(2026, 2, 18), festival=Festival.SPRING)
    assert spring.title == "春节"
    assert spring.next_date == date(2027, 2, 6)
    assert day_of(Festival.MID_AUTUMN, 2026) == date(2026, 9, 25)
    assert day_of(Festival.SPRING, 2100) is None


@pytest.mark.parametrize("festival", [Festival.SPRING, Festival.DRAGON_BOAT, Festival.MID_AUTUMN])
@pytest.mark.parametrize("year", range(2020, 2027))
def test_the_table_agrees_with_the_public_holidays(festival: Festival, year: int) -> None:
    day = day_of(festival, year)
    assert day is not None
    assert not named("CN").is_working_day(day)


@pytest.mark.capability("A-30")
def test_an_anniversary_comes_a_year_after_the_first_order() -> None:
    first = care(Occasion.ANNIVERSARY, date(2025, 12, 1), year=2025, month=12, day=10)
    assert first.next_date == date(2026, 12, 10)


def test_a_reminder_comes_as_many_days_ahead_as_a_present_needs() -> None:
    birthday = care(Occasion.BIRTHDAY, date(2025, 12, 1), month=12, day=10, days_ahead=7)
    assert birthday.reminder_date == date(2025, 12, 3)
    assert care(Occasion.BIRTHDAY, date(2025, 12, 5), month=12, day=10, days_ahead=7).next_date == date(2026, 12, 10)


def test_a_day_that_no_year_has_is_refused() -> None:
    for wrong in ({"month": 2, "day": 30}, {"month": 13, "day": 1}, {"month": 0, "day": 0}):
        with pytest.raises(DomainError):
            care(Occasion.BIRTHDAY, date(2025, 12, 1), **wrong)
    with pytest.raises(DomainError) as refusal:
        care(Occasion.FESTIVAL, date(2025, 12, 1))
    assert refusal.value.violations[0].field == "care_date.festival"
