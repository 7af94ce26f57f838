"""Outbox to JetStream. One relay per service publishes at a time (an advisory lock on its own connection); rows are claimed by
state, never by 'position > last', because a transaction with a smaller position may commit later.

Published rows stay for 14 days: PostgreSQL is the only record, and `republish` feeds them again when JetStream lost them.
"""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from nats.js import JetStreamContext
from nats.js.api import RetentionPolicy, StorageType, StreamConfig
from sqlalchemy import Uuid, any_, bindparam, delete, func, select, text, update
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.subjects import events_of, stream_name
from chassis.tables import idempotency, inbox, outbox

if TYPE_CHECKING:
    from chassis.runtime import Runtime

BATCH = 500
# For the confirmations of a batch; what they did not come for is published again.
CONFIRM_SECONDS = 10
KEPT = timedelta(days=14)
_MARK = update(outbox).where(outbox.c.id == any_(bindparam("ids", type_=ARRAY(Uuid)))).values(publish_time=bindparam("now"))


async def ensure_stream(js: JetStreamContext, service: str) -> None:
    """Each service creates and checks its own stream; whoever follows it waits until it is there."""
    config = StreamConfig(
        name=stream_name(service),
        subjects=[events_of(service)],
        retention=RetentionPolicy.LIMITS,
        storage=StorageType.FILE,
        max_age=KEPT.total_seconds(),
        duplicate_window=120,
    )
    await js.add_stream(config)


class Relay:
    def __init__(self, runtime: Runtime) -> None:
        self._runtime, self.wanted = runtime, runtime.bell()

    async def run(self) -> None:
        """Until cancelled. Whatever fails is tried again: nothing is marked as published before JetStream confirmed it."""
        engine = self._runtime.database.apart()
        try:
            while True:
                try:
                    async with engine.connect() as connection:
                        await self._lead(connection)
                except asyncio.CancelledError:
                    raise
                except Exception as error:
                    self._runtime.log.warning("relay: %s: %s", type(error).__name__, error)
                    await asyncio.sleep(self._runtime.retry_seconds)
        finally:
            await engine.dispose()

    async def _lead(self, connection: AsyncConnection) -> None:
        while not await connection.scalar(text("select pg_try_advisory_lock(hashtext('relay'))")):
            await connection.rollback()
            await asyncio.sleep(1)
        await connection.commit()
        broker = await self._runtime.connect()
        js = broker.jetstream(publish_async_max_pending=BATCH)
        cleaned, connections = self._runtime.clock.real(), -1
        while True:
            # A broker that was away may come back without its streams, and others wait for ours even while we have nothing to say.
            if connections != broker.stats["reconnects"]:
                connections = broker.stats["reconnects"]
                await ensure_stream(js, self._runtime.service.name)
            if not await self.publish(connection, js):
                # Rung by a commit in this process; it polls for those of others.
                await self.wanted.heard(self._runtime.poll_seconds)
            if self._runtime.clock.real() - cleaned > timedelta(minutes=10):
                await self._clean(connection)
                cleaned = self._runtime.clock.real()

    async def publish(self, connection: AsyncConnection, js: JetStreamContext) -> int:
        """Publishes up to 500 rows, pipelined; marks those that were confirmed; returns how many."""
        rows = (
            await connection.execute(
                select(outbox.c.id, outbox.c.subject, outbox.c.data)
                .where(outbox.c.publish_time.is_(None))
                .order_by(outbox.c.position)
                .limit(BATCH)
            )
        ).all()
        if not rows:
            await connection.rollback()
            return 0
        # Without a time limit of its own for each, which would cost a task and a write to the socket per event.
        waiting = [await js.publish_async(row.subject, row.data, headers={"Nats-Msg-Id": str(row.id)}) for row in rows]
        async with asyncio.timeout(CONFIRM_SECONDS):
            replies = await asyncio.gather(*waiting, return_exceptions=True)
        confirmed = [row.id for row, reply in zip(rows, replies, strict=True) if not isinstance(reply, BaseException)]
        if confirmed:
            await connection.execute(_MARK, {"ids": confirmed, "now": self._runtime.clock.real()})
        await connection.commit()
        self._runtime.metrics.published(len(confirmed))
        if len(confirmed) < len(rows):
            raise next(reply for reply in replies if isinstance(reply, BaseException))
        return len(confirmed)

    async def _clean(self, connection: AsyncConnection) -> None:
        """Forgets what no retry can ask for any more. The inbox is kept longer than the outbox it protects against."""
        now = self._runtime.clock.real()
        await connection.execute(delete(outbox).where(outbox.c.publish_time < now - KEPT))
        await connection.execute(delete(inbox).where(inbox.c.create_time < now - 2 * KEPT))
        await connection.execute(delete(idempotency).where(idempotency.c.create_time < now - timedelta(hours=24)))
        await connection.commit()


async def republish(connection: AsyncConnection, since: datetime) -> int:
    """Marks what was published since then as unpublished, so that the relay feeds it again; returns how many rows."""
    result = await connection.execute(update(outbox).where(outbox.c.publish_time >= since).values(publish_time=None))
    return result.rowcount


async def unpublished(connection: AsyncConnection) -> int:
    return int(await connection.scalar(select(func.count()).select_from(outbox).where(outbox.c.publish_time.is_(None))) or 0)
