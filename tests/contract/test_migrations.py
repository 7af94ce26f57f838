"""Migrations go up, down and up again, and come to what the models describe: tables, indexes, policies, rights, functions, triggers."""

import asyncio
from collections.abc import Callable

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy.ext.asyncio import create_async_engine

from chassis import tables as chassis
from chassis.blueprint import build
from chassis.migration import config, downgrade, upgrade
from chassis.service import Service
from tests.contract.catalogue import VERSIONS
from tools.schema.lint import complaints
from tools.schema.made import made_in
from tools.stack.databases import DatabaseUrls


@pytest.fixture
def empty(service: Service, create_database: Callable[[str], DatabaseUrls]) -> DatabaseUrls:
    return create_database(service.name)


async def test_up_down_and_up_again_comes_to_the_same(service: Service, empty: DatabaseUrls) -> None:
    await asyncio.to_thread(upgrade, service.migrations, empty.owner)
    made = await made_in(empty.owner)
    await asyncio.to_thread(downgrade, service.migrations, empty.owner, "base")
    assert not [name for name in await made_in(empty.owner) if VERSIONS not in name]
    await asyncio.to_thread(upgrade, service.migrations, empty.owner)
    assert await made_in(empty.owner) == made


async def test_the_migrations_come_to_what_the_models_describe(
    service: Service, empty: DatabaseUrls, create_database: Callable[[str], DatabaseUrls]
) -> None:
    """Where they do not, `make migration` drafts the one that is missing."""
    await asyncio.to_thread(upgrade, service.migrations, empty.owner)
    migrated = {name: made for name, made in (await made_in(empty.owner)).items() if VERSIONS not in name}
    described = create_database(service.name)
    engine = create_async_engine(described.owner.replace("postgresql://", "postgresql+asyncpg://", 1))
    async with engine.begin() as connection:
        await connection.run_sync(build, service, service.name)
    await engine.dispose()
    assert await made_in(described.owner) == migrated


def test_the_release_before_runs_on_the_new_schema(service: Service) -> None:
    """Nothing that it needs goes, nothing locks a table for long; the linter says which statement does, and what to write instead."""
    assert complaints(service) == []


def test_there_is_one_way_up(service: Service) -> None:
    assert len(ScriptDirectory.from_config(config(service.migrations, "")).get_heads()) == 1


def test_the_tables_of_a_service_do_not_hide_those_that_all_share(service: Service) -> None:
    assert chassis.metadata.tables.keys().isdisjoint(service.metadata.tables)
