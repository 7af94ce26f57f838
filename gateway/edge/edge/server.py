"""The HTTP server, startable inside a running loop: in production under `main`, in tests on any free port."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import uvicorn
from starlette.types import ASGIApp

from chassis.environment import Address


class HttpServer:
    """Serves one application on one address, without touching signals; `port` is known once it has started."""

    def __init__(self, app: ASGIApp, listen: Address, *, trusted_proxies: str = "127.0.0.1") -> None:
        self._listen = listen
        self._server = _Server(
            uvicorn.Config(
                app,
                lifespan="off",
                log_config=None,
                log_level="warning",
                access_log=False,
                server_header=False,
                proxy_headers=True,
                forwarded_allow_ips=trusted_proxies,
                h11_max_incomplete_event_size=64 * 1024,
                timeout_keep_alive=20,
                timeout_graceful_shutdown=15,
            )
        )
        self._task: asyncio.Task[None] | None = None
        self.port = 0

    async def start(self) -> None:
        """Raises OSError when the address cannot be had."""
        family = socket.AF_INET6 if ":" in self._listen.host else socket.AF_INET
        # Without the protocol's name asyncio leaves Nagle's algorithm on, and every reply waits 40 ms for an acknowledgement.
        listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        try:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind((self._listen.host, self._listen.port))
            listening.listen(1024)
        except OSError:
            listening.close()
            raise
        listening.setblocking(False)
        self.port = listening.getsockname()[1]
        self._task = asyncio.create_task(self._server.serve(sockets=[listening]))
        while not self._server.started:
            if self._task.done():
                await self._task
            await asyncio.sleep(0.005)

    async def stop(self) -> None:
        """Takes no more requests and lets running ones end."""
        self._server.should_exit = True
        if self._task is not None:
            with suppress(asyncio.CancelledError):
                await self._task


class _Server(uvicorn.Server):
    """Signals belong to who started the process; uvicorn would take them."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield
