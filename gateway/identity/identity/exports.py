"""What time causes for exports. Who writes them is told from outside: only the HTTP side reaches every member and the store of files."""

from collections.abc import Mapping
from functools import partial
from typing import Any, Protocol
from uuid import UUID

from chassis.runtime import Runtime
from chassis.service import Due, timer
from chassis.unit_of_work import UnitOfWork
from identity.domain.export import Export

EXPORTER = "exporter"


class Exporter(Protocol):
    async def write(self, tenant_id: UUID, export_id: UUID, attempt: int) -> None:
        """Writes the file, going on only as ContinueExport allows, and says how it ended."""

    async def discard(self, tenant_id: UUID, export_id: UUID) -> None:
        """Deletes whatever is stored of it."""


@timer("export")
async def run_export(due: Due, uow: UnitOfWork) -> None:
    """Starts the writing, or lets go on what writes here already. Of several replicas one gets the timer."""
    export = await uow.get(Export, due.subject_id)
    if uow.background.is_running(str(export.id)):
        export.hold(uow.now)
    elif export.begin(uow.now):
        uow.start_afterwards(str(export.id), partial(_write, uow.tenant_id, export.id, export.attempt))


@timer("export_expiry")
async def expire_export(due: Due, uow: UnitOfWork) -> None:
    """Also what tries that came to nothing left behind. It may be deleted twice, so a crash before the commit does no harm."""
    export = await uow.get(Export, due.subject_id)
    await exporter_of(uow.extras).discard(uow.tenant_id, export.id)
    export.expire()


async def _write(tenant_id: UUID, id: UUID, attempt: int, runtime: Runtime) -> None:
    await exporter_of(runtime.extras).write(tenant_id, id, attempt)


def exporter_of(extras: Mapping[str, Any]) -> Exporter:
    found: Exporter = extras[EXPORTER]
    return found
