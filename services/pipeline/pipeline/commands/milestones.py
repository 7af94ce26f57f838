"""Commands on the milestones of a contract; all of them are changes of the contract."""

from datetime import date
from uuid import UUID

from chassis.messages import values
from chassis.service import command
from chassis.unit_of_work import UnitOfWork
from crm.pipeline.v1 import pipeline_pb2 as pb
from pipeline import shipments
from pipeline.commands import drafts, known
from pipeline.domain.contract import Contract
from pipeline.domain.milestone import Milestone, MilestoneSource, Reached


@command
async def create_milestone(request: pb.CreateMilestoneRequest, uow: UnitOfWork) -> Milestone:
    contract = await uow.get(Contract, request.contract_id, etag=request.etag)
    return contract.add_milestone(drafts.milestone(values(request.milestone)), uow.new_id())


@command
async def reach_milestone(request: pb.ReachMilestoneRequest, uow: UnitOfWork) -> Milestone:
    """A person reaches it with evidence; a program, which acts with an API key, may speak for the ERP.

    Goods that must be paid first are shipped once they are."""
    contract = await uow.get(Contract, request.contract_id, etag=request.etag)
    given, by_person = values(request), uow.principal.kind == "user"
    reached = Reached(
        on=given["actual_date"] or uow.today,
        source=MilestoneSource(given["source"] or MilestoneSource.PERSON),
        evidence_attachment_id=given["evidence_attachment_id"],
        by=uow.principal.person_id if by_person else None,
        note=request.note,
    )
    milestone = contract.reach_milestone(given["milestone_id"], reached, today=uow.today, by_system=not by_person)
    await shipments.require_milestone_paid(uow, contract, milestone)
    if reached.evidence_attachment_id is not None:
        await known.require_attachment(uow, reached.evidence_attachment_id, ("contract", contract.id), "evidence_attachment_id")
    return milestone


@command
async def reschedule_milestone(request: pb.RescheduleMilestoneRequest, uow: UnitOfWork) -> Milestone:
    contract = await uow.get(Contract, request.contract_id, etag=request.etag)
    return contract.reschedule_milestone(UUID(request.milestone_id), date.fromisoformat(request.expected_date), request.reason)
