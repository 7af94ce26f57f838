"""One line of an invoice: net, tax and gross, which add up to the cent.

Where the rounding cent goes is said here and nowhere else. A gross is what is owed: of it the net is rounded half up, and the tax takes
the rest. Where only a net is known, the tax is rounded half up and the gross is their sum. An invoice is the sum of its lines, so
nothing is rounded in its totals.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from chassis.aggregate import Part
from chassis.errors import invalid
from chassis.money import Money, MoneyOf

# What tax systems let the tax of a line be off by, in minor units; prices have ten digits, so theirs and ours may round apart.
TOLERANCE = 6
_WHOLE = Decimal(100)


@dataclass(frozen=True, slots=True)
class Amounts:
    net: Money
    tax: Money

    @property
    def gross(self) -> Money:
        return self.net + self.tax


@dataclass(eq=False, kw_only=True)
class InvoiceLine(Part):
    """Rates are in per cent."""

    invoice_id: UUID
    position: int
    description: str
    specification: str = ""
    unit: str = ""
    quantity: Decimal | None = None
    unit_price: Decimal | None = None
    price_is_net: bool = False
    tax_rate: Decimal
    currency: str
    net_minor: int
    tax_minor: int
    gross_minor: int
    # Of a line in red: which line of the other invoice it takes back.
    original_position: int = 0

    net = MoneyOf()
    tax = MoneyOf()
    gross = MoneyOf()


def amounts_of(given: Mapping[str, Any], currency: str, field: str) -> Amounts:
    """Of a line as it was asked for. Raises DomainError that names the wrong field below `field`."""
    rate = given["tax_rate"]
    if rate is None or not 0 <= rate <= _WHOLE:
        raise invalid(f"{field}.tax_rate", "A rate of tax lies between 0 and 100 per cent.", "TAX_RATE_INVALID")
    net, tax, gross = (given[name] for name in ("net", "tax", "gross"))
    for name, amount in (("net", net), ("tax", tax), ("gross", gross)):
        if amount is not None and amount.currency != currency:
            raise invalid(f"{field}.{name}", f"The contract is in {currency}.", "CONTRACT_CURRENCY", currency=currency)
    if net is None and gross is None:
        net, gross = _priced(given, currency, field)
    amounts = _completed(net, tax, gross, rate, field)
    _check_tax(amounts, rate, field)
    _check_price(given, amounts, field)
    return amounts


def without_tax(gross: Money, rate: Decimal) -> Amounts:
    """The net rounded half up, the tax with what is left."""
    net = Money.rounded(gross.currency, gross.amount * _WHOLE / (_WHOLE + rate))
    return Amounts(net, gross - net)


def with_tax(net: Money, rate: Decimal) -> Amounts:
    return Amounts(net, tax_on(net, rate))


def tax_on(net: Money, rate: Decimal) -> Money:
    return Money.rounded(net.currency, net.amount * rate / _WHOLE)


def parts_in_red(rates: Sequence[Decimal], left: Sequence[Amounts], gross: Money) -> list[Amounts]:
    """What of each line is taken back where `gross` of what is `left` of all of them is: in proportion. No part takes more than is left
    of net or tax, so together they never take back more than there was, and all of it is exactly all."""
    shares = _in_proportion(gross.minor, [each.gross.minor for each in left])
    return [_part(Money(gross.currency, share), rate, rest) for rate, rest, share in zip(rates, left, shares, strict=True)]


def _part(share: Money, rate: Decimal, rest: Amounts) -> Amounts:
    least, most = sorted((share - rest.tax, rest.net))
    net = min(max(without_tax(share, rate).net, least), most)
    return Amounts(net, share - net)


def _in_proportion(total: int, limits: Sequence[int]) -> list[int]:
    """Parts of `total` in proportion to the limits, of which some may be discounts; the largest lines take what rounding leaves."""
    whole = sum(limits)
    if total >= whole:
        return list(limits)
    parts = [total * limit // whole for limit in limits]
    rest = total - sum(parts)
    for index in sorted(range(len(limits)), key=lambda index: -limits[index]):
        taken = min(rest, max(0, limits[index] - parts[index]))
        parts[index], rest = parts[index] + taken, rest - taken
    return parts


def _priced(given: Mapping[str, Any], currency: str, field: str) -> tuple[Money | None, Money | None]:
    quantity, price = given["quantity"], given["unit_price"]
    if price is None:
        raise invalid(f"{field}.gross", "Say what the line comes to: gross, net, or quantity and price.", "LINE_AMOUNT_MISSING")
    amount = Money.rounded(currency, price * (1 if quantity is None else quantity))
    return (amount, None) if given["price_is_net"] else (None, amount)


def _completed(net: Money | None, tax: Money | None, gross: Money | None, rate: Decimal, field: str) -> Amounts:
    if gross is None:
        return _of_net(net, tax, rate)
    if net is None:
        return without_tax(gross, rate) if tax is None else Amounts(gross - tax, tax)
    found = Amounts(net, gross - net if tax is None else tax)
    if found.gross != gross:
        detail = f"Net {net} and tax {found.tax} come to {found.gross}, not to {gross}."
        raise invalid(f"{field}.gross", detail, "LINE_DOES_NOT_ADD_UP", net=str(net), tax=str(found.tax), gross=str(gross))
    return found


def _of_net(net: Money | None, tax: Money | None, rate: Decimal) -> Amounts:
    if net is None:
        raise ValueError("A line needs its net or its gross.")
    return with_tax(net, rate) if tax is None else Amounts(net, tax)


def _check_tax(amounts: Amounts, rate: Decimal, field: str) -> None:
    expected = tax_on(amounts.net, rate)
    if abs(amounts.tax.minor - expected.minor) > TOLERANCE:
        detail = f"{rate:f} per cent of {amounts.net} are {expected}, not {amounts.tax}."
        raise invalid(f"{field}.tax", detail, "TAX_DOES_NOT_FIT", expected=str(expected), tax=str(amounts.tax))


def _check_price(given: Mapping[str, Any], amounts: Amounts, field: str) -> None:
    quantity, price = given["quantity"], given["unit_price"]
    if quantity is None or price is None:
        return
    amount = amounts.net if given["price_is_net"] else amounts.gross
    expected = Money.rounded(amount.currency, quantity * price)
    if abs(amount.minor - expected.minor) > TOLERANCE:
        detail = f"{quantity:f} times {price:f} are {expected}, not {amount}."
        raise invalid(f"{field}.unit_price", detail, "PRICE_DOES_NOT_FIT", expected=str(expected), amount=str(amount))
