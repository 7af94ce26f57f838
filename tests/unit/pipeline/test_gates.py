from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from chassis.errors import DomainError, Kind
from chassis.money import Money
from pipeline.domain.gates import GateCriterion, closed, facts
from pipeline.domain.process import SalesProcess
from pipeline.domain.process_templates import TEMPLATES
from tests.unit.pipeline.examples import CN, LIN, TODAY, new_id, opened, process


def move(sales: SalesProcess, to: str, **changes: Any) -> str:
    """The stage after the move."""
    sale = opened(sales, **changes)
    sale.advance(sales, to, on=TODAY, entry_id=new_id(), by=LIN, calendar=CN)
    return sale.stage


@pytest.mark.capability("P-04")
def test_quotation_cannot_be_entered_before_the_requirement_analysis_is_complete() -> None:
    with pytest.raises(DomainError) as refused:
        move(process(), "proposal")
    assert (refused.value.kind, refused.value.reason) == (Kind.PRECONDITION, "GATE_CLOSED")
    assert refused.value.metadata["stage"] == "proposal"
    assert refused.value.metadata["missing"] == "需求分析尚未完成"
    assert refused.value.metadata["missing_en"] == "The requirement analysis is not complete"
    assert "The requirement analysis is not complete" in refused.value.detail


@pytest.mark.capability("P-04")
def test_quotation_is_open_once_the_requirement_analysis_is_complete() -> None:
    assert move(process(), "proposal", completed_actions=["requirement_analysis"]) == "proposal"


def test_no_stage_is_skipped_to_get_around_its_gate() -> None:
    with pytest.raises(DomainError) as refused:
        move(process(), "negotiation", completed_actions=["offer_sent"])
    assert refused.value.metadata["missing"].split("；") == ["需求分析尚未完成", "尚未填写预计金额", "尚未填写预计成交日期"]


@pytest.mark.parametrize("template", TEMPLATES)
def test_who_has_done_everything_passes_every_shipped_gate(template: str) -> None:
    sales = process(template)
    done = [action["key"] for stage in sales.stages for action in stage.key_actions]
    last = sales.stages_in_use[-1].key
    everything: dict[str, Any] = {"completed_actions": done, "expected_amount": Money("CNY", 1), "expected_close_date": date(2026, 3, 1)}
    assert move(sales, last, **everything) == last


def criterion(expression: str) -> GateCriterion:
    return {"expression": expression, "missing": "不满足", "missing_en": ""}


@pytest.mark.parametrize(
    "expression",
    [
        "stage == 'lead'",
        "has_account",
        "amount == 120000.5 && currency == 'CNY'",
        "days_to_close == 31 && expected_close_date == '2026-01-01'",
        "line_count == 0",
        "competitor.contains('北斗')",
        "'first_call' in completed_actions",
        "days_in_stage == 10 && days_open == 10",
        "custom.budget_confirmed",
        "has(custom.region)",
        "!has(custom.unknown)",
    ],
)
def test_conditions_ask_about_the_facts_of_the_opportunity(expression: str) -> None:
    sales = process()
    sale = opened(
        sales,
        on=date(2025, 11, 21),
        expected_amount=Money.parse("CNY", "120000.50"),
        expected_close_date=date(2026, 1, 1),
        competitor="北斗机床",
        completed_actions=["first_call"],
        custom={"budget_confirmed": {"flag": True}, "region": {"text": "east"}},
    )
    stage = sales.stage("proposal")
    stage.gate = [criterion(expression)]
    assert list(closed([stage], facts(sale, TODAY))) == []


def test_a_condition_that_cannot_be_evaluated_does_not_hold_and_says_why() -> None:
    sales = process()
    stage = sales.stage("proposal")
    stage.gate = [criterion("custom.budget.flag")]
    (found,) = closed([stage], facts(opened(sales), TODAY))
    assert found.failure
    assert found.missing_en == "不满足"


def test_the_gate_of_the_stage_one_is_in_is_not_asked_again() -> None:
    sales = process()
    sale = opened(sales)
    sales.set_stages([replace(TEMPLATES["a"][0], gate=(criterion("false"),), probability=Decimal(5)), *TEMPLATES["a"][1:]], new_id)
    sale.advance(sales, "first_talk", on=TODAY, entry_id=new_id(), by=LIN, calendar=CN)
    assert sale.stage == "first_talk"
