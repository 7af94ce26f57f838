"""What time causes for exports."""

from chassis.service import Due, timer
from chassis.unit_of_work import UnitOfWork
from identity.domain.export import Export
from identity.jobs import EXPORTER, go_on, worker


@timer("export")
async def run_export(due: Due, uow: UnitOfWork) -> None:
    await go_on(await uow.get(Export, due.subject_id), EXPORTER, uow)


@timer("export_expiry")
async def expire_export(due: Due, uow: UnitOfWork) -> None:
    """Also what tries that came to nothing left behind. It may be deleted twice, so a crash before the commit does no harm."""
    export = await uow.get(Export, due.subject_id)
    await worker(uow.extras, EXPORTER).discard(uow.tenant_id, export.id)
    export.expire()
