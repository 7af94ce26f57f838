"""Alembic for services: each has its own versions, which are SQL and lie beside their Python: "0001_initial.sql".

A released migration never changes. Expand first, contract a release later: the code of the release before runs on the new schema.
`make migration` drafts one from the models, tests/contract/test_migrations.py holds that models and migrations come to the same.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from ssl import SSLContext

from alembic import command, context, op
from alembic.config import Config
from sqlalchemy import Connection, MetaData, text

from chassis.database import single

# Between what `upgrade` runs and what `downgrade` runs.
DOWN = "\n-- down\n"
# A script that begins with this line runs statement by statement, each by itself: `create index concurrently` wants no transaction.
# Its statements are separated by blank lines, and say "if not exists": a run that was ended in the middle is repeated.
OUTSIDE = "-- outside a transaction\n"

# For a lock, in seconds: who waits for one stops all who come after. What was in its way may be gone when the migration is run again.
PATIENCE = "5s"

# What Alembic hands on to env.py by this name.
_TLS = "tls"

# In an order in which nothing is missed: tables take their indexes, triggers and policies with them. Extensions stay.
_DROP_ALL = """
do $$
declare made record;
begin
  for made in select c.oid::regclass as name from pg_class c
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and relname <> 'alembic_version'
  loop execute format('drop table %s cascade', made.name); end loop;
  for made in select p.oid::regprocedure as name from pg_proc p where pronamespace = 'public'::regnamespace
    and not exists (select from pg_depend where objid = p.oid and deptype = 'e')
  loop execute format('drop function %s cascade', made.name); end loop;
end $$
"""


def run_up(migration: str) -> None:
    """The SQL beside a migration, which calls this with its __file__."""
    _run_script(script(migration)[0])


def run_down(migration: str) -> None:
    """What takes `run_up` back."""
    _run_script(script(migration)[1])


def script(migration: str) -> tuple[str, str]:
    """What the SQL beside a migration does on the way up and on the way down."""
    up, _, down = Path(migration).with_suffix(".sql").read_text("utf-8").partition(DOWN)
    return up, down


def drop_everything() -> None:
    """The way down from the first migration."""
    op.execute(_DROP_ALL)


def named(script: str, service: str) -> str:
    """A script with the roles of a service: they are called like the owner that migrates, "accounts_owner", "accounts_app", ..."""
    return script.replace("{app}", f"{service}_app").replace("{worker}", f"{service}_worker")


def _run_script(script: str) -> None:
    bind = op.get_bind()
    bind.exec_driver_sql(f"set local lock_timeout = '{PATIENCE}'")
    script = named(script, str(bind.scalar(text("select current_user"))).removesuffix("_owner"))
    if not script.startswith(OUTSIDE):
        apply(bind, script)
        return
    with op.get_context().autocommit_block():
        for statement in script.split("\n\n"):
            op.get_bind().exec_driver_sql(statement)


def apply(connection: Connection, script: str) -> None:
    """All statements of a script at once, in the transaction of the connection."""
    if not script.strip():
        return  # which the driver would not survive
    connection.exec_driver_sql("select")  # begins it, which the driver would not by itself
    connection.connection.dbapi_connection.run_async(lambda driver: driver.execute(script))  # type: ignore[union-attr]


def config(migrations: Path, url: str) -> Config:
    made = Config()
    made.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    made.set_main_option("script_location", str(migrations))
    made.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    return made


def upgrade(migrations: Path, owner_url: str, revision: str = "head", *, tls: SSLContext | None = None) -> None:
    """Runs as `owner`. Two replicas that start at once wait for each other."""
    made = config(migrations, owner_url)
    made.attributes[_TLS] = tls
    command.upgrade(made, revision)


def downgrade(migrations: Path, owner_url: str, revision: str) -> None:
    command.downgrade(config(migrations, owner_url), revision)


def run(metadatas: list[MetaData], owner_url: str) -> None:
    """What a service's env.py calls. It has a loop of its own: call `upgrade` from a thread where one is running."""
    asyncio.run(_run(metadatas, owner_url))


async def _run(metadatas: list[MetaData], owner_url: str) -> None:
    engine = single(owner_url, context.config.attributes.get(_TLS))
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
