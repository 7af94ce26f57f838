"""The HTTP side from its settings, as an async context manager: in production under `main`, in tests beside all other members."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager

from opentelemetry.trace import Tracer

from chassis.environment import Address
from chassis.principal import GATEWAY, Signer
from chassis.runtime import Runtime
from chassis.telemetry import Metrics
from chassis.tls import Certificates
from edge.assembly import assemble
from edge.attachments.storage import Storage
from edge.calling import LocalCall, Member, Members, RemoteCall
from edge.exports.writer import ExportWriter
from edge.figures import Figures
from edge.imports.worker import ImportWorker
from edge.live.change import readers
from edge.live.feed import following
from edge.live.hub import Hub
from edge.members import services_of
from edge.server import HttpServer
from edge.settings import EdgeSettings
from edge.site import Site
from edge.standby import Standby

# What metrics call the HTTP side.
NAME = "edge"


@asynccontextmanager
async def serving(
    members: Mapping[str, str | Runtime],
    *,
    listen: Address,
    settings: EdgeSettings,
    signer: Signer,
    master_key: bytes,
    attachments: str,
    nats_url: str,
    exports: Standby,
    imports: Standby,
    tracer: Tracer,
    metrics: Metrics,
    certificates: Certificates | None = None,
) -> AsyncIterator[HttpServer]:
    """A started server. `members` are gRPC addresses by name, or the runtimes of those that live in this process. `exports` and
    `imports` are what identity was given as `exporter` and `importer`.

    Raises ValueError when the signer is not the gateway's: nobody would believe what it says of callers.
    """
    if signer.issuer != GATEWAY:
        raise ValueError(f"Callers are vouched for by {GATEWAY}, not by {signer.issuer}.")
    async with AsyncExitStack() as stack:
        ways, hub, storage = _ways(members, certificates, stack), Hub(), Storage.at(attachments)
        await stack.enter_async_context(following(nats_url, hub, readers(ways.services), certificates.nats if certificates else None))
        exporter = ExportWriter(ways, signer, storage, master_key)
        importer = ImportWorker(ways, signer, storage, master_key)
        for standby, worker in ((exports, exporter), (imports, importer)):
            standby.open(worker)
            stack.push_async_callback(standby.close)
        app = assemble(
            ways,
            settings,
            signer=signer,
            storage=storage,
            master_key=master_key,
            exporter=exporter,
            importer=importer,
            hub=hub,
            tracer=tracer,
            figures=Figures(metrics),
            site=Site.built(),
        )
        server = HttpServer(app, listen, trusted_proxies=settings.trusted_proxies)
        await server.start()
        stack.push_async_callback(server.stop)
        # Before the server stops: it waits for its connections, and these would never end.
        stack.callback(hub.close)
        yield server


def _ways(members: Mapping[str, str | Runtime], certificates: Certificates | None, stack: AsyncExitStack) -> Members:
    found: list[Member] = []
    for name, way in members.items():
        call = LocalCall(way) if isinstance(way, Runtime) else RemoteCall(name, way, certificates)
        if isinstance(call, RemoteCall):
            stack.push_async_callback(call.close)
        found += [Member(service, call) for service in services_of(name)]
    return Members(found)
