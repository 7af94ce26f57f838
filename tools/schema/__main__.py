"""`make migration MEMBER=accounts NAME=lots`: drafts the migration that takes a service's schema to what its models describe.

Two databases are made: one by the migrations, one from the models. The difference of tables, columns and indexes becomes SQL; what
else differs after it (functions, triggers, policies, rights of tables that are no new ones) is said, to be written by hand.
"""

import argparse
import asyncio
import io
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from typing import Any

from alembic.autogenerate import produce_migrations
from alembic.migration import MigrationContext
from alembic.operations import Operations, ops
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql
from sqlalchemy.ext.asyncio import create_async_engine

from chassis import tables
from chassis.blueprint import build, secured
from chassis.migration import DOWN, apply, config, named, upgrade
from chassis.service import Service
from tools.schema.lint import complaints_about
from tools.schema.made import made_in
from tools.stack.ports import any_free
from tools.stack.postgres import Postgres


def main() -> None:
    parser = argparse.ArgumentParser(prog="make migration", description=__doc__)
    parser.add_argument("member", help="the service: accounts, identity, ...")
    parser.add_argument("name", help="what it is about, in a few words")
    asked = parser.parse_args()
    service: Service = import_module(f"{asked.member}.service").SERVICE
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        folder.chmod(0o711)  # PostgreSQL's account passes through
        postgres = Postgres(folder / "postgres", port=any_free(), durable=False, run=folder / "run", logs=folder / "logs")
        postgres.start()
        try:
            databases = (postgres.databases.create(service.name, name=name) for name in ("migrated", "described"))
            drafted(service, asked.name, *(each.owner for each in databases))
        finally:
            postgres.kill()


def drafted(service: Service, name: str, migrated: str, described: str) -> Path | None:
    """Writes the next migration beside the others, and says what is left to do. None where nothing differs.

    Works in two empty databases of the service, given by the addresses of their owner.
    """
    upgrade(service.migrations, migrated)
    asyncio.run(_apply(described, lambda connection: build(connection, service, service.name)))
    up, down = asyncio.run(_apply(migrated, lambda connection: _difference(connection, service)))
    asyncio.run(_apply(migrated, lambda connection: apply(connection, named(up, service.name))))
    left = _left(asyncio.run(made_in(migrated)), asyncio.run(made_in(described)))
    if not up and not left:
        sys.stdout.write(f"migration: the migrations of {service.name} come to what its models describe\n")
        return None
    written = _write(service, name, up, down)
    sys.stdout.write(f"migration: drafted {written}; read it, and make it yours\n")
    for what in (*left, *complaints_about(written, service.name)):
        sys.stdout.write(f"  to do: {what}\n")
    return written


def _difference(connection: Connection, service: Service) -> tuple[str, str]:
    """The way up and the way down, with the roles as a migration names them."""
    both: Any = [tables.metadata, service.metadata]  # Alembic's types know only one
    context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
    found = produce_migrations(context, both)
    up, down = (_sql(each) for each in (*found.upgrade_ops_list, *found.downgrade_ops_list))
    new = [op.table_name for op in found.upgrade_ops_list[0].ops if isinstance(op, ops.CreateTableOp)]
    for metadata in both:
        for table in metadata.sorted_tables:
            if table.name in new:
                up += "".join(f"{statement};\n\n" for statement in secured(table, "ROLE"))
    return up.replace("ROLE_app", "{app}").replace("ROLE_worker", "{worker}"), down


def _sql(operations: ops.OpContainer) -> str:
    text = io.StringIO()
    context = MigrationContext.configure(dialect=postgresql.dialect(), opts={"as_sql": True, "output_buffer": text})  # type: ignore[no-untyped-call]
    invoke = Operations(context).invoke
    for op in operations.ops:
        for each in op.ops if isinstance(op, ops.ModifyTableOps) else [op]:
            invoke(each)
    return text.getvalue().replace("\t", "  ")


def _left(migrated: dict[str, str], described: dict[str, str]) -> list[str]:
    missing = [f"{name} is missing: {described[name]}" for name in described.keys() - migrated.keys()]
    spare = [f"{name} is one too many" for name in migrated.keys() - described.keys() if "alembic_version" not in name]
    other = [f"{name} should be: {made}" for name, made in described.items() if migrated.get(name, made) != made]
    return sorted(missing + spare + other)


def _write(service: Service, name: str, up: str, down: str) -> Path:
    scripts = ScriptDirectory.from_config(config(service.migrations, ""))
    number = f"{int(scripts.get_current_head() or 0) + 1:04}"
    scripts.generate_revision(number, f"{name.capitalize()}.", head="head")
    path = service.migrations / "versions" / f"{number}_{name.lower().replace(' ', '_')}.sql"
    path.write_text(f"{up.strip()}\n{DOWN}\n{down.strip()}\n")
    return path


async def _apply(url: str, work: Any) -> Any:
    engine = create_async_engine(url.replace("postgresql://", "postgresql+asyncpg://", 1))
    async with engine.begin() as connection:
        done = await connection.run_sync(work)
    await engine.dispose()
    return done


if __name__ == "__main__":
    main()
