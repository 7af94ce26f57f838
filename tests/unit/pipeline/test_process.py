from dataclasses import replace
from decimal import Decimal

import pytest

from chassis.errors import DomainError
from pipeline.domain.gates import GateCriterion
from pipeline.domain.process import KeyAction, SalesProcess, StageDraft
from pipeline.domain.process_templates import TEMPLATES
from tests.unit.pipeline.examples import NOW, born, new_id, process

KEPT = StageDraft(key="first_talk", name="初步沟通", probability=Decimal(10))
NEW = StageDraft(key="site_visit", name="现场考察", probability=Decimal(40))
CALL: KeyAction = {"key": "call", "name": "电话", "name_en": "Call"}
SILENT: GateCriterion = {"expression": "has_account", "missing": " ", "missing_en": ""}


@pytest.mark.capability("P-01")
@pytest.mark.parametrize(
    ("template", "names"),
    [
        ("a", ["线索", "初步沟通", "需求确认", "方案/报价", "谈判"]),
        ("b", ["初步接洽", "需求确认", "方案演示", "报价谈判", "合同签署"]),
        ("c", ["初步接洽", "需求分析", "方案提交", "商务谈判", "签约"]),
    ],
)
def test_three_processes_are_shipped(template: str, names: list[str]) -> None:
    assert [stage.name for stage in process(template).stages_in_use] == names


@pytest.mark.capability("P-03")
@pytest.mark.parametrize("template", TEMPLATES)
def test_every_shipped_stage_says_what_is_to_be_done_in_it(template: str) -> None:
    stages = process(template).stages_in_use
    assert all(stage.key_actions for stage in stages)
    assert all(stage.name_en and action["name_en"] for stage in stages for action in stage.key_actions)
    assert all(criterion["missing_en"] for stage in stages for criterion in stage.gate)


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_shipped_sale_becomes_more_likely_from_stage_to_stage(template: str) -> None:
    probabilities = [stage.probability for stage in process(template).stages_in_use]
    assert probabilities == sorted(set(probabilities))


def test_a_stage_that_is_left_out_is_retired_and_the_others_keep_their_identity() -> None:
    sales = process()
    before = {stage.key: stage.id for stage in sales.stages}
    sales.set_stages([KEPT, NEW], new_id)
    assert [(stage.key, stage.position) for stage in sales.stages_in_use] == [("first_talk", 1), ("site_visit", 2)]
    assert sales.stage("negotiation").retired
    assert {stage.key: stage.id for stage in sales.stages}.items() >= before.items()


def test_a_retired_stage_comes_back_under_its_key() -> None:
    sales = process()
    sales.set_stages([KEPT], new_id)
    sales.set_stages(TEMPLATES["a"], new_id)
    assert len(sales.stages) == len(sales.stages_in_use) == 5


def test_the_way_leads_through_every_stage_between() -> None:
    sales = process()
    way = sales.way(sales.stage("first_talk"), sales.stage("negotiation"))
    assert [stage.key for stage in way] == ["requirements", "proposal", "negotiation"]
    assert sales.way(sales.stage("negotiation"), sales.stage("first_talk")) == []


def test_a_retired_stage_lies_before_the_one_that_took_its_place() -> None:
    sales = process()
    sales.set_stages([KEPT, NEW], new_id)
    assert [stage.key for stage in sales.way(sales.stage("lead"))] == ["first_talk", "site_visit"]
    assert [stage.key for stage in sales.way(sales.stage("proposal"))] == []


def test_stages_stand_in_the_order_in_which_a_sale_passes_them() -> None:
    sales = process()
    sales.set_stages([NEW, KEPT], new_id)
    in_use = [stage.key for stage in sales.stages if not stage.retired]
    assert in_use == [NEW.key, KEPT.key]


@pytest.mark.parametrize(
    ("drafts", "field", "reason"),
    [
        ([], "sales_process.stages", "MISSING"),
        ([KEPT, KEPT], "sales_process.stages.1.key", "KEY_TAKEN"),
        ([replace(KEPT, key="won")], "sales_process.stages.0.key", "KEY_TAKEN"),
        ([replace(KEPT, probability=Decimal(101))], "sales_process.stages.0.probability", "OUT_OF_RANGE"),
        (
            [replace(KEPT, key_actions=(CALL, CALL))],
            "sales_process.stages.0.key_actions.1.key",
            "KEY_TAKEN",
        ),
        (
            [replace(KEPT, gate=(SILENT,))],
            "sales_process.stages.0.gate.0.missing",
            "MISSING",
        ),
    ],
)
def test_stages_that_do_not_fit_are_refused_where_they_are_wrong(drafts: list[StageDraft], field: str, reason: str) -> None:
    with pytest.raises(DomainError) as refused:
        process().set_stages(drafts, new_id)
    assert (refused.value.violations[0].field, refused.value.reason) == (field, reason)


def test_a_condition_that_is_no_condition_is_refused_when_it_is_saved() -> None:
    broken: GateCriterion = {"expression": "amount >", "missing": "金额", "missing_en": "Amount"}
    with pytest.raises(DomainError) as refused:
        process().set_stages([replace(KEPT, gate=(broken,))], new_id)
    assert refused.value.violations[0].field == "sales_process.stages.0.gate.0.expression"


def test_the_default_process_stays_in_use() -> None:
    sales = SalesProcess(**born(), name="标准", is_default=True)
    with pytest.raises(DomainError) as refused:
        sales.archive(NOW)
    assert refused.value.reason == "PROCESS_IS_DEFAULT"
    sales.is_default = False
    sales.archive(NOW)
    sales.restore()
    assert sales.archive_time is None


def test_a_stage_that_nobody_knows_is_answered_with_those_there_are() -> None:
    with pytest.raises(DomainError) as refused:
        process().stage("negotation")
    assert "negotiation" in refused.value.metadata["known"]
