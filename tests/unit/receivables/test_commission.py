"""What people get for money that was collected, and give back when it is taken back."""

from collections import defaultdict
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.errors import DomainError
from chassis.ids import new_id
from chassis.money import Money
from receivables.domain.commission.accrual import Share, ShareSet, accrued, following, month_of, shares_on
from receivables.domain.commission.month import check_closable
from receivables.domain.commission.plan import CommissionPlan, plan_for

pytestmark = pytest.mark.capability("M-26")

NOW = datetime(2025, 12, 1, tzinfo=UTC)
LIN, WANG, ZHOU, OURS = (new_id() for _ in range(4))


def share(person: UUID, percent: str) -> Share:
    return Share(person_id=person, percent=Decimal(percent))


def test_people_get_the_rate_of_the_money_by_their_shares_and_the_owner_the_odd_cent() -> None:
    parts = accrued(Money("CNY", 100_01), Decimal("3"), [share(WANG, "33.33"), share(ZHOU, "33.33"), share(LIN, "33.34")])
    assert [(each.person_id, amount.minor) for each, amount in parts] == [(WANG, 99), (ZHOU, 99), (LIN, 102)]
    assert accrued(Money("JPY", 10_000), Decimal("1.5"), [share(LIN, "100")]) == [(share(LIN, "100"), Money("JPY", 150))]
    assert accrued(Money("CNY", 100), Decimal("3"), []) == []


SHARES = st.lists(st.integers(1, 10_000), min_size=1, max_size=5).map(
    lambda parts: [share(new_id(), str(Decimal(part) / 100)) for part in parts]
)


@given(
    rate=st.integers(1, 1_000_000).map(lambda number: Decimal(number) / 10_000),
    allocations=st.lists(st.tuples(st.integers(1, 10**11), SHARES, st.booleans()), min_size=1, max_size=8),
)
def test_what_was_accrued_less_what_was_clawed_back_is_the_rate_of_what_was_allocated_and_not_reversed(
    rate: Decimal, allocations: list[tuple[int, list[Share], bool]]
) -> None:
    entries: list[tuple[UUID, int]] = []
    standing = Decimal(0)
    stands = 0
    for minor, shares, is_reversed in allocations:
        money = Money("CNY", minor)
        parts = accrued(money, rate, shares)
        brought = Money.rounded("CNY", money.amount * rate / 100).minor
        # Shares sum exactly to it, and only the last one gets what rounding leaves of the others.
        assert sum(amount.minor for _, amount in parts) == brought
        whole = sum((each.percent for each in shares), Decimal(0))
        for each, part in parts[:-1]:
            assert 0 <= brought * each.percent / whole - part.minor < 1
        entries += [(each.person_id, amount.minor) for each, amount in parts]
        if is_reversed:
            entries += [(each.person_id, -amount.minor) for each, amount in parts]
        else:
            standing, stands = standing + money.minor * rate / 100, stands + 1
    balance: dict[UUID, int] = defaultdict(int)
    for person, minor in entries:
        balance[person] += minor
    assert all(minor >= 0 for minor in balance.values())
    # To the half cent of each allocation that stands; to the cent where nothing stands.
    assert abs(sum(balance.values()) - standing) <= Decimal(stands) / 2


@given(st.lists(st.tuples(st.integers(1, 10**9), st.booleans()), min_size=1, max_size=8), st.integers(1, 100))
def test_where_the_rate_makes_whole_cents_it_is_exact(allocations: list[tuple[int, bool]], percent: int) -> None:
    shares = [share(WANG, "20"), share(LIN, "80")]
    total = 0
    for hundreds, is_reversed in allocations:
        got = sum(amount.minor for _, amount in accrued(Money("CNY", hundreds * 100), Decimal(percent), shares))
        total += 0 if is_reversed else got
    assert total == sum(hundreds * percent for hundreds, is_reversed in allocations if not is_reversed)


def test_the_shares_of_the_day_of_the_money_count() -> None:
    first = ShareSet(from_date=date(2025, 12, 1), shares=(share(LIN, "100"),))
    later = ShareSet(from_date=date(2025, 12, 10), shares=(share(WANG, "30"), share(LIN, "70")))
    assert shares_on([first, later], date(2025, 12, 9)) == first.shares
    assert shares_on([first, later], date(2025, 12, 10)) == later.shares
    assert shares_on([first, later], date(2025, 11, 1)) == first.shares
    assert shares_on([], date(2025, 12, 1)) == ()


def test_what_comes_after_a_month_was_closed_counts_in_the_next_one() -> None:
    assert month_of(date(2025, 11, 30), "") == "2025-11"
    assert month_of(date(2025, 11, 30), "2025-11") == "2025-12"
    assert month_of(date(2025, 9, 30), "2025-12") == "2026-01"
    assert (following("2025-12"), following("2026-01")) == ("2026-01", "2026-02")


def test_months_are_closed_once_they_are_over_and_in_their_order() -> None:
    check_closable("2025-11", "2025-10", date(2025, 12, 1))
    refused = (("2025-12", "", "MONTH_NOT_OVER"), ("2025-11", "2025-11", "MONTH_CLOSED"), ("2025-10", "2025-11", "MONTH_CLOSED"))
    for month, closed, reason in refused:
        with pytest.raises(DomainError) as refusal:
            check_closable(month, closed, date(2025, 12, 31))
        assert refusal.value.reason == reason


def rated(rate: str = "3", **more: Any) -> CommissionPlan:
    given = {"from_date": date(2025, 1, 1), **more}
    made = CommissionPlan(id=new_id(), tenant_id=new_id(), create_time=NOW, update_time=NOW, name="回款提成", rate=Decimal(rate), **given)
    made.check()
    return made


def test_the_most_particular_plan_of_the_day_of_the_money_holds() -> None:
    everything, ours, lathes = rated("1"), rated("2", legal_entity_id=OURS), rated("3", product_line="数控机床")
    newer, past = rated("1.5", from_date=date(2025, 6, 1)), rated("9", product_line="数控机床", to_date=date(2025, 5, 31))
    plans = [everything, ours, lathes, newer, past]

    def rate(entity: UUID, line: str, on: date = date(2025, 12, 1)) -> Decimal | None:
        found = plan_for(plans, legal_entity_id=entity, product_line=line, on=on)
        return None if found is None else found.rate

    assert (rate(OURS, "数控机床"), rate(OURS, "灌装线"), rate(LIN, "灌装线")) == (Decimal(3), Decimal(2), Decimal("1.5"))
    assert rate(LIN, "灌装线", date(2025, 5, 31)) == Decimal(1)
    assert rate(OURS, "", date(2024, 12, 31)) is None


@pytest.mark.parametrize(("rate", "more"), [("0", {}), ("100.01", {}), ("1.00001", {}), ("1", {"to_date": date(2024, 12, 31)})])
def test_a_rate_or_days_that_make_no_sense_are_refused(rate: str, more: dict[str, Any]) -> None:
    with pytest.raises(DomainError):
        rated(rate, **more)
