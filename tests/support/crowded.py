"""Many rows out of a few: the records of one company again and again, each with another owner, team, company of ours, region, ...

They are written past the product, as the owner of the database: who owns what and lies where is chance, so that every combination
comes up, and nothing but the row itself says who may see it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any
from uuid import UUID

import asyncpg
import orjson
from sqlalchemy import ARRAY, Integer, LargeBinary, String, Table, UniqueConstraint, Uuid
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import BigInteger, TypeDecorator

from chassis.branches import LIMITS
from chassis.runtime import Runtime
from tests.support.servers import Servers

Row = Mapping[str, Any]
# Is in the texts of every second record.
WORD = "crowdedword"


# What says at the end of a transaction that all of a record is there.
_COMPLETE = "select tgrelid::regclass::text, tgname from pg_trigger where tgconstraint <> 0 and tgdeferrable and not tgisinternal"


def is_scoped(table: Table) -> bool:
    """Whether its rows have an owner, a team, and people with whom they are shared: copies of other services' records aside."""
    return "shared_with" in table.c and not table.name.startswith("copy_")


@dataclass
class Places:
    """What rows are strewn over. Of the teams the last one has nobody."""

    people: Sequence[UUID]
    teams: Sequence[UUID]
    legal_entities: Sequence[UUID]
    business_units: Sequence[str] = ("设备", "服务")
    product_lines: Sequence[str] = ("数控机床", "灌装线")
    regions: Sequence[str] = ("华东", "华南")
    # Of other columns ("lead.pool_id"), where lists are asked for the rows that have just this value.
    linked: Mapping[str, Sequence[UUID]] = field(default_factory=dict)

    def of(self, column: str) -> Sequence[Any]:
        """The values of a column that a grant may be limited to."""
        return getattr(self, {"legal_entity_id": "legal_entities"}.get(column, f"{column}s"))  # type: ignore[no-any-return]


@dataclass
class Crowd:
    """The scoped tables of one service, full of rows: as the owner of the database sees them."""

    owner_url: str
    tenant_id: UUID
    rows: dict[str, list[Row]] = field(default_factory=dict)
    # Those that another system knows, by their ids.
    external: set[UUID] = field(default_factory=set)

    async def read(self, tables: Iterable[Table]) -> None:
        """What there is now."""
        connection = await asyncpg.connect(self.owner_url)
        for table in tables:
            found = await connection.fetch(f'select * from "{table.name}" where tenant_id = $1', self.tenant_id)  # noqa: S608
            self.rows[table.name] = [dict(row) for row in found]
        await connection.close()


def decoded(table: Table, row: Row) -> Row:
    """A row as the product reads it: JSON is more than text. What a service keeps as values of its own is left out."""
    return {
        name: orjson.loads(value) if value is not None and isinstance(table.c[name].type, JSONB) else value
        for name, value in row.items()
        if not _holds_values(table, name)
    }


def _holds_values(table: Table, name: str) -> bool:
    kind = table.c[name].type
    return isinstance(kind, TypeDecorator) and isinstance(kind.impl_instance, JSONB)


async def crowd(runtime: Runtime, servers: Servers, tenant_id: UUID, places: Places, random: Random, size: int) -> Crowd:
    """Makes `size` further rows in each scoped table of a service. Raises AssertionError for a table without a row to begin with."""
    url = runtime.database.app.url
    found = Crowd(servers.postgres.databases.urls(runtime.service.name, str(url.database)).owner, tenant_id)
    tables = [table for table in runtime.service.metadata.sorted_tables if is_scoped(table)]
    await found.read(tables)
    connection = await asyncpg.connect(found.owner_url)
    # A while after somebody got a team, rows follow once more: not these, whose teams are chance.
    await connection.execute("delete from timer where kind = 'restamp'")
    # Nor is there what hangs on them: an invoice of chance has no lines.
    for table, trigger in await connection.fetch(_COMPLETE):
        await connection.execute(f'alter table "{table}" disable trigger "{trigger}"')
    for table in tables:
        templates = found.rows[table.name][:5]
        assert templates, f"Make one {table.name} first: nobody can say who sees what there is none of."
        names = [column.name for column in table.c if column.computed is None and column.identity is None]
        rows = [_strewn(table, templates[number % len(templates)], places, random, number) for number in range(size)]
        await connection.copy_records_to_table(table.name, records=[[row[name] for name in names] for row in rows], columns=names)
        found.external |= {row["id"] for row in rows}
        refs = [(tenant_id, table.name, row["id"], "crowd", "", str(row["id"])) for row in rows]
        columns = ("tenant_id", "subject_type", "subject_id", "system", "company_code", "external_id")
        await connection.copy_records_to_table("external_ref", records=refs, columns=columns)
        await connection.execute(f'analyze "{table.name}"')
    await connection.close()
    await found.read(tables)
    return found


def _strewn(table: Table, template: Row, places: Places, random: Random, number: int) -> dict[str, Any]:
    """The template as another row, somewhere else."""
    row = dict(template) | {"id": UUID(int=random.getrandbits(128), version=4)}
    for name in _distinct(table):
        row[name] = _another(table, name, row[name], random, number)
    for name, values in (("owner_id", places.people), ("team_id", places.teams)):
        row[name] = random.choice([*values, None] if table.c[name].nullable else values)
    others = [person for person in places.people if person != row["owner_id"]]
    row["shared_with"] = random.sample(others, random.choice((0, 0, 0, 1, 2)))
    for column in LIMITS:
        if column in table.c:
            row[column] = random.choice(places.of(column))
    for name in row:
        if linked := places.linked.get(f"{table.name}.{name}"):
            row[name] = random.choice([*linked, None])
    # The key of the person whose it is stays with the template.
    row |= {name: None for name in row if name.endswith("_cipher")}
    if "archive_time" in row:
        row["archive_time"] = row["create_time"] if number % 9 == 4 else None
    if "search_text" in row:
        row["search_text"] = f"{WORD} {number}" if number % 2 else f"{number}"
    return row


def _distinct(table: Table) -> set[str]:
    """The last column of each unique key but the primary one."""
    unique = [[*index.columns] for index in table.indexes if index.unique]
    unique += [[*constraint.columns] for constraint in table.constraints if isinstance(constraint, UniqueConstraint)]
    return {columns[-1].name for columns in unique} - {"tenant_id", "id"}


def _another(table: Table, name: str, value: Any, random: Random, number: int) -> Any:
    kind = table.c[name].type
    kind = kind.impl_instance if isinstance(kind, TypeDecorator) else kind
    if isinstance(kind, Uuid):
        return UUID(int=random.getrandbits(128), version=4)
    if isinstance(kind, Integer | BigInteger):
        return 1_000 + number
    if isinstance(kind, LargeBinary):
        return random.randbytes(32)
    if isinstance(kind, String) and not isinstance(kind, ARRAY):
        return f"{value}-{number}"
    raise TypeError(f"{table.name}.{name} is unique and of a type of which no further value is made up.")
