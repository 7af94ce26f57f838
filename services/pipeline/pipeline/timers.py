"""What time causes. Days begin at midnight where the tenant is; what fires then is re-read, for something may have happened meanwhile."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from chassis.service import Due, timer
from chassis.unit_of_work import UnitOfWork
from pipeline import reviewing
from pipeline.commands import known
from pipeline.domain.contract import Contract
from pipeline.domain.opportunity import Opportunity
from pipeline.domain.opportunity_parts import OpportunityState
from pipeline.domain.opportunity_watch import OpportunityWatch
from pipeline.domain.pipeline_review import PipelineReview

MILESTONE_LATE, CONTRACT_EXPIRING = "milestone_late", "contract_expiring"
NEGLECTED, SILENT, STALLED = "opportunity_neglected", "opportunity_silent", "opportunity_stalled"
REVIEW = "pipeline_review"
Timers = Mapping[tuple[str, str], date]


def contract_timers(contract: Contract) -> Timers:
    """One for each milestone that is still to come, at the beginning of the day after its expected date, and one for the end."""
    late = {(MILESTONE_LATE, str(milestone_id)): late_date for milestone_id, late_date in contract.late_dates.items()}
    return late if contract.expiring_date is None else {**late, (CONTRACT_EXPIRING, ""): contract.expiring_date}


def opportunity_watch_timers(watch: OpportunityWatch) -> Timers:
    days = {NEGLECTED: watch.neglect_date, SILENT: watch.silent_date, STALLED: watch.stall_date}
    return {(kind, ""): day for kind, day in days.items() if day is not None}


def pipeline_review_timers(review: PipelineReview) -> Timers:
    return {(REVIEW, ""): review.next_date}


@timer(MILESTONE_LATE, of=Contract)
async def tell_late_milestone(due: Due, uow: UnitOfWork) -> None:
    """The slot is the milestone's id. What was rescheduled or reached in the meantime is not late."""
    contract = await uow.get(Contract, due.subject_id, archived=True)
    contract.tell_late(UUID(due.slot), today=uow.today)


@timer(CONTRACT_EXPIRING, of=Contract)
async def tell_expiring_contract(due: Due, uow: UnitOfWork) -> None:
    contract = await uow.get(Contract, due.subject_id, archived=True)
    contract.tell_expiring(today=uow.today)


@timer(NEGLECTED, of=OpportunityWatch)
async def tell_neglected_opportunity(due: Due, uow: UnitOfWork) -> None:
    watch = await uow.get(OpportunityWatch, due.subject_id)
    if (opportunity := await _open(watch, uow)) is not None:
        watch.tell_neglected(opportunity, today=uow.today, at=uow.now)


@timer(SILENT, of=OpportunityWatch)
async def tell_silent_opportunity(due: Due, uow: UnitOfWork) -> None:
    watch = await uow.get(OpportunityWatch, due.subject_id)
    if (opportunity := await _open(watch, uow)) is not None:
        watch.tell_silent(opportunity, today=uow.today, at=uow.now)


@timer(STALLED, of=OpportunityWatch)
async def tell_stalled_opportunity(due: Due, uow: UnitOfWork) -> None:
    watch = await uow.get(OpportunityWatch, due.subject_id)
    if (opportunity := await _open(watch, uow)) is not None:
        process = await known.sales_process(uow, opportunity.sales_process_id)
        watch.tell_stalled(opportunity, process.stage(opportunity.stage), today=uow.today, at=uow.now)


async def _open(watch: OpportunityWatch, uow: UnitOfWork) -> Opportunity | None:
    """What is watched. A talk that was told of while somebody closed the opportunity may have wound up a clock: that one stops here."""
    opportunity = await uow.get(Opportunity, watch.opportunity_id, archived=True)
    if opportunity.state == OpportunityState.OPEN and opportunity.archive_time is None:
        return opportunity
    watch.rest()
    return None


@timer(REVIEW)
async def review_pipeline(due: Due, uow: UnitOfWork) -> None:
    """Every night: how long stages usually take, and who wins too little."""
    review = await uow.get(PipelineReview, due.subject_id)
    if review.next_date <= uow.today:
        await reviewing.measure_stages(uow)
        seen = await reviewing.tell_low_conversion(uow, review)
        review.done(uow.today, idle=seen == 0)
