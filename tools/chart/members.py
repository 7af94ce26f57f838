"""What the chart must know of the members, from what they themselves declare: files/members.json of the chart.

Who calls whom follows from the RPCs: those with a REST binding are called by the gateway, internal ones by the services that they name.
Which streams a member follows follows from its copies and reactions.
"""

from collections.abc import Iterator
from importlib import import_module
from typing import Any

from google.api import annotations_pb2
from google.protobuf.descriptor import MethodDescriptor

from chassis.copies import CHASSIS_COPIES
from chassis.schema import newest_revision
from chassis.service import Service
from crm.common.v1 import options_pb2
from edge.members import services_of
from tools.stack.members import DOOR, MEMBERS, Member, issuers

Facts = dict[str, dict[str, Any]]


def facts() -> Facts:
    """By member: its service, the names that it signs with, whom it calls, whose events it follows, its newest migration."""
    calls, signs = set(called()), issuers(MEMBERS)
    return {
        member.name: {
            "service": member.service,
            "issuers": signs[member.name],
            "door": member.name == DOOR,
            "calls": sorted(callee for caller, callee in calls if caller == member.name),
            "follows": sources(declared(member)),
            "schema": newest_revision(declared(member).migrations),
        }
        for member in MEMBERS
    }


def called() -> Iterator[tuple[str, str]]:
    """(caller, callee) by the names of members. The gateway asks the service inside it without a network."""
    names = {member.service: member.name for member in MEMBERS} | {member.name: member.name for member in MEMBERS}
    for member in MEMBERS:
        for service in services_of(member.service):
            for method in service.methods:
                yield from ((names[caller], member.name) for caller in callers(method) if names[caller] != member.name)


def callers(method: MethodDescriptor) -> list[str]:
    """The services that may call an RPC; the gateway, where people can."""
    options = method.GetOptions()
    internal = list(options.Extensions[options_pb2.access].services)
    return internal if not options.HasExtension(annotations_pb2.http) else [*internal, DOOR]


def sources(service: Service) -> list[str]:
    """The services whose events it follows."""
    copies = {copy.source.DESCRIPTOR.full_name for copy in (*CHASSIS_COPIES, *service.copies)}
    return sorted({full_name.split(".")[1] for full_name in (*copies, *service.reactions())})


def declared(member: Member) -> Service:
    found: Service = import_module(f"{member.service}.service").SERVICE
    return found
