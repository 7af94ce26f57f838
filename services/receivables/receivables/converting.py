"""Amounts of several currencies as one, in SQL.

Each claim is converted and rounded by itself, so that whatever claims are summed by comes to the same: rows make up their totals, buckets
their rows, and a list of claims the figure that leads to it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Numeric, Select, String, case, cast, func, literal, select

from chassis.errors import precondition
from chassis.scope import Scope
from receivables.domain.exchange.rates import Rate, Rates
from receivables.ledger_tables import ageing_cell


@dataclass(frozen=True, slots=True)
class Conversion:
    """To one currency, by the rates of each that anything is owed in."""

    currency: str
    rates: tuple[Rate, ...]

    def minor(self, currency: ColumnElement[str], minor: ColumnElement[Any]) -> ColumnElement[int]:
        """Rounds as `Rate.convert` does."""
        factors = {each.currency_code: cast(literal(each.factor), Numeric) for each in self.rates}
        return cast(func.round(minor * case(factors, value=currency)), BigInteger) if factors else cast(minor, BigInteger)

    def code(self) -> ColumnElement[str]:
        return cast(literal(self.currency), String)

    @property
    def used(self) -> Sequence[Rate]:
        """Those that say something."""
        return [each for each in self.rates if each.currency_code != self.currency]


def currencies(scope: Scope) -> Select[tuple[str]]:
    """All that anything was ever owed in."""
    return select(ageing_cell.c.currency).where(ageing_cell.c.tenant_id == scope.tenant_id).distinct()


def conversion(to: str, found: Iterable[str], rates: Rates, day: date) -> Conversion:
    """Raises RATE_MISSING for a currency that nobody said the worth of."""
    by_currency = {each: rates.at(each, to, day) for each in sorted(found)}
    if missing := [each for each, rate in by_currency.items() if rate is None]:
        named = ", ".join(f"{each} {day}" for each in missing)
        raise precondition("RATE_MISSING", f"No rate to {to} is known for {named}; enter it.", days=named)
    return Conversion(to, tuple(rate for rate in by_currency.values() if rate))


def in_currency(conversion: Conversion | None, currency: Any, minor: Any) -> tuple[ColumnElement[str], ColumnElement[int]]:
    """The columns of an amount, converted where that is asked for."""
    return (conversion.code(), conversion.minor(currency, minor)) if conversion else (currency, minor)
