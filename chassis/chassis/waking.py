"""Loops look by themselves every so often, for what other processes left; a bell spares them the wait for what their own did."""

import asyncio
from contextlib import suppress


class Bell:
    """Rung once or often before somebody listens, it is heard once."""

    def __init__(self) -> None:
        self._rung = asyncio.Event()

    def ring(self) -> None:
        self._rung.set()

    async def heard(self, seconds: float) -> None:
        """Returns when it rings, or after so long."""
        # Not wait_for: in Python 3.11 it can swallow a cancellation that comes together with the event.
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._rung.wait()
        self._rung.clear()
