"""Alembic for services: each has its own versions; the tables that all share come from here.

Expand first, contract a release later: the code of the release before runs on the new schema.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator
from pathlib import Path

from alembic import command, context, op
from alembic.config import Config
from sqlalchemy import Connection, MetaData, pool, text
from sqlalchemy.ext.asyncio import create_async_engine

from chassis.policies import FUNCTION_NAMES, policies
from chassis.search_sql import SEARCH_FOUNDATION, drop_search_ddl, search_ddl


def create_all(*metadatas: MetaData) -> None:
    """Inside a first migration: the tables of the models, their indexes, and the rights and policies of the three roles.

    The roles are called like the owner that migrates: "accounts_owner" makes policies for "accounts_app", "accounts_worker".
    """
    bind = op.get_bind()
    role = str(bind.scalar(text("select current_user"))).removesuffix("_owner")
    for statement in SEARCH_FOUNDATION:
        bind.exec_driver_sql(statement)
    for metadata in metadatas:
        metadata.create_all(bind)
    for statement in (*policies(metadatas, role), *_searches(metadatas, role)):
        bind.exec_driver_sql(statement)
    # A member is ready only with a schema that is new enough.
    bind.exec_driver_sql(f"grant select on alembic_version to {role}_worker")


def _searches(metadatas: Iterable[MetaData], role: str) -> Iterator[str]:
    for metadata in metadatas:
        for table in metadata.sorted_tables:
            if "search_text" in table.c:
                yield from search_ddl(table, f"{role}_app", scoped="shared_with" in table.c)


def drop_all(*metadatas: MetaData) -> None:
    bind = op.get_bind()
    for metadata in reversed(metadatas):
        for table in metadata.sorted_tables:
            if "search_text" in table.c:
                for statement in drop_search_ddl(table):
                    bind.exec_driver_sql(statement)
        metadata.drop_all(bind)
    for name in (*FUNCTION_NAMES, "search_grams(text)"):
        bind.exec_driver_sql(f"drop function {name}")


def config(migrations: Path, url: str) -> Config:
    made = Config()
    made.set_main_option("script_location", str(migrations))
    made.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    return made


def upgrade(migrations: Path, owner_url: str, revision: str = "head") -> None:
    """Runs as `owner`. Two replicas that start at once wait for each other."""
    command.upgrade(config(migrations, owner_url), revision)


def downgrade(migrations: Path, owner_url: str, revision: str) -> None:
    command.downgrade(config(migrations, owner_url), revision)


def run(metadatas: list[MetaData], owner_url: str) -> None:
    """What a service's env.py calls. It has a loop of its own: call `upgrade` from a thread where one is running."""
    asyncio.run(_run(metadatas, owner_url))


async def _run(metadatas: list[MetaData], owner_url: str) -> None:
    engine = create_async_engine(owner_url.replace("postgresql://", "postgresql+asyncpg://", 1), poolclass=pool.NullPool)
    async with engine.connect() as connection:
        await connection.execute(text("select pg_advisory_lock(hashtext('migrate'))"))
        await connection.commit()
        await connection.run_sync(_migrate, metadatas)
        await connection.commit()
    await engine.dispose()


def _migrate(connection: Connection, metadatas: list[MetaData]) -> None:
    context.configure(connection=connection, target_metadata=metadatas, compare_type=True, compare_server_default=False)
    with context.begin_transaction():
        context.run_migrations()
