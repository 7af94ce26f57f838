"""What comes first in a list of to-dos.

A to-do is worth what acting may bring: the money times the probability that it comes, never its face value. Ten times as much moves a
to-do two days ahead of what is due with it, so the order does not depend on the day on which one looks, and nothing is computed anew
at midnight. Cash and pipeline are weighed alike and never added.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from math import log10

from chassis.money import Money
from notifier.domain.kinds import Gain

# Days per power of ten.
_WEIGHT = 2.0
# How likely an instalment is paid soon, by days past its due date: the longer, the less.
_PAID = ((0, Decimal("0.9")), (30, Decimal("0.8")), (90, Decimal("0.6")), (365, Decimal("0.3")))
_PAID_LATER = Decimal("0.1")
# Where no stage says it: an enquiry, a customer that fell silent.
UNKNOWN_SALE = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Worth:
    """What acting may bring; at most one of the two."""

    cash: Money | None = None
    pipeline: Money | None = None

    @property
    def amount(self) -> Money | None:
        return self.cash or self.pipeline


def worth(gain: Gain, amounts: Iterable[tuple[Money, Decimal]]) -> Worth:
    """The sum of amounts times their probabilities. All are of one currency."""
    weighed = [Money.rounded(amount.currency, amount.amount * probability) for amount, probability in amounts]
    if gain is Gain.NONE or not weighed:
        return Worth()
    total = Money(weighed[0].currency, sum(weighed[0].minor_of(each) for each in weighed))
    return Worth(cash=total) if gain is Gain.CASH else Worth(pipeline=total)


def chance_of_payment(due: date | None, today: date) -> Decimal:
    late = (today - due).days if due else 0
    return next((chance for days, chance in _PAID if late <= days), _PAID_LATER)


def rank_time(due: datetime, worth: Worth, boost: int = 0) -> datetime:
    """What lists are in the order of: the due time, brought forward by what acting may bring."""
    amount = worth.amount
    gained = log10(1 + float(amount.amount)) * _WEIGHT if amount and amount.minor > 0 else 0.0
    return due - timedelta(days=gained + boost)
