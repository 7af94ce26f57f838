"""Putting a lead into a pool: every part in it ends, and the pool's team answers for it."""

from chassis import assignments
from chassis.reasons import Reason
from chassis.unit_of_work import UnitOfWork
from leads import known
from leads.domain.lead import Lead
from leads.domain.lead_pool import LeadPool
from leads.intake import KIND


async def put(uow: UnitOfWork, lead: Lead, pool: LeadPool, reason: Reason) -> None:
    await known.keep_pool(uow, pool)
    before = lead.owner_id
    await assignments.let_go(uow, lead, KIND)
    lead.pooled(pool.id, pool.name, pool.responsible_team_id, before, reason, uow.now)
