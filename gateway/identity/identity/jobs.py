"""Who works on exports and imports. They are told from outside: only the HTTP side reaches every member and the store of files."""

from collections.abc import Mapping
from functools import partial
from typing import Any, Protocol
from uuid import UUID

from chassis.runtime import Runtime
from chassis.unit_of_work import UnitOfWork
from identity.domain.export import Export
from identity.domain.imports import Import

EXPORTER, IMPORTER = "exporter", "importer"


class Worker(Protocol):
    async def work(self, tenant_id: UUID, id: UUID, attempt: int) -> None:
        """One try, going on only as identity allows. Says how it ended."""

    async def discard(self, tenant_id: UUID, id: UUID) -> None:
        """Deletes whatever is stored of it. It may be asked for twice."""


def worker(extras: Mapping[str, Any], name: str) -> Worker:
    found: Worker = extras[name]
    return found


async def go_on(job: Export | Import, name: str, uow: UnitOfWork) -> None:
    """Starts the work, or lets go on what works here already. Of several replicas one gets the timer."""
    if uow.background.is_running(str(job.id)):
        job.hold(uow.now)
    elif job.begin(uow.now):
        uow.start_afterwards(str(job.id), partial(_work, name, uow.tenant_id, job.id, job.attempt))


async def _work(name: str, tenant_id: UUID, id: UUID, attempt: int, runtime: Runtime) -> None:
    await worker(runtime.extras, name).work(tenant_id, id, attempt)
