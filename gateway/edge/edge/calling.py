"""How edge calls a service, over the network or in the same process; it cannot tell which."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import grpc
from google.protobuf.descriptor import MethodDescriptor, ServiceDescriptor
from google.protobuf.message import Message
from google.protobuf.message_factory import GetMessageClass

from chassis.channels import MemberChannel
from chassis.errors_grpc import from_rpc_error
from chassis.runtime import Runtime
from chassis.server import IDEMPOTENCY_KEY, REPLAY, Metadata, answer
from chassis.tls import Certificates
from edge.problems import defect, timed_out

# Pauses before a call is repeated that found no service: one is being replaced.
_PAUSES = (0.1, 0.4)
# One that ends lets running calls end, and cancels what came in that very moment.
_AWAY = (grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.CANCELLED)


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back; `replayed` when it was stored as the same Idempotency-Key came first."""

    message: Any
    replayed: bool = False


class Call(Protocol):
    """Raises DomainError for a refusal of the service, and Problem when it failed or gave no answer in time."""

    async def __call__(self, method: MethodDescriptor, request: Message, metadata: Metadata, seconds: float) -> Reply: ...


class RemoteCall:
    """Over gRPC. A call that found no service is repeated where that cannot do anything twice."""

    def __init__(self, name: str, address: str, certificates: Certificates | None = None) -> None:
        self._way = MemberChannel(name, address, certificates)
        self._channel = self._way.newest
        self._methods: dict[str, Any] = {}

    async def close(self) -> None:
        await self._way.close()

    async def __call__(self, method: MethodDescriptor, request: Message, metadata: Metadata, seconds: float) -> Reply:
        ends = asyncio.get_running_loop().time() + seconds
        pauses = _PAUSES if _repeatable(method, metadata) else ()
        for pause in (*pauses, None):
            rest = ends - asyncio.get_running_loop().time()
            try:
                return await self._once(method, request, metadata, rest)
            except grpc.aio.AioRpcError as error:
                if pause is None or error.code() not in _AWAY or pause > rest:
                    raise (from_rpc_error(error) or defect()) from error
            await asyncio.sleep(pause)
        raise AssertionError("unreachable")

    async def _once(self, method: MethodDescriptor, request: Message, metadata: Metadata, seconds: float) -> Reply:
        call = self._method(method)(request, metadata=tuple(metadata), timeout=seconds)
        message = await call
        trailers = dict(await call.trailing_metadata() or ())
        return Reply(message, trailers.get(REPLAY) == "true")

    def _method(self, method: MethodDescriptor) -> Any:
        if self._channel is not self._way.newest:
            self._channel, self._methods = self._way.newest, {}
        known = self._methods.get(method.full_name)
        if known is None:
            known = self._methods[method.full_name] = self._channel.unary_unary(
                f"/{method.containing_service.full_name}/{method.name}",
                request_serializer=lambda message: message.SerializeToString(),
                response_deserializer=GetMessageClass(method.output_type).FromString,
            )
        return known


class LocalCall:
    """Into a service of the same process, through the same pipeline."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime

    async def __call__(self, method: MethodDescriptor, request: Message, metadata: Metadata, seconds: float) -> Reply:
        try:
            async with asyncio.timeout(seconds):
                result = await answer(self._runtime, self._runtime.pipeline.rpcs[method.name], request, metadata)
        except TimeoutError as error:
            raise timed_out(seconds) from error
        return Reply(result.message, result.replayed)


@dataclass(frozen=True)
class Member:
    """A service and the way to it."""

    service: ServiceDescriptor
    call: Call


class Members:
    """All services behind the edge."""

    def __init__(self, members: Sequence[Member]) -> None:
        self._calls: Mapping[str, Call] = {member.service.full_name: member.call for member in members}
        self.services = [member.service for member in members]

    async def __call__(self, method: MethodDescriptor, request: Message, metadata: Metadata, seconds: float) -> Reply:
        return await self._calls[method.containing_service.full_name](method, request, metadata, seconds)


def _repeatable(method: MethodDescriptor, metadata: Metadata) -> bool:
    return method.name.startswith(("Get", "List", "Search", "Report")) or any(name == IDEMPOTENCY_KEY for name, _ in metadata)
