from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from chassis.money import Money
from chassis.reasons import said
from crm.pipeline.v1 import events_pb2 as pb
from pipeline.domain.history import OpportunityHistory
from pipeline.domain.opportunity import Opportunity
from pipeline.domain.opportunity_parts import OpportunityLineDraft, OpportunityState
from tests.unit.pipeline.examples import (
    CN,
    LATHE,
    LIN,
    MILL,
    NOW,
    PEONY_FINANCE,
    PEONY_TOOLS,
    TODAY,
    facts,
    loss_reason,
    new_id,
    opened,
    opportunity,
    process,
)
from tests.unit.pipeline.refusals import refusal

SALES = process()
YESTERDAY = TODAY - timedelta(days=1)


def cny(amount: str) -> Money:
    return Money.parse("CNY", amount)


def advance(sale: Opportunity, to: str = "", on: date = TODAY) -> None:
    sale.advance(SALES, to, on=on, entry_id=new_id(), by=LIN, calendar=CN)


# --- opening -------------------------------------------------------------------------------------


@pytest.mark.capability("P-02")
def test_an_opportunity_opens_in_the_first_stage_and_says_so() -> None:
    sale = opportunity(SALES, expected_amount=cny("120000.50"), expected_close_date=date(2026, 3, 1))
    sale.open(SALES, on=TODAY, entry_id=new_id(), by=LIN, calendar=CN)
    (fact,) = facts(sale)
    assert isinstance(fact, pb.OpportunityOpened)
    assert (fact.stage, fact.open_date, fact.expected_amount.minor) == ("lead", "2025-12-01", 12000050)
    assert [entry.stage for entry in sale.stage_entries] == ["lead"]


def test_who_opens_an_opportunity_says_for_whom() -> None:
    assert refusal(opportunity(SALES, account_id=None).open, SALES, on=TODAY, entry_id=new_id(), by=LIN, calendar=CN) == "ACCOUNT_MISSING"


def test_an_opportunity_does_not_open_tomorrow() -> None:
    sale = opportunity(SALES, open_date=TODAY + timedelta(days=1))
    assert refusal(sale.open, SALES, on=TODAY, entry_id=new_id(), by=LIN, calendar=CN) == "DATE_IN_FUTURE"


def test_a_process_out_of_use_takes_no_new_opportunity() -> None:
    old = process()
    old.archive(NOW)
    assert refusal(opportunity(old).open, old, on=TODAY, entry_id=new_id(), by=LIN, calendar=CN) == "PROCESS_ARCHIVED"


# --- history -------------------------------------------------------------------------------------


def recalled(past: OpportunityHistory, **changes: Any) -> Opportunity:
    sale = opportunity(SALES, **changes)
    sale.recall(SALES, past, today=TODAY, entry_id=new_id())
    return sale


WON = OpportunityHistory(stage="negotiation", state=OpportunityState.WON, close_date=date(2017, 3, 1), won_amount=Money("USD", 105400))


def test_history_keeps_a_won_opportunity_with_its_dates_and_its_currency() -> None:
    sale = recalled(WON, open_date=date(2016, 10, 20))
    assert (sale.state, sale.stage, sale.won_amount) == (OpportunityState.WON, "negotiation", Money("USD", 105400))
    assert [(entry.entry_date, entry.exit_date) for entry in sale.stage_entries] == [(date(2016, 10, 20), date(2017, 3, 1))]
    assert [type(fact) for fact in facts(sale)] == [pb.OpportunityOpened, pb.OpportunityWon]
    assert sale.historical


def test_history_keeps_an_opportunity_without_account_and_flags_it() -> None:
    assert recalled(OpportunityHistory(), account_id=None).account_missing
    assert not recalled(OpportunityHistory()).account_missing


def test_history_need_not_know_why_a_sale_was_lost() -> None:
    sale = recalled(OpportunityHistory(state=OpportunityState.LOST, close_date=YESTERDAY))
    assert [type(fact) for fact in facts(sale)] == [pb.OpportunityOpened, pb.OpportunityLost]
    assert sale.loss_reason_id is None


def test_history_may_know_neither_value_nor_dates_of_an_open_opportunity() -> None:
    sale = recalled(OpportunityHistory(stage="requirements"))
    assert (sale.open_date, sale.expected_amount, sale.stage) == (None, None, "requirements")


@pytest.mark.parametrize(
    ("past", "reason"),
    [
        (OpportunityHistory(state=OpportunityState.WON), "MISSING"),
        (OpportunityHistory(close_date=YESTERDAY), "STATE_MISMATCH"),
        (OpportunityHistory(won_amount=cny("1")), "STATE_MISMATCH"),
        (OpportunityHistory(loss_reason_id=LATHE), "STATE_MISMATCH"),
        (OpportunityHistory(state=OpportunityState.LOST, close_date=TODAY + timedelta(days=1)), "DATE_IN_FUTURE"),
        (OpportunityHistory(state=OpportunityState.LOST, close_date=date(2025, 10, 31)), "DATES_REVERSED"),
        (OpportunityHistory(stage="prospecting"), "STAGE_UNKNOWN"),
    ],
)
def test_history_that_contradicts_itself_is_refused(past: OpportunityHistory, reason: str) -> None:
    assert refusal(recalled, past, open_date=date(2025, 11, 1)) == reason


# --- amounts and lines ---------------------------------------------------------------------------


def line(product: Any = LATHE, price: str | None = "1000", quantity: str = "1") -> OpportunityLineDraft:
    return OpportunityLineDraft(product_id=product, quantity=Decimal(quantity), unit_price=None if price is None else Decimal(price))


def test_the_expected_amount_follows_the_lines() -> None:
    sale = opened(SALES)
    sale.set_lines([line(), line(MILL, "0.335", "3")], new_id)
    assert sale.expected_amount == cny("1001.01")
    sale.set_lines([line()], new_id)
    assert sale.expected_amount == cny("1000")


def test_an_amount_that_somebody_typed_stays_when_the_lines_change() -> None:
    sale = opened(SALES)
    sale.set_lines([line()], new_id)
    sale.revise(SALES, expected_amount=cny("900"))
    sale.set_lines([line(), line(MILL)], new_id)
    assert sale.expected_amount == cny("900")


def test_a_line_without_a_price_is_worth_nothing_known() -> None:
    sale = opened(SALES)
    sale.set_lines([line(price=None)], new_id)
    assert sale.expected_amount is None
    assert sale.lines[0].amount_minor is None


def test_lines_keep_their_identity_by_position() -> None:
    sale = opened(SALES)
    sale.set_lines([line(), line(MILL)], new_id)
    first = sale.lines[0].id
    sale.set_lines([line(MILL, "5")], new_id)
    assert [each.id for each in sale.lines] == [first]


def test_the_currency_changes_with_the_amount_while_nothing_else_is_priced() -> None:
    sale = opened(SALES, expected_amount=cny("5"))
    sale.revise(SALES, expected_amount=Money("EUR", 700), currency="EUR")
    assert sale.expected_amount == Money("EUR", 700)
    sale.set_lines([line()], new_id)
    assert refusal(sale.revise, SALES, expected_amount=cny("5")) == "CURRENCY_MISMATCH"


@pytest.mark.parametrize("amount", ["0", "-1"])
def test_nothing_and_less_is_not_expected(amount: str) -> None:
    assert refusal(opened(SALES).revise, SALES, expected_amount=cny(amount)) == "AMOUNT_NOT_POSITIVE"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"account_id": None}, "ACCOUNT_MISSING"),
        ({"sales_process_id": LATHE}, "IMMUTABLE"),
        ({"completed_actions": ["dance"]}, "ACTION_UNKNOWN"),
        ({"name": " "}, "MISSING"),
    ],
)
def test_what_does_not_fit_an_opportunity_is_refused(changes: dict[str, Any], reason: str) -> None:
    assert refusal(opened(SALES).revise, SALES, **changes) == reason


def test_an_account_that_was_missing_can_be_named() -> None:
    sale = recalled(OpportunityHistory(), account_id=None)
    sale.revise(SALES, account_id=PEONY_FINANCE)
    assert not sale.account_missing


# --- moving --------------------------------------------------------------------------------------


def test_moving_on_notes_the_stay_and_says_how_long_it_was() -> None:
    sale = opened(SALES, on=date(2025, 11, 1))
    advance(sale)
    (fact,) = facts(sale)
    assert isinstance(fact, pb.StageEntered)
    assert (fact.previous_stage, fact.stage, fact.days_in_previous_stage, fact.backward) == ("lead", "first_talk", 30, False)
    assert [(entry.stage, entry.exit_date) for entry in sale.stage_entries] == [("lead", TODAY), ("first_talk", None)]


def test_going_back_asks_no_gate() -> None:
    sale = opened(SALES, completed_actions=["requirement_analysis"])
    advance(sale, "proposal")
    sale.revise(SALES, completed_actions=[])
    advance(sale, "requirements")
    moved = facts(sale)[-1]
    assert isinstance(moved, pb.StageEntered)
    assert moved.backward


def test_it_is_remembered_how_far_an_opportunity_came() -> None:
    sale = opened(SALES)
    advance(sale, "requirements")
    advance(sale, "lead")
    assert (sale.stage, sale.furthest_stage) == ("lead", "requirements")
    advance(sale, "first_talk")
    assert sale.furthest_stage == "requirements"


def test_the_next_stage_is_taken_where_none_is_named_until_there_is_none() -> None:
    sale = opened(SALES, completed_actions=["requirement_analysis", "offer_sent"], expected_amount=cny("1"), expected_close_date=TODAY)
    for stage in ("first_talk", "requirements", "proposal", "negotiation"):
        advance(sale)
        assert sale.stage == stage
    assert refusal(advance, sale) == "LAST_STAGE"


def test_a_stage_that_is_present_unknown_or_retired_cannot_be_entered() -> None:
    sales = process()
    sale = opened(sales)
    assert refusal(sale.advance, sales, "lead", on=TODAY, entry_id=new_id(), by=LIN, calendar=CN) == "ALREADY_IN_STAGE"
    assert refusal(sale.advance, sales, "lunch", on=TODAY, entry_id=new_id(), by=LIN, calendar=CN) == "STAGE_UNKNOWN"
    sales.stage("requirements").retired = True
    assert refusal(sale.advance, sales, "requirements", on=TODAY, entry_id=new_id(), by=LIN, calendar=CN) == "STAGE_RETIRED"


# --- ending --------------------------------------------------------------------------------------


def test_a_sale_is_won_for_the_expected_amount_where_nobody_says_another() -> None:
    sale = opened(SALES, expected_amount=cny("120000"))
    sale.win(None, on=TODAY, today=TODAY)
    (fact,) = facts(sale)
    assert isinstance(fact, pb.OpportunityWon)
    assert (sale.won_amount, fact.won_amount.minor, fact.close_date) == (cny("120000"), 12000000, "2025-12-01")
    assert sale.stage_entries[-1].exit_date == TODAY


def test_a_sale_is_not_won_for_nothing_known_and_not_in_another_currency() -> None:
    assert refusal(opened(SALES).win, None, on=TODAY, today=TODAY) == "MISSING"
    assert refusal(opened(SALES, expected_amount=cny("1")).win, Money("USD", 100), on=TODAY, today=TODAY) == "CURRENCY_MISMATCH"


@pytest.mark.parametrize(("on", "reason"), [(TODAY + timedelta(days=1), "DATE_IN_FUTURE"), (YESTERDAY, "DATES_REVERSED")])
def test_a_sale_ends_neither_in_the_future_nor_before_it_began(on: date, reason: str) -> None:
    sale = opened(SALES, expected_amount=cny("1"))
    assert refusal(sale.win, None, on=on, today=TODAY) == reason
    assert refusal(sale.lose, loss_reason(), "", "", on=on, today=TODAY) == reason


@pytest.mark.capability("P-12")
def test_a_sale_is_lost_for_a_reason_from_the_list() -> None:
    sale, reason = opened(SALES), loss_reason()
    sale.lose(reason, "预算砍半", "", on=TODAY, today=TODAY)
    (fact,) = facts(sale)
    assert isinstance(fact, pb.OpportunityLost)
    assert (fact.loss_reason_id, fact.loss_detail, fact.stage) == (str(reason.id), "预算砍半", "lead")


def test_who_loses_to_a_competitor_says_to_whom() -> None:
    taken = loss_reason(name="被竞争对手抢走", asks_competitor=True)
    assert refusal(opened(SALES).lose, taken, "", "", on=TODAY, today=TODAY) == "COMPETITOR_MISSING"
    sale = opened(SALES, competitor="北斗机床")
    sale.lose(taken, "", "", on=TODAY, today=TODAY)
    assert sale.competitor == "北斗机床"


def test_a_reason_out_of_use_is_refused() -> None:
    assert refusal(opened(SALES).lose, loss_reason(archive_time=NOW), "", "", on=TODAY, today=TODAY) == "LOSS_REASON_ARCHIVED"


def test_what_is_closed_neither_moves_nor_closes_again() -> None:
    sale = opened(SALES, expected_amount=cny("1"))
    sale.win(None, on=TODAY, today=TODAY)
    assert refusal(advance, sale) == "OPPORTUNITY_CLOSED"
    assert refusal(sale.win, None, on=TODAY, today=TODAY) == "OPPORTUNITY_CLOSED"
    assert refusal(sale.lose, loss_reason(), "", "", on=TODAY, today=TODAY) == "OPPORTUNITY_CLOSED"


def test_a_lost_sale_is_taken_up_where_it_was_lost() -> None:
    sale = opened(SALES)
    sale.lose(loss_reason(), "太贵", "", on=TODAY, today=TODAY)
    facts(sale)
    sale.reopen(SALES, "客户追加预算", on=TODAY, entry_id=new_id(), by=LIN, contracted=False, calendar=CN)
    (fact,) = facts(sale)
    assert isinstance(fact, pb.StageEntered)
    assert (fact.stage, fact.previous_stage, fact.backward) == ("lead", "lead", True)
    assert (sale.state, sale.close_date, sale.loss_reason_id, sale.loss_detail) == (OpportunityState.OPEN, None, None, "")
    assert sale.stage_entries[-1].note == "客户追加预算"


def test_an_open_sale_and_one_with_a_contract_are_not_reopened() -> None:
    sale = opened(SALES, expected_amount=cny("1"))
    assert refusal(sale.reopen, SALES, "", on=TODAY, entry_id=new_id(), by=LIN, contracted=False, calendar=CN) == "NOT_CLOSED"
    sale.win(None, on=TODAY, today=TODAY)
    assert refusal(sale.reopen, SALES, "", on=TODAY, entry_id=new_id(), by=LIN, contracted=True, calendar=CN) == "HAS_CONTRACT"


def test_a_contract_comes_of_a_won_sale_only() -> None:
    sale = opened(SALES, expected_amount=cny("1"))
    assert refusal(sale.require_won) == "NOT_WON"
    sale.win(None, on=TODAY, today=TODAY)
    sale.require_won()


def test_handing_over_says_from_whom_to_whom() -> None:
    sale = opened(SALES)
    sale.assigned(PEONY_TOOLS, said("调岗"))
    (fact,) = facts(sale)
    assert isinstance(fact, pb.OpportunityAssigned)
    assert (fact.owner_id, fact.previous_owner_id, fact.reason) == (str(LIN), str(PEONY_TOOLS), "调岗")


def test_a_sale_is_found_by_name_initials_and_number_and_sorted_by_pinyin() -> None:
    sale = opportunity(SALES)
    sale.number = "SJ-000007"
    assert all(word in sale.searchable() for word in ("牡丹精工车床", "mdjgcc", "000007"))
    assert sale.sort_key
