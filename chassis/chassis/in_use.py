"""Records that others are put into, like pools: what is put into one, and its going out of use, come one after the other.

The concurrency contract: who puts something in holds the row FOR SHARE until the commit, beside others who do; who takes it out of use
holds it alone, and looks only then whether it is empty.
"""

from uuid import UUID

from sqlalchemy import Table, select

from chassis.unit_of_work import UnitOfWork


async def hold(uow: UnitOfWork, table: Table, id: UUID) -> bool:
    """Keeps it in use until the commit. False where it lies in the recycle bin, also since a moment ago."""
    held = uow.known.setdefault(f"in_use/{table.name}", {})
    if id not in held:
        row = select(table.c.id).where(table.c.tenant_id == uow.tenant_id, table.c.id == id, table.c.archive_time.is_(None))
        held[id] = (await uow.execute(row.with_for_update(read=True))).first() is not None
    return bool(held[id])


async def hold_alone(uow: UnitOfWork, table: Table, id: UUID) -> None:
    """Waits for everybody who is putting something into it; who comes later waits for the commit."""
    await uow.execute(select(table.c.id).where(table.c.tenant_id == uow.tenant_id, table.c.id == id).with_for_update())
