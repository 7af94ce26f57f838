"""Events and what they carry."""

from google.protobuf import descriptor_pool
from google.protobuf.message import Message
from google.protobuf.message_factory import GetMessageClass

from crm.common.v1.event_pb2 import Event


def message_named(full_name: str) -> type[Message]:
    """The generated class of "crm.pipeline.v1.Opportunity". Raises KeyError where this process does not know the type."""
    return GetMessageClass(descriptor_pool.Default().FindMessageTypeByName(full_name))


def payload(event: Event) -> Message:
    """The fact, or for a Changed event the public resource."""
    return message_named(event.type).FromString(event.payload)
