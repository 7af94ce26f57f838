"""Migrations go up, down and up again, and end where the models are."""

import asyncio
from collections.abc import Callable
from typing import Any

import asyncpg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import create_async_engine

from chassis import tables as chassis
from chassis.migration import config, downgrade, upgrade
from chassis.service import Service
from tests.contract.catalogue import VERSIONS
from tools.stack.databases import DatabaseUrls

# Everything that a migration can make, by kind and name, as PostgreSQL would write it down.
_MADE = {
    "column": """
select format('%s.%s', attrelid::regclass, attname) as name, concat_ws(' ', format_type(atttypid, atttypmod), attnotnull, attidentity,
  attgenerated, pg_get_expr(adbin, adrelid)) as made
from pg_attribute a join pg_class c on c.oid = attrelid left join pg_attrdef on adrelid = attrelid and adnum = attnum
where relnamespace = 'public'::regnamespace and relkind = 'r' and attnum > 0 and not attisdropped""",
    "constraint": """
select format('%s.%s', conrelid::regclass, conname) as name, pg_get_constraintdef(oid) as made
from pg_constraint where connamespace = 'public'::regnamespace""",
    "index": "select indexname as name, indexdef as made from pg_indexes where schemaname = 'public'",
    "function": """
select p.oid::regprocedure::text as name, concat_ws(' ', pg_get_functiondef(p.oid), proacl) as made from pg_proc p
where pronamespace = 'public'::regnamespace and not exists (select from pg_depend where objid = p.oid and deptype = 'e')""",
    "trigger": """
select format('%s.%s', tgrelid::regclass, tgname) as name, pg_get_triggerdef(oid) as made from pg_trigger where not tgisinternal""",
    "policy": """
select format('%s.%s', tablename, policyname) as name, concat_ws(' ', roles, cmd, qual, with_check) as made from pg_policies""",
    "right": """
select format('%s to %s', oid::regclass, acl::text) as name, 'granted' as made
from pg_class, unnest(relacl) acl where relnamespace = 'public'::regnamespace""",
    "type": """
select typname as name, typtype::text as made from pg_type
where typnamespace = 'public'::regnamespace and typtype in ('e', 'd', 'r')
  and not exists (select from pg_depend where objid = pg_type.oid and deptype = 'e')""",
}


@pytest.fixture
def empty(service: Service, create_database: Callable[[str], DatabaseUrls]) -> DatabaseUrls:
    return create_database(service.name)


# Alembic says of every column whose expression PostgreSQL writes in its own way that it could not change it.
@pytest.mark.filterwarnings("ignore:Computed default")
async def test_up_down_and_up_again_ends_where_the_models_are(service: Service, empty: DatabaseUrls) -> None:
    await asyncio.to_thread(upgrade, service.migrations, empty.owner)
    made = await made_in(empty)
    assert not await differences(service, empty)
    await asyncio.to_thread(downgrade, service.migrations, empty.owner, "base")
    assert not [name for name in await made_in(empty) if VERSIONS not in name]
    await asyncio.to_thread(upgrade, service.migrations, empty.owner)
    assert await made_in(empty) == made


async def made_in(urls: DatabaseUrls) -> dict[str, str]:
    """{"index account_pkey": its definition}."""
    connection = await asyncpg.connect(urls.owner)
    found = {f"{kind} {row['name']}": row["made"] for kind, query in _MADE.items() for row in await connection.fetch(query)}
    await connection.close()
    return found


async def differences(service: Service, urls: DatabaseUrls) -> list[Any]:
    """What Alembic would put into another migration."""

    def compare(connection: Connection) -> list[Any]:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        both: Any = [chassis.metadata, service.metadata]  # as env.py says it; Alembic's types know only one
        found: list[Any] = compare_metadata(context, both)
        return found

    engine = create_async_engine(urls.owner.replace("postgresql://", "postgresql+asyncpg://", 1))
    async with engine.connect() as connection:
        found = await connection.run_sync(compare)
    await engine.dispose()
    return found


def test_there_is_one_way_up(service: Service) -> None:
    assert len(ScriptDirectory.from_config(config(service.migrations, "")).get_heads()) == 1


def test_the_tables_of_a_service_do_not_hide_those_that_all_share(service: Service) -> None:
    assert chassis.metadata.tables.keys().isdisjoint(service.metadata.tables)
