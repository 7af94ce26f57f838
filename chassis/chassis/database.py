"""Connections of one service: `app` for requests and effects, `worker` for the relay, timers and dead letters."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from functools import partial
from ssl import SSLContext
from typing import Any

import asyncpg
import orjson
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.orm.exc import StaleDataError
from sqlalchemy.pool import AsyncAdaptedQueuePool, NullPool, PoolProxiedConnection

from chassis.scope import Scope

_BEGIN = text(
    "select set_config('app.tenant_id', :tenant, true), set_config('app.user_id', :person, true),"
    " set_config('app.scope', :reach, true), set_config('app.team_ids', :teams, true)"
)
RAISE = text("select set_config('app.scope', 'tenant', true)")
LOWER = text("select set_config('app.scope', :reach, true)")
# States of a server that takes no work for the moment: it shuts down, has crashed, starts, is full.
_TAKES_NO_WORK = ("57P01", "57P02", "57P03", "53300")


class CountingPool(AsyncAdaptedQueuePool):
    """Knows how many wait for one of its connections, or for a new one to stand."""

    waiting = 0

    def connect(self) -> PoolProxiedConnection:
        self.waiting += 1
        try:
            return super().connect()
        finally:
            self.waiting -= 1


def single(url: str, tls: SSLContext | None = None) -> AsyncEngine:
    """For connections that are never shared. With `tls` the server must show a certificate of its name."""
    return create_async_engine(_driven(url), poolclass=NullPool, connect_args=_demanding(tls))


def _driven(url: str) -> str:
    return url.replace("postgresql://", "postgresql+asyncpg://", 1)


def _demanding(tls: SSLContext | None) -> dict[str, Any]:
    return {} if tls is None else {"ssl": tls}


def _engine(url: str, size: int, tls: SSLContext | None, **server: str) -> AsyncEngine:
    return create_async_engine(
        _driven(url),
        poolclass=CountingPool,
        pool_size=size,
        max_overflow=0,
        pool_timeout=10,
        # Every setting is transaction-local, so a returned connection needs a rollback and nothing else.
        connect_args={"server_settings": server, "timeout": 10, **_demanding(tls)},
        pool_pre_ping=False,
        # The values of a failed statement would stand in its error, and so in logs.
        hide_parameters=True,
        # Every row of a list has several columns of JSON.
        json_deserializer=orjson.loads,
    )


def _pool(engine: AsyncEngine) -> CountingPool:
    pool = engine.pool
    if not isinstance(pool, CountingPool):
        raise TypeError(f"{pool} does not count who waits.")
    return pool


class Database:
    """The pools of one process: 8 connections for `app`, 2 for `worker`; the relay has a connection of its own."""

    def __init__(self, app_url: str, worker_url: str, *, pool_size: int = 8, tls: SSLContext | None = None) -> None:
        self.app = _engine(app_url, pool_size, tls, statement_timeout="20s", lock_timeout="10s", idle_in_transaction_session_timeout="60s")
        # The same connections; whatever a query asks, it sees the rows of one moment.
        self.reading = self.app.execution_options(isolation_level="REPEATABLE READ")
        self.worker = _engine(worker_url, 2, tls, statement_timeout="60s")
        # The same connections; each query by itself: who looks whether there is something to do asks for one thing, and mostly in vain.
        self.looking = self.worker.execution_options(isolation_level="AUTOCOMMIT")
        self.worker_url, self._tls = worker_url, tls

    def pools(self) -> Mapping[str, Callable[[], CountingPool]]:
        """By the name of the role. Asked for anew each time: what is disposed of is another one then."""
        return {name: partial(_pool, engine) for name, engine in (("app", self.app), ("worker", self.worker))}

    def apart(self) -> AsyncEngine:
        """For a connection of `worker` that holds a lock: direct, never through a transaction pooler, for the lock is the session's.
        Each statement is a transaction: nothing of the session stays open while it waits for others."""
        return single(self.worker_url, self._tls).execution_options(isolation_level="AUTOCOMMIT")

    @asynccontextmanager
    async def as_app(self, scope: Scope) -> AsyncIterator[AsyncConnection]:
        """A transaction in which `app` sees the rows of the scope; commits at the end."""
        async with self.app.begin() as connection:
            await enter(connection, scope)
            yield connection

    async def close(self) -> None:
        await self.app.dispose()
        await self.worker.dispose()


async def enter(connection: AsyncConnection, scope: Scope) -> None:
    """Sets tenant, person, scope and teams for the running transaction, in one statement."""
    await connection.execute(_BEGIN, settings(scope))


def settings(scope: Scope) -> dict[str, str]:
    reach = "team" if scope.reach == "team_and_below" else str(scope.reach)
    return {
        "tenant": str(scope.tenant_id),
        "person": str(scope.person_id or ""),
        "reach": reach,
        "teams": "{" + ",".join(str(team) for team in scope.team_ids) + "}",
    }


def is_concurrency(error: BaseException | None) -> bool:
    """Whether somebody did something with the same rows at the same moment: done again it goes well."""
    if isinstance(error, StaleDataError):
        return True
    # serialization_failure, deadlock_detected, lock_not_available
    return getattr(getattr(error, "orig", None), "sqlstate", "") in ("40001", "40P01", "55P03")


def is_away(error: BaseException | None) -> bool:
    """Whether the database could not be reached or went away meanwhile: nothing is wrong with what was asked of it."""
    if isinstance(error, DBAPIError):
        return error.connection_invalidated or is_away(error.orig) or is_away(getattr(error.orig, "__cause__", None))
    # asyncpg uses InterfaceError for values that do not fit as well.
    if isinstance(error, asyncpg.InterfaceError):
        return not isinstance(error, ValueError) and "closed" in str(error)
    state = str(getattr(error, "sqlstate", None) or "")
    return isinstance(error, (OSError, PoolTimeoutError)) or state.startswith("08") or state in _TAKES_NO_WORK
