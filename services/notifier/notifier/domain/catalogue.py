"""Every fact that to-dos and messages may follow, by its name."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType, ModuleType

from google.protobuf.message import Message

from crm.accounts.v1 import events_pb2 as accounts
from crm.identity.v1 import events_pb2 as identity
from crm.leads.v1 import events_pb2 as leads
from crm.pipeline.v1 import events_pb2 as pipeline
from crm.receivables.v1 import events_pb2 as receivables


def _facts(module: ModuleType) -> Iterator[tuple[str, type[Message]]]:
    """The messages of an events.proto that are no part of another one there."""
    messages = module.DESCRIPTOR.message_types_by_name.values()
    parts = {field.message_type for message in messages for field in message.fields if field.message_type is not None}
    return ((message.name, getattr(module, message.name)) for message in messages if message not in parts)


# What services tell each other, and no person: keyed digests of contacts, and whether an order may be taken on credit.
_NOBODYS = {"ContactKeysChanged", "OrderCreditAsked", "OrderCreditChecked"}

FACTS: Mapping[str, type[Message]] = MappingProxyType(
    {name: kind for module in (leads, accounts, pipeline, receivables, identity) for name, kind in _facts(module) if name not in _NOBODYS}
)
# Those that say who had a record before, and who has it now.
ASSIGNING = frozenset(name for name, kind in FACTS.items() if {"owner_id", "previous_owner_id"} <= {*kind.DESCRIPTOR.fields_by_name})
