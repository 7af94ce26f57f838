"""What a service says it is, it is: every RPC has a handler that fits it, and everybody knows the same services."""

import re
import tomllib
from dataclasses import fields
from pathlib import Path
from typing import Any, get_type_hints

from google.protobuf.message import Message

from chassis.aggregate import Aggregate
from chassis.descriptors import descriptor_of, message_of
from chassis.pipeline import Rpc, rpcs_of
from chassis.service import Service
from edge.bindings import bindings
from identity.domain import permissions
from tests.contract.members import BY_NAME, SERVICES
from tests.contract.resources import unfilled
from tests.support import world
from tools.stack.members import MEMBERS

ROOT = Path(__file__).resolve().parents[2]
READING = ("Get", "List", "Search", "Report")
# Read before anybody has signed in: there is no tenant yet in which a query could read.
READ_AT_THE_DOOR = {"GetInstallation"}
# It changes nothing, so one may ask with another's eyes too; but what it gives is no record, and it takes a body.
READ_BY_A_VERB = {"ExplainAccess"}
# It is no service: it serves HTTP, and calls.
EDGE = "gateway"


def test_everybody_knows_the_same_services() -> None:
    names = {service.name for service in SERVICES}
    assert {member.service for member in MEMBERS} == names
    assert set(world.SERVICES) == names
    assert {descriptor.full_name.split(".")[1] for descriptor in permissions.SERVICES} == names
    architecture = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    assert set(architecture["root_packages"]) - {"chassis", "edge"} == names
    independent = next(contract for contract in architecture["contracts"] if contract["id"] == "independent")
    assert set(independent["modules"]) == (names - {"identity"}) | {"edge"}


def test_a_service_is_called_like_its_proto_package(service: Service) -> None:
    assert service.descriptor.full_name == f"crm.{service.name}.v1.{service.name.capitalize()}"


def test_every_rpc_has_a_handler_and_says_who_may_call_it(service: Service) -> None:
    assert rpcs_of(service).keys() == set(service.descriptor.methods_by_name)


def test_a_handler_takes_the_request_and_gives_what_fills_the_reply(service: Service) -> None:
    for name, rpc in rpcs_of(service).items():
        taken, given = _signature(rpc)
        assert taken is rpc.request_class, name
        assert _fills(given, rpc.reply_class, service), name


def test_what_reads_is_a_query_and_is_got_and_what_changes_is_neither(service: Service) -> None:
    reading = {name for name in service.descriptor.methods_by_name if name.startswith(READING)}
    queries = {name for name, rpc in rpcs_of(service).items() if rpc.role == "query"}
    assert queries - READ_BY_A_VERB == reading - READ_AT_THE_DOOR
    for binding in bindings([service.descriptor]):
        assert (binding.http_method == "GET") is (binding.method.name in reading), binding.name


# What a row of a file becomes, by what takes the file.
OF_FILES = {"ImportInvoices": "CreateInvoice"}


def test_maker_and_checker_are_compared_by_fields_that_the_record_has(service: Service) -> None:
    """A field of another name would never hold anybody, and so forbid nobody."""
    rpcs = rpcs_of(service)
    by_request = {rpc.descriptor.input_type: rpc for rpc in rpcs.values()}
    for name, rpc in rpcs.items():
        if rpc.access.never_by:
            assert rpc.role == "command", name
            # Of a batch, or of a file: what makes one of its rows.
            rows = rpc.descriptor.input_type.fields_by_name.get("requests")
            one = rpcs[OF_FILES.get(name, name)] if rows is None else by_request[message_of(rows)]
            assert set(rpc.access.never_by) <= {field.name for field in fields(_signature(one)[1])}, name


def test_only_members_are_named_as_callers_of_what_is_internal(service: Service) -> None:
    for name, rpc in rpcs_of(service).items():
        assert set(rpc.access.services) <= {*BY_NAME, EDGE}, name


def test_what_posts_money_is_a_command_that_demands_a_permission(service: Service) -> None:
    for name, rpc in rpcs_of(service).items():
        assert not rpc.access.money or (rpc.role == "command" and rpc.access.permission), name


def test_a_record_is_called_as_its_message_is(service: Service) -> None:
    """Live updates, the audit and references say "payment_plan" of a PaymentPlan, so that clients can tell which reply shows it."""
    for resource in service.resources:
        assert resource.name == re.sub(r"(?<=[a-z])(?=[A-Z])", "_", resource.message.DESCRIPTOR.name).lower()


def _signature(rpc: Rpc) -> tuple[type, Any]:
    hints = get_type_hints(rpc.handler)
    return next(iter(hints.values())), hints["return"]


def _fills(given: type, reply: type[Message], service: Service) -> bool:
    if given is type(None):
        return not reply.DESCRIPTOR.fields
    if issubclass(given, Message):
        return given is reply
    if issubclass(given, Aggregate):
        return service.resource(given).message is reply
    return not unfilled(descriptor_of(reply), given)
