"""The database's side of scores: the columns of scored records, copies of the card in use, and the sweep that scores records anew when
another card takes effect."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from sqlalchemy import Column, ColumnElement, Index, Integer, Table, Text, Uuid, select, text
from sqlalchemy.dialects.postgresql import JSONB

from chassis import tables
from chassis.aggregate import Aggregate
from chassis.arming import arm
from chassis.changes import plain
from chassis.descriptors import enum_of, enum_words
from chassis.messages import values
from chassis.recent import Recent
from chassis.scoring import Card

if TYPE_CHECKING:
    from chassis.unit_of_work import UnitOfWork

T = TypeVar("T", bound=Aggregate)
PUBLISHED = "published"
# Records scored anew in one transaction.
SWEPT = 200
# Cards by their id and version: reading one takes longer than scoring by it.
_CARDS: Recent[tuple[UUID, int], Card] = Recent(1000)


def scored_columns(name: str, *, live: str = "true") -> list[Column[Any] | Index]:
    """Columns of chassis.scoring.Scored, and what finds the records that another card has scored. `live`: which of them follow the card."""
    return [
        Column("score", Integer, nullable=False, server_default=text("0")),
        Column("score_details", JSONB, nullable=False, server_default=text("'{}'")),
        Column("score_model_id", Uuid),
        *tables.list_indexes(name, "score"),
        Index(f"{name}_score_model_idx", "tenant_id", "score_model_id", "id", postgresql_where=text(live)),
    ]


def card_columns() -> list[Column[Any]]:
    """Columns of a copy of another service's cards."""
    return [
        *tables.copy_columns(),
        Column("state", Text, nullable=False),
        Column("weights", JSONB, nullable=False),
        Column("criteria", JSONB, nullable=False),
    ]


def card_values(model: Any) -> dict[str, Any]:
    """What such a copy holds of a message with `state`, `weights` and `criteria`."""
    state = enum_words(enum_of(model.DESCRIPTOR.fields_by_name["state"]))[model.state]
    criteria = [{name: plain(value) for name, value in values(each).items()} for each in model.criteria]
    return {"state": state, "weights": values(model.weights), "criteria": criteria}


def swept_by(kind: str) -> Callable[[UnitOfWork, Sequence[Mapping[str, Any]]], Awaitable[None]]:
    """For the copy of cards: lets the timer of this kind fire when one is published."""

    async def published(uow: UnitOfWork, rows: Sequence[Mapping[str, Any]]) -> None:
        for row in rows:
            if row["state"] == PUBLISHED:
                await arm_sweep(uow, kind, row["id"])

    return published


async def card_in_use(uow: UnitOfWork, table: Table) -> tuple[UUID, Card] | None:
    """The published card, looked up once per unit of work; None while there is none yet."""
    kept: dict[str, tuple[UUID, Card] | None] = uow.known.setdefault(table.name, {})
    if PUBLISHED not in kept:
        c = table.c
        in_use = (c.tenant_id == uow.tenant_id, c.state == PUBLISHED)
        row = (await uow.execute(select(c.id, c.version).where(*in_use).order_by(c.version.desc()).limit(1))).first()
        kept[PUBLISHED] = (row.id, _CARDS.get((row.id, row.version)) or await _read(uow, table, row.id)) if row else None
    return kept[PUBLISHED]


async def _read(uow: UnitOfWork, table: Table, id: UUID) -> Card:
    c = table.c
    row = (await uow.execute(select(c.version, c.weights, c.criteria).where(c.tenant_id == uow.tenant_id, c.id == id))).one()
    return _CARDS.keep((id, row.version), Card.read({"weights": row.weights, "criteria": row.criteria}))


async def arm_sweep(uow: UnitOfWork, kind: str, model_id: UUID) -> None:
    """Lets the timer of this kind fire at once, for the card that took effect; a handler that has not finished arms it again."""
    await arm(uow, {(model_id, kind, ""): uow.now})


async def others(uow: UnitOfWork, kind: type[T], column: ColumnElement[Any], model_id: UUID, *live: ColumnElement[bool]) -> Sequence[T]:
    """Up to 200 live records that this card has not scored yet. Three ranges, because 'is distinct from' follows no index."""
    found: list[T] = []
    for other in (column.is_(None), column < model_id, column > model_id):
        if len(found) < SWEPT:
            found += await uow.find(kind, other, *live, limit=SWEPT - len(found))
    return found
