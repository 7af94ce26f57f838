"""What is asked before there is a caller: which tenant a code, a session or an API key belongs to.

Row policies show nothing without a tenant, so this goes through functions of the migration that run as the owner and say one id each.
Whatever follows is read inside that tenant, under its policies.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

from sqlalchemy import LargeBinary, Text, Uuid, func, literal, select
from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.database import enter
from chassis.runtime import Runtime
from chassis.scope import Reach, Scope


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
