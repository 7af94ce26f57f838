"""汇兑损益: what changed in worth while it was owed, at the end of a period.

What was realised is posted for good. What is not yet is posted into the period and taken back on the day after, so that the next one
begins from what was booked.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import ClassVar
from uuid import UUID

from google.protobuf.message import Message

from chassis.errors import precondition
from chassis.ids import derived_id
from chassis.money import Money
from receivables.domain.exchange import facts
from receivables.domain.exchange.carrying import REVALUED, Carrying, Holding, Missing
from receivables.domain.exchange.rates import Rate
from receivables.domain.journal import Journal
from receivables.domain.ledger import Account, Kind, Leg, TransactionKind
from receivables.domain.period_run import PeriodRun

_MOST_NAMED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeLine:
    """What lies on the accounts of a kind in one currency, and what that is worth: booked, and by the rate of the last day."""

    kind: Kind
    balance_minor: int
    booked_minor: int
    revalued_minor: int
    rate: Rate

    @property
    def balance(self) -> Money:
        return Money(self.rate.currency_code, self.balance_minor)

    @property
    def booked(self) -> Money:
        return Money(self.rate.quote_currency_code, self.booked_minor)

    @property
    def revalued(self) -> Money:
        return Money(self.rate.quote_currency_code, self.revalued_minor)

    @property
    def difference(self) -> Money:
        return self.revalued - self.booked


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeRealised:
    """What one currency gained since the beginning: what the books hold of it, and what they should hold."""

    currency_code: str
    quote_currency_code: str
    before_minor: int
    needed_minor: int

    @property
    def before(self) -> Money:
        return Money(self.quote_currency_code, self.before_minor)

    @property
    def needed(self) -> Money:
        return Money(self.quote_currency_code, self.needed_minor)

    @property
    def change(self) -> Money:
        return self.needed - self.before


@dataclass(frozen=True, slots=True, kw_only=True)
class Valued:
    """One account at the end of a period."""

    account: Account
    holding: Holding
    revalued: Money

    @property
    def difference_minor(self) -> int:
        return self.revalued.minor - self.holding.booked


def valued(carrying: Carrying, end: date) -> list[Valued]:
    """Accounts on which something lies, the largest difference first. What has no rate stays in `carrying.missing`."""
    found = []
    for account, holding in carrying.accounts.items():
        if account.kind in REVALUED and holding.minor:
            rate = carrying.rates.at(account.currency, carrying.currency, end)
            if rate is None:
                carrying.missing.add(Missing(account.currency, end))
            else:
                found.append(Valued(account=account, holding=holding, revalued=rate.convert(holding.minor)))
    return sorted(found, key=lambda each: (-abs(each.difference_minor), str(each.account.subject_id)))


def lines_of(rows: Sequence[Valued], carrying: Carrying, end: date) -> list[ExchangeLine]:
    """Each is the sum of its accounts, which are rounded one by one: what is drilled into adds up."""
    sums: dict[tuple[Kind, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    for row in rows:
        cells = sums[row.account.kind, row.account.currency]
        for index, minor in enumerate((row.holding.minor, row.holding.booked, row.revalued.minor)):
            cells[index] += minor
    return [
        ExchangeLine(kind=kind, balance_minor=balance, booked_minor=booked, revalued_minor=revalued, rate=rate)
        for (kind, currency), (balance, booked, revalued) in sorted(sums.items())
        if (rate := carrying.rates.at(currency, carrying.currency, end))
    ]


def realised_of(carrying: Carrying, before: Mapping[UUID, int]) -> list[ExchangeRealised]:
    """Per currency in which something was gained or lost; `before` is what the books hold, by its subject."""
    found = [
        ExchangeRealised(
            currency_code=currency,
            quote_currency_code=carrying.currency,
            before_minor=before.get(subject_of(currency), 0),
            needed_minor=minor,
        )
        for currency, minor in sorted(carrying.realised.items())
    ]
    return [each for each in found if each.before or each.needed]


@dataclass(frozen=True, slots=True)
class Reckoned:
    """What a run comes to, with the accounts behind it and the days of which no rate is known."""

    currency: str
    rows: list[Valued]
    lines: list[ExchangeLine]
    realised: list[ExchangeRealised]
    missing: list[Missing]

    @classmethod
    def of(cls, carrying: Carrying, end: date, before: Mapping[UUID, int]) -> "Reckoned":
        rows = valued(carrying, end)
        lines, realised = lines_of(rows, carrying, end), realised_of(carrying, before)
        return cls(carrying.currency, rows, lines, realised, sorted(carrying.missing))

    def unposted(self, revalued: Mapping[UUID, int]) -> dict[str, Money | None]:
        """By currency what the books do not hold; `revalued` is what they hold as not realised. None where a rate is missing."""
        sums: dict[str, int] = defaultdict(int)
        for each in self.realised:
            sums[each.currency_code] += each.change.minor
        for line in self.lines:
            sums[line.rate.currency_code] += line.difference.minor
        left = {currency: Money(self.currency, minor - revalued.get(subject_of(currency), 0)) for currency, minor in sums.items()}
        unknown: dict[str, Money | None] = dict.fromkeys(each.currency_code for each in self.missing)
        return {currency: amount for currency, amount in left.items() if amount} | unknown

    def check_rated(self) -> None:
        """Raises RATE_MISSING, which names the days."""
        if self.missing:
            named = ", ".join(f"{each.currency_code} {each.rate_date}" for each in self.missing[:_MOST_NAMED])
            more = f" and {len(self.missing) - _MOST_NAMED} more" if len(self.missing) > _MOST_NAMED else ""
            raise precondition("RATE_MISSING", f"No rate to {self.currency} is known for {named}{more}; enter it.", days=f"{named}{more}")


@dataclass(eq=False, kw_only=True)
class ExchangeRun(PeriodRun):
    """The exchange difference of one period of one company of ours, in its own currency."""

    word: ClassVar[str] = "exchange"

    currency_code: str
    lines: list[ExchangeLine] = field(default_factory=list)
    realised: list[ExchangeRealised] = field(default_factory=list)

    @property
    def unrealised_change(self) -> Money:
        return sum((line.difference for line in self.lines), Money.zero(self.currency_code))

    @property
    def realised_change(self) -> Money:
        return sum((each.change for each in self.realised), Money.zero(self.currency_code))

    def prepare(self, lines: Sequence[ExchangeLine], realised: Sequence[ExchangeRealised], by: UUID | None) -> None:
        """Raises EXCHANGE_NOTHING where no worth changed."""
        self.lines, self.realised, self.prepared_by = list(lines), list(realised), by
        if not any(line.difference for line in self.lines) and not any(each.change for each in self.realised):
            raise precondition("EXCHANGE_NOTHING", "Nothing in a foreign currency changed in worth; there is nothing to post.")
        self.record(self.told())

    def post(self, lines: Sequence[ExchangeLine], realised: Sequence[ExchangeRealised], journal: Journal) -> None:
        self.check_prepared(list(lines) == self.lines and list(realised) == self.realised)
        self.post_into(journal)

    def told(self) -> Message:
        return facts.told(self)

    def book(self, sign: int, journal: Journal) -> None:
        """A gain is credited to exchange differences; what stands against it is the adjustment of the books' worth, per currency."""
        realised, revaluation = (
            (TransactionKind.EXCHANGE_REALISED, TransactionKind.EXCHANGE_REVALUATION)
            if sign > 0
            else (TransactionKind.EXCHANGE_REALISED_REVERSAL, TransactionKind.EXCHANGE_REVALUATION_REVERSAL)
        )
        for each in self.realised:
            self._gain(realised, each.currency_code, sign * each.change.minor, self.end_date, journal)
        unrealised: dict[str, int] = defaultdict(int)
        for line in self.lines:
            unrealised[line.rate.currency_code] += line.difference.minor
        for currency, minor in unrealised.items():
            self._gain(revaluation, currency, sign * minor, self.end_date, journal)
            self._gain(revaluation, currency, -sign * minor, self.end_date + timedelta(days=1), journal)

    def _gain(self, kind: TransactionKind, foreign: str, minor: int, day: date, journal: Journal) -> None:
        exchange, adjustment = (
            Account(legal_entity_id=self.legal_entity_id, kind=kind, currency=self.currency_code, subject_id=subject_of(foreign))
            for kind in (Kind.EXCHANGE, Kind.EXCHANGE_ADJUSTMENT)
        )
        journal.post(kind, [Leg(adjustment, minor), Leg(exchange, -minor)], on=day)


def subject_of(foreign: str) -> UUID:
    """Whose worth changed: each foreign currency has accounts of its own."""
    return derived_id("currency", foreign)
