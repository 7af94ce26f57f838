"""What one currency is worth in another on a day, by the rates that somebody entered.

A rate counts until the next one, and not longer than `LONGEST`: a book that is kept by the rate of the first of a month needs one a
month, a holiday week leaves none out. Where a pair has no rate of its own, the other way round is taken, or the way over one currency
that both are quoted with. All arithmetic is in decimals; amounts are rounded once, half a unit away from zero, as PostgreSQL rounds.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal

from chassis.money import Money, digits

LONGEST = timedelta(days=31)
_EXACT = Context(prec=40)
# Of a rate that is reckoned from others.
_STEP = Decimal("1e-10")


@dataclass(frozen=True, slots=True)
class Rate:
    """One unit of the one currency was worth `rate` of the other on the day `rate_date`, of two rates the older one."""

    currency_code: str
    quote_currency_code: str
    rate: Decimal
    rate_date: date

    @property
    def factor(self) -> Decimal:
        """From minor units of the one to minor units of the other."""
        return self.rate.scaleb(digits(self.quote_currency_code) - digits(self.currency_code), _EXACT)

    def convert(self, minor: int) -> Money:
        exact = _EXACT.multiply(Decimal(minor), self.factor)
        return Money(self.quote_currency_code, int(exact.quantize(Decimal(1), ROUND_HALF_UP, _EXACT)))


class Rates:
    """Rates as they were known at some time."""

    def __init__(self, rates: Iterable[Rate]) -> None:
        self._pairs: dict[tuple[str, str], dict[date, Decimal]] = defaultdict(dict)
        for each in rates:
            self._pairs[each.currency_code, each.quote_currency_code][each.rate_date] = each.rate
        self._days = {pair: sorted(found) for pair, found in self._pairs.items()}
        self._quotes = sorted({currency for pair in self._pairs for currency in pair})

    def at(self, currency: str, quote: str, day: date) -> Rate | None:
        """None where nobody entered one that still counts on the day."""
        if currency == quote:
            return Rate(currency, quote, Decimal(1), day)
        if found := self._direct(currency, quote, day):
            return found
        ways = ((self._direct(currency, over, day), self._direct(over, quote, day)) for over in self._quotes)
        crossed = [(one, two) for one, two in ways if one and two]
        if not crossed:
            return None
        one, two = crossed[0]
        return Rate(currency, quote, _stepped(_EXACT.multiply(one.rate, two.rate)), min(one.rate_date, two.rate_date))

    def _direct(self, currency: str, quote: str, day: date) -> Rate | None:
        if found := self._said(currency, quote, day):
            return found
        back = self._said(quote, currency, day)
        return back and Rate(currency, quote, _stepped(_EXACT.divide(Decimal(1), back.rate)), back.rate_date)

    def _said(self, currency: str, quote: str, day: date) -> Rate | None:
        days = self._days.get((currency, quote), [])
        place = bisect_right(days, day)
        if not place or day - days[place - 1] > LONGEST:
            return None
        found = days[place - 1]
        return Rate(currency, quote, self._pairs[currency, quote][found], found)


def _stepped(rate: Decimal) -> Decimal:
    return rate.quantize(_STEP, ROUND_HALF_EVEN, _EXACT)
