from datetime import date, timedelta
from typing import Any

import pytest

from chassis.money import Money
from crm.pipeline.v1 import pipeline_pb2 as pb
from pipeline.domain.next_step import Agreed, Situation, next_step
from pipeline.domain.warnings import Warned, WarningKind
from tests.unit.pipeline.examples import CN, NOW, TODAY, opened, process

SALES = process()
YESTERDAY, NEXT_WEEK = TODAY - timedelta(days=1), TODAY + timedelta(days=7)


def situation(*warnings: Warned, agreed: Agreed | None = None, stage: str = "", **changes: Any) -> Situation:
    """Of a sale of 320,000 that was opened today."""
    sale = opened(SALES, **{"expected_amount": Money("CNY", 32_000_000), **changes})
    if stage:
        sale.stage = stage
    plan = sale.plan(SALES.stage(sale.stage), TODAY, CN)
    return Situation(opportunity=sale, process=SALES, today=TODAY, warnings=warnings, plan=plan, agreed=agreed or Agreed())


def warned(kind: WarningKind, **parameters: object) -> Warned:
    return Warned(kind=kind, since=NOW, parameters=parameters)


def codes(step: pb.NextStep) -> list[str]:
    """What is to be done, the best first."""
    return [each.action.code for each in (step.best, *step.others)]


NEGLECTED = warned(WarningKind.NO_FOLLOW_UP, days=8)
THIN = warned(WarningKind.THIN_CONTENT, quality=20)
PROMISED = Agreed(next_step="发送报价单", next_step_date=YESTERDAY, neglect_date=NEXT_WEEK)


@pytest.mark.capability("P-14")
def test_a_customer_who_is_being_lost_comes_before_everything_else() -> None:
    step = next_step(situation(THIN, NEGLECTED, agreed=PROMISED, expected_close_date=YESTERDAY))
    assert codes(step)[:4] == ["FOLLOW_UP", "DO_NEXT_STEP", "SET_CLOSE_DATE", "WRITE_MORE"]
    assert step.best.warning == pb.WARNING_KIND_NO_FOLLOW_UP
    assert (step.best.reason.text, step.best.due_date) == ("已 8 天未跟进", str(TODAY))


@pytest.mark.capability("P-17")
def test_what_was_promised_to_the_customer_is_said_in_its_own_words() -> None:
    step = next_step(situation(agreed=PROMISED))
    assert (step.best.action.text, step.best.reason.text) == ("完成约定事项：发送报价单", f"上次跟进约定于 {YESTERDAY} 完成")


@pytest.mark.capability("P-16")
def test_the_gate_that_is_closed_is_the_bottleneck_and_worth_the_stage_behind_it() -> None:
    step = next_step(situation(stage="requirements"))
    assert (step.best.action.code, step.best.reason.code) == ("OPEN_GATE", "GATE_CLOSED")
    assert step.best.reason.text == "进入“方案/报价”阶段的条件尚未满足：需求分析尚未完成"
    assert step.best.worth.minor == 16_000_000


def test_where_no_gate_is_closed_one_moves_on() -> None:
    step = next_step(situation())
    assert (step.best.action.text, step.best.worth.minor) == ("推进到“初步沟通”阶段", 3_200_000)


def test_in_the_last_stage_one_closes_the_deal() -> None:
    step = next_step(situation(stage="negotiation"))
    assert (step.best.action.code, step.best.worth.minor) == ("CLOSE_DEAL", 24_000_000)


@pytest.mark.capability("P-18")
def test_the_plan_of_the_stage_goes_along_and_its_late_steps_come_first() -> None:
    now = situation()
    later = Situation(opportunity=now.opportunity, process=SALES, today=date(2025, 12, 3), plan=now.plan)
    step = next_step(later)
    assert [each.key for each in step.plan] == ["first_call", "research"]
    assert [each.action.text for each in (step.best, step.others[0])] == ["首次沟通并记录", "了解客户背景、行业与现用方案"]
    assert step.best.reason.text == "阶段任务应于 2025-12-02 完成"


def test_without_an_expected_amount_nobody_knows_what_it_is_worth() -> None:
    assert not next_step(situation(expected_amount=None)).best.HasField("worth")


def test_nothing_is_suggested_for_what_is_closed_but_to_rescue_a_late_milestone() -> None:
    now = situation(warned(WarningKind.MILESTONE_LATE, milestone="发货", milestone_en="shipped", days=3))
    now.opportunity.win(None, on=TODAY, today=TODAY)
    assert codes(next_step(now)) == ["RESCUE_MILESTONE"]
    assert not next_step(Situation(opportunity=now.opportunity, process=SALES, today=TODAY)).HasField("best")


def test_the_same_situation_gives_the_same_answer() -> None:
    first, again = (next_step(situation(THIN, NEGLECTED, agreed=PROMISED)) for _ in range(2))
    assert first == again


def test_at_most_four_runners_up_are_weighed() -> None:
    assert len(next_step(situation(THIN, NEGLECTED, agreed=PROMISED, expected_close_date=YESTERDAY)).others) == 4


@pytest.mark.parametrize("kind", WarningKind)
def test_every_warning_has_words_and_an_answer(kind: WarningKind) -> None:
    said = {"days": 8, "quality": 20, "before": 80, "now": 30, "count": 3, "milestone": "发货", "milestone_en": "shipped"}
    message = warned(kind, **said, stage="谈判", stage_en="", usual_days=14, months=3).message()
    assert message.reason.text
    assert message.reason.text_en
    assert message.action.text
