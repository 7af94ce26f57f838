"""What time causes for imports. Who works on them is told from outside: only the HTTP side reaches every member and the store of files."""

from collections.abc import Mapping
from functools import partial
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import delete

from chassis.runtime import Runtime
from chassis.service import Due, timer
from chassis.unit_of_work import UnitOfWork
from identity import tables as t
from identity.domain.imports import Import

IMPORTER = "importer"


class Importer(Protocol):
    async def work(self, tenant_id: UUID, import_id: UUID, attempt: int) -> None:
        """Goes on with the present step, only as ContinueImport allows, and says how it ended."""

    async def discard(self, tenant_id: UUID, import_id: UUID) -> None:
        """Deletes the file."""


@timer("import")
async def run_import(due: Due, uow: UnitOfWork) -> None:
    """Starts the work, or lets go on what works here already. Of several replicas one gets the timer."""
    found = await uow.get(Import, due.subject_id)
    if uow.background.is_running(str(found.id)):
        found.hold(uow.now)
    elif found.begin(uow.now):
        uow.start_afterwards(str(found.id), partial(_work, uow.tenant_id, found.id, found.attempt))


@timer("import_expiry")
async def expire_import(due: Due, uow: UnitOfWork) -> None:
    """It may be deleted twice, so a crash before the commit does no harm."""
    found = await uow.get(Import, due.subject_id)
    await importer_of(uow.extras).discard(uow.tenant_id, found.id)
    row = t.import_row.c
    await uow.execute(delete(t.import_row).where(row.tenant_id == uow.tenant_id, row.import_id == found.id))
    found.expire()


async def _work(tenant_id: UUID, id: UUID, attempt: int, runtime: Runtime) -> None:
    await importer_of(runtime.extras).work(tenant_id, id, attempt)


def importer_of(extras: Mapping[str, Any]) -> Importer:
    found: Importer = extras[IMPORTER]
    return found
