"""One line of a service charge. What it comes to is reckoned as for a line of an invoice (see invoice_line.py)."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Context, Decimal, localcontext
from typing import Any
from uuid import UUID

from chassis.aggregate import Part
from chassis.errors import invalid
from chassis.money import MAX_MINOR, MoneyOf
from receivables.domain.invoice_line import Amounts, amounts_of

# numeric(28,10): what the database can keep as it is.
_LARGEST, _PLACES = Decimal(10) ** 18, 10
_WIDE = Context(prec=80)
_NOT_GIVEN: Mapping[str, Any] = {"net": None, "tax": None, "gross": None}


@dataclass(eq=False, kw_only=True)
class ServiceChargeLine(Part):
    """The rate is in per cent."""

    service_charge_id: UUID
    position: int
    description: str
    unit: str = ""
    quantity: Decimal
    unit_price: Decimal
    tax_rate: Decimal
    currency: str
    net_minor: int = 0
    tax_minor: int = 0
    gross_minor: int = 0

    net = MoneyOf()
    tax = MoneyOf()
    gross = MoneyOf()

    def price(self, *, includes_tax: bool, field: str) -> None:
        """What it comes to. Raises DomainError that names the wrong field below `field`."""
        for name, value in (("quantity", self.quantity), ("unit_price", self.unit_price), ("tax_rate", self.tax_rate)):
            _check(f"{field}.{name}", value)
        if not self.quantity:
            raise invalid(f"{field}.quantity", "The quantity must be more than zero.", "QUANTITY_NOT_POSITIVE")
        amounts = self._amounts(includes_tax=includes_tax, field=field)
        if amounts.gross.minor > MAX_MINOR:
            raise invalid(f"{field}.unit_price", f"{amounts.gross} is more than an amount can be.", "AMOUNT_TOO_LARGE")
        self.net, self.tax, self.gross = amounts.net, amounts.tax, amounts.gross

    def _amounts(self, *, includes_tax: bool, field: str) -> Amounts:
        said = {"quantity": self.quantity, "unit_price": self.unit_price, "tax_rate": self.tax_rate}
        with localcontext(_WIDE):
            return amounts_of({**_NOT_GIVEN, **said, "price_is_net": not includes_tax}, self.currency, field)


def _check(field: str, value: Decimal) -> None:
    if not value.is_finite() or not 0 <= value < _LARGEST:
        raise invalid(field, f"It must lie between 0 and {_LARGEST:f}; it is {value}.", "OUT_OF_RANGE")
    if int(value.normalize(_WIDE).as_tuple().exponent) < -_PLACES:
        raise invalid(field, f"At most {_PLACES} digits after the point can be kept; {value} has more.", "TOO_PRECISE")
