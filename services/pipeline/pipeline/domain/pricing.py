"""What a line costs: exact decimals in, whole minor units out.

The rounding rule. Each line is rounded twice, to the nearest minor unit, half a unit away from zero: once its price and once its
tax. With prices that include the tax, gross = quantity × price, tax = gross × rate / (100 + rate), net = gross − tax. With prices
that do not, net = quantity × price, tax = net × rate / 100, gross = net + tax. Totals are sums of lines. So net + tax = gross
holds on every line and in total, and what is printed on the lines adds up to what is printed below them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Context, Decimal, localcontext

from chassis.errors import invalid
from chassis.money import MAX_MINOR, Money

# numeric(28,10); products of two of them need twice the digits before they are rounded.
_PLACES = 10
_LARGEST = Decimal(10) ** 18
_WIDE = Context(prec=80)
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Price:
    """The three amounts of a line or of a contract; net + tax = gross."""

    net: Money
    tax: Money
    gross: Money


def exact(field: str, value: Decimal, *, least: Decimal = Decimal(0), most: Decimal = _LARGEST) -> Decimal:
    """The value, if the database can keep it as it is. Raises DomainError outside `least`..`most` or beyond 10 digits."""
    if not value.is_finite() or value >= _LARGEST or not least <= value <= most:
        raise invalid(field, f"It must lie between {least} and {most}; it is {value}.", "OUT_OF_RANGE")
    if int(value.normalize(_WIDE).as_tuple().exponent) < -_PLACES:
        raise invalid(field, f"At most {_PLACES} digits after the point can be kept; {value} has more.", "TOO_PRECISE")
    return value


def percent(field: str, value: Decimal) -> Decimal:
    """A part of a hundred. Raises DomainError outside 0..100."""
    return exact(field, value, most=_HUNDRED)


def quantity(field: str, value: Decimal) -> Decimal:
    """How many or how much; more than zero."""
    if value == 0:
        raise invalid(field, "The quantity must be more than zero.", "QUANTITY_NOT_POSITIVE")
    return exact(field, value)


def amount(currency: str, quantity: Decimal, unit_price: Decimal, field: str = "unit_price") -> Money:
    """Quantity times price, rounded. Raises DomainError when it is more than an amount can be."""
    with localcontext(_WIDE):
        return _fits(field, Money.rounded(currency, quantity * unit_price))


def price(
    currency: str, quantity: Decimal, unit_price: Decimal, tax_rate: Decimal, *, includes_tax: bool, field: str = "unit_price"
) -> Price:
    """Net, tax and gross of a line; `tax_rate` in per cent."""
    base = amount(currency, quantity, unit_price, field)
    with localcontext(_WIDE):
        if includes_tax:
            tax = Money.rounded(currency, base.amount * tax_rate / (_HUNDRED + tax_rate))
            return Price(base - tax, tax, base)
        tax = Money.rounded(currency, base.amount * tax_rate / _HUNDRED)
        return Price(base, tax, _fits(field, base + tax))


def total(currency: str, prices: Iterable[Price], field: str = "lines") -> Price:
    """The sums of lines. Raises DomainError when they are more than an amount can be."""
    net, tax = 0, 0
    for each in prices:
        net, tax = net + each.net.minor, tax + each.tax.minor
    return Price(Money(currency, net), Money(currency, tax), _fits(field, Money(currency, net + tax)))


def _fits(field: str, money: Money) -> Money:
    if abs(money.minor) > MAX_MINOR:
        raise invalid(field, f"{money} is more than an amount can be.", "AMOUNT_TOO_LARGE")
    return money
