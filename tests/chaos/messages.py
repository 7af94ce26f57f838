"""What must be true of to-dos and messages, whatever was done to who keeps them."""

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.pool import NullPool

from chassis.database import Database
from chassis.migration import upgrade
from chassis.runtime import Runtime
from crm.common.v1.event_pb2 import Event
from crm.notifier.v1 import events_pb2 as facts
from notifier.message_tables import candidate, decision
from notifier.todo_tables import LIVE, todo, todo_item
from tests.chaos.plant import Plant
from tests.support.running import MASTER_KEY, Keys
from tests.support.world import service_named

NOTIFIER = service_named("notifier")
# What became of something that was said. Of what was not said after all only the decision is left.
_SAID = ("sent", "merged")
_TOGETHER = 100

# Whose, and about what, by kind and key.
Todos = Mapping[tuple[UUID, str, str], tuple[UUID, frozenset[UUID]]]


async def nothing_was_said_twice(plant: Plant, told: Sequence[Event]) -> None:
    """Each message reached each channel once, and everything that was said was decided once."""
    name = facts.NotificationDelivered.DESCRIPTOR.full_name
    delivered = [facts.NotificationDelivered.FromString(event.payload) for event in told if event.type == name]
    twice = [key for key, count in Counter((each.notification_id, each.channel) for each in delivered).items() if count > 1]
    assert not twice, f"notifier delivered twice: {twice[:5]}"
    common = ("rule", "event", "event_time", "subject_id")
    async with plant.database(NOTIFIER) as connection:
        c, d = candidate.c, decision.c
        waited = await connection.execute(select(c.person_id, *(c[each] for each in common)).where(~c.waits))
        decided = await connection.execute(select(d.owner_id, *(d[each] for each in common)).where(d.outcome.in_(_SAID)))
        expected, found = Counter(map(tuple, waited)), Counter(map(tuple, decided))
    assert found == expected, f"decided too often: {list(found - expected)[:5]}; never: {list(expected - found)[:5]}"


async def todos_are_those_of_a_rebuild(plant: Plant, said: Mapping[str, Sequence[Event]]) -> None:
    """What is open is what a notifier without a past would have open after hearing everything once, in order."""
    async with plant.database(NOTIFIER) as connection:
        found = await _open(connection)
    expected = await _heard_anew(plant, sorted((event for events in said.values() for event in events), key=_place))
    assert found.keys() == expected.keys(), f"too many: {found.keys() - expected.keys()}; missing: {expected.keys() - found.keys()}"
    wrong = [(key, found[key], value) for key, value in expected.items() if found[key] != value]
    assert not wrong, wrong[:5]


def _place(event: Event) -> Any:
    return event.tenant_id, event.create_time.ToDatetime(UTC), event.subject_id, event.sequence


async def _heard_anew(plant: Plant, events: Sequence[Event]) -> Todos:
    databases = plant.installation.postgres.databases
    urls = await asyncio.to_thread(databases.create, NOTIFIER.name, name="notifier_anew")
    try:
        await asyncio.to_thread(upgrade, NOTIFIER.migrations, urls.owner)
        database = Database(urls.app, urls.worker)
        keys = Keys()
        runtime = Runtime(
            NOTIFIER,
            database=database,
            nats_url="",
            signer=keys.signer(NOTIFIER.name),
            verifier=keys.verifier(),
            master_key=MASTER_KEY,
            clock=plant.clock,
        )
        for _, of_tenant in groupby(events, key=lambda event: event.tenant_id):
            heard = list(of_tenant)
            for start in range(0, len(heard), _TOGETHER):
                await runtime.consumers.apply(heard[start : start + _TOGETHER])
        await database.close()
        engine = create_async_engine(urls.owner.replace("postgresql://", "postgresql+asyncpg://", 1), poolclass=NullPool)
        async with engine.connect() as connection:
            return await _open(connection)
    finally:
        await asyncio.to_thread(databases.drop, "notifier_anew")


async def _open(connection: AsyncConnection) -> Todos:
    t = todo.c
    rows = await connection.execute(
        select(t.tenant_id, t.kind, t.key, t.owner_id, todo_item.c.subject_id)
        .join(todo_item, todo_item.c.todo_id == t.id)
        .where(LIVE)
        .order_by(t.tenant_id, t.kind, t.key)
    )
    return {
        key: (mine[0].owner_id, frozenset(row.subject_id for row in mine))
        for key, group in groupby(rows, key=lambda row: (row.tenant_id, row.kind, row.key))
        if (mine := list(group))
    }
