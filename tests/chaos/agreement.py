"""What must be true of an installation whatever was done to it, once nothing is in flight."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from google.protobuf.message import Message
from sqlalchemy import Table, select

from accounts import tables as accounts
from accounts.lead_tables import lead_timeline_entry
from chassis import tables
from chassis.copies import CHASSIS_COPIES
from chassis.events import message_named
from chassis.service import Copy, Service
from crm.common.v1.event_pb2 import Event
from tests.chaos.messages import nothing_was_said_twice, todos_are_those_of_a_rebuild
from tests.chaos.plant import Plant, sources_of

Said = Mapping[str, list[Event]]


async def everything_agrees(plant: Plant) -> None:
    """Nothing was lost and nothing happened twice. Raises AssertionError with what disagrees.

    PostgreSQL is the record: what each service said stands in its outbox, and everybody else is held against that.
    """
    said = {service.name: await said_by(plant, service) for service in plant.services}
    for service in plant.services:
        await nothing_failed(plant, service)
        told_without_gaps(service, said[service.name])
        await _each_fact_was_taken(plant, service, said)
        await _copies_are_what_their_owners_have(plant, service, said)
    await _timelines_are_complete(plant, said)
    await nothing_was_said_twice(plant, said["notifier"])
    await todos_are_those_of_a_rebuild(plant, said)


async def said_by(plant: Plant, service: Service) -> list[Event]:
    """All that it ever told, in order."""
    async with plant.database(service) as connection:
        rows = await connection.scalars(select(tables.outbox.c.data).order_by(tables.outbox.c.position))
        return [Event.FromString(row) for row in rows]


async def nothing_failed(plant: Plant, service: Service) -> None:
    """No event and no timer became a dead letter."""
    async with plant.database(service) as connection:
        dead = (await connection.execute(select(tables.dead_letter.c.subject, tables.dead_letter.c.error))).all()
    assert not dead, f"{service.name} gave up on {dead}"


def told_without_gaps(service: Service, events: list[Event]) -> None:
    """Each subject's events count from 1 without a gap: nothing that was committed went unsaid, nothing was said twice."""
    sequences = defaultdict(list)
    for event in events:
        sequences[event.subject_type, event.subject_id].append(event.sequence)
    wrong = {subject: found for subject, found in sequences.items() if sorted(found) != list(range(1, len(found) + 1))}
    assert not wrong, f"{service.name}: {wrong}"


async def _each_fact_was_taken(plant: Plant, service: Service, said: Said) -> None:
    wanted = service.reactions().keys() | {copy.source.DESCRIPTOR.full_name for copy in (*CHASSIS_COPIES, *service.copies)}
    changed = wanted - service.reactions().keys()
    events = [event for source in sources_of(service) for event in said.get(source, ())]
    expected = {UUID(event.id) for event in events if event.type in wanted and event.changed is (event.type in changed)}
    async with plant.database(service) as connection:
        taken = set(await connection.scalars(select(tables.inbox.c.event_id)))
    assert not expected - taken, f"{service.name} never saw {len(expected - taken)} events"
    assert not taken - expected, f"{service.name} saw {len(taken - expected)} events that nobody sent"


async def _copies_are_what_their_owners_have(plant: Plant, service: Service, said: Said) -> None:
    """The rows of copies are those that a rebuild from the owners' last words would give; several may share a table."""
    for table, rows in copies_of(service, said).items():
        async with plant.database(service) as connection:
            found = {row["id"]: dict(row) for row in (await connection.execute(select(table))).mappings()}
        assert found.keys() == rows.keys(), f"{service.name}.{table.name} has {len(found)} rows instead of {len(rows)}"
        for id, row in rows.items():
            assert {name: found[id][name] for name in row} == row, f"{service.name}.{table.name} {id}"


def copies_of(service: Service, said: Said) -> Mapping[Table, dict[UUID, dict[str, Any]]]:
    """What its copies must be after the last that was said of each record."""
    expected: dict[Table, dict[UUID, dict[str, Any]]] = defaultdict(dict)
    for copy in (*CHASSIS_COPIES, *service.copies):
        expected[copy.table] |= _rebuilt(copy, said)
    return expected


def _rebuilt(copy: Copy, said: Said) -> dict[UUID, dict[str, Any]]:
    type_name = copy.source.DESCRIPTOR.full_name
    last: dict[str, Event] = {}
    for event in said.get(type_name.split(".")[1], ()):
        if event.changed and event.type == type_name and (event.subject_id not in last or event.version > last[event.subject_id].version):
            last[event.subject_id] = event
    return {UUID(id): {"version": event.version, **copy.columns(_payload(event))} for id, event in last.items()}


async def _timelines_are_complete(plant: Plant, said: Said) -> None:
    """One line per fact that a timeline tells of, and no other; those of a lead wait for it to become an account.

    Facts without an account leave none.
    """
    service = next(service for service in plant.services if service.name == "accounts")
    told = [event for events in said.values() for event in events if event.type in service.reactions() and not event.changed]
    async with plant.database(service) as connection:
        lines = [
            row
            for entry in (accounts.timeline_entry.c, lead_timeline_entry.c)
            for row in await connection.execute(select(entry.id, entry.kind))
        ]
    facts = {event.id: event.type.rpartition(".")[2] for event in told}
    assert {str(line.id): line.kind for line in lines}.items() <= facts.items(), "a timeline tells of something that nobody said"
    silent = Counter(kind for id, kind in facts.items() if id not in {str(line.id) for line in lines})
    assert silent.keys() <= {"ReceiptRecorded"}, f"timelines leave out {dict(silent)}"


def _payload(event: Event) -> Message:
    return message_named(event.type).FromString(event.payload)
