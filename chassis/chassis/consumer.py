"""JetStream to effects. Every event takes effect exactly once in the database, however often and in whatever order it arrives.

The concurrency contract: the inbox row and the effect are one transaction; the message is acknowledged after its commit. A
batch of one tenant is one transaction; when it fails its events are tried singly, so that one poison event holds up nobody. Batches of
a tenant may run side by side, unless the service takes them in turn.
While PostgreSQL is away the batch waits: that is nobody's fault and must not use up deliveries. JetStream never gives up by itself,
for then nobody would know: what cannot be handled, or ends whoever takes it, becomes a dead letter here.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC
from itertools import groupby
from typing import TYPE_CHECKING
from uuid import UUID

import nats
from google.protobuf.message import DecodeError, Message
from nats.aio.msg import Msg
from nats.errors import Error as NatsError
from nats.js import JetStreamContext
from nats.js.api import AckPolicy, ConsumerConfig, DeliverPolicy
from nats.js.errors import NotFoundError
from opentelemetry.trace import SpanKind
from sqlalchemy.dialects.postgresql import insert as upsert

from chassis import dead_letters, tables
from chassis.copies import CHASSIS_COPIES, store_copies
from chassis.database import is_away, is_concurrency
from chassis.deliveries import ACK_SECONDS, HOLD_SECONDS, Deliveries
from chassis.events import payload
from chassis.principal import Principal
from chassis.service import IN_TURN, Copy, Handler
from chassis.subjects import consumer_name, delivery_subject, stream_name
from chassis.telemetry import working_on
from crm.common.v1.event_pb2 import Event
from crm.identity.v1 import identity_pb2

if TYPE_CHECKING:
    from chassis.runtime import Runtime
    from chassis.unit_of_work import UnitOfWork

_TENANT = identity_pb2.Tenant.DESCRIPTOR.full_name
# With doubled pauses between them about two minutes: a fact that was lost with JetStream is published again by then.
MOST_DELIVERIES = 8
# So often a batch that met another at the same rows is taken whole again.
MOST_COLLISIONS = 3
# Delivered so often without an answer: it may be what ends the process.
SUSPECT_DELIVERIES = 12


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
        return consumer_name(self._runtime.service.name, source)

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
        deliver = delivery_subject(self._runtime.service.name, source)
        config = ConsumerConfig(
            durable_name=self.name(source),
            deliver_policy=DeliverPolicy.ALL,
            deliver_subject=deliver,
            deliver_group=self.name(source),
            filter_subjects=subjects,
            ack_policy=AckPolicy.EXPLICIT,
            ack_wait=ACK_SECONDS,
            max_deliver=-1,
            max_ack_pending=1000,
        )
        await self._attach(js, source, config)
        deliveries = Deliveries()
        subscription = await broker.subscribe(deliver, queue=self.name(source), cb=deliveries.arrived)
        watch = asyncio.create_task(self._watch(js, source, deliveries))
        try:
            while not watch.done():
                for batch in _by_tenant(await self._readable(await deliveries.batch())):
                    await self._take(batch)
            watch.result()
        finally:
            watch.cancel()
            if not broker.is_closed:
                await subscription.unsubscribe()
                await deliveries.give_back()

    async def _attach(self, js: JetStreamContext, source: str, config: ConsumerConfig) -> None:
        """Makes the durable consumer, once the source has made its stream: nobody else may."""
        pause = self._runtime.retry_seconds
        while True:
            try:
                await js.add_consumer(stream_name(source), config)
                return
            except NotFoundError:
                self._runtime.log.info("consumer %s: %s has no stream yet", self.name(source), source)
                await asyncio.sleep(pause)
                pause = min(2 * pause, 1)

    async def _watch(self, js: JetStreamContext, source: str, deliveries: Deliveries) -> None:
        """Keeps what is in hand. Ends when the durable consumer is gone (JetStream's data was deleted): it is made again then."""
        while True:
            await asyncio.sleep(HOLD_SECONDS)
            await deliveries.hold()
            try:
                state = await js.consumer_info(stream_name(source), self.name(source))
                self._runtime.metrics.consumer_lag(self.name(source), (state.num_pending or 0) + (state.num_ack_pending or 0))
            except NotFoundError:
                raise
            except (NatsError, nats.js.errors.Error, TimeoutError) as error:
                # The client reconnects by itself; until then the lag that was measured last stands.
                self._runtime.log.warning(
                    "consumer: NATS does not say how far %s is: %s", self.name(source), str(error) or type(error).__name__
                )

    async def _readable(self, messages: list[Msg]) -> list[tuple[Msg, Event]]:
        """The events of these messages; what can never be one, or was delivered suspiciously often, goes to the dead letters."""
        found = []
        for message in messages:
            try:
                event = Event.FromString(message.data)
                if (message.metadata.num_delivered or 1) > SUSPECT_DELIVERIES:
                    raise RuntimeError(f"It was delivered {SUSPECT_DELIVERIES} times without an answer: it may end whoever takes it.")
                found.append((message, event))
            except (DecodeError, RuntimeError) as error:
                await self._give_up(message, error)
        return found

    async def _take(self, batch: list[tuple[Msg, Event]]) -> None:
        collisions = 0
        while True:
            try:
                await self.apply([event for _, event in batch])
            except Exception as error:
                if is_away(error):
                    self._runtime.log.warning("consumer: the database is away; %d events wait", len(batch))
                    await asyncio.sleep(1)
                    continue
                if is_concurrency(error) and collisions < MOST_COLLISIONS:
                    collisions += 1
                    await asyncio.sleep(0.01 * collisions)
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
        with working_on(tenant_id=str(tenant_id)):
            await self._apply(events, principal)

    async def _apply(self, events: list[Event], principal: Principal) -> None:
        consumer, tenant_id = principal.service_name, principal.tenant_id
        async with self._runtime.unit_of_work(principal, method="event") as uow:
            if self._runtime.service.in_turn:
                await uow.lock(IN_TURN, tenant_id)
            rows = {UUID(event.id): event for event in events}
            statement = upsert(tables.inbox).on_conflict_do_nothing().returning(tables.inbox.c.event_id)
            now = self._runtime.clock.real()
            values = [{"consumer": consumer, "event_id": id, "tenant_id": tenant_id, "create_time": now} for id in rows]
            fresh_ids = set((await uow.execute(statement, values)).scalars())
            fresh = [event for id, event in rows.items() if id in fresh_ids]
            await store_copies(uow, self.copies, [event for event in fresh if event.changed])
            starts = self._runtime.service.starts
            if starts is not None and any(event.changed and event.type == _TENANT for event in fresh):
                await starts(uow)
            told = [(event, payload(event)) for event in fresh if not event.changed and event.type in self.reactions]
            await self._learn(uow, told)
            for event, fact in told:
                await self._react(uow, event, fact)

    async def _learn(self, uow: UnitOfWork, told: list[tuple[Event, Message]]) -> None:
        """Each learner once, with all facts whose reactions ask it."""
        asked: dict[Handler, list[Message]] = {}
        for event, fact in told:
            for handler in self.reactions[event.type]:
                if (learn := getattr(handler, "__learn__", None)) is not None:
                    asked.setdefault(learn, []).append(fact)
        for learn, facts in asked.items():
            await learn(facts, uow)

    async def _react(self, uow: UnitOfWork, event: Event, fact: Message) -> None:
        uow.act_on(event)
        span = self._runtime.span(f"react {event.type}", event.traceparent, kind=SpanKind.CONSUMER, tenant_id=event.tenant_id)
        with working_on(event_id=event.id), span:
            for handler in self.reactions[event.type]:
                await handler(fact, event, uow)
            uow.defer()

    async def _refuse(self, message: Msg, event: Event, error: Exception) -> None:
        """Later again, or to the dead letters before JetStream gives up by itself."""
        deliveries = message.metadata.num_delivered or 1
        self._runtime.log.error("consumer: %s %s failed (%d)", event.type, event.id, deliveries, exc_info=error)
        self._runtime.metrics.handled(self._runtime.service.name, "retried" if deliveries < MOST_DELIVERIES else "dead")
        if deliveries < MOST_DELIVERIES:
            await message.nak(delay=self._runtime.retry_delay(deliveries - 1).total_seconds())
            return
        await self._give_up(message, error)

    async def _give_up(self, message: Msg, error: Exception) -> None:
        """To the dead letters, and to nobody else again. The subject names the tenant: crm.<service>.<type>.<tenant>.<id>."""
        name, tenant_id = self._runtime.service.name, UUID(message.subject.split(".")[3])
        async with self._runtime.unit_of_work(Principal.service(name, tenant_id, cause=message.subject), method="dead_letter") as uow:
            await dead_letters.keep(uow, kind="event", consumer=name, subject=message.subject, data=message.data, error=error)
        await message.term()


def _by_tenant(pairs: list[tuple[Msg, Event]]) -> Iterator[list[tuple[Msg, Event]]]:
    for _, group in groupby(pairs, key=lambda pair: pair[1].tenant_id):
        yield list(group)
