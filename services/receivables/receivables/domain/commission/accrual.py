"""What an allocation brings its people, and what is taken back when it is reversed.

commission of an allocation = allocated x rate, rounded to the nearest minor unit once; each person gets their share of it rounded down, and
what is left of it goes to the last one, who is the owner. A reversal takes back exactly what its allocation brought, so that what stands is
always the sum over the allocations that stand.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from chassis.money import Money, split


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A person's part of a contract's money, in per cent."""

    person_id: UUID
    percent: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareSet:
    """The shares that hold from a day on."""

    from_date: date
    shares: tuple[Share, ...]


def shares_on(sets: Sequence[ShareSet], day: date) -> tuple[Share, ...]:
    """Those of the day of the money; the first ones for money that came before anything was said."""
    before = [each for each in sets if each.from_date <= day]
    return (before[-1] if before else sets[0]).shares if sets else ()


def accrued(allocated: Money, rate: Decimal, shares: Sequence[Share]) -> list[tuple[Share, Money]]:
    """What each person gets; nobody where nobody has a share. Together exactly the commission of the allocation."""
    if not any(share.percent > 0 for share in shares):
        return []
    whole = Money.rounded(allocated.currency, allocated.amount * rate / 100)
    parts = split(whole.minor, [share.percent for share in shares])
    return [(share, Money(allocated.currency, part)) for share, part in zip(shares, parts, strict=True)]


def month_of(day: date, closed: str) -> str:
    """The month that something counts in: that of its day or, where that is closed, the one after the last that is ("" for none)."""
    month = f"{day:%Y-%m}"
    return month if month > closed else following(closed)


def following(month: str) -> str:
    """2026-12 -> 2027-01."""
    year, number = int(month[:4]), int(month[5:])
    return f"{year + number // 12:04d}-{number % 12 + 1:02d}"
