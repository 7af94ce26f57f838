"""What time causes for imports."""

from sqlalchemy import delete

from chassis.service import Due, timer
from chassis.unit_of_work import UnitOfWork
from identity import tables as t
from identity.domain.imports import Import
from identity.jobs import IMPORTER, go_on, worker


@timer("import")
async def run_import(due: Due, uow: UnitOfWork) -> None:
    await go_on(await uow.get(Import, due.subject_id), IMPORTER, uow)


@timer("import_expiry")
async def expire_import(due: Due, uow: UnitOfWork) -> None:
    """It may be deleted twice, so a crash before the commit does no harm."""
    found = await uow.get(Import, due.subject_id)
    await worker(uow.extras, IMPORTER).discard(uow.tenant_id, found.id)
    row = t.import_row.c
    await uow.execute(delete(t.import_row).where(row.tenant_id == uow.tenant_id, row.import_id == found.id))
    found.expire()
