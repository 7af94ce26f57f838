"""Milestones of contracts: reached with evidence, moved with a reason, told when they are late."""

from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import select

from chassis import tables
from chassis.sandbox import advance, settle
from crm.common.v1 import payment_terms_pb2 as terms
from crm.pipeline.v1 import events_pb2 as facts
from crm.pipeline.v1 import pipeline_pb2 as pb
from tests.integration.pipeline.company import Company, names


def acceptance(contract: pb.Contract) -> pb.Milestone:
    return next(each for each in contract.milestones if each.kind == terms.MILESTONE_KIND_FINAL_ACCEPTANCE)


async def reschedule(company: Company, contract: pb.Contract, to: date, reason: str = "现场未具备条件") -> pb.Milestone:
    request = pb.RescheduleMilestoneRequest(
        contract_id=contract.id, milestone_id=acceptance(contract).id, expected_date=str(to), reason=reason
    )
    moved: pb.Milestone = await company.ask("RescheduleMilestone", request)
    return moved


async def timers(company: Company) -> list[str]:
    """Kinds of those that wait, besides what the chassis itself and the nightly look at the pipeline wait for."""
    return [row.kind for row in await company.rows(select(tables.timer)) if row.kind not in ("restamp", "pipeline_review")]


def midnight(day: date) -> datetime:
    """In Shanghai, which is eight hours ahead and knows no summer time."""
    return datetime.combine(day, time(), UTC) - timedelta(hours=8)


async def test_a_person_shows_evidence_and_a_program_speaks_for_the_erp(company: Company) -> None:
    made = await company.effective()
    reach = pb.ReachMilestoneRequest(contract_id=made.id, milestone_id=acceptance(made).id)
    assert (await company.refused("ReachMilestone", reach)).reason == "EVIDENCE_MISSING"
    reach.source = pb.MILESTONE_SOURCE_ERP
    assert (await company.refused("ReachMilestone", reach)).reason == "SOURCE_NOT_YOURS"
    reached = await company.ask("ReachMilestone", reach, by=company.program(company.lin))
    assert (reached.actual_date, reached.source, reached.reached_by) == (str(company.today), pb.MILESTONE_SOURCE_ERP, "")
    assert reached.contract_id == made.id
    fact = (await company.facts(made.id))[-1]
    assert isinstance(fact, facts.MilestoneReached)
    assert (fact.kind, fact.milestone_id) == (terms.MILESTONE_KIND_FINAL_ACCEPTANCE, reached.id)
    assert (await company.refused("ReachMilestone", reach, by=company.program(company.lin))).reason == "MILESTONE_REACHED"


async def test_moving_a_milestone_is_a_change_of_its_contract_and_says_from_when_to_when(company: Company) -> None:
    made = await company.effective()
    first, second = company.today + timedelta(days=10), company.today + timedelta(days=20)
    assert (await reschedule(company, made, first)).planned_date == str(first)
    moved = await reschedule(company, made, second, "场地推迟")
    assert (moved.planned_date, moved.expected_date) == (str(first), str(second))
    fact = (await company.facts(made.id))[-1]
    assert isinstance(fact, facts.MilestoneRescheduled)
    assert (fact.old_expected_date, fact.new_expected_date, fact.reason) == (str(first), str(second), "场地推迟")
    now = await company.ask("GetContract", pb.GetContractRequest(contract_id=made.id))
    assert (acceptance(now), int(now.etag)) == (moved, int(made.etag) + 2)
    stale = pb.RescheduleMilestoneRequest(
        contract_id=made.id, milestone_id=moved.id, expected_date=str(first), reason="又提前", etag=made.etag
    )
    assert (await company.refused("RescheduleMilestone", stale)).reason == "STALE_ETAG"


async def test_a_milestone_is_added_in_the_order_of_fulfilment(company: Company) -> None:
    made = await company.contract()
    shipped = pb.Milestone(kind=terms.MILESTONE_KIND_SHIPPED, code="1", planned_date="2026-03-02")
    added = await company.ask("CreateMilestone", pb.CreateMilestoneRequest(contract_id=made.id, milestone=shipped))
    assert added.expected_date == "2026-03-02"
    listed = (await company.ask("ListMilestones", pb.ListMilestonesRequest(contract_id=made.id))).milestones
    assert [each.kind for each in listed] == [
        terms.MILESTONE_KIND_EFFECTIVE,
        terms.MILESTONE_KIND_SHIPPED,
        terms.MILESTONE_KIND_FINAL_ACCEPTANCE,
    ]
    again = pb.CreateMilestoneRequest(contract_id=made.id, milestone=shipped)
    assert (await company.refused("CreateMilestone", again)).reason == "MILESTONE_EXISTS"


async def test_a_late_milestone_is_told_at_the_start_of_the_next_day_once_per_expected_date(company: Company) -> None:
    made = await company.effective()
    due = company.today + timedelta(days=10)
    await reschedule(company, made, due)
    before = len(await company.facts(made.id))
    await advance([company.runtime], company.tenant_id, midnight(due + timedelta(days=1)) - timedelta(seconds=5))
    assert len(await company.facts(made.id)) == before
    await advance([company.runtime], company.tenant_id, midnight(due + timedelta(days=3)))
    (late,) = (await company.facts(made.id))[before:]
    assert isinstance(late, facts.MilestoneLate)
    assert (late.expected_date, late.days_late, late.owner_id) == (str(due), 1, made.owner_id)

    again = due + timedelta(days=10)
    await reschedule(company, made, again)
    await advance([company.runtime], company.tenant_id, midnight(again + timedelta(days=2)))
    assert names(await company.facts(made.id))[before:] == ["MilestoneLate", "MilestoneRescheduled", "MilestoneLate"]


async def test_a_milestone_that_is_reached_or_moved_in_time_is_never_late(company: Company) -> None:
    made = await company.effective()
    due = company.today + timedelta(days=10)
    await reschedule(company, made, due)
    assert await timers(company) == ["milestone_late"]
    evidence = await company.paper(made.id)
    reach = pb.ReachMilestoneRequest(contract_id=made.id, milestone_id=acceptance(made).id, evidence_attachment_id=evidence)
    await company.ask("ReachMilestone", reach)
    assert await timers(company) == []
    await advance([company.runtime], company.tenant_id, midnight(due + timedelta(days=2)))
    assert "MilestoneLate" not in names(await company.facts(made.id))


async def test_milestones_of_a_draft_wait_without_a_timer(company: Company) -> None:
    await company.contract(milestones=[pb.Milestone(kind=terms.MILESTONE_KIND_SHIPPED, planned_date=str(company.today))])
    await settle([company.runtime])
    assert await timers(company) == []
