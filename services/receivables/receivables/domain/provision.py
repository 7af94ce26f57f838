"""坏账准备: what is set aside at the end of a period for receivables that may not come, by how long they are overdue.

The matrix says a rate for what is overdue by so many days and more; its first line is for what is not overdue. Of each
currency and line, what is owed times the rate is rounded once, half up. What was written off is not owed any more, so that its provision
is released where the next one is posted.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import ClassVar
from uuid import UUID

from google.protobuf.message import Message

from chassis.errors import invalid, precondition
from chassis.money import Money
from receivables.domain import provision_facts
from receivables.domain.ageing import MOST_BUCKETS, AgeingBasis, Buckets
from receivables.domain.journal import Journal
from receivables.domain.late_interest import half_up
from receivables.domain.ledger import Account, Kind, Leg, TransactionKind
from receivables.domain.period_run import PeriodRun

_LONGEST = 36_500


@dataclass(frozen=True, slots=True)
class ProvisionRate:
    """In per cent, of what is overdue by `from_days` and more."""

    from_days: int
    rate: Decimal


@dataclass(frozen=True, slots=True)
class ProvisionLine:
    """What is owed in one currency under one line of the matrix, and what is set aside for it. `to_days` is None for the last line."""

    currency: str
    from_days: int
    to_days: int | None
    rate: Decimal
    owed_minor: int
    provision_minor: int

    @property
    def owed(self) -> Money:
        return Money(self.currency, self.owed_minor)

    @property
    def provision(self) -> Money:
        return Money(self.currency, self.provision_minor)


@dataclass(frozen=True, slots=True)
class ProvisionSum:
    """In one currency: what the books held before, and what they should hold."""

    currency: str
    before_minor: int
    needed_minor: int

    @property
    def before(self) -> Money:
        return Money(self.currency, self.before_minor)

    @property
    def needed(self) -> Money:
        return Money(self.currency, self.needed_minor)

    @property
    def change(self) -> Money:
        """More is an expense, less is released."""
        return self.needed - self.before


def checked(rates: Sequence[ProvisionRate], path: str) -> list[ProvisionRate]:
    """Raises DomainError unless the lines are for what is not overdue, from 1 day on, and from more and more days on, and rates lie
    between 0 and 100 per cent. No line at all is no provision."""
    days = [rate.from_days for rate in rates]
    rising = all(earlier < later for earlier, later in pairwise(days))
    if rates and (days[:2] != [0, 1] or not rising or len(days) > MOST_BUCKETS or days[-1] > _LONGEST):
        raise invalid(path, f"The lines are from 0 days, from 1 day, and from more days each; {MOST_BUCKETS} at most.", "MATRIX_INVALID")
    for index, each in enumerate(rates):
        if not (each.rate.is_finite() and 0 <= each.rate <= 100):
            raise invalid(f"{path}.{index}.rate", f"It lies between 0 and 100 per cent; it is {each.rate}.", "PERCENTAGE_INVALID")
    return list(rates)


def buckets_of(rates: Sequence[ProvisionRate]) -> Buckets:
    """Overdue ageing by the lines of the matrix: the first bucket is what is not overdue."""
    return Buckets(AgeingBasis.DUE_DATE, tuple(rate.from_days - 1 for rate in rates[2:]))


def provided(rates: Sequence[ProvisionRate], owed: Mapping[str, Sequence[int]]) -> list[ProvisionLine]:
    """The lines for what is owed per currency in each bucket of the matrix; those of nothing are left out."""
    lines = []
    for currency, minors in sorted(owed.items()):
        for index, (rate, minor) in enumerate(zip(rates, minors, strict=False)):
            to_days = rates[index + 1].from_days - 1 if index + 1 < len(rates) else None
            provision = half_up(minor * Fraction(rate.rate) / 100)
            if minor:
                lines.append(ProvisionLine(currency, rate.from_days, to_days, rate.rate, minor, provision))
    return lines


def summed(lines: Sequence[ProvisionLine], before: Mapping[str, int]) -> list[ProvisionSum]:
    """Per currency that is owed in, or that something is set aside in."""
    currencies = sorted({line.currency for line in lines} | {currency for currency, minor in before.items() if minor})
    return [
        ProvisionSum(each, before.get(each, 0), sum(line.provision_minor for line in lines if line.currency == each)) for each in currencies
    ]


@dataclass(eq=False, kw_only=True)
class ProvisionRun(PeriodRun):
    """The provision of one period of one company of ours."""

    word: ClassVar[str] = "provision"

    rates: list[ProvisionRate] = field(default_factory=list)
    lines: list[ProvisionLine] = field(default_factory=list)
    sums: list[ProvisionSum] = field(default_factory=list)

    def prepare(self, rates: Sequence[ProvisionRate], lines: Sequence[ProvisionLine], before: Mapping[str, int], by: UUID | None) -> None:
        """Raises DomainError where there is no matrix, and where the books hold what they should."""
        if not rates:
            raise precondition("MATRIX_MISSING", "The settings say no rates; enter them first.")
        self.rates, self.lines, self.sums, self.prepared_by = list(rates), list(lines), summed(lines, before), by
        if not any(each.change for each in self.sums):
            raise precondition("PROVISION_COMPLETE", "The books hold this provision already; there is nothing to post.")
        self.record(self.told())

    def post(self, lines: Sequence[ProvisionLine], before: Mapping[str, int], journal: Journal) -> None:
        """Into the period. Raises RUN_OUTDATED where by now something else is owed than when it was prepared."""
        self.check_prepared(list(lines) == self.lines and summed(lines, before) == self.sums)
        self.post_into(journal)

    def told(self) -> Message:
        return provision_facts.told(self)

    def book(self, sign: int, journal: Journal) -> None:
        transaction = TransactionKind.PROVISION if sign > 0 else TransactionKind.PROVISION_REVERSAL
        for each in self.sums:
            expense, provision = (
                Account(legal_entity_id=self.legal_entity_id, kind=kind, currency=each.currency)
                for kind in (Kind.PROVISION_EXPENSE, Kind.PROVISION)
            )
            minor = sign * each.change.minor
            journal.post(transaction, [Leg(expense, minor), Leg(provision, -minor)], on=self.end_date)
