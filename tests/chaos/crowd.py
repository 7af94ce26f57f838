"""A crowd of leads that are due within a minute: more than the API could take in while a test runs, each like one that it took in."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    DateTime,
    Insert,
    Integer,
    Interval,
    String,
    Table,
    Uuid,
    bindparam,
    func,
    insert,
    literal,
    select,
    true,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.tables import assignment, new_metadata, number_series, timer
from leads.tables import lead

# Who each one is, and how much later than with the model everything happened.
_CROWD = Table(
    "crowd",
    new_metadata(),
    Column("id", Uuid),
    Column("number", String),
    Column("later", Interval),
    prefixes=["TEMPORARY"],
    postgresql_on_commit="DROP",
)


async def crowd_like(connection: AsyncConnection, model_id: UUID, count: int, *, due: datetime, within: timedelta) -> list[UUID]:
    """So many copies of a lead with its owner and its timers, as if each had been taken in just that long before its deadline.

    Their first follow-ups are due one after the other, from `due` on. What they tell counts from 1, for nothing is published of their
    past. They are there with the caller's commit.
    """
    await connection.run_sync(_CROWD.create)
    await connection.execute(_made_up(model_id, count, due, within))
    renumbered = func.replace(lead.c.search_text, func.lower(lead.c.number), func.lower(_CROWD.c.number))
    alike = {"id": _CROWD.c.id, "number": _CROWD.c.number, "search_text": renumbered, "sequence": literal(0)}
    await connection.execute(_copies(lead, lead.c.id == model_id, alike))
    for table in (assignment, timer):
        its_own = {"id": func.gen_random_uuid(), "subject_id": _CROWD.c.id}
        await connection.execute(_copies(table, table.c.subject_id == model_id, its_own))
    tenant = select(lead.c.tenant_id).where(lead.c.id == model_id).scalar_subquery()
    counted = update(number_series).where(number_series.c.series == "lead", number_series.c.tenant_id == tenant)
    await connection.execute(counted.values(last=number_series.c.last + count))
    return list(await connection.scalars(select(_CROWD.c.id).order_by(_CROWD.c.later)))


def _made_up(model_id: UUID, count: int, due: datetime, within: timedelta) -> Insert:
    places = func.generate_series(1, count).table_valued(Column("place", Integer), name="places").render_derived()
    place = places.c.place
    last = func.substr(lead.c.number, 3).cast(BigInteger)
    number = func.concat("XS", func.lpad((last + place).cast(String), 6, "0"))
    passed = place * bindparam("step", within / count, type_=Interval)
    later = bindparam("due", due, type_=DateTime(timezone=True)) + passed - lead.c.first_follow_up_due_time
    of_each = select(func.gen_random_uuid(), number, later).select_from(lead.join(places, true())).where(lead.c.id == model_id)
    return insert(_CROWD).from_select(["id", "number", "later"], of_each)


def _copies(table: Table, where: ColumnElement[bool], changed: Mapping[str, Any]) -> Insert:
    """The row for each of the crowd, all its instants later."""
    columns = [column for column in table.c if column.computed is None]
    moved = {column.name: column + _CROWD.c.later for column in columns if isinstance(column.type, DateTime)}
    values = [{**moved, **changed}.get(column.name, column) for column in columns]
    rows = select(*values).select_from(table.join(_CROWD, true())).where(where)
    return insert(table).from_select([column.name for column in columns], rows)


async def shape(connection: AsyncConnection, lead_id: UUID) -> list[dict[str, Any]]:
    """Everything that the service keeps of a lead, but for what tells one from another."""
    whole = dict((await connection.execute(select(lead).where(lead.c.id == lead_id))).mappings().one())
    rows = [whole | {"sequence": None, "search_grams": None}]
    for table, order in ((assignment, "role"), (timer, "kind")):
        found = await connection.execute(select(table).where(table.c.subject_id == lead_id).order_by(table.c[order]))
        rows += [dict(row) | {"id": None} for row in found.mappings()]
    return [{name: _alike(value, whole) for name, value in row.items()} for row in rows]


def _alike(value: Any, of: Mapping[str, Any]) -> Any:
    """Ids and numbers as such, instants as time since the lead came in."""
    match value:
        case datetime():
            return value - of["create_time"]
        case str():
            return value.lower().replace(str(of["number"]).lower(), "number")
        case dict():
            # In JSON an instant is a text.
            return {name: _alike(each, of) for name, each in value.items() if not name.endswith("_time")}
        case UUID() if value == of["id"]:
            return "id"
        case _:
            return value
