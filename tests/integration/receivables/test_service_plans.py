"""Plans: made of effective contracts, moved by their milestones, revised by people, ended by terminations. In whatever order facts come."""

from collections import Counter
from datetime import date

import pytest

from chassis.scope import Reach
from crm.common.v1 import payment_terms_pb2 as terms
from crm.common.v1 import types_pb2 as common
from crm.receivables.v1 import receivables_pb2 as pb
from receivables.domain.triggers import MilestoneKind
from tests.integration.receivables.company import (
    ACCEPTANCE,
    CLAIMABLE,
    CLOSED,
    PLANNED,
    SHIPMENT,
    Company,
    amount,
    amounts,
    cny,
    states,
    told_again,
)
from tests.support.book import on_reaching

pytestmark = pytest.mark.asyncio(loop_scope="module")

ASKED = pb.REVISION_STATE_ASKED


def on_acceptance(name: str, given: str) -> pb.PlanLine:
    return pb.PlanLine(term=on_reaching(MilestoneKind.FINAL_ACCEPTANCE, name=name, amount=cny(given)))


# --- made of a contract --------------------------------------------------------------------------


@pytest.mark.capability("R-01", "R-02")
async def test_an_effective_contract_becomes_a_plan_of_which_only_the_first_part_is_owed(company: Company) -> None:
    contract = await company.sign("300000.01", region="华东")
    plan = await company.plan(contract)
    assert amounts(list(plan.instalments)) == ["90000.00", "180000.00", "30000.01"]
    assert states(list(plan.instalments)) == [CLAIMABLE, PLANNED, PLANNED]
    assert (amount(plan.total), amount(plan.planned), amount(plan.open)) == ("300000.01", "210000.01", "90000.00")
    assert (plan.owner_id, plan.region, plan.number) == (str(company.lin.person_id), "华东", "HK000001")
    assert [each.kind for each in plan.milestones] == [terms.MILESTONE_KIND_EFFECTIVE, ACCEPTANCE]
    assert await company.stages() == ["PlanCreated", "InstalmentClaimable", "InstalmentDue"]
    assert await company.owed() == "90000.00"
    await company.agrees()


async def test_a_plan_is_made_once_although_its_contract_takes_effect_twice(company: Company) -> None:
    contract = company.contract()
    said = contract.take_effect()
    await company.hear(said, [told_again(said[1])])
    await company.hear([told_again(said[1])])
    await company.plan(contract)
    assert (await company.said()).count("PlanCreated") == 1
    await company.agrees()


async def test_the_facts_of_a_batch_keep_their_own_causes_and_numbers_follow_the_contracts(company: Company) -> None:
    contracts = [company.contract(f"{number}00.00") for number in range(1, 6)]
    said = [contract.take_effect() for contract in contracts]
    await company.hear(*said)
    plans = [await company.plan(contract) for contract in contracts]
    assert [plan.number for plan in plans] == [f"HK00000{number}" for number in range(1, 6)]
    causes = {event.subject_id: event.cause for event in await company.events() if event.version == 1}
    assert [causes[plan.id] for plan in plans] == [fact.id for _, fact in said]
    await company.agrees()


async def test_terms_that_make_no_plan_are_refused_and_a_revision_mends_them(company: Company) -> None:
    thirty = terms.PaymentTerms(terms=[on_reaching(MilestoneKind.EFFECTIVE, share="30")])
    contract = await company.sign("1000.00", thirty)
    plan = await company.plan(contract)
    assert (plan.state, plan.refusal_reason, list(plan.instalments)) == (pb.PLAN_STATE_REFUSED, "TERMS_DO_NOT_SUM", [])
    assert await company.said() == ["PlanRefused"]
    whole = pb.PlanLine(term=on_reaching(MilestoneKind.EFFECTIVE, name="全款", share="100"))
    request = pb.RevisePaymentPlanRequest(payment_plan_id=plan.id, lines=[whole], reason="补录")
    mended = await company.ask("RevisePaymentPlan", request, by=company.manager)
    assert (mended.state, mended.refusal_reason) == (pb.PLAN_STATE_ACTIVE, "")
    assert await company.said() == ["PlanCreated", "InstalmentClaimable"]
    assert await company.owed() == "1000.00"
    await company.agrees()


# --- milestones ----------------------------------------------------------------------------------


@pytest.mark.capability("R-03")
async def test_a_milestone_reached_makes_what_waited_for_it_owed_and_due_on_a_working_day(company: Company) -> None:
    contract = await company.sign()
    await company.walk_to(date(2026, 2, 22))  # a Sunday in Spring Festival
    await company.said()
    await company.hear(contract.reach())
    _, acceptance, retention = await company.instalments(contract)
    assert (acceptance.claim_state, acceptance.claim_date, acceptance.due_date) == (CLAIMABLE, "2026-02-22", "2026-02-24")
    assert (retention.claim_state, retention.claim_date) == (PLANNED, "2027-02-22")
    assert await company.stages() == ["PlanRevised", "InstalmentClaimable", "InstalmentDueSoon"]
    assert await company.owed() == "270000.00"
    await company.agrees()


@pytest.mark.capability("X-03")
async def test_when_acceptance_slips_a_version_says_why_how_much_moved_and_by_how_many_days(company: Company) -> None:
    contract = await company.sign()
    await company.hear(contract.reschedule(date(2026, 4, 1), "客户土建延期"))
    newest, first = await company.versions(contract)
    assert (newest.number, newest.cause, newest.reason) == (2, pb.VERSION_CAUSE_MILESTONE_RESCHEDULED, "客户土建延期")
    assert (amount(newest.moved), newest.moved_days) == ("210000.01", 30)
    assert [(change.name, change.days) for change in newest.changes] == [("验收款", 30), ("质保金", 30)]
    assert (first.cause, first.made_by) == (pb.VERSION_CAUSE_CREATED, "")
    assert await company.owed() == "90000.00"
    await company.agrees()


async def test_a_milestone_told_before_its_plan_waits_for_the_plan(company: Company) -> None:
    contract = company.contract()
    effective = contract.take_effect()
    await company.hear(contract.reach(on=company.today), effective)
    assert states(await company.instalments(contract)) == [CLAIMABLE, CLAIMABLE, PLANNED]
    assert Counter(await company.stages()) == {"PlanCreated": 1, "PlanRevised": 1, "InstalmentClaimable": 2, "InstalmentDue": 2}
    await company.agrees()


async def test_a_milestone_reached_before_the_contract_took_effect_comes_with_the_contract(company: Company) -> None:
    contract = company.contract(payment=terms.PaymentTerms(terms=[on_reaching(MilestoneKind.SHIPPED, share="100")]))
    await company.hear(contract.reach(SHIPMENT))
    assert not (await company.ask("ListPaymentPlans", pb.ListPaymentPlansRequest())).payment_plans
    await company.hear(contract.take_effect())
    assert states(await company.instalments(contract)) == [CLAIMABLE]
    assert (await company.plan(contract)).plan_version == 1
    await company.agrees()


async def test_an_older_day_that_arrives_later_does_not_move_a_milestone_back(company: Company) -> None:
    contract = await company.sign()
    may, june = contract.reschedule(date(2026, 5, 6), "五月"), contract.reschedule(date(2026, 6, 1), "六月")
    await company.hear(june, may)
    assert (await company.instalments(contract))[1].expected_date == "2026-06-01"
    assert [version.reason for version in await company.versions(contract)] == ["六月", ""]


async def test_two_days_told_in_their_order_give_two_versions_each_with_its_reason(company: Company) -> None:
    contract = await company.sign()
    await company.hear(contract.reschedule(date(2026, 5, 6), "五月"), contract.reschedule(date(2026, 6, 1), "六月"))
    assert [version.reason for version in await company.versions(contract)] == ["六月", "五月", ""]


async def test_what_was_reached_before_the_end_is_owed_although_the_end_is_heard_of_first(company: Company) -> None:
    contract = await company.sign()
    reached, ended = contract.reach(), contract.terminate()
    await company.hear(ended, reached)
    assert states(await company.instalments(contract)) == [CLAIMABLE, CLAIMABLE, CLOSED]
    assert await company.owed() == "270000.00"
    await company.agrees()


async def test_a_draft_that_ends_leaves_nothing_to_wait_for(company: Company) -> None:
    contract = company.contract()
    shipped = contract.reach(SHIPMENT)
    contract.terminated_on = company.today
    await company.hear(contract.hand_over(company.wang), shipped)
    assert not (await company.ask("ListPaymentPlans", pb.ListPaymentPlansRequest())).payment_plans


# --- termination, and other owners ---------------------------------------------------------------


async def test_termination_cancels_what_is_planned_and_nothing_that_is_owed(company: Company) -> None:
    contract = await company.sign()
    await company.said()
    await company.hear(contract.terminate("客户破产"))
    plan = await company.plan(contract)
    assert (plan.state, states(list(plan.instalments))) == (pb.PLAN_STATE_TERMINATED, [CLAIMABLE, CLOSED, CLOSED])
    assert {each.close_reason for each in plan.instalments[1:]} == {pb.CLOSE_REASON_CANCELLED}
    assert (await company.versions(contract))[0].reason == "客户破产"
    assert await company.said() == ["PlanRevised"]
    assert (await company.owed(), await company.balance("PLANNED")) == ("90000.00", "0.00")
    await company.agrees()


async def test_plan_and_instalments_follow_their_contract_to_another_owner_and_region(company: Company) -> None:
    contract = await company.sign(region="华东")
    await company.hear(contract.hand_over(company.wang, "华南"))
    plan = await company.plan(contract)
    assert (plan.owner_id, plan.team_id, plan.region) == (str(company.wang.person_id), str(company.south), "华南")
    assert {(each.owner_id, each.region) for each in plan.instalments} == {(plan.owner_id, "华南")}
    (moved,) = [event for event in await company.events() if event.HasField("previous_scope")]
    assert moved.previous_scope.owner_id == str(company.lin.person_id)
    for who, seen in ((company.lin, 0), (company.wang, 1)):
        mine = company.seeing(who, Reach.OWN)
        assert len((await company.ask("ListPaymentPlans", pb.ListPaymentPlansRequest(), by=mine)).payment_plans) == seen
        assert len((await company.ask("ListInstalments", pb.ListInstalmentsRequest(), by=mine)).instalments) == 3 * seen
    before = company.seeing(company.lin, Reach.OWN)
    await company.refused("NOT_FOUND", "GetPaymentPlan", pb.GetPaymentPlanRequest(payment_plan_id=plan.id), by=before)


async def test_a_contract_that_changed_hands_before_its_plan_was_made_gives_the_plan_to_the_new_owner(company: Company) -> None:
    contract = company.contract()
    effective = contract.take_effect()
    await company.hear(contract.hand_over(company.wang), effective)
    assert (await company.plan(contract)).owner_id == str(company.wang.person_id)


# --- revising ------------------------------------------------------------------------------------


@pytest.mark.capability("M-02")
async def test_a_revision_keeps_ids_and_says_what_changed_and_who_did_it(company: Company) -> None:
    contract = await company.sign()
    plan = await company.plan(contract)
    advance, acceptance, retention = plan.instalments
    lines = [pb.PlanLine(instalment_id=advance.id), pb.PlanLine(instalment_id=acceptance.id), on_acceptance("培训款", "30000.01")]
    lines[1].term.CopyFrom(on_reaching(MilestoneKind.FINAL_ACCEPTANCE, name="验收款", amount=cny("180000.00")))
    revision = await company.ask_revision(plan, *lines)
    kinds = [pb.CHANGE_KIND_CHANGED, pb.CHANGE_KIND_ADDED, pb.CHANGE_KIND_CANCELLED]
    assert (revision.state, revision.number, [change.kind for change in revision.changes]) == (ASKED, "BG000001", kinds)
    assert await company.plan(contract) == plan
    assert (await company.approve(revision)).state == ASKED
    assert await company.plan(contract) == plan
    applied = await company.confirm(revision)
    assert (applied.state, applied.asked_by, applied.approved_by, applied.confirmed_by) == (
        pb.REVISION_STATE_APPLIED,
        *(str(person.person_id) for person in (company.lin, company.head, company.manager)),
    )
    revised = await company.plan(contract)
    assert [(each.name, each.id) for each in revised.instalments[:2]] == [("预付款", advance.id), ("验收款", acceptance.id)]
    assert (revised.instalments[3].id, revised.instalments[3].close_reason) == (retention.id, pb.CLOSE_REASON_CANCELLED)
    newest = (await company.versions(contract))[0]
    assert (newest.made_by, newest.reason) == (str(company.manager.person_id), "补充协议")
    assert [change.kind for change in newest.changes] == kinds
    told = [name for name in await company.said() if name.startswith("PlanRev")]
    assert Counter(told) == {"PlanRevisionAsked": 1, "PlanRevisionApproved": 2, "PlanRevised": 1}
    listed = await company.ask("ListPlanRevisions", pb.ListPlanRevisionsRequest(filter="state = APPLIED", search="补充"))
    assert list(listed.plan_revisions) == [await company.ask("GetPlanRevision", pb.GetPlanRevisionRequest(plan_revision_id=revision.id))]
    await company.agrees()


async def test_three_different_persons_revise_a_plan_and_none_of_them_owns_its_contract(company: Company) -> None:
    contract = await company.sign()
    revision = await company.ask_revision(await company.plan(contract), on_acceptance("全款", "300000.01"), by=company.head)
    approve = pb.ApprovePlanRevisionRequest(plan_revision_id=revision.id)
    confirm = pb.ConfirmPlanRevisionRequest(plan_revision_id=revision.id)
    both = ("plan_revision.read", "plan.read", "plan_revision.approve", "plan_revision.confirm")
    await company.refused("MAKER_IS_CHECKER", "ApprovePlanRevision", approve, by=company.head)
    owner = company.somebody(*both, person_id=company.lin.person_id)
    await company.refused("MAKER_IS_CHECKER", "ApprovePlanRevision", approve, by=owner)
    somebody = company.somebody(*both)
    await company.ask("ConfirmPlanRevision", confirm, by=somebody)
    await company.refused("MAKER_IS_CHECKER", "ApprovePlanRevision", approve, by=somebody)
    await company.refused("APPROVED_ALREADY", "ConfirmPlanRevision", confirm, by=company.manager)
    assert (await company.ask("ApprovePlanRevision", approve, by=company.somebody(*both))).state == pb.REVISION_STATE_APPLIED
    await company.agrees()


async def test_a_revision_is_out_of_date_once_the_plan_changed_and_ends_when_somebody_turns_it_down(company: Company) -> None:
    contract = await company.sign()
    plan = await company.plan(contract)
    late, unwanted = [await company.ask_revision(plan, on_acceptance("全款", "300000.01")) for _ in range(2)]
    reject = pb.RejectPlanRevisionRequest(plan_revision_id=unwanted.id, reason="与合同不符")
    assert (await company.ask("RejectPlanRevision", reject, by=company.manager)).state == pb.REVISION_STATE_REJECTED
    await company.refused(
        "REVISION_ENDED", "ApprovePlanRevision", pb.ApprovePlanRevisionRequest(plan_revision_id=unwanted.id), by=company.head
    )
    await company.approve(late)
    await company.hear(contract.reschedule(date(2026, 4, 1)))
    before = await company.plan(contract)
    outdated = await company.confirm(late)
    assert (outdated.state, await company.plan(contract)) == (pb.REVISION_STATE_OUTDATED, before)


async def test_revisions_that_make_no_sense_are_refused_and_nothing_changes(company: Company) -> None:
    contract = await company.sign()
    plan = await company.plan(contract)
    advance, acceptance, _ = plan.instalments

    async def refused(reason: str, *lines: pb.PlanLine, why: str = "补充协议") -> None:
        body = pb.PlanRevision(payment_plan_id=plan.id, lines=lines, reason=why)
        await company.refused(reason, "CreatePlanRevision", pb.CreatePlanRevisionRequest(plan_revision=body), by=company.lin)

    await refused("TERMS_DO_NOT_SUM", pb.PlanLine(instalment_id=advance.id), pb.PlanLine(instalment_id=acceptance.id))
    await refused("TERM_MISSING", pb.PlanLine())
    await refused("NOTHING_CHANGES", *(pb.PlanLine(instalment_id=each.id) for each in plan.instalments))
    paid_meanwhile = await company.ask_revision(plan, on_acceptance("全款", "300000.01"))
    await company.approve(paid_meanwhile)
    await company.pay(advance, "10.00")
    await refused("INSTALMENT_TOUCHED", on_acceptance("全款", "300000.01"))
    confirm = pb.ConfirmPlanRevisionRequest(plan_revision_id=paid_meanwhile.id)
    await company.refused("INSTALMENT_TOUCHED", "ConfirmPlanRevision", confirm, by=company.manager)
    await company.hear(contract.terminate())
    await refused("PLAN_TERMINATED", pb.PlanLine(instalment_id=advance.id))
    request = pb.RevisePaymentPlanRequest(payment_plan_id=plan.id, lines=[pb.PlanLine(instalment_id=advance.id)], reason="x")
    await company.refused("REVISION_NEEDED", "RevisePaymentPlan", request, by=company.manager)
    own = company.somebody("plan.read", "plan.revise", person_id=company.lin.person_id)
    await company.refused("MAKER_IS_CHECKER", "RevisePaymentPlan", request, by=own)
    await company.agrees()


async def test_what_integrators_keep_with_a_plan_changes_without_a_version(company: Company) -> None:
    contract = await company.sign()
    plan = await company.plan(contract)
    refs = [common.ExternalRef(system="sap", external_id="4711")]
    request = pb.UpdatePaymentPlanRequest(payment_plan_id=plan.id, payment_plan=pb.PaymentPlan(external_refs=refs), etag=plan.etag)
    updated = await company.ask("UpdatePaymentPlan", request)
    assert (updated.external_refs[0].external_id, updated.plan_version) == ("4711", 1)
    await company.refused("STALE_ETAG", "UpdatePaymentPlan", request)
