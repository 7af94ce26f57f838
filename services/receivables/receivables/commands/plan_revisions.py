"""Commands on revisions of plans: asked for by one person, approved by two others."""

from chassis.service import command
from chassis.unit_of_work import UnitOfWork
from crm.receivables.v1 import receivables_pb2 as pb
from receivables import known
from receivables.books import journal_of, open_journal, post
from receivables.commands.plans import lines_of
from receivables.domain.contract import give
from receivables.domain.plan import PaymentPlan
from receivables.domain.plan_revision import PlanRevision
from receivables.domain.terms import rule_of


@command
async def create_plan_revision(request: pb.CreatePlanRevisionRequest, uow: UnitOfWork) -> PlanRevision:
    asked = request.plan_revision
    draft = await uow.draft(PaymentPlan, asked.payment_plan_id)
    revision = PlanRevision(
        id=uow.new_id(),
        tenant_id=uow.tenant_id,
        create_time=uow.now,
        update_time=uow.now,
        payment_plan_id=draft.id,
        contract_id=draft.contract_id,
        contract_number=draft.contract_number,
        customer_id=draft.customer_id,
        legal_entity_id=draft.legal_entity_id,
        currency=draft.currency,
        plan_version=draft.plan_version,
        lines=lines_of(asked.lines, "plan_revision.lines"),
        non_working_day_rule=rule_of(asked.non_working_day_rule) if asked.non_working_day_rule else None,
        reason=asked.reason,
        asked_by=uow.principal.person_id,
    )
    give(revision, draft.belonging)
    revision.preview(draft, calendar=await known.calendar_of(uow, draft.legal_entity_id), journal=journal_of(uow))
    return uow.add(revision)


@command
async def approve_plan_revision(request: pb.ApprovePlanRevisionRequest, uow: UnitOfWork) -> PlanRevision:
    revision = await uow.get(PlanRevision, request.plan_revision_id, etag=request.etag)
    revision.approve(uow.principal.person_id, uow.now)
    return await _decided(revision, uow)


@command
async def confirm_plan_revision(request: pb.ConfirmPlanRevisionRequest, uow: UnitOfWork) -> PlanRevision:
    revision = await uow.get(PlanRevision, request.plan_revision_id, etag=request.etag)
    revision.confirm(uow.principal.person_id, uow.now)
    return await _decided(revision, uow)


@command
async def reject_plan_revision(request: pb.RejectPlanRevisionRequest, uow: UnitOfWork) -> PlanRevision:
    revision = await uow.get(PlanRevision, request.plan_revision_id, etag=request.etag)
    revision.reject(request.reason, by=uow.principal.person_id, at=uow.now)
    return revision


async def _decided(revision: PlanRevision, uow: UnitOfWork) -> PlanRevision:
    plan = await known.plan_under_lock(uow, revision.payment_plan_id)
    journal = await open_journal(uow, plan.legal_entity_id) if revision.is_approved else journal_of(uow)
    calendar = await known.calendar_of(uow, plan.legal_entity_id)
    revision.decide(plan, calendar=calendar, journal=journal, dunning=(await known.settings(uow)).dunning)
    post(uow, journal)
    return revision
