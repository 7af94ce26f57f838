"""The services that every contract is about, found as edge finds them: each has proto files."""

from importlib import import_module
from typing import Any

from google.protobuf.message import Message

from chassis.service import Service
from edge.members import all_members


def _service(name: str) -> Service:
    found: Service = import_module(f"{name}.service").SERVICE
    return found


SERVICES = tuple(_service(name) for name in all_members())
BY_NAME = {service.name: service for service in SERVICES}


def events(service: Service) -> list[type[Message]]:
    """The messages of its events.proto that are no part of another one there: its facts."""
    module = import_module(f"crm.{service.name}.v1.events_pb2")
    messages = module.DESCRIPTOR.message_types_by_name.values()
    parts = {field.message_type for message in messages for field in message.fields if field.message_type is not None}
    return [getattr(module, message.name) for message in messages if message not in parts]


def label(value: Any) -> str:
    """What a test is called after its parameter."""
    return str(getattr(value, "name", value))
