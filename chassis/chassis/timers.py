"""What time causes. A timer is a row derived from the state of its subject; it fires at least once, and its effect and its
deletion are one transaction.

The concurrency contract: `worker` only reads which tenants have due timers, without a lock; then one `app` transaction of
that tenant claims up to 100 with SKIP LOCKED, acts under savepoints, deletes the rows and commits. A claim held by another session
would block that delete for ever, so nobody else holds one. Tenants are served side by side, each by one transaction at a time.

A savepoint holds one timer, so that one which fails takes no other with it. Timers that come in crowds (`@timer(kind, of=...)`) share
one as long as none fails: loaded with one select, stored with one flush.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import delete, select, text, update

from chassis import dead_letters, tables
from chassis.aggregate import Aggregate
from chassis.arming import Key, arm
from chassis.copies import CHASSIS_TIMERS
from chassis.database import is_away
from chassis.days import start_of_day
from chassis.mapping import whole
from chassis.principal import Principal
from chassis.service import Due
from chassis.telemetry import working_on

if TYPE_CHECKING:
    from chassis.runtime import Runtime
    from chassis.service import Resource
    from chassis.unit_of_work import UnitOfWork

BATCH = 100
# So many batches of a tenant in a round, and so many tenants at once: others have a turn, and requests have connections left.
BATCHES, SIDE_BY_SIDE = 10, 4
MOST_ATTEMPTS = 5
# From one tenant to the next along the index: whoever has a hundred thousand timers costs no more than who has one.
_DUE_TENANTS = text("""
    with recursive tenant(id) as (
        (select tenant_id from timer order by tenant_id limit 1)
        union all
        select (select tenant_id from timer where tenant_id > tenant.id order by tenant_id limit 1) from tenant where tenant.id is not null
    )
    select id from tenant where exists (select from timer where timer.tenant_id = tenant.id and fire_time <= :now)
""").columns(id=tables.timer.c.tenant_id.type)
# A handler may have moved its own timer: only the one that fired is deleted.
_DELETE_FIRED = text("""
    delete from timer using unnest(cast(:ids as uuid[]), cast(:dues as timestamptz[])) as fired(id, due_time)
    where timer.id = fired.id and timer.due_time = fired.due_time
""")

Roots = Sequence[tuple[Aggregate, "Resource"]]


async def keep_timers(uow: UnitOfWork, roots: Roots, new: set[Aggregate]) -> None:
    """Writes the timers that the present state of the roots asks for and cancels their others.

    Under `historical` the past is not armed: nobody is reminded of what was long ago.
    """
    present = await _present(uow, [root.id for root, resource in roots if resource.timers is not None and root not in new])
    wanted = _wanted(uow, roots)
    gone = [row.id for key, row in present.items() if key not in wanted]
    if gone:
        await uow.execute(delete(tables.timer).where(tables.timer.c.id.in_(gone)))
    await arm(uow, {key: due for key, due in wanted.items() if key not in present or present[key].due_time != due})


async def keep_future(uow: UnitOfWork, roots: Roots) -> None:
    """Arms what the state of roots asks for in times to come, where nothing of them changed when one of their timers fired.

    That one may have come before its day: days are armed for when they begin in the company's zone, and the company may have moved to
    another since. What has come is left alone, or a timer whose handler has nothing to do would fire for ever.
    """
    coming = {key: due for key, due in _wanted(uow, roots).items() if due > uow.now}
    if coming:
        present = await _present(uow, list({subject for subject, _, _ in coming}))
        await arm(uow, {key: due for key, due in coming.items() if key not in present or present[key].due_time != due})


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


class TimerLoop:
    """Fires the due timers of all tenants of one service."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime, self._wanted = runtime, runtime.bell()
        self._handlers = {**CHASSIS_TIMERS, **runtime.service.timers()}
        # What those are about that come in crowds.
        self._subjects: dict[str, type[Aggregate]] = {
            kind: of for kind, handler in self._handlers.items() if (of := getattr(handler, "__of__", None)) is not None
        }

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
                await self._wanted.heard(self._runtime.poll_seconds)

    async def round(self) -> int:
        """Fires what is due, up to 1,000 timers per tenant; returns how many. A tenant whose batch fails holds up no other."""
        async with self._runtime.database.looking.connect() as connection:
            tenants = (await connection.scalars(_DUE_TENANTS, {"now": self._runtime.clock.real()})).all()
        places = asyncio.Semaphore(SIDE_BY_SIDE)

        async def serve(tenant_id: UUID) -> int:
            async with places:
                return await self._fire_batches(tenant_id)

        served = await asyncio.gather(*(serve(tenant) for tenant in tenants), return_exceptions=True)
        for failure in (each for each in served if isinstance(each, BaseException)):
            raise failure  # of several the first; the next round meets the others again
        return sum(each for each in served if isinstance(each, int))

    async def _fire_batches(self, tenant_id: UUID) -> int:
        fired = 0
        for _ in range(BATCHES):
            # What time causes has no request behind it: it begins a trace.
            with working_on(tenant_id=str(tenant_id)), self._runtime.span("fire timers", tenant_id=str(tenant_id)):
                done = await self._fire(tenant_id)
            fired += done
            if done < BATCH:
                break
        return fired

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
            failed: list[tuple[Any, Exception]] = []
            for kind, together in groupby(rows, key=lambda row: self._subjects.get(row.kind)):
                crowd = list(together)
                if kind is None or len(crowd) == 1 or not await self._at_once(crowd, kind, uow):
                    failed += await self._one_by_one(crowd, uow)
            lost = {row.id for row, _ in failed}
            done = [row for row in rows if row.id not in lost]
            await self._settle(uow, done, failed)
        for row in done:
            self._runtime.metrics.timer(row.kind, "done", late_seconds=(now - row.fire_time).total_seconds())
        return len(done)

    async def _at_once(self, rows: Sequence[Any], kind: type[Aggregate], uow: UnitOfWork) -> bool:
        """Whether all of them took effect. Where one fails nothing has happened, and which one it was shows one by one."""
        mark = uow.mark
        try:
            async with uow.session.begin_nested():
                subjects = {row.subject_id for row in rows}
                await uow.find(kind, self._runtime.service.resource(kind).table.c.id.in_(subjects), limit=len(subjects))
                for row in rows:
                    await self._act(row, uow)
                await uow.stage()
                await self._keep_future(rows, uow)
        except Exception as error:
            uow.rewind(mark)
            self._runtime.log.warning("timers: one of %d failed (%s); they are tried one by one", len(rows), type(error).__name__)
            return False
        finally:
            uow.let_go()
        return True

    async def _one_by_one(self, rows: Iterable[Any], uow: UnitOfWork) -> list[tuple[Any, Exception]]:
        """Those that failed, each with its error."""
        failed = []
        for row in rows:
            mark = uow.mark
            try:
                async with uow.session.begin_nested():
                    await self._act(row, uow)
                    await uow.stage()
                    await self._keep_future([row], uow)
            except Exception as error:
                uow.rewind(mark)
                self._runtime.log.exception("timers: %s of %s failed", row.kind, row.subject_id)
                failed.append((row, error))
            uow.let_go()
        return failed

    async def _act(self, row: Any, uow: UnitOfWork) -> None:
        await self._handlers[row.kind](Due(row.kind, row.subject_id, row.slot, row.due_time), uow)

    async def _keep_future(self, fired: Iterable[Any], uow: UnitOfWork) -> None:
        """What the subjects of timers still wait for, but of those that were stored just now, and their timers with them."""
        loaded = {thing.id: thing for thing in uow.session.identity_map.values() if isinstance(thing, Aggregate)}
        idle: dict[UUID, Aggregate] = {}
        for id in {row.subject_id for row in fired if row.kind not in CHASSIS_TIMERS}:
            # As a rule the handler has loaded it.
            subject = loaded.get(id) or await self._subject(id, uow)
            if subject is not None and subject.update_time != uow.now:
                idle[id] = subject
        if idle:
            await keep_future(uow, [(root, self._runtime.service.resource(type(root))) for root in idle.values()])

    async def _subject(self, id: UUID, uow: UnitOfWork) -> Aggregate | None:
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
        finished = [*done, *(row for row, _ in dead)]
        if finished:
            await uow.execute(_DELETE_FIRED, {"ids": [row.id for row in finished], "dues": [row.due_time for row in finished]})
        for row, _ in failed:
            self._runtime.metrics.timer(row.kind, "retried" if row.attempts + 1 < MOST_ATTEMPTS else "dead")
            if row.attempts + 1 < MOST_ATTEMPTS:
                await uow.execute(
                    update(table)
                    .where(table.c.id == row.id)
                    .values(attempts=row.attempts + 1, fire_time=self._runtime.clock.real() + self._runtime.retry_delay(row.attempts))
                )
