"""One request being answered: who sent it, what it may still cost, and the way to the services."""

import math
import time
from dataclasses import dataclass, field
from typing import Any

from fastapi import Request
from google.protobuf.descriptor import MethodDescriptor
from google.protobuf.message import Message
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from chassis.server import IDEMPOTENCY_KEY, PRINCIPAL, REQUEST, TRACE
from chassis.telemetry import present_ids
from edge.authentication import Caller
from edge.calling import Members, Reply
from edge.problems import timed_out

_PROPAGATOR = TraceContextTextMapPropagator()


@dataclass
class Exchange:
    request: Request
    # Of the path, decoded.
    variables: dict[str, str]
    members: Members
    # Seconds for everything that is done for this request.
    seconds: float
    caller: Caller | None = None
    # Set on the response whatever it is.
    headers: list[tuple[str, str]] = field(default_factory=list)
    started: float = field(default_factory=time.monotonic)

    @property
    def address(self) -> str:
        client = self.request.client
        return client.host if client else ""

    @property
    def known_caller(self) -> Caller:
        """Who sent it, where the door lets nobody in unknown. Raises RuntimeError behind an anonymous door."""
        if self.caller is None:
            raise RuntimeError("The caller of an anonymous endpoint is not known.")
        return self.caller

    def renew(self) -> None:
        """Starts the time anew."""
        self.started = time.monotonic()

    async def call(
        self, method: MethodDescriptor, message: Message, *, key: str = "", extra: dict[str, str] | None = None, within: float = math.inf
    ) -> Reply:
        """Calls a service as whoever sent the request, for no longer than `within` seconds. Raises DomainError or Problem."""
        rest = min(within, self.seconds - (time.monotonic() - self.started))
        if rest <= 0:
            raise timed_out(self.seconds)
        metadata: list[tuple[str, Any]] = [*_trace(), (REQUEST, present_ids().get("request_id", "")), *(extra or {}).items()]
        if self.caller is not None:
            metadata.append((PRINCIPAL, self.caller.signed))
        if key:
            metadata.append((IDEMPOTENCY_KEY, key))
        return await self.members(method, message, metadata, rest)


def _trace() -> list[tuple[str, str]]:
    carrier: dict[str, str] = {}
    _PROPAGATOR.inject(carrier)
    return [(TRACE, carrier["traceparent"])] if "traceparent" in carrier else []
