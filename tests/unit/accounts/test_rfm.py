"""Recency, frequency, monetary value."""

from datetime import date, timedelta

import pytest

from accounts.domain.rfm import Order, RfmSegment, Thresholds, segment
from chassis.money import Money

TODAY = date(2025, 12, 31)
RULES = Thresholds(recent_days=180, frequent_orders=3, large_minor=50_000_000)


def order(days: int, yuan: int = 100_000, currency: str = "CNY") -> Order:
    return Order(TODAY - timedelta(days=days), Money(currency, yuan * 100))


@pytest.mark.capability("A-18")
@pytest.mark.parametrize(
    ("orders", "expected"),
    [
        ([order(10, 200_000), order(200, 200_000), order(400, 200_000)], RfmSegment.CHAMPION),
        ([order(10, 600_000)], RfmSegment.GROWING),
        ([order(200, 200_000), order(300, 200_000), order(400, 200_000)], RfmSegment.SLIPPING),
        ([order(200, 600_000)], RfmSegment.AT_RISK),
        ([order(10), order(20), order(30)], RfmSegment.LOYAL),
        ([order(10)], RfmSegment.NEW),
        ([order(200), order(210), order(220)], RfmSegment.FADING),
        ([order(200)], RfmSegment.LOST),
    ],
)
def test_each_combination_of_recent_frequent_and_large_has_its_segment(orders: list[Order], expected: RfmSegment) -> None:
    found = segment(orders, TODAY, RULES, "CNY")
    assert found is not None
    assert found.segment is expected


def test_who_never_ordered_has_no_segment() -> None:
    assert segment([], TODAY, RULES, "CNY") is None


def test_orders_of_more_than_two_years_ago_only_say_when_the_last_one_was() -> None:
    found = segment([order(800, 900_000)], TODAY, RULES, "CNY")
    assert found is not None
    assert (found.segment, found.orders, found.monetary.minor, found.next_date) == (RfmSegment.LOST, 0, 0, None)


def test_amounts_in_other_currencies_are_not_added() -> None:
    found = segment([order(10, 600_000, "USD")], TODAY, RULES, "CNY")
    assert found is not None
    assert (found.segment, found.orders, found.monetary) == (RfmSegment.NEW, 1, Money("CNY", 0))


def test_the_day_on_which_time_alone_changes_it_is_known() -> None:
    orders = [order(10), order(700)]
    found = segment(orders, TODAY, RULES, "CNY")
    assert found is not None
    assert found.next_date == TODAY + timedelta(days=30)
    then = segment(orders, found.next_date, RULES, "CNY")
    assert then is not None
    assert then.orders == 1
    assert then.next_date == TODAY + timedelta(days=171)
    last = segment(orders, then.next_date, RULES, "CNY")
    assert last is not None
    assert last.segment is RfmSegment.LOST
