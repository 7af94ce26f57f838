"""What is asked before there is a caller: which tenant a code, a session or an API key belongs to.

Row policies show nothing without a tenant, so this goes through functions that run as the owner and say one id each.
Whatever follows is read inside that tenant, under its policies.
"""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from uuid import UUID

from sqlalchemy import LargeBinary, Text, Uuid, func, literal, select
from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.database import enter
from chassis.runtime import Runtime
from chassis.scope import Reach, Scope

_DOORS = {
    "tenant_by_code": ("text", "select id from tenant where code = $1 and archive_time is null"),
    "tenant_by_session": ("bytea", "select tenant_id from session where token_hash = $1"),
    "tenant_by_api_key": ("bytea", "select tenant_id from api_key where secret_hash = $1"),
}


def door_functions(role: str) -> Iterator[str]:
    """For the database of roles with this prefix."""
    for name, (argument, query) in _DOORS.items():
        yield (
            f"create or replace function {name}({argument}) returns uuid language sql stable strict security definer"
            f" set search_path = public, pg_temp as $$ {query} $$"
        )
        yield f"revoke all on function {name}({argument}) from public"
        yield f"grant execute on function {name}({argument}) to {role}_app"


async def tenant_by_code(runtime: Runtime, code: str) -> UUID | None:
    async with runtime.database.app.connect() as connection:
        return await connection.scalar(select(func.tenant_by_code(literal(code, Text), type_=Uuid)))


@asynccontextmanager
async def into_tenant(runtime: Runtime, door: str, secret_hash: bytes) -> AsyncIterator[tuple[UUID | None, AsyncConnection]]:
    """A transaction inside the tenant that the secret belongs to, committed at the end; None and no rights where there is none."""
    async with runtime.database.app.begin() as connection:
        tenant_id = await connection.scalar(select(getattr(func, door)(literal(secret_hash, LargeBinary), type_=Uuid)))
        if tenant_id is not None:
            await enter(connection, Scope(tenant_id, Reach.TENANT))
        yield tenant_id, connection
