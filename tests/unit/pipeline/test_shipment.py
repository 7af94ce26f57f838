"""款到发货: what must be paid before goods go, by the plan or by the terms, and what a release lets go."""

from datetime import date, timedelta

import pytest

from chassis.errors import DomainError
from chassis.money import Money
from crm.common.v1 import payment_terms_pb2 as pb
from crm.common.v1 import types_pb2 as common
from pipeline.domain import terms
from pipeline.domain.shipment import Gate, Release, Shipment, by_terms
from tests.unit.pipeline.examples import TODAY

SHIPMENT = pb.PAYMENT_GATE_SHIPMENT


def cny(amount: str) -> Money:
    return Money.parse("CNY", amount)


def gate(amount: str, lot_code: str = "") -> Gate:
    return Gate(name=f"发货款{lot_code}", open=cny(amount), lot_code=lot_code)


def shipment(*gates: Gate, released: str = "", until: date = TODAY) -> Shipment:
    releases = [Release(amount=cny(released), valid_until_date=until)] if released else []
    return Shipment(gates=gates, releases=releases, lots={"1", "2"}, currency="CNY")


def held(of: Shipment, *codes: str, gone: tuple[str, ...] = (), today: date = TODAY) -> DomainError:
    with pytest.raises(DomainError) as refusal:
        of.require_paid(codes or [""], gone, today)
    return refusal.value


def test_goods_that_are_paid_go() -> None:
    shipment().require_paid([""], (), TODAY)
    shipment(gate("0.00")).require_paid([""], (), TODAY)


def test_goods_that_are_not_paid_stay_and_it_is_said_how_much_is_open_of_what_and_what_helps() -> None:
    problem = held(shipment(gate("30.00"), gate("5.00", "1")))
    assert (problem.reason, problem.metadata) == ("SHIPMENT_HELD", {"open": "35.00 CNY", "instalments": "发货款、发货款1"})
    assert "money is allocated" in problem.detail
    assert "/v1/creditLimits" in problem.detail


def test_a_lot_waits_for_its_own_instalment_and_for_those_of_all_the_goods() -> None:
    lots = shipment(gate("5.00", "1"))
    assert held(lots, "1").metadata["open"] == "5.00 CNY"
    lots.require_paid(["2"], (), TODAY)
    assert held(shipment(gate("5.00", "1"), gate("7.00")), "2").metadata["open"] == "7.00 CNY"


def test_what_the_terms_do_not_call_by_name_waits_for_everything() -> None:
    assert held(shipment(gate("5.00", "1")), "9").metadata["open"] == "5.00 CNY"
    assert held(shipment(gate("5.00", "1")), "").metadata["open"] == "5.00 CNY"


def test_a_release_lets_go_what_it_covers_up_to_its_last_day() -> None:
    shipment(gate("30.00"), released="30.00").require_paid([""], (), TODAY)
    assert "of which 29.99 CNY is released" in held(shipment(gate("30.00"), released="29.99")).detail
    assert held(shipment(gate("30.00"), released="30.00"), today=TODAY + timedelta(days=1)).reason == "SHIPMENT_HELD"


def test_a_release_is_used_up_by_what_has_gone_unpaid() -> None:
    lots = shipment(gate("30.00", "1"), gate("30.00", "2"), released="30.00")
    lots.require_paid(["1"], (), TODAY)
    assert held(lots, "2", gone=("1",)).metadata["open"] == "30.00 CNY"
    # What is paid itself goes, whatever has gone before.
    shipment(gate("30.00", "1")).require_paid(["2"], ("1",), TODAY)


def test_without_a_plan_the_terms_say_what_must_be_paid() -> None:
    agreed = pb.PaymentTerms(
        terms=[
            pb.PaymentTerm(name="订金", amount=common.Money(currency_code="CNY", minor=1000)),
            pb.PaymentTerm(name="批次款", share="10", share_base=pb.SHARE_BASE_LOT, lot_code="1", gate=SHIPMENT),
            pb.PaymentTerm(name="发货款", share="50", share_base=pb.SHARE_BASE_REMAINDER, gate=SHIPMENT),
            pb.PaymentTerm(name="尾款", share="50", share_base=pb.SHARE_BASE_REMAINDER),
        ]
    )
    first, second = by_terms(agreed, cny("100.00"), {"1": cny("40.00"), "2": cny("60.00")})
    assert (first.name, first.lot_code, first.open) == ("批次款", "1", cny("4.00"))
    assert (second.name, second.lot_code, second.open, second.instalment_id) == ("发货款", "", cny("43.00"), None)


@pytest.mark.parametrize(("template", "amount"), [("payment_before_shipment", "100.00"), ("30/30/30/10", "30.00"), ("30/60/10", None)])
def test_of_the_templates_these_hold_goods(template: str, amount: str | None) -> None:
    gates = by_terms(terms.expanded(pb.PaymentTerms(template=template)), cny("100.00"), {})
    assert [each.open for each in gates] == ([] if amount is None else [cny(amount)])
