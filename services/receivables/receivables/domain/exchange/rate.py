"""A rate of exchange as somebody entered it."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from chassis.aggregate import Aggregate
from chassis.errors import invalid, precondition
from receivables.domain.exchange.rates import Rate

_DIGITS = 10
_MOST = Decimal(10) ** 9


@dataclass(eq=False, kw_only=True)
class ExchangeRate(Aggregate):
    """One unit of the one currency is worth `rate` of the other from `rate_date` on. It never changes: another of the same day takes its
    place, and it stays for reports of what was known before."""

    currency_code: str
    quote_currency_code: str
    rate_date: date
    rate: Decimal
    source: str = ""
    entered_by: UUID | None = None
    withdrawn_by: UUID | None = None
    withdraw_time: datetime | None = None

    def check(self, path: str, today: date) -> None:
        """Raises DomainError for a pair of one currency, for what is no rate, and for a day to come."""
        if self.currency_code == self.quote_currency_code:
            raise invalid(f"{path}.quote_currency_code", "A rate is of two currencies.", "RATE_CURRENCIES")
        possible = self.rate.is_finite() and 0 < self.rate < _MOST
        if not possible or self.rate != self.rate.quantize(Decimal(1).scaleb(-_DIGITS)):
            detail = f"It is above 0, with at most {_DIGITS} digits after the point; it is {self.rate}."
            raise invalid(f"{path}.rate", detail, "RATE_INVALID")
        if self.rate_date > today:
            raise invalid(f"{path}.rate_date", f"{self.rate_date} has not come yet.", "DAY_IN_FUTURE")

    def withdraw(self, by: UUID | None, at: datetime) -> None:
        if self.withdraw_time is not None:
            raise precondition("RATE_WITHDRAWN", "This rate was withdrawn already.")
        self.withdrawn_by, self.withdraw_time = by, at

    def said(self) -> Rate:
        return Rate(self.currency_code, self.quote_currency_code, self.rate, self.rate_date)
