"""The body of a request, read no further than it may go and waited for no longer than it may take."""

import asyncio
from collections.abc import AsyncIterator

from fastapi import Request
from starlette.requests import ClientDisconnect

from edge.problems import Problem, body_too_large

# A sender that is silent for so many seconds is gone.
SILENCE = 20


def refuse_announced(request: Request, limit: int) -> None:
    """Refuses by Content-Length, before a byte is read."""
    announced = request.headers.get("content-length", "")
    if announced.isdigit() and int(announced) > limit:
        raise body_too_large(limit)


async def chunks(request: Request, limit: int) -> AsyncIterator[bytes]:
    """The body as it arrives. Raises 413 as soon as it is too large, also when its length was not announced."""
    refuse_announced(request, limit)
    stream, size = aiter(request.stream()), 0
    while True:
        try:
            async with asyncio.timeout(SILENCE):
                chunk = await anext(stream)
        except StopAsyncIteration:
            return
        except TimeoutError as error:
            raise Problem(408, "BODY_SLOW", f"Nothing more of the body came for {SILENCE} s.") from error
        except ClientDisconnect as error:
            raise Problem(400, "BODY_INCOMPLETE", "The connection ended before the body did.") from error
        size += len(chunk)
        if size > limit:
            raise body_too_large(limit)
        if chunk:
            yield chunk


async def whole(request: Request, limit: int, seconds: float) -> bytes:
    try:
        async with asyncio.timeout(seconds):
            return b"".join([chunk async for chunk in chunks(request, limit)])
    except TimeoutError as error:
        raise Problem(408, "BODY_SLOW", f"The body took longer than {seconds:g} s.") from error
