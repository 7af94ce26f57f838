"""Update masks: which fields of a resource a request changes."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from google.protobuf.descriptor import Descriptor, FieldDescriptor
from google.protobuf.field_mask_pb2 import FieldMask
from google.protobuf.message import Message

from chassis.descriptors import Shape, descriptor_of, is_output_only, map_value, shape
from chassis.errors import invalid

# {"name": {}, "invoice_profile": {"title": {}}}: an empty tree below a name is the whole of it.
Tree = Mapping[str, "Tree"]


def changed_paths(resource: Message, mask: FieldMask, named: Iterable[str] = ()) -> FieldMask:
    """The complete mask of an update.

    The request's own mask where it has one ("*" is every field that may be written); else the paths that the JSON body named
    (`named`, see jsoncodec.fill), less output-only ones, because a client may send back what it got; else the fields that are
    set. Raises DomainError for a path that does not exist or may not be written.
    """
    descriptor = descriptor_of(resource)
    if "*" in mask.paths:
        return FieldMask(paths=[field.name for field in descriptor.fields if not is_output_only(field)])
    if mask.paths:
        for path in mask.paths:
            problem = path_problem(descriptor, path)
            if problem:
                raise invalid("update_mask", problem, "INVALID_UPDATE_MASK", path=path)
        return mask
    paths = list(named) or [field.name for field, _ in resource.ListFields()]
    return FieldMask(paths=[path for path in paths if not any(is_output_only(field) for field in _fields(descriptor, path))])


def tree(paths: Iterable[str]) -> Tree:
    """Paths as a tree. A path that is named as a whole wins over its parts."""
    root: dict[str, Any] = {}
    for path in sorted(paths, key=len, reverse=True):
        at = root
        *parents, leaf = path.split(".")
        for parent in parents:
            at = at.setdefault(parent, {})
        at[leaf] = {}
    return root


def path_problem(descriptor: Descriptor, path: str) -> str:
    """What is wrong with a path, in words; nothing where it may be written."""
    segments = path.split(".")
    fields = list(_fields(descriptor, path))
    if any(is_output_only(field) for field in fields):
        return f"{path} is set by the system and cannot be changed."
    key = bool(fields) and map_value(fields[-1]) is not None
    if len(fields) == len(segments) or (key and len(fields) == len(segments) - 1 and segments[-1]):
        return ""
    parent = ".".join(segments[: len(fields)])
    if fields and (fields[-1].is_repeated or shape(fields[-1]) is not Shape.MESSAGE):
        return f"{parent} is changed as a whole; {path} is no path."
    return f"There is no field {path}."


def _fields(descriptor: Descriptor, path: str) -> Iterator[FieldDescriptor]:
    """The fields along the path, as far as there are any."""
    at: Descriptor | None = descriptor
    for segment in path.split("."):
        field = at.fields_by_name.get(segment) if at is not None else None
        if field is None:
            return
        yield field
        at = field.message_type if shape(field) is Shape.MESSAGE and not field.is_repeated else None
