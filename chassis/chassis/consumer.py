"""JetStream to effects. Every event takes effect exactly once in the database, however often and in whatever order it arrives.

The concurrency contract: the inbox row and the effect are one transaction; the message is acknowledged after its commit. A
batch of one tenant is one transaction; when it fails its events are tried singly, so that one poison event holds up nobody.
While PostgreSQL is away the batch waits: that is nobody's fault and must not use up deliveries.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC
from itertools import groupby
from typing import TYPE_CHECKING
from uuid import UUID

import nats
from google.protobuf.message import DecodeError
from nats.aio.msg import Msg
from nats.errors import Error as NatsError
from nats.js import JetStreamContext
from nats.js.api import AckPolicy, ConsumerConfig, DeliverPolicy
from nats.js.errors import NotFoundError
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.exc import DBAPIError, InterfaceError

from chassis import dead_letters, tables
from chassis.copies import CHASSIS_COPIES, store_copies
from chassis.events import payload
from chassis.principal import Principal
from chassis.relay import ensure_stream, stream_name
from chassis.service import Copy, Handler
from crm.common.v1.event_pb2 import Event
from crm.identity.v1 import identity_pb2

if TYPE_CHECKING:
    from chassis.runtime import Runtime
    from chassis.unit_of_work import UnitOfWork

_TENANT = identity_pb2.Tenant.DESCRIPTOR.full_name
BATCH = 100
MOST_DELIVERIES = 6
ACK_SECONDS = 30
CHECK_SECONDS = 5.0


class Consumers:
    """All subscriptions of one service: one durable consumer per source service."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        service = runtime.service
        self.reactions = service.reactions()
        copies: tuple[Copy, ...] = (*CHASSIS_COPIES, *service.copies)
        self.copies: dict[str, list[Copy]] = {}
        for copy in copies:
            self.copies.setdefault(copy.source.DESCRIPTOR.full_name, []).append(copy)

    def subjects(self) -> dict[str, list[str]]:
        """Filter subjects by source service ("pipeline": ["crm.pipeline.ContractEffective.>"])."""
        found: dict[str, list[str]] = {}
        for full_name, changed in [*((name, True) for name in self.copies), *((name, False) for name in self.reactions)]:
            _, source, _, name = full_name.split(".")
            found.setdefault(source, []).append(f"crm.{source}.{name}{'Changed' if changed else ''}.>")
        return {source: sorted(set(names)) for source, names in found.items()}

    async def run(self) -> None:
        await asyncio.gather(*(self._follow(source, subjects) for source, subjects in self.subjects().items()))

    def name(self, source: str) -> str:
        return f"{self._runtime.service.name}_from_{source}"

    async def _follow(self, source: str, subjects: list[str]) -> None:
        while True:
            try:
                await self._consume(source, subjects)
            except asyncio.CancelledError:
                raise
            except Exception as error:
                self._runtime.log.warning("consumer %s: %s: %s", self.name(source), type(error).__name__, error)
                await asyncio.sleep(1)

    async def _consume(self, source: str, subjects: list[str]) -> None:
        broker = await self._runtime.connect()
        js = broker.jetstream()
        await ensure_stream(js, source)
        deliver = f"deliver.{self.name(source)}"
        await js.add_consumer(
            stream_name(source),
            ConsumerConfig(
                durable_name=self.name(source),
                deliver_policy=DeliverPolicy.ALL,
                deliver_subject=deliver,
                deliver_group=self.name(source),
                filter_subjects=subjects,
                ack_policy=AckPolicy.EXPLICIT,
                ack_wait=ACK_SECONDS,
                max_deliver=MOST_DELIVERIES + 2,
                max_ack_pending=1000,
            ),
        )
        arrived: asyncio.Queue[Msg] = asyncio.Queue()
        subscription = await broker.subscribe(deliver, queue=self.name(source), cb=arrived.put)
        watch = asyncio.create_task(self._watch(js, source))
        try:
            while not watch.done():
                for batch in _by_tenant(await _batch(arrived)):
                    await self._take(batch)
            watch.result()
        finally:
            watch.cancel()
            if not broker.is_closed:
                await subscription.unsubscribe()

    async def _watch(self, js: JetStreamContext, source: str) -> None:
        """Ends when the durable consumer is gone (JetStream's data was deleted): it is made again then."""
        while True:
            await asyncio.sleep(CHECK_SECONDS)
            try:
                state = await js.consumer_info(stream_name(source), self.name(source))
                self._runtime.metrics.consumer_lag(self.name(source), (state.num_pending or 0) + (state.num_ack_pending or 0))
            except NotFoundError:
                raise
            except (NatsError, nats.js.errors.Error, TimeoutError):
                continue  # NATS is away; the client reconnects by itself

    async def _take(self, batch: list[tuple[Msg, Event]]) -> None:
        while True:
            try:
                await self.apply([event for _, event in batch])
            except Exception as error:
                if _database_is_away(error):
                    self._runtime.log.warning("consumer: the database is away; %d events wait", len(batch))
                    await asyncio.gather(*(message.in_progress() for message, _ in batch))
                    await asyncio.sleep(1)
                    continue
                if len(batch) == 1:
                    await self._refuse(*batch[0], error)
                    return
                for single in batch:
                    await self._take([single])
                return
            await asyncio.gather(*(message.ack() for message, _ in batch))
            oldest = min(event.create_time.ToDatetime(UTC) for _, event in batch)
            delay = (self._runtime.clock.now(UUID(batch[0][1].tenant_id)) - oldest).total_seconds()
            self._runtime.metrics.handled(self._runtime.service.name, "done", count=len(batch), delay_seconds=delay)
            return

    async def apply(self, events: list[Event]) -> None:
        """Lets events of one tenant take effect, in one transaction; those that did before are skipped."""
        tenant_id = UUID(events[0].tenant_id)
        consumer = self._runtime.service.name
        principal = Principal.service(consumer, tenant_id, cause="events")
        async with self._runtime.unit_of_work(principal, method="event") as uow:
            rows = {UUID(event.id): event for event in events}
            statement = upsert(tables.inbox).on_conflict_do_nothing().returning(tables.inbox.c.event_id)
            values = [
                {"consumer": consumer, "event_id": id, "tenant_id": tenant_id, "create_time": self._runtime.clock.real()} for id in rows
            ]
            fresh_ids = set((await uow.execute(statement.values(values))).scalars())
            fresh = [event for id, event in rows.items() if id in fresh_ids]
            await store_copies(uow, self.copies, [event for event in fresh if event.changed])
            starts = self._runtime.service.starts
            if starts is not None and any(event.changed and event.type == _TENANT for event in fresh):
                await starts(uow)
            for event in fresh:
                if not event.changed:
                    await self._react(uow, event)

    async def _react(self, uow: UnitOfWork, event: Event) -> None:
        handlers: list[Handler] = self.reactions.get(event.type, [])
        if not handlers:
            return
        uow.act_on(event)
        fact = payload(event)
        with self._runtime.span(f"react {event.type}", event.traceparent):
            for handler in handlers:
                await handler(fact, event, uow)
            if uow.dirty():  # what it recorded has this event as its cause; plain rows wait for the commit
                await uow.stage()

    async def _refuse(self, message: Msg, event: Event, error: Exception) -> None:
        """Later again, or to the dead letters before JetStream gives up by itself."""
        deliveries = message.metadata.num_delivered or 1
        self._runtime.log.error("consumer: %s %s failed (%d)", event.type, event.id, deliveries, exc_info=error)
        self._runtime.metrics.handled(self._runtime.service.name, "retried" if deliveries < MOST_DELIVERIES else "dead")
        if deliveries < MOST_DELIVERIES:
            await message.nak(delay=self._runtime.retry_delay(deliveries - 1).total_seconds())
            return
        principal = Principal.service(self._runtime.service.name, UUID(event.tenant_id), cause=event.id)
        async with self._runtime.unit_of_work(principal, method="dead_letter") as uow:
            name = self._runtime.service.name
            await dead_letters.keep(uow, kind="event", consumer=name, subject=message.subject, data=message.data, error=error)
        await message.term()


async def _batch(arrived: asyncio.Queue[Msg]) -> list[Msg]:
    try:
        async with asyncio.timeout(1):
            batch = [await arrived.get()]
    except TimeoutError:
        return []
    while len(batch) < BATCH and not arrived.empty():
        batch.append(arrived.get_nowait())
    return batch


def _by_tenant(messages: list[Msg]) -> Iterator[list[tuple[Msg, Event]]]:
    parsed = [(message, _event(message)) for message in messages]
    for _, group in groupby(parsed, key=lambda pair: pair[1].tenant_id):
        yield list(group)


def _event(message: Msg) -> Event:
    try:
        return Event.FromString(message.data)
    except DecodeError as error:
        raise ValueError(f"{message.subject} carries no event") from error


def _database_is_away(error: Exception) -> bool:
    if isinstance(error, DBAPIError):
        return error.connection_invalidated or isinstance(error, InterfaceError)
    return isinstance(error, OSError)
