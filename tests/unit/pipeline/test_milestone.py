from datetime import date, timedelta
from typing import Any

import pytest

from crm.common.v1 import payment_terms_pb2 as terms_pb
from crm.pipeline.v1 import events_pb2 as pb
from crm.pipeline.v1 import pipeline_pb2
from pipeline.domain.contract import Contract
from pipeline.domain.contract_parts import MilestoneDraft
from pipeline.domain.milestone import Milestone, MilestoneKind, MilestoneSource, Reached
from tests.unit.pipeline.examples import LIN, REPORT, TODAY, ZHOU, contract, effective, facts, new_id
from tests.unit.pipeline.refusals import refusal

TOMORROW = TODAY + timedelta(days=1)
ACCEPTED = MilestoneKind.FINAL_ACCEPTANCE


def acceptance(made: Contract, expected: date | None = None) -> Milestone:
    found = next(each for each in made.milestones if each.kind == ACCEPTED)
    if expected is not None:
        made.reschedule_milestone(found.id, expected, "首次计划")
        facts(made)
    return found


def reach(made: Contract, on: date = TODAY, *, by_system: bool = False, **how: Any) -> Milestone:
    return made.reach_milestone(acceptance(made).id, Reached(on=on, by=LIN, **how), today=TODAY, by_system=by_system)


def test_a_milestone_is_reached_with_evidence_and_says_so() -> None:
    made = effective()
    acceptance(made, TOMORROW)
    reach(made, evidence_attachment_id=REPORT)
    (fact,) = facts(made)
    assert isinstance(fact, pb.MilestoneReached)
    assert (fact.kind, fact.actual_date, fact.expected_date) == (terms_pb.MILESTONE_KIND_FINAL_ACCEPTANCE, "2025-12-01", "2025-12-02")
    assert (fact.source, fact.evidence_attachment_id) == (pipeline_pb2.MILESTONE_SOURCE_PERSON, str(REPORT))


def test_nobody_reaches_a_milestone_on_their_word_alone() -> None:
    assert refusal(reach, effective()) == "EVIDENCE_MISSING"


@pytest.mark.parametrize("source", [MilestoneSource.ERP, MilestoneSource.DEEMED])
def test_only_a_system_needs_no_evidence(source: MilestoneSource) -> None:
    assert refusal(reach, effective(), source=source) == "SOURCE_NOT_YOURS"
    assert reach(effective(), source=source, by_system=True).source == source


def test_a_milestone_is_not_reached_tomorrow_and_not_twice() -> None:
    made = effective()
    assert refusal(reach, made, TOMORROW, evidence_attachment_id=REPORT) == "DATE_IN_FUTURE"
    reach(made, evidence_attachment_id=REPORT)
    assert refusal(reach, made, evidence_attachment_id=REPORT) == "MILESTONE_REACHED"
    assert refusal(made.reschedule_milestone, acceptance(made).id, TOMORROW, "拖延") == "MILESTONE_REACHED"


def test_a_contract_takes_effect_by_its_own_command_only() -> None:
    made = contract()
    how = Reached(on=TODAY, evidence_attachment_id=REPORT)
    assert refusal(made.reach_milestone, made.milestones[0].id, how, today=TODAY, by_system=False) == "EFFECTIVE_BY_CONTRACT"


def test_the_first_expected_day_is_the_plan_and_later_ones_leave_it() -> None:
    made = effective()
    found = acceptance(made, TODAY)
    made.reschedule_milestone(found.id, date(2026, 2, 28), "客户厂房未就绪")
    (fact,) = facts(made)
    assert isinstance(fact, pb.MilestoneRescheduled)
    assert (fact.old_expected_date, fact.new_expected_date, fact.reason) == ("2025-12-01", "2026-02-28", "客户厂房未就绪")
    assert (found.planned_date, found.expected_date) == (TODAY, date(2026, 2, 28))


def test_rescheduling_says_why_and_changes_something() -> None:
    made = effective()
    found = acceptance(made, TODAY)
    assert refusal(made.reschedule_milestone, found.id, TOMORROW, " ") == "MISSING"
    assert refusal(made.reschedule_milestone, found.id, TODAY, "再说一遍") == "NOTHING_CHANGES"


@pytest.mark.capability("P-23")
def test_a_milestone_is_late_from_the_day_after_the_expected_one_and_told_once() -> None:
    made = effective()
    found = acceptance(made, TODAY)
    assert made.late_dates == {found.id: TOMORROW}
    made.tell_late(found.id, today=TODAY)
    assert facts(made) == []
    made.tell_late(found.id, today=TOMORROW)
    made.tell_late(found.id, today=TOMORROW)
    (fact,) = facts(made)
    assert isinstance(fact, pb.MilestoneLate)
    assert (fact.expected_date, fact.days_late) == ("2025-12-01", 1)
    assert made.late_dates == {}


def test_a_new_expected_day_may_pass_again() -> None:
    made = effective()
    found = acceptance(made, TODAY)
    made.tell_late(found.id, today=TOMORROW)
    made.reschedule_milestone(found.id, date(2026, 1, 1), "延期")
    assert made.late_dates == {found.id: date(2026, 1, 2)}


def test_nothing_is_late_that_is_reached_or_not_expected_or_not_in_effect() -> None:
    done = effective()
    acceptance(done, TODAY)
    reach(done, evidence_attachment_id=REPORT)
    draft = contract()
    acceptance(draft, TODAY)
    assert done.late_dates == effective().late_dates == draft.late_dates == {}
    assert acceptance(done).days_late(date(2030, 1, 1)) == acceptance(effective()).days_late(date(2030, 1, 1)) == 0


def test_milestones_are_added_per_lot_in_the_order_of_fulfilment() -> None:
    made = effective()
    for code in ("lot-2", "lot-1"):
        made.add_milestone(MilestoneDraft(kind=MilestoneKind.SHIPPED, code=code, planned_date=TOMORROW), new_id())
    assert [(each.kind, each.code) for each in made.milestones] == [
        (MilestoneKind.EFFECTIVE, ""),
        (MilestoneKind.SHIPPED, "lot-1"),
        (MilestoneKind.SHIPPED, "lot-2"),
        (ACCEPTED, ""),
    ]
    assert made.milestones[1].expected_date == TOMORROW


@pytest.mark.parametrize(
    ("draft", "reason"),
    [
        (MilestoneDraft(kind=ACCEPTED), "MILESTONE_EXISTS"),
        (MilestoneDraft(kind=MilestoneKind.EFFECTIVE), "MILESTONE_EXISTS"),
        (MilestoneDraft(kind=MilestoneKind.CUSTOM), "MISSING"),
    ],
)
def test_a_milestone_that_is_there_or_has_no_name_is_refused(draft: MilestoneDraft, reason: str) -> None:
    assert refusal(effective().add_milestone, draft, new_id()) == reason


def test_nothing_is_reached_moved_or_added_once_the_contract_has_ended() -> None:
    made = effective()
    made.terminate("停产", on=TODAY, today=TODAY)
    assert refusal(reach, made, evidence_attachment_id=REPORT) == "STATE_MISMATCH"
    assert refusal(made.reschedule_milestone, acceptance(made).id, TOMORROW, "延期") == "STATE_MISMATCH"
    assert refusal(made.add_milestone, MilestoneDraft(kind=MilestoneKind.SHIPPED), new_id()) == "STATE_MISMATCH"


def test_a_milestone_of_another_contract_is_not_found() -> None:
    assert refusal(effective().milestone, ZHOU) == "NOT_FOUND"


def test_a_milestone_may_be_reached_before_the_contract_takes_effect() -> None:
    made = contract()
    reach(made, evidence_attachment_id=REPORT)
    assert [type(fact) for fact in facts(made)] == [pb.MilestoneReached]
