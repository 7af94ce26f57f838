"""Moving a company through time: tests and the integrators' sandbox walk the clock from timer to timer, and everything that
follows from one moment happens before the next."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from nats.js.errors import NotFoundError
from sqlalchemy import func, select, update

from chassis.copies import CHASSIS_TIMERS
from chassis.subjects import stream_name
from chassis.tables import outbox, timer

if TYPE_CHECKING:
    from chassis.runtime import Runtime

Runtimes = Sequence["Runtime"]
# Of a service that has not finished, before it is woken once more.
LOOKS = 10


async def settle(runtimes: Runtimes, *, patience: float = 60) -> None:
    """Waits until, twice in a row, nothing is unpublished, unacknowledged or due. Raises TimeoutError with what is left."""
    deadline = asyncio.get_running_loop().time() + patience
    order, quiet, looks = list(runtimes), 0, 0
    while quiet < 2:
        busy = await _busy(order)
        if busy is None:
            quiet += 1
        else:
            # Woken, each of its loops asks the database; only what is tried again needs that more than once.
            looks = looks + 1 if busy is order[0] else 0
            if looks % LOOKS == 0:
                busy.wake()
            # Most likely it still is: the others are asked once it is not.
            order, quiet = [busy, *(each for each in order if each is not busy)], 0
        if asyncio.get_running_loop().time() > deadline:
            left = [what for runtime in runtimes for what in await _in_flight(runtime)]
            raise TimeoutError(f"still in flight after {patience:.0f} s: {'; '.join(left)}")
        await asyncio.sleep(0.02)


async def _busy(runtimes: Runtimes) -> Runtime | None:
    for runtime in runtimes:
        if await _in_flight(runtime):
            return runtime
    return None


async def _in_flight(runtime: Runtime) -> list[str]:
    """What a service has still to do; what others have for it is asked only when it has nothing of its own."""
    name, found = runtime.service.name, []
    async with runtime.database.looking.connect() as connection:
        unpublished = select(func.count()).where(outbox.c.publish_time.is_(None)).select_from(outbox).scalar_subquery()
        fired = select(func.count()).where(timer.c.fire_time <= runtime.clock.real()).select_from(timer).scalar_subquery()
        waiting, due = (await connection.execute(select(unpublished, fired))).one()
    if waiting:
        found.append(f"{name}: {waiting} unpublished")
    if due:
        found.append(f"{name}: {due} timers due")
    if found:
        return found
    told = await asyncio.gather(*(_unconsumed(runtime, source) for source in runtime.consumers.subjects()))
    found += [f"{name} from {what}" for what in told if what]
    return found + [f"{name}: {what}" for loop in runtime.loops for what in await loop.in_flight()]


async def _unconsumed(runtime: Runtime, source: str) -> str:
    js = (await runtime.connect()).jetstream()
    try:
        state = await js.consumer_info(stream_name(source), runtime.consumers.name(source))
    except NotFoundError:
        return f"{source}: no consumer yet"
    waits = state.num_pending or state.num_ack_pending
    return f"{source}: {state.num_pending} pending, {state.num_ack_pending} unacknowledged" if waits else ""


async def advance(runtimes: Runtimes, tenant_id: UUID, to: datetime) -> None:
    """Moves the tenant's clock forward to `to`, stopping at every timer on the way."""
    await settle(runtimes)
    while (moment := await _next(runtimes, tenant_id)) is not None and moment <= to:
        await _set(runtimes, tenant_id, moment)
        await settle(runtimes)
    await _set(runtimes, tenant_id, to)
    await settle(runtimes)


async def _next(runtimes: Runtimes, tenant_id: UUID) -> datetime | None:
    """The earliest timer of the tenant in any service, in business time; retries and restamps of technical time aside."""
    found = []
    for runtime in runtimes:
        async with runtime.database.looking.connect() as connection:
            earliest = await connection.scalar(
                select(func.min(timer.c.due_time)).where(timer.c.tenant_id == tenant_id, timer.c.kind.not_in(list(CHASSIS_TIMERS)))
            )
        if earliest is not None:
            found.append(earliest)
    return min(found, default=None)


async def _set(runtimes: Runtimes, tenant_id: UUID, now: datetime) -> None:
    """Sets the clock; never backwards."""
    for runtime in runtimes:
        offset = max(now - runtime.clock.real(), runtime.clock.offset(tenant_id))
        await shift(runtime, tenant_id, offset)


async def shift(runtime: Runtime, tenant_id: UUID, offset: timedelta) -> None:
    """Gives one service the tenant's offset, and its timers the real time at which they come then."""
    runtime.clock.shift(tenant_id, offset)
    async with runtime.database.worker.begin() as connection:
        await connection.execute(
            update(timer)
            .where(timer.c.tenant_id == tenant_id, timer.c.kind.not_in(list(CHASSIS_TIMERS)))
            .values(fire_time=timer.c.due_time - offset)
        )
    runtime.wake()
