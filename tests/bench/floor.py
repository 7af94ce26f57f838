"""The least that such a system can do: FastAPI, one gRPC hop, the statements themselves through asyncpg. No sign-in, no scope, no
idempotency, no audit, no events but the outbox row."""

import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import asyncpg
import grpc
from fastapi import FastAPI, Request, Response
from starlette.types import Receive, Scope, Send

from chassis.environment import Address
from chassis.ids import new_id
from edge.server import HttpServer

TABLES = """
create table if not exists floor_row (id uuid primary key, tenant_id uuid not null, name text not null);
create table if not exists floor_outbox (id uuid primary key, tenant_id uuid not null, data bytea not null);
create table if not exists floor_inbox (event_id uuid primary key);
create table if not exists floor_copy (id uuid primary key, version bigint not null, name text not null);
"""
_ROW = "insert into floor_row (id, tenant_id, name) values ($1, $2, $3)"
_OUTBOX = "insert into floor_outbox (id, tenant_id, data) values ($1, $2, $3)"
_ONE = "select id, tenant_id, name from floor_row where id = $1"


@dataclass
class Statement:
    """What GET /query asks the database."""

    sql: str = "select 1"
    arguments: tuple[Any, ...] = ()


class Floor:
    """On the database of one of the product's services. Listens with FastAPI on `http`, with bare ASGI on `bare`; `hop` is one call."""

    def __init__(self, pool: asyncpg.Pool, tenant_id: UUID, stack: AsyncExitStack) -> None:
        self.pool, self._tenant_id, self._stack = pool, tenant_id, stack
        self.query = Statement()
        self.http = self.bare = 0
        self._known = new_id()

    async def start(self) -> None:
        await self.pool.execute(TABLES)
        await self.pool.execute(_ROW, self._known, self._tenant_id, "known")
        server = grpc.aio.server()
        handlers: dict[str, Any] = {
            name: grpc.unary_unary_rpc_method_handler(getattr(self, f"_{name}")) for name in ("echo", "write", "read")
        }
        server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler("floor", handlers),))
        port = server.add_insecure_port("127.0.0.1:0")
        await server.start()
        self._stack.push_async_callback(server.stop, 0)
        channel = await self._stack.enter_async_context(grpc.aio.insecure_channel(f"127.0.0.1:{port}"))
        self._call: Any = channel.unary_unary("/floor/echo")
        self.http = await self._listen(_application(channel))
        self.bare = await self._listen(_bare)

    async def _listen(self, application: Any) -> int:
        server = HttpServer(application, Address("127.0.0.1", 0))
        await server.start()
        self._stack.push_async_callback(server.stop)
        return server.port

    async def hop(self) -> None:
        """A call of a few hundred bytes, answered with the same."""
        await self._call(b"x" * 300)

    async def select(self) -> None:
        """A row by its key."""
        async with self.pool.acquire() as connection:
            await connection.fetchrow(_ONE, self._known)

    async def insert(self, body: bytes = b"x" * 300) -> None:
        """A row and an outbox row, in one transaction."""
        async with self.pool.acquire() as connection, connection.transaction():
            await connection.execute(_ROW, new_id(), self._tenant_id, "row")
            await connection.execute(_OUTBOX, new_id(), self._tenant_id, body)

    async def _echo(self, body: bytes, _context: Any) -> bytes:
        return body

    async def _write(self, body: bytes, _context: Any) -> bytes:
        json.loads(body)
        await self.insert(body)
        return body

    async def _read(self, _body: bytes, _context: Any) -> bytes:
        async with self.pool.acquire() as connection:
            rows = await connection.fetch(self.query.sql, *self.query.arguments)
        return json.dumps([[str(value) for value in row.values()] for row in rows]).encode()


@asynccontextmanager
async def floor(owner_url: str, tenant_id: UUID) -> AsyncIterator[Floor]:
    async with AsyncExitStack() as stack:
        pool = await stack.enter_async_context(asyncpg.create_pool(owner_url, min_size=2, max_size=8))
        found = Floor(pool, tenant_id, stack)
        await found.start()
        yield found


async def _bare(_scope: Scope, _receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
    await send({"type": "http.response.body", "body": b"{}"})


def _application(channel: grpc.aio.Channel) -> FastAPI:
    app = FastAPI()
    write: Any = channel.unary_unary("/floor/write")
    read: Any = channel.unary_unary("/floor/read")

    @app.get("/empty")
    async def empty() -> Response:
        return Response(b"{}", media_type="application/json")

    @app.post("/rows")
    async def rows(request: Request) -> Response:
        return Response(await write(await request.body()), media_type="application/json")

    @app.get("/query")
    async def query() -> Response:
        return Response(await read(b""), media_type="application/json")

    return app
