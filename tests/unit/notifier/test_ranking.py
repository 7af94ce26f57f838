"""What comes first, and why."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.money import Money
from notifier.domain.kinds import Gain
from notifier.domain.ranking import Worth, chance_of_payment, rank_time, worth

pytestmark = pytest.mark.unit
NOON = datetime(2025, 12, 1, 12, tzinfo=UTC)
TODAY = date(2025, 12, 1)


def cny(yuan: int) -> Money:
    return Money("CNY", yuan * 100)


def test_money_counts_by_its_probability_and_never_by_its_face() -> None:
    assert worth(Gain.PIPELINE, [(cny(500_000), Decimal("0.4")), (cny(100_000), Decimal("0.1"))]).pipeline == cny(210_000)


def test_cash_and_pipeline_are_never_the_same_figure() -> None:
    amounts = [(cny(100), Decimal(1))]
    assert worth(Gain.CASH, amounts) == Worth(cash=cny(100))
    assert worth(Gain.PIPELINE, amounts) == Worth(pipeline=cny(100))
    assert worth(Gain.NONE, amounts) == Worth()


def test_what_is_long_overdue_is_less_likely_paid() -> None:
    days = (-3, 0, 1, 30, 31, 90, 91, 365, 366)
    chances = [chance_of_payment(TODAY - timedelta(days=day), TODAY) for day in days]
    assert chances == sorted(chances, reverse=True)
    assert chances[0] == Decimal("0.9")
    assert chances[-1] == Decimal("0.1")


def test_of_two_that_are_due_together_the_one_that_brings_more_comes_first() -> None:
    assert rank_time(NOON, Worth(cash=cny(1_000_000))) < rank_time(NOON, Worth(pipeline=cny(10_000))) < rank_time(NOON, Worth())


def test_ten_times_as_much_is_worth_two_days() -> None:
    ahead = rank_time(NOON, Worth(cash=cny(10_000))) - rank_time(NOON, Worth(cash=cny(100_000)))
    assert abs(ahead - timedelta(days=2)) < timedelta(minutes=1)


@given(first=st.integers(0, 10**12), second=st.integers(0, 10**12), days=st.integers(0, 1000))
def test_the_order_of_two_does_not_depend_on_the_day_on_which_one_looks(first: int, second: int, days: int) -> None:
    one, other = Worth(cash=Money("CNY", first)), Worth(cash=Money("CNY", second))
    later = timedelta(days=days)
    assert (rank_time(NOON, one) < rank_time(NOON, other)) == (rank_time(NOON + later, one) < rank_time(NOON + later, other))
