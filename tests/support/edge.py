"""The edge in front of recording peers, on a real socket."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
from opentelemetry.sdk.trace import TracerProvider

from chassis.environment import Address
from chassis.ids import new_id
from chassis.principal import Grant, Principal, Signer, Verifier
from chassis.scope import Reach
from chassis.telemetry import Metrics
from crm.identity.v1 import identity_pb2 as identity
from edge.assembly import assemble
from edge.attachments.storage import Storage
from edge.calling import Member, Members, RemoteCall
from edge.exports.writer import ExportWriter
from edge.figures import Figures
from edge.imports.worker import ImportWorker
from edge.live.hub import Hub
from edge.members import all_members, services_of
from edge.server import HttpServer
from edge.settings import EdgeSettings
from edge.site import Site
from tests.support.recording import Peer, peer

MASTER_KEY = bytes(range(32))
TOKEN = "dzs_token-of-a-session"
API_KEY = "dzk_secret-of-a-key"


@dataclass
class Door:
    """A running edge, the peer behind it, and a client in front, signed in by token."""

    client: httpx.AsyncClient
    peer: Peer
    verifier: Verifier
    tenant_id: UUID
    person_id: UUID
    session_id: UUID
    folder: Path
    metrics: Metrics

    def caller(self, **claims: Any) -> identity.Caller:
        """What identity says of TOKEN."""
        principal = Principal.user(self.person_id, tenant_id=self.tenant_id, permissions={"account.read": Grant(Reach.OWN)})
        message = principal.to_message()
        message.cause = f"session:{self.session_id}"
        return identity.Caller(principal=message, **claims)


@asynccontextmanager
async def door(folder: Path, settings: EdgeSettings | None = None, site: Site | None = None) -> AsyncIterator[Door]:
    """Every member of the product is the recording peer; identity knows TOKEN and API_KEY."""
    async with AsyncExitStack() as stack:
        services = [service for member in all_members() for service in services_of(member)]
        answering = await stack.enter_async_context(peer(services))
        call = RemoteCall("product", answering.address)
        stack.push_async_callback(call.close)
        signer, storage = Signer.generate("gateway"), Storage.at(str(folder))
        members, metrics = Members([Member(service, call) for service in services]), Metrics("edge")
        settings = settings or EdgeSettings(secure_cookies=False)
        app = assemble(
            members,
            settings,
            signer=signer,
            storage=storage,
            master_key=MASTER_KEY,
            exporter=ExportWriter(members, signer, storage, MASTER_KEY),
            importer=ImportWorker(members, signer, storage, MASTER_KEY),
            hub=Hub(),
            tracer=TracerProvider().get_tracer("edge"),
            figures=Figures(metrics),
            site=site,
        )
        server = HttpServer(app, Address("127.0.0.1", 0), trusted_proxies=settings.trusted_proxies)
        await server.start()
        stack.push_async_callback(server.stop)
        client = httpx.AsyncClient(base_url=f"http://127.0.0.1:{server.port}", headers={"authorization": f"Bearer {TOKEN}"}, timeout=20)
        await stack.enter_async_context(client)
        found = Door(client, answering, Verifier({"gateway": signer.public_key}), new_id(), new_id(), new_id(), folder, metrics)
        answering.answers["ResolveSession"] = lambda request, _: found.caller()
        answering.answers["ResolveApiKey"] = lambda request, _: found.caller()
        yield found
