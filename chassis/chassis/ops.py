"""The small HTTP server for whoever runs the member: /healthz/live, /healthz/ready, /metrics, on a port of its own.

It answers GET and HEAD, one request per connection, and knows nothing else of HTTP; it is never reached from outside.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus
from typing import Self

import orjson

from chassis.environment import Address
from chassis.telemetry.metrics import CONTENT_TYPE

# Says in words what is wrong; nothing when all is well.
Check = Callable[[], Awaitable[str]]
_CHECK_SECONDS = 2
_REQUEST_SECONDS = 5
_MOST_BYTES = 8192
_JSON = "application/json"

_log = logging.getLogger(__name__)


class Ops:
    """live: the loop turns. ready: every check passes, and the member is not draining."""

    def __init__(self, listen: Address, *, checks: Mapping[str, Check], metrics: Callable[[], bytes]) -> None:
        self._listen, self._checks, self._metrics = listen, checks, metrics
        self._draining = False
        self._server: asyncio.Server | None = None
        self.port = 0

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._answer, self._listen.host, self._listen.port, limit=_MOST_BYTES)
        self.port = int(self._server.sockets[0].getsockname()[1])
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._server is not None:
            self._server.close()
            await self._server.wait_closed()

    def drain(self) -> None:
        """From now on not ready: balancers look elsewhere while the last calls end."""
        self._draining = True

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), _REQUEST_SECONDS)
            writer.write(await self._response(head))
            await asyncio.wait_for(writer.drain(), _REQUEST_SECONDS)
        except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, TimeoutError, ConnectionError) as error:
            _log.debug("ops: a request was given up: %s", type(error).__name__)
        finally:
            writer.close()

    async def _response(self, head: bytes) -> bytes:
        method, _, rest = head.decode("latin-1").partition(" ")
        path = rest.partition(" ")[0].partition("?")[0]
        if method not in ("GET", "HEAD"):
            status, kind, body = HTTPStatus.METHOD_NOT_ALLOWED, _JSON, b"{}"
        else:
            status, kind, body = await self._page(path)
        lines = [
            f"HTTP/1.1 {status.value} {status.phrase}",
            f"Content-Type: {kind}",
            f"Content-Length: {len(body)}",
            "Cache-Control: no-store",
            "Connection: close",
        ]
        return "\r\n".join([*lines, "", ""]).encode() + (b"" if method == "HEAD" else body)

    async def _page(self, path: str) -> tuple[HTTPStatus, str, bytes]:
        match path:
            case "/healthz/live":
                return HTTPStatus.OK, _JSON, b'{"live":true}'
            case "/healthz/ready":
                wrong = await self._wrong()
                body = orjson.dumps({"ready": not wrong, "wrong": wrong})
                return (HTTPStatus.SERVICE_UNAVAILABLE if wrong else HTTPStatus.OK), _JSON, body
            case "/metrics":
                return HTTPStatus.OK, CONTENT_TYPE, self._metrics()
            case _:
                return HTTPStatus.NOT_FOUND, _JSON, b"{}"

    async def _wrong(self) -> dict[str, str]:
        if self._draining:
            return {"member": "It is ending."}
        answers = await asyncio.gather(*(_asked(check) for check in self._checks.values()))
        return {name: answer for name, answer in zip(self._checks, answers, strict=True) if answer}


async def _asked(check: Check) -> str:
    """What a check says; one that fails or hangs says so by its kind, since the words of a driver may hold secrets."""
    try:
        return await asyncio.wait_for(check(), _CHECK_SECONDS)
    except TimeoutError:
        return f"There was no answer within {_CHECK_SECONDS} s."
    except Exception as error:
        _log.warning("ops: a readiness check failed", exc_info=error)
        return type(error).__name__
