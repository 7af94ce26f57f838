"""Commands on pools."""

from sqlalchemy import select, update

from chassis import in_use
from chassis.errors import precondition
from chassis.messages import values
from chassis.service import command
from chassis.unit_of_work import UnitOfWork
from crm.leads.v1 import leads_pb2 as pb
from leads import known
from leads import tables as t
from leads.domain.lead_pool import LeadPool


@command
async def create_lead_pool(request: pb.CreateLeadPoolRequest, uow: UnitOfWork) -> LeadPool:
    given = values(request.lead_pool)
    pool = LeadPool(id=uow.new_id(), tenant_id=uow.tenant_id, create_time=uow.now, update_time=uow.now, name=given.pop("name"))
    pool.revise(**given)
    return uow.add(pool)


@command
async def update_lead_pool(request: pb.UpdateLeadPoolRequest, uow: UnitOfWork) -> LeadPool:
    pool = await uow.get(LeadPool, request.lead_pool_id, etag=request.etag)
    before = pool.responsible_team_id
    pool.revise(**values(request.lead_pool, request.update_mask))
    if pool.responsible_team_id != before:
        lead = t.lead.c
        lying = (lead.tenant_id == uow.tenant_id, lead.pool_id == pool.id)
        await uow.execute(update(t.lead).where(*lying).values(team_id=pool.responsible_team_id))
    return pool


@command
async def archive_lead_pool(request: pb.ArchiveLeadPoolRequest, uow: UnitOfWork) -> LeadPool:
    pool = await uow.get(LeadPool, request.lead_pool_id, etag=request.etag)
    if pool.id == (await known.settings(uow)).default_pool_id:
        raise precondition("POOL_IN_USE", "This is the default pool; choose another one in the settings first.")
    await in_use.hold_alone(uow, t.lead_pool, pool.id)
    lead = t.lead.c
    lying = (lead.tenant_id == uow.tenant_id, lead.pool_id == pool.id)
    async with uow.beyond_scope("whether a pool is empty"):
        full = (await uow.execute(select(lead.id).where(*lying).limit(1))).first() is not None
    if full:
        raise precondition("POOL_IN_USE", "Leads lie in this pool; assign them or put them into another one first.")
    pool.archive(uow.now)
    return pool


@command
async def restore_lead_pool(request: pb.RestoreLeadPoolRequest, uow: UnitOfWork) -> LeadPool:
    pool = await uow.get(LeadPool, request.lead_pool_id, etag=request.etag)
    pool.restore()
    return pool
