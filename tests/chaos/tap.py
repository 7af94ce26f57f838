"""A tap in the pipe between the members and NATS. It passes everything on, until the moment comes at which a test wants somebody dead.

NATS speaks a text protocol, so the tap can tell what it carries. What is on its way at that moment is not passed on: for everybody else
the process died before it sent it, or before it read it.
"""

import asyncio
import os
import re
import signal
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from typing import Self

from tools.stack.ports import HOST

# Of what came before, as much as a line that is cut in two may have left behind.
OVERLAP = 400


class Moment(Enum):
    """Moments between two things that ought to happen together, as what passes the tap just then."""

    # The effect of an event is committed, JetStream has not heard of it.
    BEFORE_ACK = ("out", rb"PUB \$JS\.ACK\.crm_%s\.\S+ +0\r\n")
    # JetStream has the event, the outbox does not know it yet.
    BEFORE_MARK = ("in", rb'\{"stream": ?"crm_%s", ?"seq": ?\d+')

    def __init__(self, direction: str, pattern: bytes) -> None:
        self.direction, self.pattern = direction, pattern


@dataclass
class Order:
    """To end a process at the `countdown`-th time that a moment comes with an event of the service `of`."""

    member: str
    pid: int
    moment: Moment
    of: str
    countdown: int
    done: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.pattern = re.compile(self.moment.pattern % self.of.encode())


class Tap:
    """Listens where the members look for NATS. `target` is asked anew for each connection: NATS may be away."""

    def __init__(self, port: int, target: Callable[[], int]) -> None:
        self.port = port
        self._target = target
        self._orders: list[Order] = []
        self._server: asyncio.Server | None = None
        self._pipes: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._connected, HOST, self.port)
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._server is not None:
            self._server.close()
        for pipe in self._pipes:
            pipe.cancel()
        await asyncio.gather(*self._pipes, return_exceptions=True)

    def kill(self, order: Order) -> None:
        """Ends the process when the moment comes, before anything else happens."""
        self._orders.append(order)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is not None:
            self._pipes.add(task)
            task.add_done_callback(self._pipes.discard)
        try:
            theirs, ours = await asyncio.open_connection(HOST, self._target())
        except OSError:
            writer.close()
            return
        client = _Client()
        try:
            async with asyncio.TaskGroup() as both:
                both.create_task(self._pump(client, "out", reader, ours))
                both.create_task(self._pump(client, "in", theirs, writer))
        except* (OSError, EOFError, asyncio.CancelledError):
            pass  # one side is gone, or the test is over, and so is the connection
        finally:
            writer.close()
            ours.close()

    async def _pump(self, client: "_Client", direction: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        before = b""
        while chunk := await reader.read(64 * 1024):
            seen = before[-OVERLAP:] + chunk
            client.learn(direction, seen)
            if self._struck(client.name, direction, seen, len(seen) - len(chunk)):
                raise EOFError
            writer.write(chunk)
            await writer.drain()
            before = seen
        raise EOFError

    def _struck(self, member: str, direction: str, seen: bytes, old: int) -> bool:
        """Whether somebody died of this. What had been seen before does not count again."""
        for order in [order for order in self._orders if order.member == member and order.moment.direction == direction]:
            order.countdown -= sum(match.end() > old for match in order.pattern.finditer(seen))
            if order.countdown <= 0:
                os.kill(order.pid, signal.SIGKILL)
                self._orders.remove(order)
                order.done.set()
                return True
        return False


@dataclass
class _Client:
    """Who is at the other end, as it introduced itself."""

    name: str = ""

    def learn(self, direction: str, seen: bytes) -> None:
        if not self.name and direction == "out" and (found := re.search(rb'CONNECT \{.*?"name": ?"(\w+)"', seen)):
            self.name = found[1].decode()
