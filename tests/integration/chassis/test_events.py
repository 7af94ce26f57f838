"""What the delivery of events promises beyond the ordinary: that nothing waits for ever, and that nothing is given up silently."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from nats.aio.msg import Msg
from nats.js.api import AckPolicy, ConsumerConfig
from sqlalchemy import bindparam, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.types import Integer

from accounts.service import SERVICE
from chassis import consumer, dead_letters, deliveries, tables
from chassis.database import Database, is_away
from chassis.deliveries import Deliveries
from chassis.ids import new_id
from chassis.relay import ensure_stream
from chassis.runtime import Runtime
from chassis.sandbox import settle
from chassis.scope import Reach, Scope
from chassis.subjects import stream_name
from crm.identity.v1 import identity_pb2 as identity
from tests.support.running import person, running, send
from tests.support.servers import Servers


@pytest.fixture
async def accounts(servers: Servers) -> AsyncIterator[Runtime]:
    async with running(SERVICE, servers) as runtime:
        yield runtime


async def members(runtime: Runtime, tenant_id: object) -> list[str]:
    async with runtime.database.as_app(Scope(tenant_id, Reach.TENANT)) as connection:  # type: ignore[arg-type]
        return list(await connection.scalars(select(tables.copy_member.c.name)))


async def test_what_can_never_be_read_becomes_a_dead_letter_at_once(accounts: Runtime) -> None:
    tenant_id = person().tenant_id
    js = (await accounts.connect()).jetstream()
    await ensure_stream(js, "identity")
    await js.publish(f"crm.identity.UserChanged.{tenant_id}.{new_id()}", b"\xff not an event")
    await send(accounts, "identity", tenant_id, identity.User(id=str(new_id()), name="李四", state=identity.USER_STATE_ACTIVE))
    await settle([accounts])
    assert await members(accounts, tenant_id) == ["李四"]
    [letter] = await dead_letters.open_letters(accounts)
    assert (letter.data, letter.error.partition(":")[0]) == (b"\xff not an event", "DecodeError")


async def test_what_ends_everybody_who_takes_it_becomes_a_dead_letter(accounts: Runtime, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that is killed says nothing, so the event counts only by its deliveries."""
    tenant_id = person().tenant_id
    monkeypatch.setattr(consumer, "SUSPECT_DELIVERIES", 0)
    await send(accounts, "identity", tenant_id, identity.User(id=str(new_id()), name="李四", state=identity.USER_STATE_ACTIVE))
    await settle([accounts])
    assert await members(accounts, tenant_id) == []
    [letter] = await dead_letters.open_letters(accounts)
    assert "it may end whoever takes it" in letter.error


async def test_what_is_in_hand_is_not_delivered_again_and_what_is_given_back_is_at_once(
    accounts: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    broker = await accounts.connect()
    js = broker.jetstream()
    await ensure_stream(js, "elsewhere")
    config = ConsumerConfig(durable_name="slow", deliver_subject="deliver.slow", ack_policy=AckPolicy.EXPLICIT, ack_wait=3)
    await js.add_consumer(stream_name("elsewhere"), config)
    hand = Deliveries()
    subscription = await broker.subscribe("deliver.slow", cb=hand.arrived)
    await js.publish("crm.elsewhere.Thing", b"1")
    [first] = await _something(hand)
    for _ in range(6):
        await asyncio.sleep(0.7)
        await hand.hold()
    assert await hand.batch() == []
    await hand.give_back()
    [again] = await _something(hand)
    assert (first.metadata.num_delivered, again.metadata.num_delivered) == (1, 2)
    await again.ack()
    await subscription.unsubscribe()
    assert deliveries.HOLD_SECONDS * 3 <= deliveries.ACK_SECONDS


async def _something(hand: Deliveries) -> list[Msg]:
    while not (batch := await hand.batch()):
        pass
    return batch


async def test_an_absent_database_is_told_from_a_wrong_value(servers: Servers, accounts: Runtime) -> None:
    url = accounts.database.app.url
    absent = Database(
        url.set(port=1).render_as_string(hide_password=False).replace("+asyncpg", ""), accounts.database.worker_url, pool_size=1
    )
    with pytest.raises(OSError) as unreachable:
        await _ask(absent, "select 1")
    assert is_away(unreachable.value)
    await absent.close()

    with pytest.raises(DBAPIError) as unknown:
        await _ask(accounts.database, "select * from nowhere")
    assert not is_away(unknown.value)

    with pytest.raises(DBAPIError) as too_large:
        async with accounts.database.app.connect() as connection:
            await connection.execute(select(bindparam("number", 2**40, type_=Integer)))
    assert not is_away(too_large.value)

    async with accounts.database.app.connect() as connection:
        pid = await connection.scalar(text("select pg_backend_pid()"))
        await asyncio.to_thread(servers.postgres.databases.sql, f"select pg_terminate_backend({pid})")
        with pytest.raises(DBAPIError) as ended:
            await connection.execute(text("select 1"))
    assert is_away(ended.value)

    narrow = create_async_engine(url, pool_size=1, max_overflow=0, pool_timeout=0.1)
    async with narrow.connect():
        with pytest.raises(PoolTimeoutError) as full:
            async with narrow.connect():
                pass
    assert is_away(full.value)
    await narrow.dispose()


async def _ask(database: Database, statement: str) -> None:
    async with database.app.connect() as connection:
        await connection.execute(text(statement))
