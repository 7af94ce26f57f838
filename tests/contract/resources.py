"""Which fields of a message a source would leave empty."""

from collections.abc import Iterator

from google.protobuf.descriptor import Descriptor
from sqlalchemy import inspect
from sqlalchemy.orm import Mapper

from chassis.descriptors import is_input_only, message_of
from chassis.messages import filled


def unfilled(descriptor: Descriptor, kind: type) -> list[str]:
    """Those that an object of this mapped class says nothing about, its parts included: "lines.net"."""
    return [*_unfilled(descriptor, kind, "")]


def _unfilled(descriptor: Descriptor, kind: type, prefix: str) -> Iterator[str]:
    known = filled(descriptor, kind)
    yield from (f"{prefix}{field.name}" for field in descriptor.fields if field.name not in known and not is_input_only(field))
    for attribute, part in parts_of(kind).items():
        if attribute in descriptor.fields_by_name:
            yield from _unfilled(message_of(descriptor.fields_by_name[attribute]), part, f"{prefix}{attribute}.")


def parts_of(kind: type) -> dict[str, type]:
    """Classes of the parts of a mapped root, by attribute."""
    mapper: Mapper[object] = inspect(kind)
    return {relation.key: relation.mapper.class_ for relation in mapper.relationships if relation.uselist}
