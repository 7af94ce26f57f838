"""What could not be handled: look at it, replay it once its cause is mended, or discard it. Every decision is audited."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import Row, insert, select, update

from chassis.errors import not_found, precondition
from chassis.ids import new_id
from chassis.principal import Principal
from chassis.tables import dead_letter, timer
from crm.common.v1.event_pb2 import Event

if TYPE_CHECKING:
    from chassis.runtime import Runtime
    from chassis.unit_of_work import UnitOfWork


async def open_letters(runtime: Runtime, limit: int = 200) -> list[Row[Any]]:
    """Those that nobody has decided about, the oldest first, of all tenants."""
    statement = (
        select(dead_letter).where(dead_letter.c.resolution.is_(None)).order_by(dead_letter.c.create_time, dead_letter.c.id).limit(limit)
    )
    async with runtime.database.worker.connect() as connection:
        return list((await connection.execute(statement)).all())


async def replay(runtime: Runtime, id: UUID, by: str) -> None:
    """Tries it again, now. It stays open, and the error is raised, when it fails again."""
    letter = await _open(runtime, id)
    if letter.kind == "event":
        await runtime.consumers.apply([Event.FromString(letter.data)])
    async with runtime.unit_of_work(_operator(letter, by), method="ReplayDeadLetter") as uow:
        if letter.kind == "timer":
            _rearm(uow, letter)
        await _resolve(uow, letter, "replayed", by, "")


async def discard(runtime: Runtime, id: UUID, by: str, reason: str) -> None:
    """Gives it up; the reason is audited."""
    letter = await _open(runtime, id)
    async with runtime.unit_of_work(_operator(letter, by), method="DiscardDeadLetter") as uow:
        await _resolve(uow, letter, "discarded", by, reason)


async def _open(runtime: Runtime, id: UUID) -> Row[Any]:
    async with runtime.database.worker.connect() as connection:
        letter = (await connection.execute(select(dead_letter).where(dead_letter.c.id == id))).first()
    if letter is None:
        raise not_found("dead letter", id)
    if letter.resolution is not None:
        raise precondition("ALREADY_RESOLVED", f"It was {letter.resolution} by {letter.resolved_by} at {letter.resolve_time}.")
    return letter


def _rearm(uow: UnitOfWork, letter: Row[Any]) -> None:
    kind, subject_id, slot = letter.subject.split("/", 2)
    due = datetime.fromisoformat(letter.data.decode())
    uow.insert(timer, id=new_id(), kind=kind, subject_id=UUID(subject_id), slot=slot, due_time=due, fire_time=uow.clock.real(), attempts=0)


async def _resolve(uow: UnitOfWork, letter: Row[Any], resolution: str, by: str, reason: str) -> None:
    uow.reason = reason
    uow.note("dead_letter", letter.id, {"resolution": [None, resolution]})
    decided = {"resolution": resolution, "resolved_by": by, "resolve_time": uow.clock.real()}
    await uow.execute(update(dead_letter).where(dead_letter.c.id == letter.id).values(decided))


def _operator(letter: Row[Any], by: str) -> Principal:
    return Principal.service(letter.consumer, letter.tenant_id, cause=f"dead_letter:{letter.id}", on_behalf=by)


async def keep(uow: UnitOfWork, *, kind: str, consumer: str, subject: str, data: bytes, error: Exception) -> None:
    """Writes one down, in the transaction that gives up on it."""
    await uow.execute(
        insert(dead_letter).values(
            id=new_id(),
            tenant_id=uow.tenant_id,
            kind=kind,
            consumer=consumer,
            subject=subject,
            data=data,
            error=f"{type(error).__name__}: {error}",
            create_time=uow.clock.real(),
        )
    )
