"""The gateway as a process: `python -m edge.main migrate|serve|republish`. The HTTP side, and identity in the same process."""

import asyncio
import os
from contextlib import AsyncExitStack

from chassis.main import run, running
from chassis.ops import Ops
from chassis.principal import GATEWAY
from chassis.server import Server
from chassis.settings import GatewaySettings
from chassis.telemetry import Metrics, Tracing, exposition
from edge.serving import NAME, serving
from edge.settings import EdgeSettings
from edge.standby import Standby
from identity.jobs import EXPORTER, IMPORTER
from identity.service import SERVICE as IDENTITY


async def serve(stack: AsyncExitStack) -> None:
    """Identity first, then the door; a signal closes the door first."""
    settings = GatewaySettings.read(os.environ)
    exports, imports = Standby(), Standby()
    key = settings.installation_key_file.read_text().strip()
    extras = {"installation_key": key, EXPORTER: exports, IMPORTER: imports}
    runtime = await stack.enter_async_context(running(IDENTITY, settings.service, extras))
    server = Server(runtime, str(settings.service.grpc_listen))
    await server.start()
    stack.push_async_callback(server.stop)
    tracing = Tracing(GATEWAY, otlp_endpoint=settings.service.otlp_endpoint, share=settings.service.trace_share)
    stack.push_async_callback(asyncio.to_thread, tracing.close)
    metrics = Metrics(NAME)
    door = serving(
        {IDENTITY.name: runtime, **settings.service.peers},
        listen=settings.http_listen,
        settings=EdgeSettings(secure_cookies=settings.secure_cookies, trusted_proxies=settings.trusted_proxies),
        signer=settings.service.keys.signer(GATEWAY),
        master_key=settings.service.keys.master_key(),
        attachments=settings.attachments,
        nats_url=settings.service.nats_url,
        certificates=runtime.certificates,
        exports=exports,
        imports=imports,
        tracer=tracing.tracer,
        metrics=metrics,
    )
    await stack.enter_async_context(door)
    ops = Ops(settings.service.ops_listen, checks=runtime.checks(), metrics=exposition([runtime.metrics, metrics]))
    await stack.enter_async_context(ops)
    # The first to end: balancers look elsewhere while the last requests end.
    stack.callback(ops.drain)


if __name__ == "__main__":
    run(IDENTITY, serve)
