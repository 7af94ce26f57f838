"""Long work beside the answering of calls, one task per key. What must survive a restart is a record with a timer that starts it again."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chassis.runtime import Runtime

Work = Callable[["Runtime"], Awaitable[None]]


class Background:
    """The tasks of one running service. They end with it."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._tasks: dict[str, asyncio.Task[None]] = {}

    def is_running(self, key: str) -> bool:
        return key in self._tasks

    def start(self, key: str, work: Work) -> None:
        """Starts the work unless something runs under this key."""
        if key not in self._tasks:
            self._tasks[key] = asyncio.create_task(self._run(key, work))

    def stop(self, key: str) -> None:
        """Cancels what runs under this key."""
        if (task := self._tasks.get(key)) is not None:
            task.cancel()

    async def close(self) -> None:
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _run(self, key: str, work: Work) -> None:
        try:
            await work(self._runtime)
        except Exception:
            logging.getLogger(self._runtime.service.name).exception("background: %s failed", key)
        finally:
            del self._tasks[key]
