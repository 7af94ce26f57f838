"""What time causes: somebody is reminded, and in the end the lead goes to the pool."""

from zoneinfo import ZoneInfo

from chassis.service import Due, timer
from chassis.unit_of_work import UnitOfWork
from leads import known, pooling
from leads.domain.lead import Lead
from leads.domain.lead_clocks import FIRST_FOLLOW_UP, FOLLOW_UP, NOTICE, POOL, UPDATE, WAKE
from leads.domain.reasons import NOT_FOLLOWED_UP, TRY_AGAIN


@timer(FIRST_FOLLOW_UP, of=Lead)
async def miss_first_follow_up(due: Due, uow: UnitOfWork) -> None:
    if (lead := await _waiting(due, uow)) is not None:
        lead.miss_first_follow_up()


@timer(FOLLOW_UP, of=Lead)
async def tell_without_follow_up(due: Due, uow: UnitOfWork) -> None:
    if (lead := await _waiting(due, uow)) is not None:
        lead.neglect(FOLLOW_UP, uow.now)


@timer(UPDATE, of=Lead)
async def tell_without_update(due: Due, uow: UnitOfWork) -> None:
    if (lead := await _waiting(due, uow)) is not None:
        lead.neglect(UPDATE, uow.now)


@timer(NOTICE, of=Lead)
async def warn_of_pool(due: Due, uow: UnitOfWork) -> None:
    if (lead := await _waiting(due, uow)) is not None and lead.pool_due_time is not None:
        zone: ZoneInfo = uow.clock.zone(uow.tenant_id)
        lead.warn_of_pool(lead.pool_due_time.astimezone(zone).date())


@timer(POOL)
async def put_into_pool(due: Due, uow: UnitOfWork) -> None:
    if (lead := await _waiting(due, uow)) is not None:
        since = lead.last_follow_up_time or lead.assign_time or lead.create_time
        await pooling.put(uow, lead, await known.pool(uow, None), NOT_FOLLOWED_UP(days=(uow.now - since).days))


@timer(WAKE)
async def wake(due: Due, uow: UnitOfWork) -> None:
    """The day to try again has come: who had it last does, or whoever takes it from the pool."""
    lead = await uow.get(Lead, due.subject_id, archived=True)
    if not lead.sleeps or lead.wake_date is None or lead.wake_date > uow.today:
        return
    owner_id, reason = lead.owner_id, TRY_AGAIN(before=lead.close_reason)
    if owner_id is not None and await known.is_active(uow, owner_id):
        lead.begin(uow.now, await known.clocks(uow))
        lead.assigned(None, reason)
        return
    await pooling.put(uow, lead, await known.pool(uow, None), reason)


async def _waiting(due: Due, uow: UnitOfWork) -> Lead | None:
    """The lead, where the deadline that came is still the one it has."""
    lead = await uow.get(Lead, due.subject_id, archived=True)
    return lead if lead.timers.get((due.kind, due.slot)) == due.due_time else None
