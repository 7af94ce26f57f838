"""Who works on exports and imports, and as whom. Workers are told from outside: only the HTTP side reaches every member and the store of
files."""

from collections.abc import Mapping
from functools import partial
from typing import Any, Protocol
from uuid import UUID

from chassis.errors import forbidden
from chassis.principal import Principal
from chassis.runtime import Runtime
from chassis.unit_of_work import UnitOfWork
from identity.domain.export import Export
from identity.domain.imports import Import
from identity.domain.job import Job
from identity.standing import standing_principal

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


def asker(uow: UnitOfWork, noun: str) -> tuple[UUID, UUID | None]:
    """The person who asks for a job, and the key that they ask with. Raises DomainError for who is no person: it is done as somebody."""
    principal = uow.principal
    if principal.person_id is None:
        raise forbidden("PERSON_NEEDED", f"An {noun} belongs to a person.")
    return principal.person_id, UUID(principal.id) if principal.kind == "key" else None


async def acting(job: Job, uow: UnitOfWork) -> Principal:
    """As whom a job goes on, with what they may do by now. Raises UNAUTHENTICATED where they may do nothing any more."""
    kind, id = ("key", job.api_key_id) if job.api_key_id else ("user", job.acting_id)
    bare = Principal(kind, str(id), job.tenant_id, job.acting_id, cause=f"{job.noun}:{job.id}")
    return await standing_principal(uow.execute, bare, uow.clock.real())


async def _work(name: str, tenant_id: UUID, id: UUID, attempt: int, runtime: Runtime) -> None:
    await worker(runtime.extras, name).work(tenant_id, id, attempt)
