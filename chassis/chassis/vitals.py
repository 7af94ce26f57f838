"""What a service looks at while nobody asks, so that a reader of /metrics costs nothing: whether its servers answer, and what waits.

Every process does it for itself, for all of it is found by an index or is bounded. Sums over business tables are `measures`.
"""

from __future__ import annotations

import asyncio
from itertools import count
from typing import TYPE_CHECKING

from sqlalchemy import text

if TYPE_CHECKING:
    from chassis.runtime import Runtime

SECONDS = 5.0
# Every so many looks also what costs more than an index.
SELDOM = 12
# More than that need not be told apart.
MOST_UNPUBLISHED = 100_000
MOST_DUE = 1_000
# Positions rise about as time does, so the first is about the oldest. Tenants are walked along the index, as in chassis.timers.
_WAITING = text("""
    with recursive tenant(id) as (
        (select tenant_id from timer order by tenant_id limit 1)
        union all
        select (select tenant_id from timer where tenant_id > tenant.id order by tenant_id limit 1) from tenant where tenant.id is not null
    ),
    due as (
        select of_tenant.fire_time from tenant, lateral (
            select fire_time from timer where timer.tenant_id = tenant.id and fire_time <= :now order by fire_time limit :most_due
        ) of_tenant
    )
    select
        (select count(*) from (select from outbox where publish_time is null limit :most_unpublished) waiting) as unpublished,
        (select create_time from outbox where publish_time is null order by position limit 1) as oldest_event,
        (select count(*) from dead_letter where resolution is null and kind = 'event') as dead_events,
        (select count(*) from dead_letter where resolution is null and kind = 'timer') as dead_timers,
        (select count(*) from due) as timers_due,
        (select min(fire_time) from due) as oldest_timer
""")
# PostgreSQL looks at every file of the database.
_DATABASE = text("""
    select pg_database_size(datname) as bytes, numbackends as backends from pg_stat_database where datname = current_database()
""")


class Vitals:
    """The loop of one process."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._looks = count()

    async def run(self) -> None:
        """Until cancelled. What was seen last stands while the database is away, and `dependency_up` says that it is."""
        while True:
            try:
                async with asyncio.timeout(SECONDS):
                    await self.look()
                self._runtime.metrics.dependency("postgresql", up=True)
            except Exception as error:
                self._runtime.metrics.dependency("postgresql", up=False)
                self._runtime.log.warning("vitals: %s", type(error).__name__)
            await asyncio.sleep(SECONDS)

    async def look(self) -> None:
        """Once, now."""
        metrics, now, broker = self._runtime.metrics, self._runtime.clock.real(), self._runtime.broker
        metrics.dependency("nats", up=broker is not None and broker.is_connected)
        async with self._runtime.database.worker.connect() as connection:
            row = (await connection.execute(_WAITING, {"now": now, "most_due": MOST_DUE, "most_unpublished": MOST_UNPUBLISHED})).one()
            if next(self._looks) % SELDOM == 0:
                database = (await connection.execute(_DATABASE)).one()
                metrics.database(database.bytes, database.backends)
        metrics.outbox(row.unpublished, (now - row.oldest_event).total_seconds() if row.oldest_event else 0)
        metrics.dead_letters("event", row.dead_events)
        metrics.dead_letters("timer", row.dead_timers)
        metrics.timers_due(row.timers_due, (now - row.oldest_timer).total_seconds() if row.oldest_timer else 0)
