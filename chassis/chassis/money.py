"""Exact amounts in whole minor units."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Protocol, overload

from chassis.errors import DomainError, Kind, invalid

# ISO 4217 minor digits where they are not 2.
_DIGITS = {
    **dict.fromkeys(("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF"), 0),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
}
# bigint in the database; a sum of a million of the largest amounts still fits.
MAX_MINOR = 9_000_000_000_000


def digits(currency: str) -> int:
    """Minor digits of a currency: 2 for CNY, 0 for JPY."""
    return _DIGITS.get(currency, 2)


def currencies_by_digits() -> Mapping[int, tuple[str, ...]]:
    """The currencies whose minor digits are not 2, by that number."""
    return {number: tuple(sorted(code for code, found in _DIGITS.items() if found == number)) for number in (0, 3)}


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in minor units of one currency. Amounts of two currencies are never added or compared."""

    currency: str
    minor: int

    @classmethod
    def parse(cls, currency: str, amount: str | Decimal) -> "Money":
        """Takes "300000.01". Raises ValueError when it has more digits than the currency."""
        scaled = Decimal(amount).scaleb(digits(currency))
        if scaled != scaled.to_integral_value():
            raise ValueError(f"{currency} has {digits(currency)} digits after the point; {amount} has more.")
        return cls(currency, int(scaled))

    @classmethod
    def rounded(cls, currency: str, amount: Decimal) -> "Money":
        """The nearest amount, half a unit away from zero."""
        return cls(currency, int(amount.scaleb(digits(currency)).quantize(Decimal(1), ROUND_HALF_UP)))

    @classmethod
    def zero(cls, currency: str) -> "Money":
        return cls(currency, 0)

    @property
    def amount(self) -> Decimal:
        return Decimal(self.minor).scaleb(-digits(self.currency))

    def __str__(self) -> str:
        return f"{self.amount:.{digits(self.currency)}f} {self.currency}"

    def minor_of(self, other: "Money") -> int:
        """The other's minor units. Raises CURRENCY_MISMATCH when it is of another currency."""
        if other.currency != self.currency:
            raise DomainError(
                Kind.INVALID,
                "CURRENCY_MISMATCH",
                f"{other.currency} cannot be combined with {self.currency}.",
                metadata={"expected": self.currency, "given": other.currency},
            )
        return other.minor

    def __add__(self, other: "Money") -> "Money":
        return Money(self.currency, self.minor + self.minor_of(other))

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.currency, self.minor - self.minor_of(other))

    def __neg__(self) -> "Money":
        return Money(self.currency, -self.minor)

    def __lt__(self, other: "Money") -> bool:
        return self.minor < self.minor_of(other)

    def __le__(self, other: "Money") -> bool:
        return self.minor <= self.minor_of(other)

    def __gt__(self, other: "Money") -> bool:
        return self.minor > self.minor_of(other)

    def __ge__(self, other: "Money") -> bool:
        return self.minor >= self.minor_of(other)

    def __bool__(self) -> bool:
        return self.minor != 0


def split(total: int, weights: Sequence[Decimal]) -> list[int]:
    """Parts of `total` in proportion to `weights`, each rounded down, the rest in the last one: the sum is exact.

    Raises ValueError without weights or when they do not sum to more than zero.
    """
    whole = sum(weights, Decimal(0))
    if not weights or whole <= 0:
        raise ValueError("Splitting needs weights that sum to more than zero.")
    parts = [int(total * weight / whole) for weight in weights[:-1]]
    return [*parts, total - sum(parts)]


def positive(field: str, money: Money) -> Money:
    """Raises DomainError unless the amount is more than zero."""
    if money.minor <= 0:
        raise invalid(field, f"The amount must be more than zero; it is {money}.", "AMOUNT_NOT_POSITIVE")
    return money


class _Priced(Protocol):
    currency: str


class MoneyOf:
    """A Money attribute of an object that has `currency` and keeps the amount as an integer column `<name>_minor`."""

    def __set_name__(self, owner: type, name: str) -> None:
        self.column = f"{name}_minor"

    @overload
    def __get__(self, instance: None, owner: type) -> "MoneyOf": ...
    @overload
    def __get__(self, instance: _Priced, owner: type) -> Money: ...
    def __get__(self, instance: _Priced | None, owner: type) -> "Money | MoneyOf":
        return self if instance is None else Money(instance.currency, getattr(instance, self.column))

    def __set__(self, instance: _Priced, value: Money) -> None:
        setattr(instance, self.column, Money.zero(instance.currency).minor_of(value))
