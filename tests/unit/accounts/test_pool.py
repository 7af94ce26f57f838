"""When an account falls into a pool, and who may take it out again."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from accounts.domain.account import Account
from accounts.domain.pool import AccountPool, Claimer, pool_of
from accounts.domain.pool_exemption import Exemption
from accounts.domain.reasons import NOT_FOLLOWED_UP
from chassis.errors import DomainError

NOW = datetime(2025, 12, 1, 1, tzinfo=UTC)
TODAY = date(2025, 12, 1)
TENANT, EAST, WEST = UUID(int=1), UUID(int=11), UUID(int=12)
ZHANG, LI = UUID(int=21), UUID(int=22)


def pool(name: str = "客户公海", number: int = 31, **fields: Any) -> AccountPool:
    made = AccountPool(id=UUID(int=number), tenant_id=TENANT, create_time=NOW, update_time=NOW, name=name)
    made.revise(**fields)
    return made


def account(pool: AccountPool | None) -> Account:
    made = Account(
        id=UUID(int=41), tenant_id=TENANT, create_time=NOW, update_time=NOW, name="杭州为民机械有限公司", owner_id=ZHANG, team_id=EAST
    )
    made.own_since(TODAY, pool)
    return made


def walk(of: Account, into: AccountPool, days: int, *, contact: date | None = None, exempt: bool = False) -> date | None:
    """The day on which it falls, looked at whenever its timer says so."""
    end = TODAY + timedelta(days=days)
    while of.pool_look_date is not None and of.pool_look_date <= end:
        today = of.pool_look_date
        if of.look(today, into, contact_date=contact, exempt=exempt):
            return today
    return None


def said(of: Account) -> list[str]:
    return [fact.DESCRIPTOR.name for fact in of.take_facts()]


@pytest.mark.capability("A-21")
def test_its_owner_hears_of_it_seven_days_before_it_falls_after_ninety() -> None:
    customer, into = account(pool()), pool()
    assert customer.pool_timers() == {("pool_look", ""): TODAY + timedelta(days=83)}
    assert walk(customer, into, 89) is None
    assert said(customer) == ["AccountPoolingSoon"]
    assert customer.pool_date == TODAY + timedelta(days=90)
    assert walk(customer, into, 90) == TODAY + timedelta(days=90)


@pytest.mark.capability("A-21")
def test_a_contact_after_the_notice_keeps_it() -> None:
    customer, into = account(pool()), pool()
    walk(customer, into, 84)
    said(customer)
    contact = TODAY + timedelta(days=85)
    assert walk(customer, into, 95, contact=contact) is None
    assert customer.pool_date is None
    assert customer.pool_look_date == contact + timedelta(days=83)
    assert said(customer) == []


def test_what_is_exempt_never_falls_and_its_owner_still_hears_of_it_when_that_ends() -> None:
    customer, into = account(pool()), pool()
    assert walk(customer, into, 400, exempt=True) is None
    assert said(customer) == []
    look = customer.pool_look_date
    assert look is not None
    assert walk(customer, into, (look - TODAY).days + 30) == look + timedelta(days=7)
    assert said(customer) == ["AccountPoolingSoon"]


def test_equipment_takes_180_days_and_a_pool_by_hand_takes_nothing() -> None:
    into = pool(pooling_days=180)
    assert walk(account(into), into, 400) == TODAY + timedelta(days=180)
    assert account(pool(by_hand=True)).pool_timers() == {}
    assert account(None).pool_timers() == {}


def test_in_the_pool_nobody_owns_it_and_the_clock_stands() -> None:
    customer, into = account(pool()), pool(responsible_team_id=WEST)
    customer.owner_id = None
    customer.fall(into, former_owner_id=ZHANG, reason=NOT_FOLLOWED_UP(days=90), at=NOW)
    assert (customer.pool_id, customer.former_owner_id, customer.team_id) == (into.id, ZHANG, WEST)
    assert (customer.pool_reason, customer.pool_why) == ("90 天未跟进", NOT_FOLLOWED_UP(days=90).why)
    assert customer.pool_timers() == {}
    customer.owner_id = LI
    customer.own_since(TODAY, into)
    assert (customer.pool_id, customer.former_owner_id) == (None, None)


@pytest.mark.capability("A-22")
@pytest.mark.parametrize(
    ("rules", "who", "reason"),
    [
        ({}, Claimer(LI, (WEST,), 0, 0), ""),
        ({"claimer_team_ids": [EAST]}, Claimer(LI, (WEST,), 0, 0), "NOT_A_CLAIMER"),
        ({"claimer_team_ids": [EAST], "responsible_team_id": WEST}, Claimer(LI, (WEST,), 0, 0), ""),
        ({"cooling_off_days": 30}, Claimer(ZHANG, (EAST,), 0, 0), "COOLING_OFF"),
        ({"cooling_off_days": 30}, Claimer(LI, (EAST,), 0, 0), ""),
        ({"claims_per_day": 3}, Claimer(LI, (WEST,), 3, 0), "CLAIM_LIMIT"),
        ({"holding_limit": 200}, Claimer(LI, (WEST,), 0, 200), "HOLDING_LIMIT"),
    ],
)
def test_the_rules_of_a_pool_say_who_may_claim(rules: dict[str, Any], who: Claimer, reason: str) -> None:
    def claim() -> None:
        pool(**rules).require_claimable(who, former_owner_id=ZHANG, pooled_on=TODAY, today=TODAY + timedelta(days=29))

    if not reason:
        claim()
        return
    with pytest.raises(DomainError) as refused:
        claim()
    assert refused.value.reason == reason


def test_tier_a_is_always_exempt_others_and_tags_as_the_rules_say() -> None:
    assert pool().exempts("a", []) is Exemption.TIER
    assert pool().exempts("b", ["战略客户"]) is None
    assert pool(exempt_tiers=["TIER_B"]).exempts("b", []) is Exemption.TIER
    assert pool(exempt_tags=["战略客户"]).exempts("c", ["战略客户"]) is Exemption.TAG


def test_accounts_fall_into_the_pool_of_their_team_else_into_that_of_all_others() -> None:
    shipped, east = pool(), pool("华东公海", 32, source_team_ids=[EAST])
    assert pool_of([shipped, east], EAST) is east
    assert pool_of([shipped, east], WEST) is shipped
    east.archive(NOW)
    assert pool_of([shipped, east], EAST) is shipped
    assert pool_of([], EAST) is None


def test_rules_that_make_no_sense_are_refused() -> None:
    wrongs: list[dict[str, Any]] = [{"pooling_days": 0}, {"pooling_days": 7, "notice_days": 7}, {"claims_per_day": -1}]
    for wrong in wrongs:
        with pytest.raises(DomainError) as refused:
            pool(**wrong)
        assert refused.value.reason == "OUT_OF_RANGE"
