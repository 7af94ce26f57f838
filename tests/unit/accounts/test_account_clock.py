"""How long nobody has talked with an account."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from accounts.domain.account import Account, Tier
from accounts.domain.account_clock import AccountClock
from accounts.domain.account_settings import AccountSettings
from accounts.domain.rfm import Order, segment
from chassis.money import Money

ZONE = ZoneInfo("Asia/Shanghai")
START = datetime(2025, 12, 1, 9, tzinfo=ZONE)
SETTINGS = AccountSettings(id=UUID(int=9), tenant_id=UUID(int=1), create_time=START, update_time=START)


def account(**fields: object) -> Account:
    made = Account(id=UUID(int=2), tenant_id=UUID(int=1), create_time=START, update_time=START, name="杭州为民机械")
    made.owner_id = UUID(int=3)
    for name, value in fields.items():
        setattr(made, name, value)
    return made


def clock(tier: Tier | None = None, *, active: bool = False) -> AccountClock:
    made = AccountClock(
        id=UUID(int=4), tenant_id=UUID(int=1), create_time=START, update_time=START, account_id=UUID(int=2), since_time=START
    )
    made.tier, made.active = tier, active
    made.wind(SETTINGS, ZONE)
    return made


def day(number: int) -> date:
    return START.date() + timedelta(days=number)


@pytest.mark.capability("A-20")
@pytest.mark.parametrize(
    ("tier", "active", "days"),
    [
        (Tier.A, False, 3),
        (Tier.A, True, 3),
        (Tier.B, False, 30),
        (Tier.C, False, 90),
        (None, False, 90),
        (Tier.B, True, 7),
        (None, True, 7),
    ],
)
def test_the_tier_and_open_business_say_when_the_next_contact_is_due(tier: Tier | None, active: bool, days: int) -> None:
    assert clock(tier, active=active).next_contact_due_date == day(days)


@pytest.mark.capability("A-19")
def test_an_account_of_tier_a_goes_cold_on_the_third_day_and_says_so_once_per_silence() -> None:
    one = clock(Tier.A)
    one.go_cold(account(), day(2), ZONE)
    assert not one.take_facts()
    one.go_cold(account(), day(3), ZONE)
    one.go_cold(account(), day(4), ZONE)
    (fact,) = one.take_facts()
    assert (fact.days, fact.account_name) == (3, "杭州为民机械")  # type: ignore[attr-defined]
    one.contacted(START + timedelta(days=5), None)
    one.wind(SETTINGS, ZONE)
    one.go_cold(account(), day(8), ZONE)
    assert len(one.take_facts()) == 1


def test_nobody_is_told_of_an_account_that_nobody_owns() -> None:
    one = clock(Tier.A)
    one.go_cold(account(owner_id=None), day(3), ZONE)
    assert not one.take_facts()


def test_a_day_begins_where_the_company_is() -> None:
    one = clock(Tier.A)
    one.contacted(datetime(2025, 12, 1, 17, tzinfo=UTC), None)
    one.wind(SETTINGS, ZONE)
    assert one.next_contact_due_date == date(2025, 12, 5)


def test_who_gets_an_account_has_the_whole_time() -> None:
    one = clock(Tier.A)
    one.owned_anew(START + timedelta(days=2))
    one.wind(SETTINGS, ZONE)
    assert one.next_contact_due_date == day(5)


@pytest.mark.capability("A-33")
def test_an_account_of_high_value_that_says_nothing_for_three_months_may_be_lost() -> None:
    one = clock(None)
    assert one.churn_due_date is None
    one.bought(segment([Order(date(2025, 10, 1), Money("CNY", 90_000_000))], START.date(), SETTINGS.thresholds, "CNY"))
    one.wind(SETTINGS, ZONE)
    assert one.churn_due_date == date(2026, 3, 1)
    one.raise_churn_risk(account(), 3, date(2026, 2, 28))
    assert not one.take_facts()
    one.raise_churn_risk(account(), 3, date(2026, 3, 1))
    one.raise_churn_risk(account(), 3, date(2026, 3, 2))
    (fact,) = one.take_facts()
    assert fact.value.minor == 90_000_000  # type: ignore[attr-defined]


def test_an_answer_postpones_the_risk_and_our_own_calls_do_not() -> None:
    one = clock(Tier.A)
    one.contacted(START + timedelta(days=30), None)
    one.wind(SETTINGS, ZONE)
    assert one.churn_due_date == date(2026, 3, 1)
    one.contacted(START + timedelta(days=30), START + timedelta(days=30))
    one.wind(SETTINGS, ZONE)
    assert one.churn_due_date == date(2026, 3, 31)
