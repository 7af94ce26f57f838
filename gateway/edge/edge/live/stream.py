"""Live updates over HTTP: server-sent events, as browsers read them by themselves.

event: ready     the connection stands; its id is where the next one may go on
event: update    data: {"type", "id", "version", "op"}; op is "changed" or "gone"
event: reset     read everything anew: something was missed, or rights changed
"""

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress

import orjson
from fastapi import Response
from starlette.responses import StreamingResponse

from chassis.errors import DomainError
from chassis.principal import Principal
from edge.authentication import Authentication, Caller
from edge.exchange import Exchange
from edge.live.change import Update
from edge.live.hub import Hub, Listener
from edge.problems import Problem

PATH = "/v1/liveUpdates"
# A comment that keeps proxies from closing a silent connection.
BEAT_SECONDS = 15.0
# Rights are looked at again that often, and soon after people, teams or roles changed: within this many seconds, not all at once.
CHECK_SECONDS = 30.0
SPREAD_SECONDS = 2.0
_HEADERS = {"cache-control": "no-store", "x-accel-buffering": "no"}
_SPREAD = random.SystemRandom()
_RETRY = b"retry: 2000\n\n"
_BEAT = b":\n\n"


class LiveStream(StreamingResponse):
    """An answer that does not end: its time says nothing about the service."""


class LiveUpdates:
    """Answers at PATH."""

    def __init__(self, hub: Hub, authentication: Authentication) -> None:
        self._hub, self._authentication = hub, authentication

    async def __call__(self, exchange: Exchange) -> Response:
        caller = exchange.known_caller
        if exchange.request.method == "HEAD":
            return Response(headers=_HEADERS, media_type="text/event-stream")
        self._hub.admit(caller.principal, caller.credential.digest)
        last_id = exchange.request.headers.get("last-event-id", "")
        return LiveStream(self._stream(caller, exchange.address, last_id), headers=_HEADERS, media_type="text/event-stream")

    async def _stream(self, caller: Caller, address: str, last_id: str) -> AsyncIterator[bytes]:
        with self._hub.listening(caller.principal, caller.credential.digest, last_id) as listener:
            async for chunk in self._told(listener, lambda: self._still(caller, address)):
                yield chunk

    async def _told(self, listener: Listener, still: Callable[[], Awaitable[bool]]) -> AsyncIterator[bytes]:
        # A client that catches up is at its last id until it has what it missed.
        yield _RETRY + (b"event: ready\ndata: {}\n\n" if listener.waiting else self._event("ready", listener.position))
        loop = asyncio.get_running_loop()
        check_at = loop.time() + CHECK_SECONDS
        while not listener.closed:
            with suppress(TimeoutError):
                async with asyncio.timeout(min(BEAT_SECONDS, max(0.0, check_at - loop.time()))):
                    await listener.wanted.wait()
            woken = listener.wanted.is_set()
            listener.wanted.clear()
            if listener.must_check:
                listener.must_check = False
                check_at = min(check_at, loop.time() + _SPREAD.uniform(0.1, SPREAD_SECONDS))
            if loop.time() >= check_at:
                check_at = loop.time() + CHECK_SECONDS
                if not await still():
                    yield self._event("reset", listener.position)
                    return
            if listener.must_reset:
                listener.must_reset = False
                yield self._event("reset", listener.position)
            position, updates = listener.take()
            if updates:
                yield b"".join(_update(update) for update in updates[:-1]) + _update(updates[-1], self._id(position))
            elif not woken:
                yield _BEAT

    def _event(self, name: str, position: int) -> bytes:
        return f"event: {name}\n{self._id(position)}data: {{}}\n\n".encode()

    def _id(self, position: int) -> str:
        return f"id: {self._hub.epoch}-{position}\n"

    async def _still(self, caller: Caller, address: str) -> bool:
        """Whether the caller may do just what they could when they connected."""
        # Not what was remembered from before they changed.
        self._authentication.forget(caller.credential)
        try:
            present = await self._authentication(caller.credential, address)
        except (DomainError, Problem):
            return False
        return _rights(present.principal) == _rights(caller.principal)


def _update(update: Update, id: str = "") -> bytes:
    """Only the last of several names its id: a client that got some of them asks for all of them again."""
    data = {"type": update.type, "id": update.id, "version": update.version, "op": update.op}
    return f"event: update\n{id}data: ".encode() + orjson.dumps(data) + b"\n\n"


def _rights(principal: Principal) -> tuple[object, ...]:
    return principal.person_id, dict(principal.permissions), principal.team_ids, principal.team_ids_below
