from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.errors import DomainError
from chassis.money import MAX_MINOR, Money, digits
from pipeline.domain.pricing import exact, percent, price, quantity, total

CURRENCIES = st.sampled_from(["CNY", "USD", "JPY", "KWD"])
QUANTITIES = st.decimals("0.0000000001", "9999", places=10)
PRICES = st.decimals("0", "99999", places=10)
RATES = st.decimals("0", "100", places=2)


def cny(amount: str) -> Money:
    return Money.parse("CNY", amount)


@given(CURRENCIES, QUANTITIES, PRICES, RATES, st.booleans())
def test_net_and_tax_are_gross_on_every_line(currency: str, count: Decimal, unit: Decimal, rate: Decimal, includes: bool) -> None:
    made = price(currency, count, unit, rate, includes_tax=includes)
    assert made.net + made.tax == made.gross
    assert min(made.net.minor, made.tax.minor) >= 0


@given(CURRENCIES, QUANTITIES, PRICES, RATES, st.booleans())
def test_quantity_times_price_is_met_within_half_a_minor_unit(
    currency: str, count: Decimal, unit: Decimal, rate: Decimal, includes: bool
) -> None:
    made = price(currency, count, unit, rate, includes_tax=includes)
    base = made.gross if includes else made.net
    assert abs(base.amount - count * unit) * 2 <= Decimal(1).scaleb(-digits(currency))


@given(CURRENCIES, QUANTITIES, PRICES, RATES, st.booleans())
def test_the_tax_is_the_rate_of_the_net_within_a_minor_unit(
    currency: str, count: Decimal, unit: Decimal, rate: Decimal, includes: bool
) -> None:
    made = price(currency, count, unit, rate, includes_tax=includes)
    assert abs(made.tax.amount - made.net.amount * rate / 100) <= Decimal(1).scaleb(-digits(currency))


@given(st.lists(st.tuples(QUANTITIES, PRICES, RATES), max_size=20), st.booleans())
def test_totals_are_the_sums_of_what_the_lines_say(lines: list[tuple[Decimal, Decimal, Decimal]], includes: bool) -> None:
    prices = [price("CNY", *line, includes_tax=includes) for line in lines]
    made = total("CNY", prices)
    assert made.gross.minor == sum(each.gross.minor for each in prices)
    assert made.net + made.tax == made.gross


def test_three_thirds_of_a_cent_price_are_rounded_once_per_line() -> None:
    made = price("CNY", Decimal(3), Decimal("0.335"), Decimal(0), includes_tax=False)
    assert made.gross == cny("1.01")


def test_the_tax_is_taken_out_of_a_price_that_includes_it() -> None:
    made = price("CNY", Decimal(1), Decimal("300000.01"), Decimal(13), includes_tax=True)
    assert (made.net, made.tax, made.gross) == (cny("265486.73"), cny("34513.28"), cny("300000.01"))


def test_the_tax_is_put_on_top_of_a_price_that_does_not_include_it() -> None:
    made = price("CNY", Decimal(2), Decimal(100), Decimal(13), includes_tax=False)
    assert (made.net, made.tax, made.gross) == (cny("200"), cny("26"), cny("226"))


def test_yen_have_no_digits_after_the_point() -> None:
    assert price("JPY", Decimal("1.5"), Decimal(333), Decimal(10), includes_tax=False).gross == Money("JPY", 550)


def test_more_than_an_amount_can_be_is_refused() -> None:
    with pytest.raises(DomainError) as refused:
        price("CNY", Decimal(10**9), Decimal(MAX_MINOR), Decimal(0), includes_tax=True)
    assert refused.value.reason == "AMOUNT_TOO_LARGE"


@pytest.mark.parametrize(
    ("value", "reason"), [("-0.01", "OUT_OF_RANGE"), ("0.00000000001", "TOO_PRECISE"), ("NaN", "OUT_OF_RANGE"), ("1e18", "OUT_OF_RANGE")]
)
def test_what_the_database_cannot_keep_as_it_is_is_refused(value: str, reason: str) -> None:
    with pytest.raises(DomainError) as refused:
        exact("unit_price", Decimal(value))
    assert refused.value.reason == reason


def test_zeros_behind_the_point_are_no_precision() -> None:
    assert exact("unit_price", Decimal("1.000000000000000")) == 1


def test_nothing_is_sold_in_a_quantity_of_zero() -> None:
    with pytest.raises(DomainError) as refused:
        quantity("quantity", Decimal(0))
    assert refused.value.reason == "QUANTITY_NOT_POSITIVE"


def test_no_rate_is_more_than_the_whole() -> None:
    with pytest.raises(DomainError):
        percent("tax_rate", Decimal("100.01"))
