"""A gRPC peer that answers every RPC of the product and keeps what it was asked: for tests of what stands in front of services."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import grpc
from google.protobuf.descriptor import MethodDescriptor, ServiceDescriptor
from google.protobuf.message import Message
from google.protobuf.message_factory import GetMessageClass

from chassis.errors import DomainError
from chassis.errors_grpc import status_of

# Gives the reply; may raise DomainError.
Answer = Callable[[Any, dict[str, Any]], Message]


@dataclass
class Asked:
    """One call as it arrived."""

    method: str
    request: Any
    metadata: dict[str, Any]


@dataclass
class Peer:
    """Answers with an empty reply where a test has not said otherwise."""

    address: str = ""
    asked: list[Asked] = field(default_factory=list)
    answers: dict[str, Answer] = field(default_factory=dict)
    # Trailers sent with every reply.
    trailers: tuple[tuple[str, str], ...] = ()
    # Seconds before every reply, or before those of a method.
    delay: float = 0
    delays: dict[str, float] = field(default_factory=dict)
    server: grpc.aio.Server | None = None

    async def stop(self) -> None:
        """The service is gone."""
        if self.server is not None:
            await self.server.stop(None)

    def handler(self, method: MethodDescriptor) -> "grpc.RpcMethodHandler[Any, Any]":
        async def handle(request: Any, context: Any) -> Message:
            metadata = dict(context.invocation_metadata() or ())
            self.asked.append(Asked(method.name, request, metadata))
            await asyncio.sleep(self.delays.get(method.name, self.delay))
            context.set_trailing_metadata(self.trailers)
            try:
                answer = self.answers.get(method.name)
                return answer(request, metadata) if answer else GetMessageClass(method.output_type)()
            except DomainError as error:
                await context.abort_with_status(status_of(error))
                raise

        return grpc.unary_unary_rpc_method_handler(
            handle,
            request_deserializer=GetMessageClass(method.input_type).FromString,
            response_serializer=GetMessageClass(method.output_type).SerializeToString,
        )

    def last(self, method: str) -> Asked:
        return next(asked for asked in reversed(self.asked) if asked.method == method)


@asynccontextmanager
async def peer(services: Iterable[ServiceDescriptor]) -> AsyncIterator[Peer]:
    """A server on a free port that speaks for all these services."""
    answering = Peer()
    server = grpc.aio.server()
    for service in services:
        handlers = {method.name: answering.handler(method) for method in service.methods}
        server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler(service.full_name, handlers),))
    answering.address = f"127.0.0.1:{server.add_insecure_port('127.0.0.1:0')}"
    answering.server = server
    await server.start()
    yield answering
    await answering.stop()
