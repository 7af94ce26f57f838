"""What a service says of itself while nobody asks: what waits, what is late, who cannot be reached."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import insert, text
from sqlalchemy.ext.asyncio import AsyncConnection

from chassis import tables, vitals
from chassis.database import Database
from chassis.ids import new_id
from chassis.runtime import Runtime
from chassis.scope import Reach, Scope
from leads.service import SERVICE
from tests.support.running import MASTER_KEY, Keys, migrated, running
from tests.support.servers import Servers
from tests.support.waiting import until


@pytest.fixture
async def still(servers: Servers) -> AsyncIterator[Runtime]:
    """A service of which nothing runs: whatever waits in its database goes on waiting."""
    urls, keys = await migrated(servers, SERVICE), Keys()
    runtime = Runtime(
        SERVICE,
        database=Database(urls.app, urls.worker),
        nats_url=servers.nats_url(),
        signer=keys.signer(SERVICE.name),
        verifier=keys.verifier(),
        master_key=MASTER_KEY,
    )
    yield runtime
    await runtime.database.close()
    await asyncio.to_thread(servers.drop_database, urls)


def told(runtime: Runtime, name: str, **labels: str) -> float | None:
    return runtime.metrics.registry.get_sample_value(f"daozhang_{name}", {"service": "leads", **labels})


async def test_nothing_waits_in_a_service_that_has_just_begun(still: Runtime) -> None:
    await still.vitals.look()
    waiting = ("outbox_unpublished", "outbox_oldest_seconds", "timers_due", "timers_due_seconds")
    assert [told(still, name) for name in waiting] == [0, 0, 0, 0]
    assert [told(still, "dead_letters", kind=kind) for kind in ("event", "timer")] == [0, 0]
    assert (told(still, "database_bytes") or 0) > 1_000_000


@pytest.mark.capability("M-63")
async def test_what_waits_in_the_outbox_is_counted_and_its_oldest_has_an_age(still: Runtime) -> None:
    tenant_id, now = new_id(), still.clock.real()
    async with still.database.as_app(Scope(tenant_id, Reach.TENANT)) as connection:
        for minutes in (7, 3):
            await _event(connection, tenant_id, now - timedelta(minutes=minutes))
        await _event(connection, tenant_id, now - timedelta(days=1), publish_time=now)
    await still.vitals.look()
    assert told(still, "outbox_unpublished") == 2
    assert 420 <= (told(still, "outbox_oldest_seconds") or 0) < 480


async def test_timers_that_are_due_are_counted_over_all_companies_and_the_latest_says_how_late(still: Runtime) -> None:
    now = still.clock.real()
    for minutes in (1, 30, -5):
        tenant_id = new_id()
        async with still.database.as_app(Scope(tenant_id, Reach.TENANT)) as connection:
            at = now - timedelta(minutes=minutes)
            row = {"kind": "lead_first_follow_up", "subject_id": new_id(), "slot": "", "due_time": at, "fire_time": at, "attempts": 0}
            await connection.execute(insert(tables.timer).values(id=new_id(), tenant_id=tenant_id, **row))
    await still.vitals.look()
    assert told(still, "timers_due") == 2
    assert 1800 <= (told(still, "timers_due_seconds") or 0) < 1860


async def test_a_crowd_of_timers_of_one_company_is_counted_so_far_only(still: Runtime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vitals, "MOST_DUE", 5)
    tenant_id, now = new_id(), still.clock.real()
    async with still.database.as_app(Scope(tenant_id, Reach.TENANT)) as connection:
        rows = [
            {"id": new_id(), "tenant_id": tenant_id, "kind": "restamp", "subject_id": new_id(), "due_time": now, "fire_time": now}
            for _ in range(9)
        ]
        await connection.execute(insert(tables.timer), rows)
    await still.vitals.look()
    assert told(still, "timers_due") == 5


async def test_a_pool_says_who_has_its_connections_and_who_waits(still: Runtime) -> None:
    assert told(still, "pool_connections_most", pool="app") == 8
    held = [await still.database.app.connect() for _ in range(8)]
    waiting = [asyncio.create_task(_ask(still)) for _ in range(3)]
    await asyncio.sleep(0.2)
    assert (told(still, "pool_connections_in_use", pool="app"), told(still, "pool_waiting", pool="app")) == (8, 3)
    for connection in held:
        await connection.close()
    await asyncio.gather(*waiting)
    assert (told(still, "pool_connections_in_use", pool="app"), told(still, "pool_waiting", pool="app")) == (0, 0)


@pytest.mark.capability("M-63")
async def test_servers_that_are_away_are_said_to_be_and_events_go_on_ageing(own_servers: Servers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vitals, "SECONDS", 0.1)
    tenant_id = new_id()
    async with running(SERVICE, own_servers) as runtime:
        await _becomes(runtime, nats=1, postgresql=1)
        await asyncio.to_thread(own_servers.nats.kill)
        await _becomes(runtime, nats=0, postgresql=1)
        async with runtime.database.as_app(Scope(tenant_id, Reach.TENANT)) as connection:
            await _event(connection, tenant_id, runtime.clock.real() - timedelta(minutes=2))
        await until(lambda: (told(runtime, "outbox_oldest_seconds") or 0) > 120)
        await asyncio.to_thread(own_servers.postgres.kill)
        await _becomes(runtime, nats=0, postgresql=0)
        await asyncio.to_thread(own_servers.postgres.start)
        await asyncio.to_thread(own_servers.nats.start)
        await _becomes(runtime, nats=1, postgresql=1)
        await until(lambda: told(runtime, "outbox_unpublished") == 0)


async def _becomes(runtime: Runtime, **up: int) -> None:
    await until(lambda: {name: told(runtime, "dependency_up", dependency=name) for name in up} == up, what=str(up))


async def _ask(runtime: Runtime) -> None:
    async with runtime.database.app.connect() as connection:
        await connection.execute(text("select 1"))


async def _event(connection: AsyncConnection, tenant_id: UUID, at: object, publish_time: object = None) -> None:
    subject = f"crm.leads.LeadCaptured.{tenant_id}.{new_id()}"
    values = {"id": new_id(), "tenant_id": tenant_id, "subject": subject, "data": b"", "create_time": at, "publish_time": publish_time}
    await connection.execute(insert(tables.outbox).values(values))
