"""Who follows another service can take in whatever that one tells."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from google.protobuf.message import Message
from sqlalchemy import select

from chassis.clock import Clock
from chassis.copies import CHASSIS_COPIES
from chassis.ids import derived_id
from chassis.names import snake
from chassis.runtime import Runtime
from chassis.scope import Reach, Scope
from chassis.service import Copy, Service
from chassis.wire import instant
from crm.common.v1.event_pb2 import Event
from tests.contract.examples import COMPANY, EXAMPLES, TENANT
from tests.contract.members import BY_NAME
from tests.contract.samples import sample
from tests.support.running import running
from tests.support.servers import Servers


def test_every_reaction_is_to_a_fact_that_its_service_declares(service: Service) -> None:
    for name in service.reactions():
        assert name in {fact.DESCRIPTOR.full_name for fact in _source(name).facts}


def test_every_copy_is_of_a_resource_whose_changes_are_published(service: Service) -> None:
    for copy in (*CHASSIS_COPIES, *service.copies):
        published = {resource.message for resource in _source(copy.source.DESCRIPTOR.full_name).resources if resource.published}
        assert copy.source in published


async def test_whatever_is_followed_can_be_taken_in(service: Service, servers: Servers) -> None:
    """Every resource with all that it can say, then the story of the facts, and that once more: what comes again changes nothing."""
    assert service.reactions().keys() <= {example.DESCRIPTOR.full_name for example in EXAMPLES}
    story = [event for version, fact in enumerate(EXAMPLES, start=1) for event in _commit(fact, version)]
    async with running(service, servers) as runtime:
        for copy in (*CHASSIS_COPIES, *service.copies):
            await _copies(runtime, copy)
        for event in (_event(COMPANY, changed=True, subject_id=COMPANY.id), *story, *story):
            await runtime.consumers.apply([event])


async def _copies(runtime: Runtime, copy: Copy) -> None:
    resource: Any = sample(copy.source)
    await runtime.consumers.apply([_event(resource, changed=True, subject_id=resource.id)])
    async with runtime.database.as_app(Scope(TENANT, Reach.TENANT)) as connection:
        row = (await connection.execute(select(copy.table).where(copy.table.c.id == UUID(resource.id)))).one()
    assert not [name for name in copy.columns(resource) if row._mapping[name] is None], copy.table.name


def _source(full_name: str) -> Service:
    return BY_NAME[full_name.split(".")[1]]


def _commit(fact: Message, version: int) -> Iterator[Event]:
    """What one commit tells: the subject as it is from then on, and the fact."""
    for resource in _source(fact.DESCRIPTOR.full_name).resources:
        if resource.published and (subject_id := getattr(fact, f"{resource.name}_id", "")):
            subject: Any = sample(resource.message)
            subject.id = subject_id
            yield _event(subject, changed=True, subject_id=subject_id, version=version)
            break
    yield _event(fact, version=version)


def _event(message: Message, *, changed: bool = False, subject_id: str = "", version: int = 1) -> Event:
    """The message as its owner's outbox has it."""
    name = message.DESCRIPTOR.full_name
    return Event(
        id=str(derived_id("event", name, subject_id, version)),
        tenant_id=str(TENANT),
        type=name,
        payload=message.SerializeToString(),
        changed=changed,
        subject_type=snake(message.DESCRIPTOR.name),
        subject_id=subject_id or str(derived_id("subject", name)),
        version=version,
        sequence=version,
        create_time=instant(Clock.real()),
        actor="service:test",
    )
