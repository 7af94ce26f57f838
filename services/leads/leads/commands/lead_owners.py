"""Commands that give a lead to somebody: a person, a pool, or back to marketing."""

from uuid import UUID

from chassis import assignments, teams
from chassis.errors import forbidden
from chassis.reasons import said
from chassis.service import command
from chassis.unit_of_work import UnitOfWork
from crm.common.v1 import types_pb2 as common
from crm.leads.v1 import leads_pb2 as pb
from leads import known, pooling
from leads import tables as t
from leads.domain.lead import Lead
from leads.domain.lead_states import LeadState
from leads.domain.reasons import CLAIMED
from leads.intake import KIND


@command
async def assign_lead(request: pb.AssignLeadRequest, uow: UnitOfWork) -> Lead:
    lead = await uow.get(Lead, request.lead_id, etag=request.etag)
    lead.require_assignable()
    before, owner_id = lead.owner_id, UUID(request.owner_id)
    if lead.state is not LeadState.DISQUALIFIED or owner_id != before:
        await assignments.own(uow, lead, KIND, owner_id, reason=said(request.reason))
    lead.begin(uow.now, await known.clocks(uow))
    lead.assigned(before, said(request.reason))
    return lead


@command
async def create_lead_assignment(request: pb.CreateLeadAssignmentRequest, uow: UnitOfWork) -> common.Assignment:
    lead = await uow.get(Lead, request.lead_id)
    lead.require_assignable()
    before = lead.owner_id
    made = await assignments.assign(uow, lead, KIND, request.assignment)
    if lead.owner_id != before:
        lead.begin(uow.now, await known.clocks(uow))
        lead.assigned(before, said(request.assignment.reason))
    return made


@command
async def end_lead_assignment(request: pb.EndLeadAssignmentRequest, uow: UnitOfWork) -> common.Assignment:
    lead = await uow.get(Lead, request.lead_id)
    return await assignments.end(uow, lead, KIND, request)


@command
async def accept_lead(request: pb.AcceptLeadRequest, uow: UnitOfWork) -> Lead:
    lead = await uow.get(Lead, request.lead_id, etag=request.etag)
    lead.accept(uow.now)
    return lead


@command
async def claim_lead(request: pb.ClaimLeadRequest, uow: UnitOfWork) -> Lead:
    """Claims of one person come one after another, so that none passes a limit that another one is just reaching."""
    person_id = uow.principal.person_id
    if person_id is None:
        raise forbidden("PERSON_NEEDED", "Only a person claims leads.")
    await uow.lock("lead_claim", person_id)
    lead = await uow.get(Lead, request.lead_id)
    lead.require_pooled()
    pool = await known.pool(uow, lead.pool_id)
    pool.require_claimable(
        lead,
        person_id,
        await teams.with_those_above(uow, uow.principal.team_ids),
        claimed_today=await known.claimed_today(uow, pool.id, person_id),
        held=await known.held(uow, person_id),
        now=uow.now,
    )
    await assignments.own(uow, lead, KIND, person_id, reason=CLAIMED(pool=pool.name))
    lead.claimed(uow.now, await known.clocks(uow))
    uow.insert(t.lead_claim, id=uow.new_id(), pool_id=pool.id, person_id=person_id, lead_id=lead.id, claim_date=uow.today)
    return lead


@command
async def release_lead(request: pb.ReleaseLeadRequest, uow: UnitOfWork) -> Lead:
    lead = await uow.get(Lead, request.lead_id, etag=request.etag)
    lead.require_releasable()
    await pooling.put(uow, lead, await known.pool(uow, UUID(request.pool_id) if request.pool_id else None), said(request.reason))
    return lead


@command
async def return_lead(request: pb.ReturnLeadRequest, uow: UnitOfWork) -> Lead:
    """To who answers for its source, else to who took it in; to the default pool where that is nobody else who is still there."""
    lead = await uow.get(Lead, request.lead_id, etag=request.etag)
    lead.require_returnable()
    before = lead.owner_id
    answers = (await known.source(uow, lead.source_id)).responsible_id if lead.source_id else None
    for person_id in (answers, lead.captured_by):
        if person_id is not None and person_id != before and await known.is_active(uow, person_id):
            await assignments.own(uow, lead, KIND, person_id, reason=said(request.reason))
            lead.returned(before, said(request.reason), uow.now, await known.clocks(uow))
            return lead
    await pooling.put(uow, lead, await known.pool(uow, None), said(request.reason))
    lead.returned_nowhere(before, request.reason)
    return lead
