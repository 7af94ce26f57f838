"""What accounts in foreign currencies are worth in the books: the booked amount (记账本位币金额) of each, by replaying the ledger.

What comes into an account is booked at the rate of its day; what leaves it takes the same share of what is booked, the last of it all
that is left. So a receipt that pays a claim leaves a difference between what the one and the other were booked at: it is realised
(已实现汇兑损益). What stays on an account at the end of a period is worth what the rate of that day says; the difference to what is
booked is not realised, and taken back on the day after (CAS 19; IAS 21.28).

    what is owed, unapplied, in bills       booked and revalued
    held in advance                         booked; it is goods that we owe, not money (IFRIC 22)
    cash, what was set off                  at the rate of the day: the bank's balance is not kept here
    anything else                           takes what the others leave: income, expense, the old books
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from receivables.domain.exchange.rates import Rates
from receivables.domain.ledger import RECEIVABLE_KINDS, Account, Kind, Transaction

_FAMILIES = {
    **dict.fromkeys((*RECEIVABLE_KINDS, Kind.RETENTION), "claims"),
    **dict.fromkeys((Kind.UNIDENTIFIED, Kind.UNAPPLIED, Kind.ADVANCE, Kind.IN_BILLS), "funds"),
    Kind.NOTES: "notes",
}
REVALUED = tuple(kind for kind in _FAMILIES if kind is not Kind.ADVANCE)
_SPOT = (Kind.CASH, Kind.SET_OFF)
_REVERSAL = "_reversal"

Legs = Mapping[Account, int]


@dataclass(frozen=True, slots=True, order=True)
class Missing:
    """No rate of the currency counts on the day."""

    currency_code: str
    rate_date: date


@dataclass(slots=True)
class Holding:
    """What lies on an account, and what that is booked at, in minor units; both have the sign of the ledger."""

    minor: int = 0
    booked: int = 0

    def add(self, minor: int, booked: int) -> None:
        self.minor, self.booked = self.minor + minor, self.booked + booked

    def share(self, minor: int) -> int:
        """What `minor`, which leaves, is booked at: the last of it at all that is left."""
        return -self.booked if minor == -self.minor else int((Decimal(self.booked) * minor / self.minor).quantize(1, ROUND_HALF_UP))


@dataclass(slots=True)
class Carrying:
    """The books of one company in its own currency, of transactions that are told in the order of their days."""

    currency: str
    rates: Rates
    accounts: dict[Account, Holding] = field(default_factory=dict)
    # What allocations and the like gained, by currency; a loss is negative.
    realised: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    missing: set[Missing] = field(default_factory=set)
    # By the legs of what may be taken back: what they were booked at, the latest last.
    _told: dict[frozenset[tuple[Account, int]], list[Legs]] = field(default_factory=lambda: defaultdict(list))

    def tell(self, transactions: Iterable[Transaction]) -> None:
        for transaction in transactions:
            foreign: dict[str, dict[Account, int]] = defaultdict(lambda: defaultdict(int))
            for leg in transaction.legs:
                if leg.account.currency != self.currency and not leg.account.kind.is_memorandum:
                    foreign[leg.account.currency][leg.account] += leg.minor
            for currency, legs in foreign.items():
                self._book(transaction, currency, {account: minor for account, minor in legs.items() if minor})

    def _book(self, transaction: Transaction, currency: str, legs: Legs) -> None:
        known = {account: minor for account, minor in legs.items() if account.kind in _FAMILIES or account.kind in _SPOT}
        if not known:
            return
        booked = self._taken_back(transaction, known) or self._moved(transaction.posting_date, known)
        for account, minor in known.items():
            if account.kind in _FAMILIES:
                self.accounts.setdefault(account, Holding()).add(minor, booked[account])
        if known.keys() == legs.keys():
            self.realised[currency] += sum(booked.values())

    def _taken_back(self, transaction: Transaction, legs: Legs) -> Legs | None:
        """Leaves as it came, whatever the currency is worth by now; but where nothing is left, nothing is booked."""
        before = self._told.get(frozenset((account, -minor) for account, minor in legs.items()))
        if not before or not transaction.kind.endswith(_REVERSAL):
            return None
        undone = before.pop()
        return {account: self._emptied(account, minor, -undone[account]) for account, minor in legs.items()}

    def _emptied(self, account: Account, minor: int, booked: int) -> int:
        held = self.accounts.get(account)
        return -held.booked if held and held.minor == -minor else booked

    def _moved(self, day: date, legs: Legs) -> Legs:
        leaving = {account: minor for account, minor in legs.items() if self._leaves(account, minor)}
        booked = {account: self.accounts[account].share(minor) for account, minor in leaving.items()}
        pools: dict[str, Holding] = defaultdict(Holding)
        for account, minor in leaving.items():
            pools[_FAMILIES[account.kind]].add(-minor, -booked[account])
        for account, minor in legs.items():
            if account not in leaving:
                booked[account] = self._arrived(account, minor, pools[_FAMILIES.get(account.kind, "")], day)
        self._told[frozenset(legs.items())].append(booked)
        return booked

    def _leaves(self, account: Account, minor: int) -> bool:
        return account in self.accounts and self.accounts[account].minor * minor < 0

    def _arrived(self, account: Account, minor: int, pool: Holding, day: date) -> int:
        """What only moves within a family keeps what it was booked at; the rest is worth what the day says."""
        kept = min(minor, pool.minor, key=abs) if pool.minor * minor > 0 else 0
        carried = -pool.share(-kept) if kept else 0
        pool.add(-kept, -carried)
        return carried + self._worth(account.currency, minor - kept, day)

    def _worth(self, currency: str, minor: int, day: date) -> int:
        rate = self.rates.at(currency, self.currency, day) if minor else None
        if rate is None and minor:
            self.missing.add(Missing(currency, day))
        return rate.convert(minor).minor if rate else 0
