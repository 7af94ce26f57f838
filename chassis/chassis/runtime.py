"""A running service: its database, broker, clock and loops. An async context manager without global state or signal
handlers, so that all members can live in one process."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from datetime import timedelta
from typing import Any, Self

from google.protobuf.message import Message
from nats.aio.client import Client
from opentelemetry import trace
from opentelemetry.trace import SpanKind, StatusCode
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.aggregate import Aggregate
from chassis.background import Background
from chassis.broker import Broker
from chassis.clock import Clock
from chassis.consumer import Consumers
from chassis.copies import learn_tenants
from chassis.database import Database
from chassis.measures import Measures
from chassis.messages import to_message
from chassis.ops import Check
from chassis.peers import Peers
from chassis.pipeline import Pipeline
from chassis.principal import Principal, Signer, Verifier
from chassis.relay import Relay
from chassis.schema import newest_revision
from chassis.scope import Reach, Scope
from chassis.service import Service
from chassis.subjects import inbox_prefix
from chassis.telemetry import Metrics
from chassis.timers import TimerLoop
from chassis.tls import Certificates
from chassis.unit_of_work import UnitOfWork
from chassis.vitals import Vitals
from chassis.waking import Bell

_PROPAGATOR = TraceContextTextMapPropagator()
# There is no table that says how new the schema is, or the role may not read it yet: the first migration makes both.
_NO_SCHEMA = ("42P01", "42501")


class Runtime:
    """What handlers' surroundings need; handlers themselves see only their unit of work or reader."""

    def __init__(
        self,
        service: Service,
        *,
        database: Database,
        nats_url: str,
        signer: Signer,
        verifier: Verifier,
        master_key: bytes,
        clock: Clock | None = None,
        extras: dict[str, Any] | None = None,
        peers: Mapping[str, str] | None = None,
        certificates: Certificates | None = None,
        tracer: trace.Tracer | None = None,
        poll_seconds: float = 1.0,
        retry_seconds: float = 1,
    ) -> None:
        self.service, self.database, self.nats_url = service, database, nats_url
        self.signer, self.verifier, self.master_key = signer, verifier, master_key
        # None of them where members talk in the clear.
        self.certificates = certificates or Certificates()
        self.clock = clock or Clock()
        # What only this service needs from its settings (the installation key of identity).
        self.extras = extras or {}
        self.poll_seconds, self.retry_seconds = poll_seconds, retry_seconds
        self.log = logging.getLogger(service.name)
        self.metrics = Metrics(service.name)
        for name, pool in database.pools().items():
            self.metrics.pool(name, pool)
        if self.certificates.own is not None:
            what = "Until the certificate that the service shows to other members runs out"
            self.metrics.follow("certificate_seconds_left", what, self.certificates.seconds_left)
        self.tracer = tracer or trace.NoOpTracer()
        self._bells: list[Bell] = []
        self.pipeline = Pipeline(self)
        self.relay = Relay(self)
        self.consumers = Consumers(self)
        self.timers = TimerLoop(self)
        self.vitals = Vitals(self)
        self.measures = Measures(self)
        self.loops = [make(self) for make in service.loops]
        self.background = Background(self)
        self.peers = Peers(self, {} if peers is None else peers)
        self.broker: Client | None = None
        self._stack = AsyncExitStack()

    def bell(self) -> Bell:
        """One for a loop that polls."""
        self._bells.append(Bell())
        return self._bells[-1]

    def wake(self) -> None:
        """All loops look now."""
        for bell in self._bells:
            bell.ring()

    async def __aenter__(self) -> Self:
        """Waits for the schema, connects and starts the loops. NATS may be away: the outbox buffers until it is back."""
        await self._schema()
        await learn_tenants(self)
        own = (self.certificates.run(), self.relay.run(), self.consumers.run(), self.timers.run(), self.vitals.run(), self.measures.run())
        for loop in (*own, *(loop.run() for loop in self.loops)):
            task = asyncio.create_task(loop)
            self._stack.push_async_callback(_end, task)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._stack.aclose()
        await self.background.close()
        await self.peers.close()
        if self.broker is not None:
            await self.broker.close()
        await self.database.close()

    async def connect(self) -> Client:
        """The one connection to NATS, made when first needed; it reconnects for ever."""
        if self.broker is None or self.broker.is_closed:
            broker = Broker()
            await broker.connect(
                self.nats_url,
                tls=self.certificates.nats,
                name=self.service.name,
                inbox_prefix=inbox_prefix(self.service.name),
                max_reconnect_attempts=-1,
                reconnect_time_wait=0.5,  # type: ignore[arg-type]
                connect_timeout=2,
            )
            self.broker = broker
        return self.broker

    @asynccontextmanager
    async def unit_of_work(self, principal: Principal, *, method: str, scope: Scope | None = None) -> AsyncIterator[UnitOfWork]:
        """A unit of work that commits at the end; services see the whole tenant."""
        scope = scope or Scope(principal.tenant_id, Reach.TENANT, principal.person_id)
        async with self.session() as session:
            uow = UnitOfWork(self, session, principal, scope, method=method)
            await uow.begin()
            yield uow
            await uow.commit()

    def session(self) -> AsyncSession:
        return AsyncSession(self.database.app, autoflush=False, expire_on_commit=False)

    def checks(self) -> Mapping[str, Check]:
        """What must hold for the service to be ready. Not NATS: the outbox buffers while it is away."""
        return {f"{self.service.name} database": self._database_check}

    async def _schema(self) -> None:
        """Returns when the schema is new enough: the migration may still run, and nothing of this version works before."""
        said = ""
        while behind := await self._database_check():
            if behind != said:
                self.log.warning("start: waiting for the migration: %s", behind)
            said = behind
            await asyncio.sleep(self.retry_seconds)

    async def _database_check(self) -> str:
        """Empty when the database answers and its schema is that of this version or newer."""
        wanted = newest_revision(self.service.migrations)
        try:
            async with self.database.worker.connect() as connection:
                known = await connection.scalar(text("select version_num from alembic_version"))
        except ProgrammingError as error:
            if getattr(error.orig, "sqlstate", "") not in _NO_SCHEMA:
                raise
            known = None
        return "" if known is not None and known >= wanted else f"schema {known} is older than {wanted}"

    def public(self, root: Aggregate) -> Message:
        """The public resource as it stands."""
        return to_message(self.service.resource(type(root)).message, root)

    @contextmanager
    def span(self, name: str, traceparent: str = "", *, kind: SpanKind = SpanKind.INTERNAL, tenant_id: str = "") -> Iterator[None]:
        """A span of this service, under the one that `traceparent` names: the trace crosses HTTP, outbox and JetStream.

        It says ids and names out of the code; of an error the reason or the class alone: its words may tell of people.
        """
        parent = _PROPAGATOR.extract({"traceparent": traceparent}) if traceparent else None
        attributes = {"tenant.id": tenant_id} if tenant_id else {}
        start = self.tracer.start_as_current_span(
            name, context=parent, kind=kind, attributes=attributes, record_exception=False, set_status_on_exception=False
        )
        with start as span:
            try:
                yield
            except BaseException as error:
                span.set_attribute("error.type", getattr(error, "reason", "") or type(error).__name__)
                span.set_status(StatusCode.ERROR)
                raise

    @staticmethod
    def traceparent() -> str:
        """The present span, as an event or a call carries it; empty outside of one."""
        carrier: dict[str, str] = {}
        _PROPAGATOR.inject(carrier)
        return carrier.get("traceparent", "")

    def retry_delay(self, attempts: int) -> timedelta:
        """How long a failed event or timer waits: doubled each time, at most a minute."""
        return timedelta(seconds=min(60, self.retry_seconds * 2**attempts))


async def _end(task: asyncio.Task[None]) -> None:
    """Cancels until it is over: in Python 3.11 wait_for, which nats-py uses, can swallow a cancellation."""
    while not task.done():
        task.cancel()
        await asyncio.wait([task], timeout=1)
