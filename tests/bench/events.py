"""Events, beneath the requests: what the relay and a consumer spend beside a bare publisher and a bare batch."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any
from uuid import UUID

import asyncpg

from accounts.service import SERVICE
from chassis.clock import Clock
from chassis.database import Database
from chassis.ids import new_id
from chassis.relay import ensure_stream
from chassis.runtime import Runtime
from crm.common.v1.event_pb2 import Event
from crm.pipeline.v1 import pipeline_pb2 as pipeline
from tests.bench.floor import TABLES
from tests.bench.rounds import Row, Side
from tests.support.running import MASTER_KEY, Keys, migrated
from tests.support.servers import Servers
from tools.stack.databases import DatabaseUrls

PUBLISHED, TAKEN = 500, 100
TENANT = UUID(int=1)
_INBOX = "insert into floor_inbox select unnest($1::uuid[]) on conflict do nothing"
_COPY = """insert into floor_copy select unnest($1::uuid[]), 1, unnest($2::text[])
  on conflict (id) do update set version = excluded.version, name = excluded.name where floor_copy.version < excluded.version"""


@asynccontextmanager
async def _at_rest(servers: Servers) -> AsyncIterator[tuple[Runtime, DatabaseUrls]]:
    """A service whose loops do not run: the bench does their work."""
    urls, keys = await migrated(servers, SERVICE), Keys()
    runtime = Runtime(
        SERVICE,
        database=Database(urls.app, urls.worker),
        nats_url=servers.nats_url(),
        signer=keys.signer(SERVICE.name),
        verifier=keys.verifier(),
        master_key=MASTER_KEY,
    )
    try:
        yield runtime, urls
    finally:
        if runtime.broker is not None:
            await runtime.broker.close()
        await runtime.database.close()
        await asyncio.to_thread(servers.drop_database, urls)


def event() -> Event:
    deal = pipeline.Opportunity(id=str(new_id()), name="三号产线", account_id=str(new_id()), state=pipeline.OPPORTUNITY_STATE_OPEN)
    deal.expected_amount.currency_code, deal.expected_amount.minor = "CNY", 30_000_001
    return Event(
        id=str(new_id()),
        tenant_id=str(TENANT),
        type=deal.DESCRIPTOR.full_name,
        payload=deal.SerializeToString(),
        changed=True,
        subject_type="opportunity",
        subject_id=deal.id,
        version=1,
        sequence=1,
    )


@asynccontextmanager
async def relay(servers: Servers) -> AsyncIterator[Row]:
    """500 events from the outbox into JetStream, beside 500 that a program has in hand."""
    async with AsyncExitStack() as stack:
        runtime, urls = await stack.enter_async_context(_at_rest(servers))
        owner = await asyncpg.connect(urls.owner)
        stack.push_async_callback(owner.close)
        connection = await stack.enter_async_context(runtime.database.worker.connect())
        js = (await runtime.connect()).jetstream(publish_async_max_pending=PUBLISHED)
        await ensure_stream(js, SERVICE.name)
        content = event().SerializeToString()

        async def fill() -> None:
            subject, now = f"crm.accounts.AccountChanged.{TENANT}", Clock.real()
            rows = [(id := new_id(), TENANT, f"{subject}.{id}", content, now) for _ in range(PUBLISHED)]
            columns = ("id", "tenant_id", "subject", "data", "create_time")
            await owner.copy_records_to_table("outbox", records=rows, columns=columns)

        async def publish() -> None:
            assert await runtime.relay.publish(connection, js) == PUBLISHED

        async def publish_bare() -> None:
            ids = [new_id() for _ in range(PUBLISHED)]
            waiting = [await js.publish_async(f"crm.accounts.Bare.{id}", content, headers={"Nats-Msg-Id": str(id)}) for id in ids]
            await asyncio.gather(*waiting)

        yield Row(f"relay, {PUBLISHED} events", "bare pipelined publish", Side(publish, fill), Side(publish_bare), times=3, at_most=1.5)


@asynccontextmanager
async def consumer(servers: Servers) -> AsyncIterator[Row]:
    """100 events into inbox and copies, beside two statements that do so."""
    async with AsyncExitStack() as stack:
        runtime, urls = await stack.enter_async_context(_at_rest(servers))
        bare = await asyncpg.connect(urls.owner)
        stack.push_async_callback(bare.close)
        await bare.execute(TABLES)
        fresh: list[bytes] = []

        async def arrive() -> None:
            fresh[:] = [event().SerializeToString() for _ in range(TAKEN)]

        async def take() -> None:
            await runtime.consumers.apply([Event.FromString(content) for content in fresh])

        async def take_bare() -> None:
            events = [Event.FromString(content) for content in fresh]
            deals: list[Any] = [pipeline.Opportunity.FromString(event.payload) for event in events]
            async with bare.transaction():
                await bare.execute(_INBOX, [UUID(event.id) for event in events])
                await bare.execute(_COPY, [UUID(deal.id) for deal in deals], [deal.name for deal in deals])

        yield Row(f"consumer, {TAKEN} events", "bare batch", Side(take, arrive), Side(take_bare, arrive), times=5, at_most=1.6)
