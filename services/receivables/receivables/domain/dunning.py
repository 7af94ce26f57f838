"""When an instalment is prepared for and reminded of: days are worked out where its days are, and kept with it.

Days before fall on the working day on or before, days after, and the day itself, on the one on or after: nobody is asked on a holiday,
and nobody is asked later than agreed before the money is due. Make-up Saturdays are working days.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from chassis.calendar import Calendar, Rule, next_nth_day
from chassis.money import Money


class Occasion(StrEnum):
    """What a notice is about: the first two are preparations."""

    DAYS_BEFORE = "days_before"
    PAYMENT_DAY = "payment_day"
    REMINDER = "reminder"

    @property
    def is_reminder(self) -> bool:
        return self is Occasion.REMINDER


@dataclass(frozen=True, slots=True, kw_only=True)
class DunningPolicy:
    """What a company wants by default; a plan keeps the one that it was made or last revised under.

    `preparation_minimums` has an amount per currency below which nothing is prepared for; other currencies have none. A `payment_day_days`
    of 0 prepares for no payment day. `grace_days` delay the levels after the due date, and never ageing.
    """

    preparation_days: tuple[int, ...] = (30, 15)
    payment_day_days: int = 3
    preparation_minimums: tuple[Money, ...] = (
        Money("CNY", 50_000_00),
        Money("USD", 7_000_00),
        Money("EUR", 6_500_00),
        Money("HKD", 55_000_00),
        Money("JPY", 1_000_000),
    )
    reminder_levels: tuple[int, ...] = (-3, 0, 1, 7, 15, 30)
    grace_days: int = 0
    due_soon_days: int = 7

    def is_worth_preparing(self, amount: Money) -> bool:
        least = next((each for each in self.preparation_minimums if each.currency == amount.currency), None)
        return least is None or amount >= least


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something that is said of an instalment at the beginning of a working day, once.

    `level` counts the days after `payment_date`, the day that it is about; negative before it.
    """

    occasion: Occasion
    level: int
    day: date
    payment_date: date
    told: bool = False

    @property
    def name(self) -> tuple[Occasion, int]:
        return self.occasion, self.level

    def is_of_use(self, today: date) -> bool:
        """Nobody prepares any more on the day itself."""
        return self.occasion.is_reminder or self.payment_date > today


def preparations(
    policy: DunningPolicy, amount: Money, payable_date: date, payment_day: int, calendar: Calendar, *, claimable: bool
) -> Iterator[Notice]:
    """For the day on which it is due or expected, and for the customer's payment day that follows it.

    What is overdue by then is no longer prepared for, but asked for: only what is `claimable` can be.
    """
    if not policy.is_worth_preparing(amount):
        return
    for days in policy.preparation_days:
        yield _before(Occasion.DAYS_BEFORE, days, payable_date, calendar)
    if payment_day and policy.payment_day_days:
        notice = _before(Occasion.PAYMENT_DAY, policy.payment_day_days, next_nth_day(payable_date, payment_day), calendar)
        if not claimable or notice.day <= payable_date:
            yield notice


def reminders(policy: DunningPolicy, due_date: date, calendar: Calendar) -> Iterator[Notice]:
    """Only what is claimable has a due date, and is reminded of."""
    for level in policy.reminder_levels:
        if level < 0:
            yield _before(Occasion.REMINDER, -level, due_date, calendar)
        else:
            grace = policy.grace_days if level else 0
            day = calendar.adjust(due_date + timedelta(days=level + grace), Rule.NEXT)
            yield Notice(occasion=Occasion.REMINDER, level=level, day=day, payment_date=due_date)


def _before(occasion: Occasion, days: int, payment_date: date, calendar: Calendar) -> Notice:
    day = calendar.adjust(payment_date - timedelta(days=days), Rule.PREVIOUS)
    return Notice(occasion=occasion, level=-days, day=day, payment_date=payment_date)


def rescheduled(fresh: Iterable[Notice], before: Sequence[Notice], today: date, soonest: date, *, silently: bool) -> list[Notice]:
    """The notices in their order, after days or amounts changed: what was said is not said again, unless its day comes anew.

    Of what has passed unsaid the last is still to be said, of preparations and of reminders, on the day `soonest`; silently, nothing is.
    """
    ordered = sorted(fresh, key=_order)
    said = {notice.name for notice in before if notice.told}
    last = {notice.occasion.is_reminder: notice for notice in ordered if notice.day <= today}

    def is_told(notice: Notice) -> bool:
        return notice.day <= today and (silently or notice.name in said or notice is not last[notice.occasion.is_reminder])

    told = [notice for notice in ordered if is_told(notice)]
    waiting = [replace(notice, day=max(notice.day, soonest)) for notice in ordered if not is_told(notice)]
    return [*(replace(notice, told=True) for notice in told), *sorted((replace(each, told=False) for each in waiting), key=_order)]


def _order(notice: Notice) -> tuple[date, int]:
    return notice.day, notice.level


def come(notices: Iterable[Notice], today: date) -> list[Notice]:
    """What is to be said today: the last preparation and the last reminder that have come."""
    waiting = [notice for notice in notices if not notice.told and notice.day <= today and notice.is_of_use(today)]
    return list({notice.occasion.is_reminder: notice for notice in waiting}.values())


def told_until(notices: Iterable[Notice], today: date) -> list[Notice]:
    """The notices, of which everything that has come is said."""
    return [replace(notice, told=notice.told or notice.day <= today) for notice in notices]
