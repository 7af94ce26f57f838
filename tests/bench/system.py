"""What is no ratio to a floor: how soon others know, how many timers a second, and what the whole costs while nobody asks it anything."""

import asyncio
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import asyncpg
import psutil

from chassis import sandbox
from chassis.runtime import Runtime
from tests.bench.book import IDLE_POLL, Book, Shelf
from tests.bench.events import TENANT, event
from tests.support.installation import running_installation
from tests.support.running import Keys, running
from tests.support.servers import Servers
from tests.support.world import service_named
from tools.stack.process import Process

TIMERS, WRITES_PER_SECOND, SECONDS, IDLE_SECONDS = 100_000, 300, 20.0, 60.0
# What a customer that is only known has, over all services.
_ROWS_PER_CUSTOMER = 16
_GOING_COLD = "account_going_cold"
_COMING = "select max(due_time), count(*) from timer where tenant_id = $1 and kind = $2"
_DUE = "select count(*) from timer where tenant_id = $1 and fire_time <= now()"
_TOLD = "select count(*), count(distinct split_part(subject, '.', 5)) from outbox where subject like 'crm.accounts.AccountGoingCold.%'"
_OUTBOX = "insert into outbox (id, tenant_id, subject, data, create_time) values ($1, $2, $3, $4, now())"


@dataclass(frozen=True)
class Fact:
    """A figure of the running system, and its goal: at most so much, or at least."""

    name: str
    value: float
    unit: str
    at_most: float | None = None
    at_least: float | None = None

    @property
    def met(self) -> bool:
        return (self.at_most is None or self.value <= self.at_most) and (self.at_least is None or self.value >= self.at_least)


@dataclass(frozen=True)
class Wait:
    """Milliseconds that a report takes."""

    name: str
    median: float
    p95: float
    at_most: float

    @property
    def met(self) -> bool:
        return self.p95 <= self.at_most


# --- how soon others know --------------------------------------------------------------------------


async def lag(servers: Servers, *, seconds: float = SECONDS) -> list[Fact]:
    """From the commit of what one service says to the commit of what another makes of it, with so many a second."""
    keys, room = Keys(), servers.nats_url()
    async with (
        running(service_named("pipeline"), servers, nats_url=room, keys=keys) as source,
        running(service_named("accounts"), servers, nats_url=room, keys=keys) as follower,
    ):
        for runtime in (source, follower):
            runtime.poll_seconds = IDLE_POLL
        committed: dict[UUID, float] = {}
        waits: list[float] = []
        writer = asyncio.create_task(_write(source, _owner(servers, source), committed, seconds))
        await _watch(_owner(servers, follower), committed, waits, writer)
        await writer
    name = f"commit to projection, p99, at {WRITES_PER_SECOND} writes/s"
    return [Fact(name, statistics.quantiles(waits, n=100)[98] * 1000, "ms", at_most=500)]


async def _write(source: Runtime, url: str, committed: dict[UUID, float], seconds: float) -> None:
    connection, began, number = await asyncpg.connect(url), time.monotonic(), 0
    while (now := time.monotonic()) - began < seconds:
        if number > (now - began) * WRITES_PER_SECOND:
            await asyncio.sleep(0.001)
            continue
        told = event()
        id = UUID(told.id)
        subject = f"crm.pipeline.OpportunityChanged.{TENANT}.{told.subject_id}"
        await connection.execute(_OUTBOX, id, TENANT, subject, told.SerializeToString())
        committed[id] = time.monotonic()
        # As a unit of work does after its commit.
        source.wake()
        number += 1
    await connection.close()


async def _watch(url: str, committed: dict[UUID, float], waits: list[float], writer: "asyncio.Task[None]") -> None:
    """Looks every few milliseconds for what has arrived; that much longer it seems to take."""
    connection = await asyncpg.connect(url)
    while committed or not writer.done():
        asked = list(committed)
        arrived = await connection.fetch("select event_id from inbox where event_id = any ($1::uuid[])", asked)
        now = time.monotonic()
        waits += [now - committed.pop(row["event_id"]) for row in arrived]
        await asyncio.sleep(0.005)
    await connection.close()


def _owner(servers: Servers, runtime: Runtime) -> str:
    return servers.postgres.databases.urls(runtime.service.name, str(runtime.database.app.url.database)).owner


# --- timers ----------------------------------------------------------------------------------------


async def timers(servers: Servers, folder: Path, *, count: int = TIMERS) -> list[Fact]:
    """So many customers whose time comes in one minute: how many are told a second, and whether each is told once."""
    shelf, rows = Shelf(servers, folder, kinds=("known",), label="timers"), count * _ROWS_PER_CUSTOMER
    shelf.forget(rows)
    book, _ = await shelf.book(rows)
    try:
        async with running(service_named("accounts"), servers, database=shelf.urls(rows)["accounts"]) as runtime:
            return await _fired(runtime, shelf.urls(rows)["accounts"].owner, book)
    finally:
        shelf.forget(rows)


async def _fired(runtime: Runtime, url: str, book: Book) -> list[Fact]:
    tenant, connection = UUID(book.tenant_id), await asyncpg.connect(url)
    [(last, expected)] = await connection.fetch(_COMING, tenant, _GOING_COLD)
    await sandbox.shift(runtime, tenant, last - runtime.clock.real() + timedelta(seconds=1))
    began = time.monotonic()
    while await connection.fetchval(_DUE, tenant):  # noqa: ASYNC110 - it happens in the database
        await asyncio.sleep(0.5)
    took = time.monotonic() - began
    [(told, subjects)] = await connection.fetch(_TOLD)
    await connection.close()
    return [
        Fact(f"{expected:,} timers due in one minute", expected / took, "/s", at_least=1000),
        Fact("of them lost", float(expected - subjects), "", at_most=0),
        Fact("of them doubled", float(told - subjects), "", at_most=0),
    ]


# --- doing nothing ---------------------------------------------------------------------------------


def idle(*, seconds: float = IDLE_SECONDS) -> list[Fact]:
    """All processes that `make up` starts, for a minute in which nobody asks anything."""
    with running_installation() as installation:
        names = ("postgres", "nats", *installation.processes)
        processes = [Process(name, run=installation.folder.run, logs=installation.folder.logs).pid for name in names]
        roots = [pid for pid in processes if pid is not None]
        # What follows from the start is over then.
        time.sleep(seconds / 4)
        before = _processor_seconds(roots)
        time.sleep(seconds)
        used = _processor_seconds(roots) - before
        memory = {state.name: state.resident_bytes / 2**20 for state in installation.states()}
    return [
        Fact(f"whole system idle, {len(roots)} processes", used / seconds * 100, "% of a core", at_most=2),
        Fact("memory of all of them", sum(memory.values()), "MiB", at_most=900),
        *(Fact(f"memory of {name}", size, "MiB") for name, size in memory.items()),
    ]


def _processor_seconds(roots: Sequence[int]) -> float:
    found = 0.0
    for root in roots:
        process = psutil.Process(root)
        for each in (process, *process.children(recursive=True)):
            times = each.cpu_times()
            found += times.user + times.system
    return found
