"""The rules of a whole company: one record of a kind, under an id that is derived from the company's.

A company that is seconds old has none yet, for the news of it are on their way. What ships with the product holds until then.
"""

from datetime import datetime
from typing import TypeVar
from uuid import UUID

from google.protobuf.message import Message
from sqlalchemy import Row, select

from chassis.aggregate import Aggregate
from chassis.errors import DomainError, Kind
from chassis.ids import derived_id
from chassis.messages import to_message
from chassis.reader import Reader
from chassis.unit_of_work import UnitOfWork

T = TypeVar("T", bound=Aggregate)
M = TypeVar("M", bound=Message)


def shipped(kind: type[T], tenant_id: UUID, now: datetime) -> T:
    """What a company starts with."""
    return kind(id=derived_id(tenant_id, "settings"), tenant_id=tenant_id, create_time=now, update_time=now)


async def start_settings(uow: UnitOfWork, kind: type[T]) -> T | None:
    """Those that were added; None where there are some. Of two that do this at once one fails, and finds them when it tries again."""
    return uow.add(shipped(kind, uow.tenant_id, uow.now)) if await _stored(uow, kind) is None else None


async def settings_of(uow: UnitOfWork, kind: type[T]) -> T:
    """To go by, read once per transaction; what is done to them is not stored."""
    known: dict[UUID, T] = uow.known.setdefault(kind.__name__, {})
    if uow.tenant_id not in known:
        made, row = shipped(kind, uow.tenant_id, uow.now), await _stored(uow, kind)
        for name, value in ({} if row is None else row._asdict()).items():
            setattr(made, name, value)
        known[uow.tenant_id] = made
    return known[uow.tenant_id]


async def settings_to_change(uow: UnitOfWork, kind: type[T], etag: str) -> T:
    """Raises COMPANY_STARTING while there are none, and as `uow.get` does."""
    if await _stored(uow, kind) is None:
        raise DomainError(Kind.UNAVAILABLE, "COMPANY_STARTING", "The company is being set up; try again in a moment.")
    return await uow.get(kind, derived_id(uow.tenant_id, "settings"), etag=etag)


async def show_settings(reader: Reader, kind: type[Aggregate], reply: type[M]) -> M:
    """The etag of shipped ones is 0: they were never changed."""
    return to_message(reply, await _stored(reader, kind) or shipped(kind, reader.tenant_id, reader.now))


async def _stored(holder: UnitOfWork | Reader, kind: type[Aggregate]) -> Row[tuple[object, ...]] | None:
    columns = holder.service.resource(kind).table.c
    mine = (columns.tenant_id == holder.tenant_id, columns.id == derived_id(holder.tenant_id, "settings"))
    return (await holder.execute(select(*columns).where(*mine))).first()
