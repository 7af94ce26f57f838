"""After databases came back from copies of different moments: each service tells anew what it has, then all forget what nobody has.

A service may have come back older than what others remember of it, and would not be believed: copies take only what is newer than
what they have. So an announcement raises every version to the millisecond of one moment, the same for all services. What a copy
knows with an older version, once all announcements were taken, is of records that are lost; it is archived, as if they had been.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import func, select, update

from chassis import tables
from chassis.aggregate import Aggregate
from chassis.copies import CHASSIS_COPIES
from chassis.principal import Principal
from chassis.service import Resource
from chassis.telling import Cause, Change, outbox_rows

if TYPE_CHECKING:
    from chassis.runtime import Runtime
    from chassis.unit_of_work import UnitOfWork

# Records of one transaction.
TOGETHER = 200


async def announce(runtime: Runtime, moment: datetime) -> int:
    """Tells the present state of every published record of every tenant; returns how many. Repeated after a crash, it goes on."""
    told = 0
    for tenant_id in await _tenants(runtime):
        for resource in runtime.service.resources:
            if resource.published:
                told += await _announce(runtime, tenant_id, resource, version_at(moment))
    return told


async def forget(runtime: Runtime, moment: datetime) -> dict[str, int]:
    """Archives in the copies what was not announced at this moment; returns how many of each table, where there are some."""
    copied = {copy.table for copy in (*CHASSIS_COPIES, *runtime.service.copies)}
    lost: dict[str, int] = {}
    for tenant_id in await _tenants(runtime):
        async with runtime.unit_of_work(Principal.service(runtime.service.name, tenant_id, cause="forget"), method="forget") as uow:
            for table in sorted(copied, key=lambda table: table.name):
                unknown = (table.c.tenant_id == tenant_id, table.c.version < version_at(moment), table.c.archived.is_(False))
                gone = (await uow.execute(update(table).where(*unknown).values(archived=True).returning(table.c.id))).all()
                if gone:
                    lost[table.name] = lost.get(table.name, 0) + len(gone)
    return lost


def version_at(moment: datetime) -> int:
    """Milliseconds since 1970: more than any record has changes, and it rises from one restoration to the next."""
    return int(moment.timestamp() * 1000)


async def _tenants(runtime: Runtime) -> Sequence[UUID]:
    async with runtime.database.worker.connect() as connection:
        return (await connection.scalars(select(tables.copy_tenant.c.id).order_by(tables.copy_tenant.c.id))).all()


async def _announce(runtime: Runtime, tenant_id: UUID, resource: Resource, version: int) -> int:
    table, told, last = resource.table, 0, UUID(int=0)
    while True:
        async with runtime.unit_of_work(Principal.service(runtime.service.name, tenant_id, cause="announce"), method="announce") as uow:
            roots = await uow.look_up(resource.kind, table.c.id > last, table.c.version < version, limit=TOGETHER)
            if not roots:
                return told
            await _tell(runtime, uow, roots, resource, version)
        last, told = roots[-1].id, told + len(roots)


async def _tell(runtime: Runtime, uow: UnitOfWork, roots: Sequence[Aggregate], resource: Resource, version: int) -> None:
    table = resource.table
    raised = update(table).where(table.c.tenant_id == uow.tenant_id, table.c.id.in_([root.id for root in roots]))
    values = {"version": func.greatest(table.c.version + 1, version), "sequence": table.c.sequence + 1}
    now_has = {row.id: row for row in await uow.execute(raised.values(values).returning(table.c.id, table.c.version, table.c.sequence))}
    for root in roots:
        root.version, root.sequence = now_has[root.id].version, now_has[root.id].sequence
        # Old news, which reminds nobody of anything.
        root.historical = True
        change = Change(root, resource, Cause(uow.principal, historical=True, traceparent=""), [], None, root.sequence)
        for row in outbox_rows(change, runtime.service.name, runtime.public, now=uow.now, real=runtime.clock.real()):
            uow.insert(tables.outbox, **row)
