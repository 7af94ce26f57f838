"""Commands that move an opportunity on, end it, or take it up again."""

from datetime import date
from uuid import UUID

from chassis.messages import values
from chassis.service import command
from chassis.unit_of_work import UnitOfWork
from crm.pipeline.v1 import pipeline_pb2 as pb
from pipeline import watching
from pipeline.commands import known
from pipeline.domain.loss_reason import LossReason
from pipeline.domain.opportunity import Opportunity


@command
async def advance_opportunity(request: pb.AdvanceOpportunityRequest, uow: UnitOfWork) -> Opportunity:
    opportunity = await uow.get(Opportunity, request.opportunity_id, etag=request.etag)
    process = await known.sales_process(uow, opportunity.sales_process_id)
    by, calendar = uow.principal.person_id, await known.calendar(uow, opportunity.legal_entity_id)
    opportunity.advance(process, request.stage, on=uow.today, entry_id=uow.new_id(), by=by, calendar=calendar, note=request.note)
    await watching.enter_stage(uow, opportunity, process)
    return opportunity


@command
async def win_opportunity(request: pb.WinOpportunityRequest, uow: UnitOfWork) -> Opportunity:
    opportunity = await uow.get(Opportunity, request.opportunity_id, etag=request.etag)
    given = values(request)
    opportunity.win(given["won_amount"], on=given["close_date"] or uow.today, today=uow.today)
    await watching.rest(uow, opportunity)
    return opportunity


@command
async def lose_opportunity(request: pb.LoseOpportunityRequest, uow: UnitOfWork) -> Opportunity:
    opportunity = await uow.get(Opportunity, request.opportunity_id, etag=request.etag)
    reason = await uow.get(LossReason, request.loss_reason_id)
    on = date.fromisoformat(request.close_date) if request.close_date else uow.today
    opportunity.lose(reason, request.loss_detail, request.competitor, on=on, today=uow.today)
    await watching.rest(uow, opportunity)
    return opportunity


@command
async def reopen_opportunity(request: pb.ReopenOpportunityRequest, uow: UnitOfWork) -> Opportunity:
    contracted = await known.has_contract(uow, UUID(request.opportunity_id))
    opportunity = await uow.get(Opportunity, request.opportunity_id, etag=request.etag)
    process = await known.sales_process(uow, opportunity.sales_process_id)
    by, calendar = uow.principal.person_id, await known.calendar(uow, opportunity.legal_entity_id)
    entry_id = uow.new_id()
    opportunity.reopen(process, request.reason, on=uow.today, entry_id=entry_id, by=by, contracted=contracted, calendar=calendar)
    await watching.begin_again(uow, opportunity, process)
    return opportunity
