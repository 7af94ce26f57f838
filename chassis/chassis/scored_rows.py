"""The database's side of scores: the columns of scored records, and the sweep that scores them anew when a card takes effect."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from sqlalchemy import Column, ColumnElement, Index, Integer, Uuid, text
from sqlalchemy.dialects.postgresql import JSONB, insert

from chassis import tables
from chassis.aggregate import Aggregate
from chassis.ids import new_id

if TYPE_CHECKING:
    from chassis.unit_of_work import UnitOfWork

T = TypeVar("T", bound=Aggregate)
# Records scored anew in one transaction.
SWEPT = 200


def scored_columns(name: str, *, live: str = "true") -> list[Column[Any] | Index]:
    """Columns of chassis.scoring.Scored, and what finds the records that another card has scored. `live`: which of them follow the card."""
    return [
        Column("score", Integer, nullable=False, server_default=text("0")),
        Column("score_details", JSONB, nullable=False, server_default=text("'{}'")),
        Column("score_model_id", Uuid),
        *tables.list_indexes(name, "score"),
        Index(f"{name}_score_model_idx", "tenant_id", "score_model_id", "id", postgresql_where=text(live)),
    ]


async def arm_sweep(uow: UnitOfWork, kind: str, model_id: UUID) -> None:
    """Lets the timer of this kind fire at once, for the card that took effect; a handler that has not finished arms it again."""
    statement = insert(tables.timer).values(
        id=new_id(),
        tenant_id=uow.tenant_id,
        kind=kind,
        subject_id=model_id,
        slot="",
        due_time=uow.now,
        fire_time=uow.now - uow.clock.offset(uow.tenant_id),
    )
    again = {"due_time": statement.excluded.due_time, "fire_time": statement.excluded.fire_time, "attempts": 0}
    await uow.execute(statement.on_conflict_do_update(index_elements=["tenant_id", "subject_id", "kind", "slot"], set_=again))


async def others(uow: UnitOfWork, kind: type[T], column: ColumnElement[Any], model_id: UUID, *live: ColumnElement[bool]) -> Sequence[T]:
    """Up to 200 live records that this card has not scored yet. Three ranges, because 'is distinct from' follows no index."""
    found: list[T] = []
    for other in (column.is_(None), column < model_id, column > model_id):
        if len(found) < SWEPT:
            found += await uow.find(kind, other, *live, limit=SWEPT - len(found))
    return found
