"""What time causes. A timer is a row derived from the state of its subject; it fires at least once, and its effect and its
deletion are one transaction.

The concurrency contract: `worker` only reads which tenants have due timers, without a lock; then one `app` transaction of
that tenant claims up to 100 with SKIP LOCKED, acts with a savepoint per timer, deletes the rows and commits. A claim held by
another session would block that delete for ever, so nobody else holds one.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import delete, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert as upsert

from chassis import dead_letters, tables
from chassis.aggregate import Aggregate
from chassis.copies import CHASSIS_TIMERS
from chassis.database import is_away
from chassis.days import start_of_day
from chassis.ids import new_id
from chassis.mapping import whole
from chassis.principal import Principal
from chassis.service import Due

if TYPE_CHECKING:
    from chassis.runtime import Runtime
    from chassis.service import Resource
    from chassis.unit_of_work import UnitOfWork

BATCH = 100
MOST_ATTEMPTS = 5


Roots = Sequence[tuple[Aggregate, "Resource"]]
# Subject, kind and slot of a timer.
Key = tuple[UUID, str, str]


async def keep_timers(uow: UnitOfWork, roots: Roots, new: set[Aggregate]) -> None:
    """Writes the timers that the present state of the roots asks for and cancels their others.

    Under `historical` the past is not armed: nobody is reminded of what was long ago.
    """
    present = await _present(uow, [root.id for root, resource in roots if resource.timers is not None and root not in new])
    wanted = _wanted(uow, roots)
    gone = [row.id for key, row in present.items() if key not in wanted]
    if gone:
        await uow.execute(delete(tables.timer).where(tables.timer.c.id.in_(gone)))
    await _arm(uow, {key: due for key, due in wanted.items() if key not in present or present[key].due_time != due})


async def keep_future(uow: UnitOfWork, root: Aggregate, resource: Resource) -> None:
    """Arms what the state of a root asks for in times to come, where nothing of it changed when one of its timers fired.

    That one may have come before its day: days are armed for when they begin in the company's zone, and the company may have moved to
    another since. What has come is left alone, or a timer whose handler has nothing to do would fire for ever.
    """
    coming = {key: due for key, due in _wanted(uow, [(root, resource)]).items() if due > uow.now}
    if coming:
        present = await _present(uow, [root.id])
        await _arm(uow, {key: due for key, due in coming.items() if key not in present or present[key].due_time != due})


def _wanted(uow: UnitOfWork, roots: Roots) -> dict[Key, datetime]:
    wanted: dict[Key, datetime] = {}
    for root, resource in roots:
        for (kind, slot), when in (resource.timers(root) if resource.timers else {}).items():
            due = when if isinstance(when, datetime) else start_of_day(when, uow.clock.zone(uow.tenant_id))
            if not (due <= uow.now and root.historical):
                wanted[root.id, kind, slot] = due
    return wanted


async def _present(uow: UnitOfWork, subjects: Sequence[UUID]) -> dict[Key, Any]:
    table = tables.timer
    if not subjects:
        return {}
    columns = (table.c.id, table.c.subject_id, table.c.kind, table.c.slot, table.c.due_time)
    statement = select(*columns).where(table.c.tenant_id == uow.tenant_id, table.c.subject_id.in_(subjects))
    return {(row.subject_id, row.kind, row.slot): row for row in await uow.execute(statement)}


async def _arm(uow: UnitOfWork, timers: Mapping[Key, datetime]) -> None:
    offset = uow.clock.offset(uow.tenant_id)
    rows = [
        {
            "id": new_id(),
            "tenant_id": uow.tenant_id,
            "kind": kind,
            "subject_id": subject,
            "slot": slot,
            "due_time": due,
            "fire_time": due - offset,
            "attempts": 0,
        }
        for (subject, kind, slot), due in timers.items()
    ]
    if rows:
        arm = upsert(tables.timer)
        again = {name: arm.excluded[name] for name in ("due_time", "fire_time", "attempts")}
        await uow.execute(arm.on_conflict_do_update(index_elements=["tenant_id", "subject_id", "kind", "slot"], set_=again), rows)


class TimerLoop:
    """Fires the due timers of all tenants of one service."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._handlers = {**CHASSIS_TIMERS, **runtime.service.timers()}

    async def run(self) -> None:
        """Until cancelled; a failing round is logged and tried again."""
        while True:
            try:
                fired = await self.round()
            except asyncio.CancelledError:
                raise
            except Exception as error:
                if is_away(error):
                    self._runtime.log.warning("timers: the database is away: %s", error)
                else:
                    self._runtime.log.exception("timers: a round failed")
                fired = 0
                await asyncio.sleep(1)
            if not fired:
                await asyncio.sleep(self._runtime.poll_seconds)

    async def round(self) -> int:
        """Fires up to 100 due timers per tenant; returns how many."""
        table, now = tables.timer, self._runtime.clock.real()
        async with self._runtime.database.worker.begin() as connection:
            due = select(table.c.tenant_id).where(table.c.fire_time <= now).distinct()
            tenants = list((await connection.scalars(due)).all())
        return sum([await self._fire(tenant) for tenant in tenants])

    async def _fire(self, tenant_id: UUID) -> int:
        table, now = tables.timer, self._runtime.clock.real()
        principal = Principal.service(self._runtime.service.name, tenant_id, cause="timer")
        async with self._runtime.unit_of_work(principal, method="timer") as uow:
            claim = (
                select(table)
                .where(table.c.tenant_id == tenant_id, table.c.fire_time <= now)
                .order_by(table.c.fire_time, table.c.id)
                .limit(BATCH)
                .with_for_update(skip_locked=True)
            )
            rows = (await uow.execute(claim)).all()
            done, failed = [], []
            for row in rows:
                mark = uow.mark
                try:
                    async with uow.session.begin_nested():
                        await self._handlers[row.kind](Due(row.kind, row.subject_id, row.slot, row.due_time), uow)
                        await uow.stage()
                        await self._keep_future(row, uow)
                    done.append(row)
                    self._runtime.metrics.timer(row.kind, "done", late_seconds=(now - row.fire_time).total_seconds())
                except Exception as error:
                    uow.rewind(mark)
                    self._runtime.log.exception("timers: %s of %s failed", row.kind, row.subject_id)
                    failed.append((row, error))
                uow.let_go()
            await self._settle(uow, done, failed)
        return len(done)

    async def _keep_future(self, fired: Any, uow: UnitOfWork) -> None:
        """What the subject of a timer still waits for, unless it was stored just now, and its timers with it."""
        subject = None if fired.kind in CHASSIS_TIMERS else await self._subject(fired.subject_id, uow)
        if subject is not None and subject.update_time != uow.now:
            await keep_future(uow, subject, self._runtime.service.resource(type(subject)))

    async def _subject(self, id: UUID, uow: UnitOfWork) -> Aggregate | None:
        """The root of that id: as a rule the handler has loaded it."""
        for thing in uow.session.identity_map.values():
            if isinstance(thing, Aggregate) and thing.id == id:
                return thing
        kinds = [resource.kind for resource in self._runtime.service.resources if resource.timers is not None]
        found = [root for kind in kinds if (root := await uow.session.get(kind, id, options=whole(kind))) is not None]
        return found[0] if found else None

    async def _settle(self, uow: UnitOfWork, done: list[Any], failed: list[tuple[Any, Exception]]) -> None:
        table = tables.timer
        dead = [(row, error) for row, error in failed if row.attempts + 1 >= MOST_ATTEMPTS]
        for row, error in dead:
            subject = f"{row.kind}/{row.subject_id}/{row.slot}"
            due = row.due_time.isoformat().encode()
            await dead_letters.keep(uow, kind="timer", consumer=self._runtime.service.name, subject=subject, data=due, error=error)
        # A handler may have moved its own timer: only the one that fired is deleted.
        finished = [(row.id, row.due_time) for row in [*done, *(row for row, _ in dead)]]
        if finished:
            await uow.execute(delete(table).where(tuple_(table.c.id, table.c.due_time).in_(finished)))
        for row, _ in failed:
            self._runtime.metrics.timer(row.kind, "retried" if row.attempts + 1 < MOST_ATTEMPTS else "dead")
            if row.attempts + 1 < MOST_ATTEMPTS:
                await uow.execute(
                    update(table)
                    .where(table.c.id == row.id)
                    .values(attempts=row.attempts + 1, fire_time=self._runtime.clock.real() + self._runtime.retry_delay(row.attempts))
                )
