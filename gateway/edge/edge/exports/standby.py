"""Between identity, which starts exports when their time comes, and the HTTP side, which stands up later and goes earlier."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from edge.exports.writer import ExportWriter


class ExportStandby:
    """Exports wait here until there is somebody to write them; those that are being written end when the writer goes, to be begun anew."""

    def __init__(self) -> None:
        self._there = asyncio.Event()
        self._writer: ExportWriter | None = None
        self._writing: set[asyncio.Task[None]] = set()

    async def write(self, tenant_id: UUID, export_id: UUID, attempt: int) -> None:
        writer = await self._found()
        with self._counted():
            await writer.write(tenant_id, export_id, attempt)

    async def discard(self, tenant_id: UUID, export_id: UUID) -> None:
        await (await self._found()).discard(tenant_id, export_id)

    def open(self, writer: ExportWriter) -> None:
        self._writer = writer
        self._there.set()

    async def close(self) -> None:
        """Before the ways to the members close."""
        self._there.clear()
        self._writer = None
        for task in self._writing:
            task.cancel()
        await asyncio.gather(*self._writing, return_exceptions=True)

    async def _found(self) -> ExportWriter:
        while self._writer is None:
            await self._there.wait()
        return self._writer

    @contextmanager
    def _counted(self) -> Iterator[None]:
        task = asyncio.current_task()
        if task is None:
            raise RuntimeError("Exports are written in a task.")
        self._writing.add(task)
        try:
            yield
        finally:
            self._writing.discard(task)
