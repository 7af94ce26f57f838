"""What answers at a derived route: request to message, the call, message to response."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from fastapi import Response

from chassis.descriptors import Shape, shape
from chassis.errors import DomainError
from chassis.jsoncodec import encode
from chassis.server import ADDRESS, ORIGIN
from edge.bindings import Binding
from edge.calling import Reply
from edge.compression import compressed
from edge.exchange import Exchange
from edge.faults import faults
from edge.problems import from_domain, path_unknown
from edge.requests import JSON, idempotency_key, message_of
from edge.settings import Limits

Proceed = Callable[[], Awaitable[Reply]]
# Stands around the call of one RPC where HTTP needs more than the RPC gives: a cookie, a check of a foreign subject.
Around = Callable[[Exchange, Any, Proceed], Awaitable[Reply]]
INSTALLATION_KEY = "installation-key"


@dataclass(frozen=True, eq=False)
class RpcEndpoint:
    binding: Binding
    limits: Limits
    around: Around | None = None
    # Whether what is created can be read under its own path.
    has_location: bool = False

    @property
    def anonymous(self) -> bool:
        return self.binding.access.anonymous

    @property
    def cross_origin(self) -> bool:
        return self.binding.access.cross_origin

    @property
    def name(self) -> str:
        return self.binding.template.text

    async def __call__(self, exchange: Exchange) -> Response:
        try:
            return self._response(exchange, await self._reply(exchange))
        except DomainError as error:
            raise from_domain(error, faults(self.binding, error.violations)) from error

    async def _reply(self, exchange: Exchange) -> Reply:
        binding, request = self.binding, exchange.request
        if any(":" in value and shape(binding.fields[name]) is Shape.ID for name, value in exchange.variables.items()):
            raise path_unknown(request.url.path)  # a verb that does not exist, not an id that is wrong
        message = await message_of(binding, request, exchange.variables, self.limits)
        key = "" if binding.http_method == "GET" else idempotency_key(request)
        extra = _anonymous_metadata(exchange) if self.anonymous else None

        async def proceed() -> Reply:
            return await exchange.call(binding.method, message, key=key, extra=extra)

        return await (self.around(exchange, message, proceed) if self.around else proceed())

    def _response(self, exchange: Exchange, reply: Reply) -> Response:
        binding = self.binding
        headers = {"idempotent-replay": "true"} if reply.replayed else {}
        if binding.status == 204:
            return Response(status_code=204, headers=headers)
        etag = getattr(reply.message, "etag", "")
        if etag:
            headers["etag"] = f'"{etag}"'
        if self.has_location and reply.message.id:
            headers["location"] = f"{exchange.request.url.path}/{reply.message.id}"
        return compressed(Response(encode(reply.message), binding.status, headers, JSON), exchange.request)


def _anonymous_metadata(exchange: Exchange) -> dict[str, str]:
    """What stands in for a principal: where the request came from, and the key of who runs the installation."""
    found = {ADDRESS: exchange.address}
    origin = exchange.request.headers.get("origin", "")
    if _is_plain(origin):
        found[ORIGIN] = origin
    given = exchange.request.headers.get(INSTALLATION_KEY, "")
    return found | ({INSTALLATION_KEY: given} if _is_plain(given) else {})


def _is_plain(text: str) -> bool:
    """Whether a header's value can travel on as it is."""
    return bool(text) and text.isascii() and text.isprintable()
