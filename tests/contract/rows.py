"""A table full of made-up rows: many owners and teams, two companies, some rows shared, archived or in the pool."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import asyncpg
from sqlalchemy import ARRAY, Boolean, Column, Date, DateTime, Integer, LargeBinary, Numeric, String, Table, UniqueConstraint, Uuid
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeDecorator, TypeEngine

from chassis.scope import Reach, Scope

ROWS = 6_000
# Of each: owners and teams, subjects of parts; the first of them is the one that asks.
OWNERS, TEAMS, PARENTS = 10, 6, 20
# Every so many rows one is shared with who asks.
SHARED = 200


def number(kind: int, index: int) -> UUID:
    return UUID(int=(kind << 32) + index)


TENANT, OTHER = number(1, 1), number(1, 2)
ME, MY_TEAM = number(2, 0), number(3, 0)
SCOPES = {
    "own": Scope(TENANT, Reach.OWN, ME),
    "team": Scope(TENANT, Reach.TEAM, ME, (MY_TEAM, number(3, 1))),
    "company": Scope(TENANT, Reach.COMPANY, ME),
}

_UUID = "lpad(to_hex(({kind}::bigint << 32) + {index}), 32, '0')::uuid"
_SPECIAL = {
    "id": "uuidv7()",
    "tenant_id": f"case when n % 7 = 0 then '{OTHER}'::uuid else '{TENANT}'::uuid end",
    "owner_id": _UUID.format(kind=2, index=f"n % {OWNERS}"),
    "person_id": _UUID.format(kind=2, index=f"n % {OWNERS}"),
    "team_id": _UUID.format(kind=3, index=f"n % {TEAMS}"),
    "shared_with": f"case when n % {SHARED} = 1 then array['{ME}'::uuid] else '{{}}' end",
    "archive_time": "case when n % 20 = 2 then timestamptz '2026-01-01' end",
    "subject_type": "(array['account', 'contract', 'receipt'])[1 + n % 3]",
    # One of each company at most.
    "is_default": "false",
    "expire_time": "timestamptz '2999-12-31'",
    "last_use_time": "timestamptz '2999-12-31'",
    "currency": "'CNY'",
    "search_text": "'n' || n",
}
# In this order: an ARRAY is asked before what it is made of.
_BY_TYPE: dict[type[TypeEngine[Any]], str] = {
    ARRAY: "'{{}}'",
    JSONB: "'{{}}'",
    Uuid: _UUID.format(kind=4, index="({every})"),
    Boolean: "n % 2 = 0",
    DateTime: "timestamptz '2025-01-01' + n * interval '1 minute'",
    Date: "date '2000-01-01' + ({every})::int",
    Integer: "{every}",
    Numeric: "{every}",
    LargeBinary: "decode(md5(n::text), 'hex')",
    String: "left(md5(({every})::text), {length})",
}
# Finds one row of TENANT.
SEARCH = "n5003"


async def fill(connection: "asyncpg.Connection[Any]", tables: list[Table]) -> None:
    """As the owner: past policies, checks and triggers, which are tested elsewhere."""
    for table in tables:
        for statement in _filling(table):
            await connection.execute(statement)
        await connection.execute(f'analyze "{table.name}"')
    await connection.execute("analyze share")


def _filling(table: Table) -> Iterator[str]:
    name = f'"{table.name}"'
    yield f"alter table {name} disable trigger user"
    yield f"""do $$ declare made text; begin
      for made in select conname from pg_constraint where conrelid = '{name}'::regclass and contype in ('c', 'f') loop
        execute format('alter table {name} drop constraint %I', made);
      end loop; end $$"""  # noqa: S608 - names of our own
    distinct = _distinct(table)
    columns = {column.name: _value(column, distinct) for column in table.c if column.computed is None and column.identity is None}
    names, values = ", ".join(f'"{column}"' for column in columns), ", ".join(columns.values())
    yield f"insert into {name} ({names}) select {values} from generate_series(1, {ROWS}) n"  # noqa: S608 - names of our own
    if "shared_with" in table.c:
        yield (
            "insert into share (tenant_id, person_id, subject_type, subject_id) "  # noqa: S608 - names of our own
            f"select tenant_id, '{ME}', '{table.name}', id from {name} where shared_with <> '{{}}'"
        )


def _distinct(table: Table) -> set[str]:
    """Columns that must differ from row to row: the last one of each unique key, and what lists are in the order of."""
    unique = [[*index.columns] for index in table.indexes if index.unique]
    unique += [[*constraint.columns] for constraint in table.constraints if isinstance(constraint, UniqueConstraint)]
    return {columns[-1].name for columns in unique} - {"tenant_id"} | {"sort_key", "name"}


def _value(column: "Column[Any]", distinct: set[str]) -> str:
    if column.name in _SPECIAL and column.name not in distinct:
        return _SPECIAL[column.name]
    kind = column.type.impl_instance if isinstance(column.type, TypeDecorator) else column.type
    every = "n" if column.name in distinct else f"n % {PARENTS}"
    for declared, value in _BY_TYPE.items():
        if isinstance(kind, declared):
            return value.format(every=every, length=getattr(kind, "length", None) or 32)
    raise TypeError(f"{column} is of type {kind!r}, of which no values are made up.")
