"""Services that run inside the test, on a real database and a real NATS."""

import asyncio
import logging
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import nats
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from google.protobuf.message import Message
from opentelemetry.trace import Tracer

from chassis.clock import Clock
from chassis.database import Database
from chassis.ids import new_id
from chassis.migration import upgrade
from chassis.pipeline import Answer, Call
from chassis.principal import Grant, Principal, Signer, Verifier
from chassis.relay import ensure_stream
from chassis.runtime import Runtime
from chassis.scope import Reach
from chassis.service import Service
from chassis.tls import Certificates
from crm.common.v1.event_pb2 import Event, Scope
from tests.support.servers import Servers
from tools.chart.members import sources
from tools.stack.databases import DatabaseUrls

MASTER_KEY = bytes(range(32))
_templates: dict[tuple[int, str], str] = {}


async def migrated(servers: Servers, service: Service) -> DatabaseUrls:
    """A fresh database with the service's schema: migrated once, copied from then on."""
    known = _templates.get((id(servers), service.name))
    if known is None:
        made = servers.create_database(service.name)
        await asyncio.to_thread(upgrade, service.migrations, made.owner)
        known = _templates[id(servers), service.name] = made.name
    return await asyncio.to_thread(servers.create_database, service.name, known)


@dataclass
class Keys:
    """One signing key per member, known to all, also to those that started before it."""

    signers: dict[str, Signer] = field(default_factory=dict)
    public: dict[str, Ed25519PublicKey] = field(default_factory=dict)

    def signer(self, issuer: str) -> Signer:
        signer = self.signers.setdefault(issuer, Signer.generate(issuer))
        self.public[issuer] = signer.public_key
        return signer

    def verifier(self) -> Verifier:
        return Verifier(self.public)


@asynccontextmanager
async def running(
    service: Service,
    servers: Servers,
    *,
    nats_url: str | None = None,
    clock: Clock | None = None,
    keys: Keys | None = None,
    extras: dict[str, Any] | None = None,
    peers: Mapping[str, str] | None = None,
    certificates: Certificates | None = None,
    tracer: Tracer | None = None,
    database: DatabaseUrls | None = None,
) -> AsyncIterator[Runtime]:
    """Starts one service on a fresh database, or on one that stays; ends it with the block. `peers` may be filled when the others have
    addresses."""
    urls = database or await migrated(servers, service)
    keys = keys or Keys()
    if nats_url is None:
        nats_url = servers.nats_url()
        await make_streams(nats_url, set(sources(service)) - {service.name})
    runtime = Runtime(
        service,
        database=Database(urls.app, urls.worker),
        nats_url=nats_url,
        signer=keys.signer(service.name),
        verifier=keys.verifier(),
        master_key=MASTER_KEY,
        clock=clock,
        extras=extras,
        peers=peers,
        certificates=certificates,
        tracer=tracer,
        retry_seconds=0.02,
    )
    logging.getLogger(service.name).setLevel(logging.WARNING)
    async with runtime:
        yield runtime
    if database is None:
        await asyncio.to_thread(servers.drop_database, urls)


async def make_streams(nats_url: str, services: Iterable[str]) -> None:
    """As services would make them that do not run here."""
    async with await nats.connect(nats_url) as broker:
        for service in services:
            await ensure_stream(broker.jetstream(), service)


def person(
    tenant_id: UUID | None = None,
    *permissions: str,
    reach: Reach = Reach.COMPANY,
    person_id: UUID | None = None,
    teams: tuple[UUID, ...] = (),
) -> Principal:
    """Somebody with these permissions, all with one reach; "*" is not a permission: name what the test needs."""
    id = person_id or new_id()
    return Principal.user(
        id,
        tenant_id=tenant_id or new_id(),
        permissions={name: Grant(reach) for name in permissions},
        team_ids=teams or (new_id(),),
        sign_in_time=int(Clock.real().timestamp()),
    )


async def ask(runtime: Runtime, who: Principal, method: str, request: Message, *, key: str = "") -> Any:
    """The reply of one RPC, called as `who`."""
    return (await answer(runtime, who, method, request, key=key)).message


async def answer(runtime: Runtime, who: Principal, method: str, request: Message, *, key: str = "") -> Answer:
    return await runtime.pipeline(method, request, Call(who, key))


async def send(runtime: Runtime, source: str, tenant_id: UUID, resource: Any, *, version: int = 1) -> None:
    """Publishes a Changed event as its owner would: for tests in which that service does not run."""
    await publish(runtime, source, changed_event(tenant_id, resource, version=version))


def changed_event(tenant_id: UUID, resource: Any, *, version: int = 1) -> Event:
    """What the owner of a resource says of it."""
    return Event(
        id=str(new_id()),
        tenant_id=str(tenant_id),
        type=resource.DESCRIPTOR.full_name,
        payload=resource.SerializeToString(),
        changed=True,
        subject_type=resource.DESCRIPTOR.name.lower(),
        subject_id=resource.id,
        version=version,
        scope=_scope_of(resource),
        archived="archive_time" in resource.DESCRIPTOR.fields_by_name and resource.HasField("archive_time"),
    )


async def publish(runtime: Runtime, source: str, *events: Event) -> None:
    """Lets events of another service arrive, in this order."""
    js = (await runtime.connect()).jetstream()
    await ensure_stream(js, source)
    for event in events:
        name = f"{event.type.rpartition('.')[2]}{'Changed' if event.changed else ''}"
        await js.publish(f"crm.{source}.{name}.{event.tenant_id}.{event.subject_id}", event.SerializeToString())


def _scope_of(resource: Any) -> Scope | None:
    """Who may see a record; master data has none."""
    if "shared_with" not in resource.DESCRIPTOR.fields_by_name:
        return None
    return Scope(owner_id=resource.owner_id, team_id=resource.team_id, shared_with=resource.shared_with)
