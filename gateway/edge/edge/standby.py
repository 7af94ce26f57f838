"""Between identity, which starts jobs when their time comes, and the HTTP side, which stands up later and goes earlier."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from identity.jobs import Worker


class Standby:
    """What identity is given as a worker. Jobs wait here until there is somebody to do them; those that are being done end when the worker
    goes, to be taken up anew."""

    def __init__(self) -> None:
        self._there = asyncio.Event()
        self._worker: Worker | None = None
        self._working: set[asyncio.Task[None]] = set()

    def open(self, worker: Worker) -> None:
        self._worker = worker
        self._there.set()

    async def close(self) -> None:
        """Before the ways to the members close."""
        self._there.clear()
        self._worker = None
        for task in self._working:
            task.cancel()
        await asyncio.gather(*self._working, return_exceptions=True)

    async def work(self, tenant_id: UUID, id: UUID, attempt: int) -> None:
        """By whoever is there, in the task of the caller."""
        worker = await self._found()
        with self._counted():
            await worker.work(tenant_id, id, attempt)

    async def discard(self, tenant_id: UUID, id: UUID) -> None:
        await (await self._found()).discard(tenant_id, id)

    async def _found(self) -> Worker:
        while self._worker is None:
            await self._there.wait()
        return self._worker

    @contextmanager
    def _counted(self) -> Iterator[None]:
        task = asyncio.current_task()
        if task is None:
            raise RuntimeError("Jobs are done in a task.")
        self._working.add(task)
        try:
            yield
        finally:
            self._working.discard(task)
