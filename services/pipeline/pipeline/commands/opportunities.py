"""Commands on opportunities: what they are about and whose they are. How they move on is in opportunity_moves."""

from typing import Any
from uuid import UUID

from chassis import assignments, external
from chassis.batch import create_rows
from chassis.errors import invalid
from chassis.ids import well_formed
from chassis.messages import merged, values
from chassis.reasons import said
from chassis.service import command
from chassis.unit_of_work import UnitOfWork
from chassis.validation import require
from crm.common.v1 import types_pb2 as common
from crm.pipeline.v1 import pipeline_pb2 as pb
from pipeline import tables as t
from pipeline import watching
from pipeline.commands import drafts, known
from pipeline.domain.opportunity import Opportunity
from pipeline.domain.process import SalesProcess

KIND = "opportunity"
LINES = "opportunity.lines"


@command
async def create_opportunity(request: pb.CreateOpportunityRequest, uow: UnitOfWork) -> Opportunity:
    given = values(request.opportunity)
    process = await known.sales_process(uow, given.pop("sales_process_id"))
    owner_id: UUID | None = given.pop("owner_id") or uow.principal.person_id
    lines = given.pop("lines")
    opportunity = Opportunity(
        id=uow.new_id(),
        tenant_id=uow.tenant_id,
        create_time=uow.now,
        update_time=uow.now,
        name=given.pop("name"),
        sales_process_id=process.id,
        currency=await _currency(uow, request.opportunity),
    )
    await _check(uow, given)
    opportunity.revise(process, **given)
    await _set_lines(uow, opportunity, lines)
    if owner_id is not None:
        await assignments.own(uow, opportunity, KIND, owner_id, since=opportunity.open_date if uow.historical else None)
    await _begin(opportunity, process, request, uow)
    uow.add(opportunity)
    await watching.begin(uow, opportunity, process)
    return opportunity


async def _begin(opportunity: Opportunity, process: SalesProcess, request: pb.CreateOpportunityRequest, uow: UnitOfWork) -> None:
    if uow.historical:
        past = drafts.opportunity_history(values(request.history))
        if past.loss_reason_id is not None:
            await known.require_loss_reason(uow, past.loss_reason_id, "history.loss_reason_id")
        opportunity.recall(process, past, today=uow.today, entry_id=uow.new_id())
    elif request.HasField("history"):
        raise invalid("history", "Only a historical batch tells how it went on.", "NOT_HISTORICAL")
    else:
        calendar = await known.calendar(uow, opportunity.legal_entity_id)
        opportunity.open(process, on=uow.today, entry_id=uow.new_id(), by=uow.principal.person_id, calendar=calendar)


@command
async def batch_create_opportunities(request: pb.BatchCreateOpportunitiesRequest, uow: UnitOfWork) -> pb.BatchCreateOpportunitiesResponse:
    given = [row.opportunity for row in request.requests]
    await known.rows(uow, t.copy_account, well_formed(each.account_id for each in given))
    await known.rows(uow, t.product, well_formed(line.product_id for each in given for line in each.lines))
    await assignments.learn_teams(uow, well_formed(each.owner_id for each in given))
    return pb.BatchCreateOpportunitiesResponse(verdicts=await create_rows(request.requests, create_opportunity, uow, kind=KIND))


@command
async def upsert_opportunity(request: pb.UpsertOpportunityRequest, uow: UnitOfWork) -> Opportunity:
    opportunity = await uow.by_external(Opportunity, request.system, request.company_code, request.external_id)
    if opportunity is None:
        require(request.opportunity, "opportunity")
        external.add(request.opportunity.external_refs, request.system, request.company_code, request.external_id)
        return await create_opportunity(pb.CreateOpportunityRequest(opportunity=request.opportunity), uow)
    await _revise(opportunity, request, uow)
    return opportunity


@command
async def update_opportunity(request: pb.UpdateOpportunityRequest, uow: UnitOfWork) -> Opportunity:
    opportunity = await uow.get(Opportunity, request.opportunity_id, etag=request.etag)
    await _revise(opportunity, request, uow)
    return opportunity


@command
async def archive_opportunity(request: pb.ArchiveOpportunityRequest, uow: UnitOfWork) -> Opportunity:
    contracted = await known.has_contract(uow, UUID(request.opportunity_id))
    opportunity = await uow.get(Opportunity, request.opportunity_id, etag=request.etag, archived=True)
    opportunity.require_no_contract(contracted=contracted)
    opportunity.archive(uow.now)
    await watching.rest(uow, opportunity)
    return opportunity


@command
async def restore_opportunity(request: pb.RestoreOpportunityRequest, uow: UnitOfWork) -> Opportunity:
    opportunity = await uow.get(Opportunity, request.opportunity_id, etag=request.etag, archived=True)
    opportunity.restore()
    await watching.begin_again(uow, opportunity, await known.sales_process(uow, opportunity.sales_process_id))
    return opportunity


@command
async def assign_opportunity(request: pb.AssignOpportunityRequest, uow: UnitOfWork) -> common.Assignment:
    opportunity = await uow.get(Opportunity, request.opportunity_id)
    before = opportunity.owner_id
    made = await assignments.assign(uow, opportunity, KIND, request.assignment)
    if opportunity.owner_id != before:
        opportunity.assigned(before, said(request.assignment.reason))
    return made


@command
async def end_opportunity_assignment(request: pb.EndOpportunityAssignmentRequest, uow: UnitOfWork) -> common.Assignment:
    opportunity = await uow.get(Opportunity, request.opportunity_id)
    return await assignments.end(uow, opportunity, KIND, request)


async def _revise(opportunity: Opportunity, request: pb.UpdateOpportunityRequest | pb.UpsertOpportunityRequest, uow: UnitOfWork) -> None:
    changes = values(request.opportunity, request.update_mask)
    if changes.pop("owner_id", opportunity.owner_id) != opportunity.owner_id:
        raise invalid("opportunity.owner_id", "An owner is changed by assigning another one (…/assignments).", "USE_ASSIGNMENTS")
    lines = changes.pop("lines", None)
    for name in ("custom", "questions"):
        if name in changes:
            changes[name] = merged(getattr(opportunity, name), changes[name])
    await _check(uow, changes, opportunity.account_id)
    opportunity.revise(await known.sales_process(uow, opportunity.sales_process_id), **changes)
    if lines is not None:
        await _set_lines(uow, opportunity, lines)


async def _check(uow: UnitOfWork, given: dict[str, Any], present_account_id: UUID | None = None) -> None:
    """What the values refer to must exist."""
    if (account_id := given.get("account_id")) and account_id != present_account_id:
        await known.require_account(uow, account_id, "opportunity.account_id")
    if legal_entity_id := given.get("legal_entity_id"):
        await known.legal_entity(uow, legal_entity_id, "opportunity.legal_entity_id")


async def _set_lines(uow: UnitOfWork, opportunity: Opportunity, given: list[dict[str, Any]]) -> None:
    sold = [line.product_id for line in opportunity.lines]
    await known.require_products(uow, [line["product_id"] for line in given], LINES, sold=sold)
    opportunity.set_lines(drafts.opportunity_lines(given), uow.new_id)


async def _currency(uow: UnitOfWork, given: pb.Opportunity) -> str:
    return given.currency or given.expected_amount.currency_code or await known.currency(uow)
