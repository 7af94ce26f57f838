"""The push engine's answers about one opportunity: what endangers it, and what to do next."""

from collections.abc import AsyncIterator
from datetime import timedelta

from sqlalchemy import select

from chassis.days import start_of_day
from chassis.messages import to_message
from chassis.reader import Reader
from chassis.service import query
from chassis.tables import copy_legal_entity
from crm.pipeline.v1 import pipeline_pb2 as pb
from pipeline import tables as t
from pipeline.commands import known
from pipeline.domain.contract import Contract
from pipeline.domain.contract_parts import ContractState
from pipeline.domain.next_step import Agreed, Situation, next_step
from pipeline.domain.opportunity import Opportunity
from pipeline.domain.opportunity_parts import OpportunityState
from pipeline.domain.opportunity_watch import OpportunityWatch
from pipeline.domain.process import SalesProcess
from pipeline.domain.warnings import Warned, WarningKind, gravest_first


@query
async def report_opportunity_warnings(request: pb.ReportOpportunityWarningsRequest, reader: Reader) -> pb.OpportunityWarnings:
    opportunity = await reader.get(Opportunity, request.opportunity_id)
    process = await reader.get(SalesProcess, str(opportunity.sales_process_id))
    watch = await _watch(opportunity, reader)
    warnings = await _warnings(opportunity, process, watch, reader)
    return pb.OpportunityWarnings(
        warnings=[each.message() for each in gravest_first(warnings)],
        watch=to_message(pb.OpportunityWatch, watch) if watch is not None else None,
    )


@query
async def get_next_step(request: pb.GetNextStepRequest, reader: Reader) -> pb.NextStep:
    opportunity = await reader.get(Opportunity, request.opportunity_id)
    process = await reader.get(SalesProcess, str(opportunity.sales_process_id))
    watch = await _watch(opportunity, reader)
    situation = Situation(
        opportunity=opportunity,
        process=process,
        today=reader.today,
        warnings=await _warnings(opportunity, process, watch, reader),
        plan=await _plan(opportunity, process, reader),
        agreed=Agreed(next_step=watch.next_step, next_step_date=watch.next_step_date, neglect_date=watch.neglect_date)
        if watch is not None
        else Agreed(),
    )
    return next_step(situation)


async def _watch(opportunity: Opportunity, reader: Reader) -> OpportunityWatch | None:
    """None of what was opened before anything was watched."""
    watch = t.opportunity_watch.c
    there = select(watch.id).where(watch.tenant_id == reader.tenant_id, watch.opportunity_id == opportunity.id)
    found = (await reader.execute(there)).scalar()
    return await reader.get(OpportunityWatch, str(found)) if found is not None else None


async def _warnings(opportunity: Opportunity, process: SalesProcess, watch: OpportunityWatch | None, reader: Reader) -> list[Warned]:
    found = [each async for each in _late_milestones(opportunity, reader)]
    if watch is not None:
        paused = watch.pause_time.astimezone(reader.runtime.clock.zone(reader.tenant_id)).date()
        found += watch.open_warnings(opportunity, process.stage(opportunity.stage), pause_date=paused, today=reader.today)
    return found


async def _late_milestones(opportunity: Opportunity, reader: Reader) -> AsyncIterator[Warned]:
    """Of the contracts that came of it, as far as the caller may see them."""
    contract = t.contract.c
    of_it = (contract.tenant_id == reader.tenant_id, contract.opportunity_id == opportunity.id, contract.state == ContractState.EFFECTIVE)
    ids = (await reader.execute(select(contract.id).where(*of_it).order_by(contract.id))).scalars().all()
    zone = reader.runtime.clock.zone(reader.tenant_id)
    for signed in [await reader.get(Contract, str(id)) for id in ids]:
        for milestone in signed.milestones:
            if days := milestone.days_late(reader.today):
                late = start_of_day(reader.today - timedelta(days=days - 1), zone)
                said = {"milestone": milestone.label_zh, "milestone_en": milestone.label, "days": days}
                kind = WarningKind.MILESTONE_LATE
                yield Warned(kind=kind, since=late, parameters=said, contract_id=signed.id, milestone_id=milestone.id)


async def _plan(opportunity: Opportunity, process: SalesProcess, reader: Reader) -> list[pb.PlaybookStep]:
    if opportunity.state != OpportunityState.OPEN or opportunity.stage_entry_date is None:
        return []
    entity = copy_legal_entity.c
    statement = select(entity.id, entity.calendar).where(entity.tenant_id == reader.tenant_id).order_by(entity.id)
    calendar = known.working_days((await reader.execute(statement)).all(), opportunity.legal_entity_id)
    return opportunity.plan(process.stage(opportunity.stage), opportunity.stage_entry_date, calendar)
