"""Calls to other services: internal RPCs that name this one under `access.services`, and nothing else.

The caller acts as itself, on behalf of whoever caused the call, so that the other side's audit says both. What is called must bear
being called twice: a call that got no answer may have done its work. One's own service is called through its own pipeline.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import grpc
from google.protobuf.descriptor import MethodDescriptor
from google.protobuf.message import Message

from chassis.channels import MemberChannel
from chassis.errors import DomainError, Kind
from chassis.errors_grpc import from_rpc_error
from chassis.pipeline import Call
from chassis.principal import Principal
from chassis.server import PRINCIPAL, REQUEST, TRACE
from chassis.telemetry import present_ids

if TYPE_CHECKING:
    from chassis.runtime import Runtime

M = TypeVar("M", bound=Message)
SECONDS = 10.0


class Peers:
    """The services that this one may call, by name. `addresses` are read when a service is first called."""

    def __init__(self, runtime: Runtime, addresses: Mapping[str, str]) -> None:
        self._runtime, self._addresses = runtime, addresses
        self._channels: dict[str, MemberChannel] = {}

    async def close(self) -> None:
        for channel in self._channels.values():
            await channel.close()

    async def __call__(self, method: MethodDescriptor, request: Message, reply: type[M], cause: Principal) -> M:
        """The reply of an RPC. Raises DomainError: the refusal of the service, or UNAVAILABLE when it cannot be asked."""
        own, name = self._runtime.service.name, _service(method)
        on_behalf = cause.on_behalf if cause.is_service else cause.actor
        caller = Principal.service(own, cause.tenant_id, cause=cause.cause or method.name, on_behalf=on_behalf)
        if name == own:
            answer = await self._runtime.pipeline(method.name, request, Call(caller))
            return reply.FromString(answer.message.SerializeToString())
        call: Any = self._channel(name).newest.unary_unary(
            f"/{method.containing_service.full_name}/{method.name}",
            request_serializer=type(request).SerializeToString,
            response_deserializer=reply.FromString,
        )
        request_id = present_ids().get("request_id", "")
        metadata = ((PRINCIPAL, self._runtime.signer.sign(caller)), (TRACE, self._runtime.traceparent()), (REQUEST, request_id))
        try:
            return await call(request, metadata=metadata, timeout=SECONDS)  # type: ignore[no-any-return]
        except grpc.aio.AioRpcError as error:
            raise (from_rpc_error(error) or _failed(name)) from error

    def _channel(self, name: str) -> MemberChannel:
        if name not in self._addresses:
            raise DomainError(Kind.UNAVAILABLE, "PEER_UNKNOWN", f"{name} has no address here; DAOZHANG_PEERS must name it.")
        if name not in self._channels:
            self._channels[name] = MemberChannel(name, self._addresses[name], self._runtime.certificates)
        return self._channels[name]


def _service(method: MethodDescriptor) -> str:
    """ "pipeline" of "crm.pipeline.v1.Pipeline.HandOver"."""
    return str(method.full_name.split(".")[1])


def _failed(name: str) -> DomainError:
    return DomainError(Kind.UNAVAILABLE, "PEER_FAILED", f"{name} failed; its log tells why.")
