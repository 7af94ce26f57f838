"""Lists of the product by the name in their path: {"leads": ListLeads}, read from the proto files."""

from collections.abc import Iterable

from google.api import annotations_pb2
from google.protobuf.descriptor import Descriptor, FieldDescriptor, MethodDescriptor, ServiceDescriptor

from chassis.descriptors import Shape, is_input_only, is_required, map_value, message_of, shape
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


def fields_at(row: Descriptor, path: str) -> tuple[FieldDescriptor, ...] | None:
    """The fields that "account.name" leads through, by their JSON names; the last one holds something that fits into a cell.

    The entry of a map is named by its key: "custom.segment" leads through the map and its values. None where the path leads nowhere.
    """
    name, _, rest = path.partition(".")
    field = next((each for each in row.fields if name in (each.json_name, each.name)), None)
    if field is None or is_input_only(field):
        return None
    if (entry := map_value(field)) is not None:
        return (field, entry) if rest and "." not in rest and shape(entry) is not Shape.MESSAGE else None
    if shape(field) is not Shape.MESSAGE:
        return None if rest else (field,)
    if field.is_repeated or not rest:
        return None
    deeper = fields_at(message_of(field), rest)
    return None if deeper is None else (field, *deeper)
