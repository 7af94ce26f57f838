"""Recency, frequency, monetary value: what an account's orders of the last two years say of it.

An order is a contract that took effect. Each of the three is high or not, by thresholds that an administrator sets; the eight
combinations are the segments that sales people know (重要价值客户, 重要挽留客户, ...).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from chassis.money import Money

WINDOW = timedelta(days=730)


class RfmSegment(StrEnum):
    """The first three words of each line: recent, frequent, large."""

    # yes yes yes: 重要价值
    CHAMPION = "champion"
    # yes no yes: 重要发展
    GROWING = "growing"
    # no yes yes: 重要保持
    SLIPPING = "slipping"
    # no no yes: 重要挽留
    AT_RISK = "at_risk"
    # yes yes no: 一般价值
    LOYAL = "loyal"
    # yes no no: 一般发展
    NEW = "new"
    # no yes no: 一般保持
    FADING = "fading"
    # no no no: 一般挽留
    LOST = "lost"

    @property
    def is_large(self) -> bool:
        """重要: it bought for much."""
        return self in _LARGE


_LARGE = {RfmSegment.CHAMPION, RfmSegment.GROWING, RfmSegment.SLIPPING, RfmSegment.AT_RISK}
_SEGMENTS = {
    (True, True, True): RfmSegment.CHAMPION,
    (True, False, True): RfmSegment.GROWING,
    (False, True, True): RfmSegment.SLIPPING,
    (False, False, True): RfmSegment.AT_RISK,
    (True, True, False): RfmSegment.LOYAL,
    (True, False, False): RfmSegment.NEW,
    (False, True, False): RfmSegment.FADING,
    (False, False, False): RfmSegment.LOST,
}


@dataclass(frozen=True)
class Thresholds:
    recent_days: int
    frequent_orders: int
    large_minor: int


@dataclass(frozen=True)
class Order:
    date: date
    amount: Money


@dataclass(frozen=True)
class Rfm:
    segment: RfmSegment
    last_order_date: date
    orders: int
    monetary: Money
    # The next day on which the passing of time alone may change it; None when nothing is left to fall out.
    next_date: date | None


def segment(orders: Iterable[Order], today: date, thresholds: Thresholds, currency: str) -> Rfm | None:
    """None for an account that never ordered. Amounts in other currencies than `currency` count as orders, not as money."""
    known = sorted((order for order in orders if order.date <= today), key=lambda order: order.date)
    if not known:
        return None
    counted = [order for order in known if order.date > today - WINDOW]
    last = known[-1].date
    recent_until = last + timedelta(days=thresholds.recent_days)
    minor = sum(order.amount.minor for order in counted if order.amount.currency == currency)
    changes = [day for day in (recent_until + timedelta(days=1), *(order.date + WINDOW for order in counted[:1])) if day > today]
    return Rfm(
        segment=_SEGMENTS[today <= recent_until, len(counted) >= thresholds.frequent_orders, minor >= thresholds.large_minor],
        last_order_date=last,
        orders=len(counted),
        monetary=Money(currency, minor),
        next_date=min(changes, default=None),
    )
