"""The books of a legal entity over a period, frozen: the same figures to the cent whenever they are asked for as they were known."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal

from chassis.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialBalanceRow:
    """One kind of account in one currency, in minor units: opening + debit + credit = closing."""

    kind: str
    currency: str
    opening_minor: int
    debit_minor: int
    credit_minor: int

    @property
    def opening(self) -> Money:
        return Money(self.currency, self.opening_minor)

    @property
    def debit(self) -> Money:
        return Money(self.currency, self.debit_minor)

    @property
    def credit(self) -> Money:
        return Money(self.currency, self.credit_minor)

    @property
    def closing(self) -> Money:
        return Money(self.currency, self.opening_minor + self.debit_minor + self.credit_minor)


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodAgeingRow:
    currency: str
    bucket_minors: tuple[int, ...]
    overdue_minor: int

    @property
    def amounts(self) -> Sequence[Money]:
        return [Money(self.currency, minor) for minor in self.bucket_minors]

    @property
    def total(self) -> Money:
        return Money(self.currency, sum(self.bucket_minors))

    @property
    def overdue(self) -> Money:
        return Money(self.currency, self.overdue_minor)


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodFigures:
    """As `key_figures` has them, less what invoices say: these change after the fact."""

    currency: str
    opening_minor: int
    arisen_minor: int
    collected_minor: int
    closing_minor: int
    overdue_minor: int
    collection_rate: Decimal | None = None
    effectiveness: Decimal | None = None

    @property
    def opening(self) -> Money:
        return Money(self.currency, self.opening_minor)

    @property
    def arisen(self) -> Money:
        return Money(self.currency, self.arisen_minor)

    @property
    def collected(self) -> Money:
        return Money(self.currency, self.collected_minor)

    @property
    def closing(self) -> Money:
        return Money(self.currency, self.closing_minor)

    @property
    def overdue(self) -> Money:
        return Money(self.currency, self.overdue_minor)


@dataclass(frozen=True, kw_only=True)
class Summary:
    trial_balance: tuple[TrialBalanceRow, ...]
    ageing: tuple[PeriodAgeingRow, ...]
    key_figures: tuple[PeriodFigures, ...]

    @property
    def checksum(self) -> str:
        """SHA-256 of the figures in one canonical form: sorted names, no spaces, decimals as text."""
        canonical = json.dumps(asdict(self), sort_keys=True, separators=(",", ":"), default=str)
        return hashlib.sha256(canonical.encode()).hexdigest()
