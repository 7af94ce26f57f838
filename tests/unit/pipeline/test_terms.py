from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.money import Money
from crm.common.v1 import payment_terms_pb2 as pb
from crm.common.v1 import types_pb2 as common
from pipeline.domain.milestone import MilestoneKind
from pipeline.domain.terms import TEMPLATES, check, check_complete, expanded, kind_message, milestones
from tests.unit.pipeline.refusals import refusal

GROSS = Money.parse("CNY", "300000.01")
LOTS = {"1": Money.parse("CNY", "100000.01"), "2": Money.parse("CNY", "200000")}


def anchor(**changes: object) -> pb.Anchor:
    return pb.Anchor(**{"milestone_kind": pb.MILESTONE_KIND_EFFECTIVE, **changes})  # type: ignore[arg-type]


def share(per_cent: str, base: pb.ShareBase.ValueType = pb.SHARE_BASE_UNSPECIFIED, lot_code: str = "") -> pb.PaymentTerm:
    return pb.PaymentTerm(share=per_cent, share_base=base, lot_code=lot_code, trigger=pb.Trigger(anchors=[anchor()]))


def fixed(amount: str, currency: str = "CNY") -> pb.PaymentTerm:
    money = common.Money(currency_code=currency, minor=Money.parse(currency, amount).minor)
    return pb.PaymentTerm(amount=money, trigger=pb.Trigger(anchors=[anchor()]))


def terms(*each: pb.PaymentTerm) -> pb.PaymentTerms:
    return pb.PaymentTerms(terms=each)


def changed(change: Callable[[pb.PaymentTerm], object]) -> pb.PaymentTerms:
    term = share("100")
    change(term)
    return terms(term)


@pytest.mark.capability("R-03")
@pytest.mark.parametrize("template", TEMPLATES)
@given(minor=st.integers(1, 10**12))
def test_every_shipped_template_makes_up_every_contract(template: str, minor: int) -> None:
    check_complete(expanded(pb.PaymentTerms(template=template)), Money("CNY", minor), {})


def test_terms_that_were_typed_are_kept_beside_the_name_of_their_template() -> None:
    typed = pb.PaymentTerms(template="30/60/10", terms=[share("100")])
    assert expanded(typed) == typed


def test_a_template_that_nobody_knows_is_refused() -> None:
    assert refusal(expanded, pb.PaymentTerms(template="50/50")) == "TEMPLATE_UNKNOWN"


@pytest.mark.parametrize(
    "agreed",
    [
        terms(fixed("300000.01")),
        terms(share("33.3333333333"), share("66.6666666667")),
        terms(fixed("90000"), share("50", pb.SHARE_BASE_REMAINDER), share("50", pb.SHARE_BASE_REMAINDER)),
        terms(share("30"), share("100", pb.SHARE_BASE_REMAINDER)),
        terms(share("100", pb.SHARE_BASE_LOT, "1"), share("100", pb.SHARE_BASE_LOT, "2")),
        terms(share("10", pb.SHARE_BASE_LOT, "1"), share("100", pb.SHARE_BASE_REMAINDER)),
    ],
)
def test_terms_that_make_up_the_contract_are_taken(agreed: pb.PaymentTerms) -> None:
    check_complete(agreed, GROSS, LOTS)


@pytest.mark.parametrize(
    ("agreed", "reason"),
    [
        (terms(), "TERMS_MISSING"),
        (terms(share("30"), share("60")), "TERMS_INCOMPLETE"),
        (terms(share("60"), share("60")), "TERMS_INCOMPLETE"),
        (terms(fixed("300000")), "TERMS_INCOMPLETE"),
        (terms(share("30"), share("50", pb.SHARE_BASE_REMAINDER)), "TERMS_INCOMPLETE"),
        (terms(fixed("300000.01"), share("100", pb.SHARE_BASE_REMAINDER)), "TERMS_INCOMPLETE"),
        (terms(fixed("300000.01", "USD")), "CURRENCY_MISMATCH"),
        (terms(share("100", pb.SHARE_BASE_LOT, "3")), "LOT_UNKNOWN"),
    ],
)
def test_terms_that_do_not_make_up_the_contract_are_refused(agreed: pb.PaymentTerms, reason: str) -> None:
    assert refusal(check_complete, agreed, GROSS, LOTS) == reason


@given(st.lists(st.decimals("0.01", "50", places=2), min_size=1, max_size=6))
def test_shares_are_complete_exactly_when_they_make_up_a_hundred(shares: list[Decimal]) -> None:
    agreed = terms(*(share(str(each)) for each in shares))
    if sum(shares) == 100:
        check_complete(agreed, GROSS, LOTS)
    else:
        assert refusal(check_complete, agreed, GROSS, LOTS) == "TERMS_INCOMPLETE"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda term: term.amount.CopyFrom(common.Money(currency_code="CNY", minor=1)), "SHARE_OR_AMOUNT"),
        (lambda term: term.ClearField("share"), "SHARE_OR_AMOUNT"),
        (lambda term: setattr(term, "share", "0"), "OUT_OF_RANGE"),
        (lambda term: setattr(term, "share", "100.5"), "OUT_OF_RANGE"),
        (lambda term: setattr(term, "lot_code", "1"), "LOT_MISMATCH"),
        (lambda term: setattr(term, "share_base", pb.SHARE_BASE_LOT), "LOT_MISMATCH"),
        (lambda term: term.trigger.Clear(), "MISSING"),
        (lambda term: term.trigger.anchors.append(anchor()), "MISSING"),
        (lambda term: setattr(term.trigger.anchors[0], "fixed_date", "2026-01-01"), "MILESTONE_OR_DATE"),
        (lambda term: term.trigger.anchors[0].Clear(), "MILESTONE_OR_DATE"),
        (lambda term: setattr(term.trigger.anchors[0], "milestone_kind", pb.MILESTONE_KIND_CUSTOM), "MISSING"),
        (lambda term: setattr(term.trigger.anchors[0].offset, "amount", -1), "OUT_OF_RANGE"),
        (lambda term: setattr(term.trigger.anchors[0].offset, "amount", 30), "MISSING"),
        (lambda term: setattr(term.credit, "day_of_month", 32), "NOT_A_DAY_OF_MONTH"),
        (lambda term: setattr(term.credit.offset, "amount", 30), "MISSING"),
    ],
)
def test_a_term_that_is_wrong_in_itself_is_refused(change: Callable[[pb.PaymentTerm], object], reason: str) -> None:
    assert refusal(check, changed(change)) == reason


def test_an_amount_of_nothing_is_no_term() -> None:
    assert refusal(check, terms(fixed("0"))) == "AMOUNT_NOT_POSITIVE"


def test_each_milestone_is_named_once() -> None:
    agreed = expanded(pb.PaymentTerms(template="30/60/10"))
    assert list(milestones(agreed)) == [(MilestoneKind.EFFECTIVE, ""), (MilestoneKind.FINAL_ACCEPTANCE, "")]


def test_a_fixed_day_hangs_on_no_milestone() -> None:
    day = anchor(milestone_kind=pb.MILESTONE_KIND_UNSPECIFIED, fixed_date="2026-01-01")
    assert list(milestones(terms(pb.PaymentTerm(share="100", trigger=pb.Trigger(anchors=[day]))))) == []


def test_every_kind_of_milestone_is_known_to_both_sides() -> None:
    assert {kind_message(kind) for kind in MilestoneKind} == set(pb.MilestoneKind.values()) - {pb.MILESTONE_KIND_UNSPECIFIED}
