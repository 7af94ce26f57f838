from datetime import date

import pytest

from crm.pipeline.v1 import events_pb2 as pb
from pipeline.domain.playbook import PlaybookEntry, check, steps
from pipeline.domain.process_templates import TEMPLATES
from tests.unit.pipeline.examples import CN, LIN, TODAY, facts, new_id, opened, opportunity, process
from tests.unit.pipeline.refusals import refusal

SALES = process()
WEDNESDAY_BEFORE_SPRING_FESTIVAL = date(2026, 2, 11)


def step(key: str = "call", *, within: int = 1, required: bool = True) -> PlaybookEntry:
    return {"key": key, "title": "首次沟通", "title_en": "First talk", "working_days": within, "required": required}


@pytest.mark.capability("P-05")
def test_an_opened_opportunity_brings_what_its_first_stage_asks_to_be_done() -> None:
    sale = opportunity(SALES)
    sale.open(SALES, on=TODAY, entry_id=new_id(), by=LIN, calendar=CN)
    (fact,) = facts(sale)
    assert isinstance(fact, pb.OpportunityOpened)
    assert [(each.key, each.due_date, each.required) for each in fact.playbook] == [
        ("first_call", "2025-12-02", True),
        ("research", "2025-12-03", False),
    ]


@pytest.mark.capability("P-05")
def test_entering_a_stage_brings_its_playbook_without_what_is_done_already() -> None:
    sale = opened(SALES)
    sale.revise(SALES, completed_actions=["decision_chain"])
    sale.advance(SALES, "", on=TODAY, entry_id=new_id(), by=LIN, calendar=CN)
    (fact,) = facts(sale)
    assert isinstance(fact, pb.StageEntered)
    assert [each.key for each in fact.playbook] == ["five_questions"]


@pytest.mark.capability("P-18")
def test_the_days_of_a_plan_are_working_days() -> None:
    """The make-up Saturday is one, the Spring Festival is none."""
    days = [each.due_date for each in steps([step(str(n), within=n) for n in (1, 2, 3, 4)], WEDNESDAY_BEFORE_SPRING_FESTIVAL, (), CN)]
    assert days == ["2026-02-12", "2026-02-13", "2026-02-14", "2026-02-24"]


def test_what_is_due_at_once_is_due_on_the_next_working_day() -> None:
    sunday = date(2025, 12, 7)
    assert [each.due_date for each in steps([step(within=0)], sunday, (), CN)] == ["2025-12-08"]


def test_a_step_has_a_key_of_its_own_a_title_and_a_day_within_reach() -> None:
    assert refusal(check, "stages.0.playbook", [step(), step()]) == "KEY_TAKEN"
    assert refusal(check, "stages.0.playbook", [{**step(), "title": " "}]) == "MISSING"
    assert refusal(check, "stages.0.playbook", [step(within=91)]) == "OUT_OF_RANGE"
    assert refusal(check, "stages.0.playbook", [step(within=-1)]) == "OUT_OF_RANGE"


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_shipped_stage_has_a_playbook_and_says_how_long_it_takes(template: str) -> None:
    for stage in TEMPLATES[template]:
        assert stage.playbook
        assert stage.expected_days
        assert {action["key"] for action in stage.key_actions} <= {entry["key"] for entry in stage.playbook}
