"""Net, tax and gross of invoices: exact to the cent, in every line, in total, and in what is taken back."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.errors import DomainError
from chassis.money import Money
from receivables.domain.invoice_line import Amounts, amounts_of, parts_in_red, tax_on, without_tax
from tests.support.book import line_of, yuan

RATES = st.sampled_from([Decimal(text) for text in ("13", "9", "6", "3", "1", "0", "1.5")])
MINOR = st.integers(1, 10**9)


def amounts(gross: str | None = None, rate: str = "13", **more: object) -> tuple[str, str, str]:
    found = amounts_of(line_of(gross, rate, **more), "CNY", "invoice.lines.0")
    return str(found.net.amount), str(found.tax.amount), str(found.gross.amount)


def refusal(gross: str | None = None, rate: str = "13", **more: object) -> tuple[str, str]:
    with pytest.raises(DomainError) as refused:
        amounts_of(line_of(gross, rate, **more), "CNY", "invoice.lines.0")
    return refused.value.reason, refused.value.violations[0].field


@pytest.mark.capability("M-25")
@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"gross": yuan("100.00")}, ("88.50", "11.50", "100.00")),  # 88.4956: the tax takes the rest
        ({"net": yuan("88.50")}, ("88.50", "11.51", "100.01")),  # 11.505 rounds up
        ({"quantity": Decimal(3), "unit_price": Decimal("33.3333333333")}, ("88.50", "11.50", "100.00")),
        ({"quantity": Decimal(3), "unit_price": Decimal("33.3333333333"), "price_is_net": True}, ("100.00", "13.00", "113.00")),
        ({"unit_price": Decimal("113")}, ("100.00", "13.00", "113.00")),  # without a quantity it is one
        ({"net": yuan("88.49"), "tax": yuan("11.51"), "gross": yuan("100.00")}, ("88.49", "11.51", "100.00")),  # as the tax system says
        ({"gross": yuan("-50.00")}, ("-44.25", "-5.75", "-50.00")),  # a discount
    ],
)
def test_what_is_not_said_of_a_line_follows_and_the_rounding_cent_is_in_the_tax(
    given: dict[str, object], expected: tuple[str, str, str]
) -> None:
    assert amounts(**given) == expected  # type: ignore[arg-type]


def test_lines_that_do_not_add_up_are_refused_with_the_field() -> None:
    assert refusal("100.00", net=yuan("88.50"), tax=yuan("11.49")) == ("LINE_DOES_NOT_ADD_UP", "invoice.lines.0.gross")
    assert refusal("100.00", net=yuan("90.00")) == ("TAX_DOES_NOT_FIT", "invoice.lines.0.tax")
    assert refusal("100.00", quantity=Decimal(2), unit_price=Decimal(49)) == ("PRICE_DOES_NOT_FIT", "invoice.lines.0.unit_price")
    assert refusal() == ("LINE_AMOUNT_MISSING", "invoice.lines.0.gross")
    assert refusal("100.00", "101") == ("TAX_RATE_INVALID", "invoice.lines.0.tax_rate")
    assert refusal("100.00", net=Money("USD", 8850)) == ("CONTRACT_CURRENCY", "invoice.lines.0.net")


@given(minor=MINOR, rate=RATES)
def test_net_and_tax_of_any_gross_make_it_up_and_the_tax_is_off_by_a_cent_at_most(minor: int, rate: Decimal) -> None:
    found = without_tax(Money("CNY", minor), rate)
    assert found.net.minor + found.tax.minor == minor
    assert abs(found.tax.minor - tax_on(found.net, rate).minor) <= 1
    assert min(found.net.minor, found.tax.minor) >= 0


@given(lines=st.lists(st.tuples(MINOR, RATES), min_size=1, max_size=8), parts=st.lists(st.integers(1, 10**9), max_size=6))
def test_whatever_is_taken_back_in_parts_no_line_gives_more_than_it_has_and_all_of_it_is_all(
    lines: list[tuple[int, Decimal]], parts: list[int]
) -> None:
    rates = [rate for _, rate in lines]
    left = [without_tax(Money("CNY", minor), rate) for minor, rate in lines]
    for part in parts:
        left = _less(left, rates, min(part, sum(each.gross.minor for each in left)))
    left = _less(left, rates, sum(each.gross.minor for each in left))
    assert all(not each.net and not each.tax for each in left)


def _less(left: list[Amounts], rates: list[Decimal], minor: int) -> list[Amounts]:
    taken = parts_in_red(rates, left, Money("CNY", minor))
    assert sum(each.gross.minor for each in taken) == minor
    rest = [Amounts(each.net - part.net, each.tax - part.tax) for each, part in zip(left, taken, strict=True)]
    assert all(min(each.net.minor, each.tax.minor) >= 0 for each in rest)
    return rest


@given(lines=st.lists(st.tuples(st.integers(-(10**6), 10**6).filter(bool), RATES), min_size=1, max_size=6), data=st.data())
def test_an_invoice_with_discounts_is_taken_back_exactly_too(lines: list[tuple[int, Decimal]], data: st.DataObject) -> None:
    left = [without_tax(Money("CNY", minor), rate) for minor, rate in lines]
    whole = sum(each.gross.minor for each in left)
    if whole <= 0:
        return
    minor = data.draw(st.integers(1, whole))
    taken = parts_in_red([rate for _, rate in lines], left, Money("CNY", minor))
    assert sum(each.net.minor + each.tax.minor for each in taken) == minor
