"""Lists of the product by the name in their path: {"leads": ListLeads}, read from the proto files."""

from collections.abc import Iterable

from google.api import annotations_pb2
from google.protobuf.descriptor import Descriptor, MethodDescriptor, ServiceDescriptor

from chassis.descriptors import is_required, message_of
from crm.common.v1 import options_pb2


def collections(services: Iterable[ServiceDescriptor]) -> dict[str, MethodDescriptor]:
    """The List RPCs that stand by themselves: /v1/<collection>, readable by permission, with nothing that must be asked for."""
    found: dict[str, MethodDescriptor] = {}
    for service in services:
        for method in service.methods:
            options = method.GetOptions()
            _, _, name = options.Extensions[annotations_pb2.http].get.partition("/v1/")
            by_itself = method.name.startswith("List") and "/" not in name and not any(map(is_required, method.input_type.fields))
            if by_itself and name and options.Extensions[options_pb2.access].permission:
                found[name] = method
    return found


def row_of(method: MethodDescriptor) -> Descriptor:
    """What the rows of a list are."""
    return message_of(next(field for field in method.output_type.fields if field.is_repeated))
