"""What a person has open in all services, and who has certain records: asked of every service at the same time, one hop each."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, Protocol
from uuid import UUID

from google.protobuf.descriptor import MethodDescriptor, ServiceDescriptor
from sqlalchemy import Executable, Result, any_, literal, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import Uuid

from accounts import tables as t
from accounts.domain.transfer_check import Holder, Switched
from accounts.domain.transfer_split import Thing, with_leaders
from chassis.peers import Peers
from chassis.principal import Principal
from crm.accounts.v1 import accounts_pb2
from crm.common.v1 import handover_pb2 as pb
from crm.leads.v1 import leads_pb2
from crm.notifier.v1 import notifier_pb2
from crm.pipeline.v1 import pipeline_pb2
from crm.receivables.v1 import receivables_pb2

# In the order in which they are switched: customers first, so that whoever looks meanwhile finds them.
SERVICES: dict[str, ServiceDescriptor] = {
    "accounts": accounts_pb2.DESCRIPTOR.services_by_name["Accounts"],
    "leads": leads_pb2.DESCRIPTOR.services_by_name["Leads"],
    "pipeline": pipeline_pb2.DESCRIPTOR.services_by_name["Pipeline"],
    "receivables": receivables_pb2.DESCRIPTOR.services_by_name["Receivables"],
    "notifier": notifier_pb2.DESCRIPTOR.services_by_name["Notifier"],
}


class World(Protocol):
    """A unit of work or a reader."""

    tenant_id: UUID
    principal: Principal

    @property
    def peers(self) -> Peers: ...

    async def execute(self, statement: Executable) -> Result[Any]: ...


def rpc(service: str, name: str) -> MethodDescriptor:
    method: MethodDescriptor = SERVICES[service].methods_by_name[name]
    return method


async def open_things(world: World, person_id: UUID) -> list[Thing]:
    """Every open thing of the person, with the region and the tier of its customer. Raises UNAVAILABLE when a service does not answer."""
    requests = {service: pb.ReportHandoverRequest(person_id=str(person_id)) for service in SERVICES}
    replies = await _ask(world, requests)
    return await _with_customers(world, with_leaders(_thing(service, item) for service, reply in replies.items() for item in reply.items))


async def where_it_is(
    world: World, person_id: UUID, items: Sequence[Switched]
) -> tuple[dict[tuple[str, UUID], Holder], dict[tuple[str, UUID, str], tuple[str, str]]]:
    """Who has these things now, and what the person has open."""
    requests = {service: pb.ReportHandoverRequest(person_id=str(person_id)) for service in SERVICES}
    for item in {(each.service, each.subject_type, each.subject_id) for each in items}:
        requests[item[0]].subjects.add(subject_type=item[1], subject_id=str(item[2]))
    replies = await _ask(world, requests)
    holders = {(each.subject_type, UUID(each.subject_id)): _holder(each) for reply in replies.values() for each in reply.holders}
    things = [_thing(service, item) for service, reply in replies.items() for item in reply.items]
    return holders, {thing.key: (thing.service, thing.kind) for thing in things}


async def _ask(world: World, requests: dict[str, pb.ReportHandoverRequest]) -> dict[str, pb.ReportHandoverResponse]:
    """In the order of the services; together they take as long as the slowest one."""

    async def ask(service: str) -> pb.ReportHandoverResponse:
        return await world.peers(rpc(service, "ReportHandover"), requests[service], pb.ReportHandoverResponse, world.principal)

    return dict(zip(requests, await asyncio.gather(*(ask(service) for service in requests)), strict=True))


def _thing(service: str, item: pb.HandoverItem) -> Thing:
    return Thing(
        service=service,
        kind=item.kind,
        subject_type=item.subject_type,
        subject_id=UUID(item.subject_id),
        role=item.role,
        name=item.name,
        number=item.number,
        account_id=_id(item.account_id),
        region=item.region,
        follows_type=item.follows_type if item.follows_id else "",
        follows_id=_id(item.follows_id),
        takes_along=item.takes_along,
    )


def _holder(message: pb.HandoverHolder) -> Holder:
    return Holder(_id(message.owner_id), {(UUID(part.person_id), part.role) for part in message.parts}, ended=message.ended)


def _id(text: str) -> UUID | None:
    return UUID(text) if text else None


async def _with_customers(world: World, things: Iterable[Thing]) -> list[Thing]:
    found = list(things)
    ids = {thing.account_id for thing in found if thing.account_id is not None}
    account = t.account.c
    wanted = account.id == any_(literal(sorted(ids), ARRAY(Uuid)))
    rows = await world.execute(select(account.id, account.region, account.tier).where(account.tenant_id == world.tenant_id, wanted))
    known = {row.id: row for row in rows}
    return [
        replace(thing, region=known[thing.account_id].region or thing.region, tier=known[thing.account_id].tier or "")
        if thing.account_id in known
        else thing
        for thing in found
    ]
