"""What stands before several replicas of a member: it takes every new connection to one that is ready, as a Service of Kubernetes does."""

import asyncio
from collections.abc import Callable, Sequence
from itertools import count
from typing import Self

from tools.stack.installation import is_ready
from tools.stack.ports import HOST, any_free


class Balancer:
    """`replicas` gives (port to serve at, port of its health) of each, and is asked anew for every connection."""

    def __init__(self, replicas: Callable[[], Sequence[tuple[int, int]]]) -> None:
        self.port = any_free()
        self._replicas = replicas
        self._turns = count()
        self._pipes: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._connected, HOST, self.port)
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        for pipe in self._pipes:
            pipe.cancel()
        await asyncio.gather(*self._pipes, return_exceptions=True)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is not None:
            self._pipes.add(task)
            task.add_done_callback(self._pipes.discard)
        try:
            theirs, ours = await self._reach_one()
        except OSError:
            writer.close()
            return
        try:
            await asyncio.gather(_pump(reader, ours), _pump(theirs, writer), return_exceptions=True)
        except asyncio.CancelledError:
            return  # the test is over, and so is the connection

    async def _reach_one(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """Raises OSError where none is ready."""
        replicas, turn = self._replicas(), next(self._turns)
        for number in range(len(replicas)):
            port, health = replicas[(turn + number) % len(replicas)]
            if await asyncio.to_thread(is_ready, health):
                return await asyncio.open_connection(HOST, port)
        raise OSError("no replica is ready")


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Until one side closes; the other then hears of it."""
    try:
        while chunk := await reader.read(64 * 1024):
            writer.write(chunk)
            await writer.drain()
    except OSError:
        return  # what was on its way is lost with the connection, and its ends know that
    finally:
        writer.close()
