from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chassis.errors import DomainError
from chassis.money import Money
from chassis.reasons import Reason
from crm.common.v1 import payment_terms_pb2 as terms_pb
from crm.pipeline.v1 import events_pb2 as pb
from pipeline.domain.contract import Contract
from pipeline.domain.order import SalesOrder
from pipeline.domain.order_parts import DeliveredLot, LotDraft, OrderCredit, SalesOrderBasis, SalesOrderState, Shown
from tests.unit.pipeline.examples import (
    LIN,
    OUR_COMPANY,
    PEONY_TOOLS,
    REPORT,
    SCAN,
    TODAY,
    ZHOU,
    born,
    facts,
    line,
    new_id,
)
from tests.unit.pipeline.refusals import refusal

pytestmark = pytest.mark.capability("P-43", "P-55")

NOW = datetime(2025, 12, 1, 4, tzinfo=UTC)


def cny(amount: str) -> Money:
    return Money.parse("CNY", amount)


def frame(limit: str = "", **changes: Any) -> Contract:
    """A frame contract with Peony Tools, in effect."""
    made = Contract(**born(), name="牡丹精工年度框架", number="HT000009", account_id=PEONY_TOOLS, customer_id=PEONY_TOOLS, currency="CNY")
    made.revise(legal_entity_id=OUR_COMPANY, frame=True, frame_limit=cny(limit) if limit else None, **changes)
    made.complete_milestones(new_id)
    made.approve(by=ZHOU, on=TODAY)
    made.seal(on=TODAY, today=TODAY)
    made.record_return(SCAN, on=TODAY, today=TODAY)
    made.make_effective(by=ZHOU, on=TODAY, today=TODAY)
    return made


def on_arrival(code: str = "", *, days: int = 30) -> terms_pb.PaymentTerms:
    anchor = terms_pb.Anchor(milestone_kind=terms_pb.MILESTONE_KIND_ARRIVED, milestone_code=code)
    credit = terms_pb.CreditPeriod(offset=terms_pb.Offset(amount=days, unit=terms_pb.OFFSET_UNIT_DAYS))
    term = terms_pb.PaymentTerm(name="到货款", share="100", trigger=terms_pb.Trigger(anchors=[anchor]), credit=credit)
    return terms_pb.PaymentTerms(terms=[term])


def order(*lots: LotDraft, price: str = "100", quantity: int = 3, under: Contract | None = None, **changes: Any) -> SalesOrder:
    """Three drills for 100 CNY each, tax included, paid 30 days after they arrive."""
    made = SalesOrder(**born(), number="DD000001", account_id=PEONY_TOOLS, customer_id=PEONY_TOOLS, currency="CNY", owner_id=LIN)
    made.legal_entity_id = OUR_COMPANY
    if under is not None:
        made.under(under)
    made.revise(prices_include_tax=True, **changes)
    made.set_lines([line(price, quantity=Decimal(quantity))], lots, new_id)
    made.set_terms(on_arrival())
    return made


def approved(*lots: LotDraft, **changes: Any) -> SalesOrder:
    made = order(*lots, **changes)
    made.submit(by=LIN, on=TODAY)
    made.approve(by=ZHOU, on=TODAY)
    judge(made, OrderCredit.CLEAR, 1)
    return made


def judge(of: SalesOrder, credit: OrderCredit, version: int) -> None:
    of.judge(credit, [Reason(f"第 {version} 次", f"Time {version}", "SOME_REASON")], at=NOW, version=version)


def released(*lots: LotDraft, **changes: Any) -> SalesOrder:
    made = approved(*lots, **changes)
    made.release(None, by=ZHOU, on=TODAY, today=TODAY)
    facts(made)
    return made


def deliver(made: SalesOrder, *lots: tuple[str, str], on: date = TODAY) -> None:
    wanted = [DeliveredLot(lot_code=code, quantity=Decimal(quantity)) for code, quantity in lots]
    shown = Shown(on=on, evidence_attachment_id=REPORT, by=ZHOU)
    made.deliver(wanted, shown, today=TODAY, at=NOW, by_system=False, new_id=new_id)


def take_back(made: SalesOrder, index: int) -> None:
    made.reverse_delivery(made.deliveries[index].id, "签收单拿错了", today=TODAY, at=NOW, by=ZHOU, id=new_id())


TWO_LOTS = (
    LotDraft(code="1-a", line_code="1", quantity=Decimal(2), planned_date=date(2025, 12, 10)),
    LotDraft(code="1-b", line_code="1", quantity=Decimal(1), planned_date=date(2025, 12, 20)),
)


# --- what is ordered -----------------------------------------------------------------------------


def test_a_line_without_lots_is_one_lot_and_lots_share_its_gross_exactly() -> None:
    assert [(lot.code, lot.amount) for lot in order(price="33.33").lots] == [("1", cny("99.99"))]
    assert [(lot.code, lot.amount) for lot in order(*TWO_LOTS, price="33.335").lots] == [("1-a", cny("66.67")), ("1-b", cny("33.34"))]


def test_lots_make_up_the_quantity_of_their_line() -> None:
    assert refusal(order, TWO_LOTS[0]) == "LOTS_DO_NOT_SUM"
    assert refusal(order, LotDraft(code="x", line_code="2", quantity=Decimal(3))) == "LINE_UNKNOWN"
    assert refusal(order, *TWO_LOTS, LotDraft(code="1-a", line_code="1", quantity=Decimal(1)), quantity=4) == "LOT_CODE_TAKEN"


def test_the_terms_of_an_order_hang_on_what_an_order_knows() -> None:
    made = order()
    assert refusal(made.set_terms, terms_pb.PaymentTerms(template="30/60/10")) == "TERM_NOT_OF_ORDER"
    made.set_terms(on_arrival("7"))
    assert refusal(made.submit, by=LIN, on=TODAY) == "LOT_UNKNOWN"
    made.set_terms(terms_pb.PaymentTerms())
    assert refusal(made.submit, by=LIN, on=TODAY) == "TERMS_MISSING"


def test_what_is_owed_by_month_needs_no_terms() -> None:
    made = order(monthly=True, credit_days=60)
    made.set_terms(terms_pb.PaymentTerms())
    made.submit(by=LIN, on=TODAY)
    assert (made.basis, made.state) == (SalesOrderBasis.MONTHLY, SalesOrderState.SUBMITTED)
    assert refusal(order, cut_off_day=32) == "OUT_OF_RANGE"


def test_what_was_submitted_is_not_changed_until_it_is_rejected() -> None:
    made = order()
    made.submit(by=LIN, on=TODAY)
    assert refusal(made.revise, description="改") == "STATE_MISMATCH"
    made.reject("价格不对")
    made.revise(description="改")
    assert (made.state, made.reject_reason, made.submitted_by) == (SalesOrderState.DRAFT, "价格不对", None)


# --- call-offs -----------------------------------------------------------------------------------


def test_a_frame_contract_takes_effect_without_lines_and_owes_nothing() -> None:
    made = frame("1000")
    [fact] = facts(made)
    assert isinstance(fact, pb.ContractEffective)
    assert (fact.frame, fact.gross.minor, len(fact.terms.terms)) == (True, 0, 0)


def test_only_a_frame_contract_has_a_limit() -> None:
    made = frame()
    assert refusal(made.revise, frame=False, monthly=True) == "CONTRACT_SEALED"
    plain = Contract(**born(), name="x", account_id=PEONY_TOOLS, customer_id=PEONY_TOOLS, currency="CNY")
    assert refusal(plain.revise, frame_limit=cny("5")) == "NOT_A_FRAME"


def test_a_call_off_counts_against_the_limit_until_it_is_cancelled() -> None:
    contract = frame("500")
    first, second = approved(under=contract), approved(under=contract)
    first.release(contract, by=ZHOU, on=TODAY, today=TODAY)
    assert refusal(second.release, contract, by=ZHOU, on=TODAY, today=TODAY) == "FRAME_LIMIT_EXCEEDED"
    assert (second.state, contract.called_off) == (SalesOrderState.APPROVED, cny("300"))
    first.cancel("客户改型", contract, on=TODAY)
    second.release(contract, by=ZHOU, on=TODAY, today=TODAY)
    assert contract.called_off == cny("300")


def test_nothing_is_called_off_of_a_contract_that_is_over() -> None:
    made = approved(under=(contract := frame(end_date=TODAY)))
    assert refusal(made.release, contract, by=ZHOU, on=date(2025, 12, 2), today=date(2025, 12, 2)) == "CONTRACT_ENDED"


@settings(deadline=None, max_examples=40)
@given(st.integers(1, 2_000), st.lists(st.tuples(st.integers(1, 900), st.booleans()), max_size=12))
def test_released_call_offs_never_exceed_the_limit(limit: int, orders: list[tuple[int, bool]]) -> None:
    contract, binding = frame(str(limit)), Money.zero("CNY")
    for price, cancelled in orders:
        made = approved(price=str(price), quantity=1, under=contract)
        if binding + made.gross > cny(str(limit)):
            assert refusal(made.release, contract, by=ZHOU, on=TODAY, today=TODAY) == "FRAME_LIMIT_EXCEEDED"
            continue
        made.release(contract, by=ZHOU, on=TODAY, today=TODAY)
        if cancelled:
            made.cancel("不要了", contract, on=TODAY)
        else:
            binding += made.gross
        assert contract.called_off == binding <= cny(str(limit))


def test_an_order_under_a_contract_with_a_plan_has_none_of_its_own() -> None:
    contract = frame()
    contract.frame = False
    made = approved(under=contract)
    made.release(contract, by=ZHOU, on=TODAY, today=TODAY)
    assert (made.basis, contract.called_off) == (SalesOrderBasis.CONTRACT, cny("0"))


# --- delivery ------------------------------------------------------------------------------------


def test_an_order_is_delivered_lot_by_lot() -> None:
    made = released(*TWO_LOTS)
    deliver(made, ("1-a", "2"), on=TODAY)
    [fact] = facts(made)
    assert isinstance(fact, pb.OrderDelivered)
    assert {each.code: each.actual_date for each in fact.arrivals} == {"": "", "1": "", "1-a": "2025-12-01", "1-b": ""}
    assert (made.state, made.delivered, fact.complete) == (SalesOrderState.DELIVERING, cny("200"), False)
    deliver(made)
    [fact] = facts(made)
    assert isinstance(fact, pb.OrderDelivered)
    assert (made.state, made.delivered, fact.complete) == (SalesOrderState.DELIVERED, made.gross, True)
    assert {each.actual_date for each in fact.arrivals} == {"2025-12-01"}
    assert fact.deliveries[0].amount.minor == 10000


def test_a_delivery_is_shown_by_evidence_and_never_more_than_was_ordered() -> None:
    made = released()
    nothing_shown = Shown(on=TODAY, by=ZHOU)
    assert refusal(made.deliver, [], nothing_shown, today=TODAY, at=NOW, by_system=False, new_id=new_id) == "EVIDENCE_MISSING"
    assert refusal(deliver, made, ("1", "4")) == "OVER_DELIVERY"
    assert refusal(deliver, made, ("2", "1")) == "LOT_UNKNOWN"
    assert refusal(deliver, made, ("1", "1"), on=date(2025, 12, 2)) == "DATE_IN_FUTURE"
    made.deliver([], Shown(on=TODAY), today=TODAY, at=NOW, by_system=True, new_id=new_id)
    assert made.state is SalesOrderState.DELIVERED


def test_a_delivery_is_taken_back_by_another_record_and_once() -> None:
    made = released(price="33.33", quantity=1)
    deliver(made)
    facts(made)
    take_back(made, 0)
    [fact] = facts(made)
    assert isinstance(fact, pb.OrderDeliveryReversed)
    assert (fact.delivery.amount.minor, fact.delivery.quantity, fact.arrivals[0].actual_date) == (-3333, "-1", "")
    assert (made.state, made.delivered, len(made.deliveries)) == (SalesOrderState.RELEASED, cny("0"), 2)
    deliver(made)
    assert refusal(take_back, made, 0) == "DELIVERY_REVERSED"
    assert refusal(take_back, made, 1) == "DELIVERY_REVERSED"
    made.close(on=TODAY)
    assert refusal(take_back, made, 2) == "STATE_MISMATCH"


def test_what_is_delivered_in_part_is_not_cancelled() -> None:
    made = released()
    deliver(made, ("1", "1"))
    assert refusal(made.cancel, "不要了", None, on=TODAY) == "STATE_MISMATCH"


@settings(deadline=None, max_examples=60)
@given(
    st.integers(1, 99_999),
    st.integers(1, 7),
    st.lists(st.one_of(st.integers(1, 4).map(lambda n: ("deliver", n)), st.integers(0, 9).map(lambda n: ("take back", n))), max_size=14),
)
def test_what_is_delivered_adds_up_to_the_gross_whatever_was_taken_back(cents: int, quantity: int, acts: list[tuple[str, int]]) -> None:
    made = released(price=f"{cents / 100:.2f}", quantity=quantity)
    lot = made.lots[0]
    for act, number in acts:
        if act == "deliver" and lot.missing and number <= lot.missing:
            deliver(made, ("1", str(number)))
        elif act == "take back" and number < len(made.deliveries):
            undone = {each.reverses_id for each in made.deliveries}
            chosen = made.deliveries[number]
            if chosen.reverses_id is None and chosen.id not in undone:
                take_back(made, number)
        assert made.delivered_minor == sum(each.amount_minor for each in made.deliveries)
        assert 0 <= made.delivered_minor <= made.gross_minor
    if lot.missing:
        deliver(made)
    assert made.delivered == made.gross
    assert made.delivered_minor == sum(each.amount_minor for each in made.deliveries)


# --- credit --------------------------------------------------------------------------------------


def test_an_order_is_released_once_its_credit_is_clear() -> None:
    made = order()
    made.submit(by=LIN, on=TODAY)
    made.approve(by=ZHOU, on=TODAY)
    release = partial(made.release, None, by=ZHOU, on=TODAY, today=TODAY)
    assert refusal(release) == "CREDIT_PENDING"
    judge(made, OrderCredit.HELD, 1)
    with pytest.raises(DomainError) as refused:
        release()
    assert (refused.value.reason, refused.value.metadata["reasons"]) == ("CREDIT_HELD", "第 1 次")
    judge(made, OrderCredit.CLEAR, 2)
    release()
    assert [type(fact) for fact in facts(made)] == [pb.OrderApproved, pb.OrderHeld, pb.OrderReleased]


def test_what_is_said_of_its_credit_counts_in_the_order_in_which_it_was_said() -> None:
    made = approved()
    judge(made, OrderCredit.HELD, 3)
    for version in (1, 2, 3):
        judge(made, OrderCredit.CLEAR, version)
    assert (made.credit, [why["text_en"] for why in made.credit_reasons]) == (OrderCredit.HELD, ["Time 3"])
    judge(made, OrderCredit.CLEAR, 4)
    made.release(None, by=ZHOU, on=TODAY, today=TODAY)
    judge(made, OrderCredit.HELD, 5)
    assert made.credit is OrderCredit.CLEAR


def test_who_asks_again_waits_for_the_answer() -> None:
    made = approved()
    made.check_credit()
    assert (made.credit, type(facts(made)[-1])) == (OrderCredit.PENDING, pb.OrderCreditAsked)
    made.cancel("客户撤单", None, on=TODAY)
    assert refusal(made.check_credit) == "STATE_MISMATCH"


def test_an_order_that_was_approved_before_credit_was_asked_for_is_released() -> None:
    made = approved()
    made.credit = None
    made.release(None, by=ZHOU, on=TODAY, today=TODAY)
    assert made.state is SalesOrderState.RELEASED
