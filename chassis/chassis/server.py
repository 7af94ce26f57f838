"""The gRPC side of a service, and the same door for callers in the same process."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Collection, Sequence
from typing import TYPE_CHECKING, Any

import grpc
from google.protobuf.message import Message
from grpc_health.v1 import health, health_pb2, health_pb2_grpc
from opentelemetry.trace import SpanKind

from chassis.database import is_away
from chassis.errors import DomainError, Kind
from chassis.errors_grpc import status_of
from chassis.pipeline import Answer, Call, Rpc
from chassis.telemetry import working_on
from chassis.tls import names

if TYPE_CHECKING:
    from chassis.runtime import Runtime

PRINCIPAL = "principal-bin"
IDEMPOTENCY_KEY = "idempotency-key"
REPLAY = "idempotent-replay"
TRACE = "traceparent"
# Of the request at the door, for the logs.
REQUEST = "request-id"
# The page that an anonymous request came from, as the browser said.
ORIGIN = "client-origin"
# Where a request came from, for anonymous RPCs; a person's address is nobody else's business.
ADDRESS = "client-address"
# Connections are closed now and then, so that new replicas get their part of the load.
_OPTIONS = [
    ("grpc.max_connection_age_ms", 300_000),
    ("grpc.max_connection_age_grace_ms", 30_000),
    ("grpc.max_receive_message_length", 8 * 1024 * 1024),
    # A principal with 200 teams and many permissions takes 7 KiB of the 8 that are the default.
    ("grpc.max_metadata_size", 32 * 1024),
    ("grpc.so_reuseport", 0),
]
Metadata = Sequence[tuple[str, str | bytes]]


async def answer(runtime: Runtime, rpc: Rpc, request: Message, metadata: Metadata, *, carriers: Collection[str] | None = None) -> Answer:
    """Runs one RPC for whoever carried it here; every refusal is a DomainError. `carriers` are the names that the caller's certificate
    gives it; None without one, and within a process.
    """
    given = dict(metadata)
    token = given.get(PRINCIPAL)
    principal = runtime.verifier.verify(token, carriers=carriers) if isinstance(token, bytes) and token else None
    key = str(given.get(IDEMPOTENCY_KEY, ""))
    rest = tuple((name, value) for name, value in metadata if isinstance(value, str))
    started, outcome = time.perf_counter(), "OK"
    name, tenant_id = rpc.descriptor.full_name, "" if principal is None else str(principal.tenant_id)
    span = runtime.span(name, str(given.get(TRACE, "")), kind=SpanKind.SERVER, tenant_id=tenant_id)
    try:
        with working_on(request_id=str(given.get(REQUEST, "")), tenant_id=tenant_id), span:
            return await runtime.pipeline(rpc.descriptor.name, request, Call(principal, key, rest))
    except DomainError as error:
        outcome = error.kind.value
        raise
    except Exception as error:
        outcome = "UNAVAILABLE" if is_away(error) else "INTERNAL"
        if not is_away(error):
            raise
        runtime.log.warning("%s: %s: %s", rpc.descriptor.name, type(error).__name__, error)
        raise DomainError(Kind.UNAVAILABLE, "UNAVAILABLE", "The service cannot reach its database; try again in a moment.") from error
    finally:
        runtime.metrics.rpc(rpc.descriptor.name, outcome, time.perf_counter() - started)


class Server:
    """Serves all RPCs of a runtime on one address. Drains on `stop`."""

    def __init__(self, runtime: Runtime, address: str) -> None:
        self._runtime, self._address = runtime, address
        self._server = grpc.aio.server(options=_OPTIONS)
        self._health = health.aio.HealthServicer()
        self.port = 0

    async def start(self) -> None:
        service = self._runtime.service.descriptor.full_name
        handlers = {name: self._method(rpc) for name, rpc in self._runtime.pipeline.rpcs.items()}
        self._server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler(service, handlers),))
        health_pb2_grpc.add_HealthServicer_to_server(self._health, self._server)
        certificates = self._runtime.certificates
        if certificates.own is None:
            self.port = self._server.add_insecure_port(self._address)
        else:
            self.port = self._server.add_secure_port(self._address, certificates.server_credentials())
        await self._server.start()
        await self._health.set(service, health_pb2.HealthCheckResponse.SERVING)

    async def stop(self, grace: float = 10) -> None:
        """Tells balancers first, then lets running calls end."""
        await self._health.enter_graceful_shutdown()
        await self._server.stop(grace)

    def _method(self, rpc: Rpc) -> grpc.RpcMethodHandler[Any, Any]:
        return grpc.unary_unary_rpc_method_handler(
            self._handler(rpc), request_deserializer=rpc.request_class.FromString, response_serializer=rpc.reply_class.SerializeToString
        )

    def _handler(self, rpc: Rpc) -> Callable[[Message, Any], Awaitable[Message]]:
        async def handle(request: Message, context: grpc.aio.ServicerContext[Any, Any]) -> Message:
            carriers = None if self._runtime.certificates.own is None else names(context.auth_context())
            try:
                result = await answer(self._runtime, rpc, request, [*(context.invocation_metadata() or ())], carriers=carriers)
            except DomainError as error:
                await context.abort_with_status(status_of(error))
            except Exception as error:
                self._runtime.log.exception("%s failed", rpc.descriptor.full_name, exc_info=error)
                await context.abort(grpc.StatusCode.INTERNAL, "The service failed; the trace id tells where.")
            if result.replayed:
                context.set_trailing_metadata(((REPLAY, "true"),))
            return result.message

        return handle
