"""Figures over whole tables, of all companies together: what is owed, what is late, whether the ledger proves.

One process of a service takes them, whichever holds an advisory lock on a connection of its own (direct, never through a transaction
pooler), now and then and in the background; the page for Prometheus shows what was found last. Company after company, each under its
own row policies. Which company a figure comes from is nobody's business here: there is no label for it.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.database import enter
from chassis.scope import Reach, Scope
from chassis.tables import copy_tenant

if TYPE_CHECKING:
    from chassis.runtime import Runtime
    from chassis.service import Measure


# How often a process looks whether the figures are its own to take, and whether it is time to.
PAUSE = 5.0


@dataclass(frozen=True, slots=True)
class Company:
    """Whose figures are taken, and when it is there."""

    id: UUID
    now: datetime
    today: date
    sandbox: bool


class Measures:
    """The loop of one process."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime

    async def run(self) -> None:
        """Until cancelled; whatever fails is tried again. Without anything to measure it ends at once."""
        if not self._runtime.service.measures:
            return
        engine = self._runtime.database.apart()
        try:
            while True:
                try:
                    async with engine.connect() as connection:
                        await self._lead(connection)
                except asyncio.CancelledError:
                    raise
                except Exception as error:
                    self._runtime.log.warning("measures: %s", type(error).__name__)
                    self._forget()
                    await asyncio.sleep(1)
        finally:
            await engine.dispose()

    async def _lead(self, connection: AsyncConnection) -> None:
        """Takes each measure when it is time for it, for as long as the lock is ours."""
        while not await connection.scalar(text("select pg_try_advisory_lock(hashtext('measures'))")):
            await connection.rollback()
            await asyncio.sleep(PAUSE)
        await connection.commit()
        loop = asyncio.get_running_loop()
        next_at = dict.fromkeys(self._runtime.service.measures, loop.time())
        while True:
            for measure in [measure for measure, at in next_at.items() if at <= loop.time()]:
                await self.take(measure)
                next_at[measure] = loop.time() + measure.every.total_seconds()
            await asyncio.sleep(PAUSE)
            # The lock went with the connection, if that is gone.
            await connection.execute(text("select 1"))
            await connection.commit()

    async def take_all(self) -> None:
        """Once, now."""
        for measure in self._runtime.service.measures:
            await self.take(measure)

    async def take(self, measure: Measure) -> None:
        """Adds up what all companies say, and tells it."""
        found: dict[str, Counter[str]] = {figure.name: Counter({"": 0} if not figure.label else {}) for figure in measure.figures}
        for company in await self._companies():
            if company.sandbox and not measure.sandboxes:
                continue
            async with self._runtime.database.reading.connect() as connection:
                await enter(connection, Scope(company.id, Reach.TENANT))
                await connection.execute(text("set local statement_timeout = '15min'"))
                for name, values in (await measure.take(connection, company)).items():
                    found[name].update(values)
        for figure in measure.figures:
            self._runtime.metrics.figures(figure.name, figure.meaning, figure.label, found[figure.name])
        self._tell_time(measure.name)

    async def _companies(self) -> list[Company]:
        c, clock = copy_tenant.c, self._runtime.clock
        async with self._runtime.database.worker.connect() as connection:
            rows = (await connection.execute(select(c.id, c.sandbox).where(~c.archived).order_by(c.id))).all()
        return [Company(row.id, clock.now(row.id), clock.today(row.id), row.sandbox) for row in rows]

    def _tell_time(self, name: str) -> None:
        meaning = "When a measure was last taken of all companies, in seconds since 1970"
        self._runtime.metrics.gauge("measured_time_seconds", meaning, self._runtime.clock.real().timestamp(), measure=name)

    def _forget(self) -> None:
        """Another process tells them now, or nobody can."""
        for measure in self._runtime.service.measures:
            for figure in measure.figures:
                self._runtime.metrics.figures(figure.name, figure.meaning, figure.label, {})
