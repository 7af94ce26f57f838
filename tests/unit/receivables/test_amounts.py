"""How a contract falls apart into instalments, to the cent."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.errors import DomainError
from chassis.money import Money
from receivables.domain.amounts import instalment_amounts
from receivables.domain.templates import TEMPLATES
from receivables.domain.terms import ShareBase, Term
from receivables.domain.triggers import Anchor, MilestoneKind, Trigger
from tests.support.book import yuan

TRIGGER = Trigger((Anchor(milestone_kind=MilestoneKind.EFFECTIVE),))


def share(per_cent: str, base: ShareBase = ShareBase.CONTRACT, lot: str = "") -> Term:
    return Term(name=f"{per_cent} %", trigger=TRIGGER, share=Decimal(per_cent), share_base=base, lot_code=lot)


def typed(amount: str) -> Term:
    return Term(name=amount, trigger=TRIGGER, amount=yuan(amount))


def split(total: str, *terms: Term) -> list[str]:
    return [str(amount.amount) for amount in instalment_amounts(terms, yuan(total))]


@pytest.mark.capability("M-01")
def test_the_odd_cent_goes_to_the_last_computed_instalment() -> None:
    assert split("300000.01", *TEMPLATES["30/60/10"].terms) == ["90000.00", "180000.00", "30000.01"]


def test_three_equal_instalments_do_not_break_by_a_cent() -> None:
    assert split("100.00", share("33.33"), share("33.33"), share("33.34")) == ["33.33", "33.33", "33.34"]
    assert split("100.01", *[share("33.3333333333")] * 3) == ["33.33", "33.33", "33.35"]


def test_typed_amounts_stay_and_the_computed_ones_share_the_rest() -> None:
    assert split("1000.00", typed("333.33"), share("50", ShareBase.REMAINDER), share("50", ShareBase.REMAINDER)) == [
        "333.33",
        "333.33",
        "333.34",
    ]
    assert split("1000.00", share("66.667"), typed("333.33")) == ["666.67", "333.33"]


def test_shares_of_lots_are_shares_of_what_is_owed_for_the_lot() -> None:
    terms = [share("50", ShareBase.LOT, "A"), share("50", ShareBase.LOT, "A"), share("100", ShareBase.LOT, "B")]
    amounts = instalment_amounts(terms, yuan("1000.01"), {"A": yuan("300.01"), "B": yuan("700.00")})
    assert [str(amount.amount) for amount in amounts] == ["150.00", "150.00", "700.01"]


@pytest.mark.parametrize(
    ("terms", "reason", "detail"),
    [
        ([share("30"), share("30"), share("30")], "TERMS_DO_NOT_SUM", "they come to 100 CNY too little"),
        ([share("60"), share("60")], "TERMS_DO_NOT_SUM", "they come to 200 CNY too much"),
        ([typed("500.00"), typed("500.01")], "TERMS_DO_NOT_SUM", "they come to 0.01 CNY too much"),
        ([typed("400.00"), share("50")], "TERMS_DO_NOT_SUM", "they come to 100 CNY too little"),
        ([typed("1000.00"), share("100", ShareBase.REMAINDER)], "INSTALMENT_WITHOUT_MONEY", "Nothing would be left for '100 %'."),
        ([share("100", ShareBase.LOT, "C")], "LOT_UNKNOWN", "no line or lot 'C'"),
        ([], "TERMS_EMPTY", "at least one instalment"),
    ],
)
def test_terms_that_do_not_make_up_the_contract_are_refused_with_the_difference(terms: list[Term], reason: str, detail: str) -> None:
    with pytest.raises(DomainError) as refused:
        instalment_amounts(terms, yuan("1000.00"))
    assert refused.value.reason == reason
    assert detail in refused.value.detail


def test_a_typed_amount_in_another_currency_is_refused() -> None:
    with pytest.raises(DomainError, match="USD cannot be combined with CNY"):
        instalment_amounts([Term(name="x", trigger=TRIGGER, amount=Money("USD", 100))], yuan("1.00"))


@given(st.integers(100, 10**13), st.lists(st.integers(1, 60), min_size=1, max_size=8))
def test_instalments_always_make_up_the_contract_exactly(total: int, weights: list[int]) -> None:
    shares = [Decimal(weight * 100) / sum(weights) for weight in weights]
    terms = [share(f"{each:.10f}") for each in shares]
    try:
        amounts = instalment_amounts(terms, Money("CNY", total))
    except DomainError as refusal:  # a share of so little that nothing is left of it, or so much that ten digits do not say it
        assert refusal.reason in {"INSTALMENT_WITHOUT_MONEY", "TERMS_DO_NOT_SUM"}  # noqa: PT017  # either is fine
        return
    assert sum(amount.minor for amount in amounts) == total
    assert all(amount.minor > 0 for amount in amounts)
    computed = zip(amounts[:-1], terms[:-1], strict=True)
    assert all(amount.minor == int(total * (term.share or 0) / 100) for amount, term in computed)
