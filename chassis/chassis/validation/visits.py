"""The walk through a message, compiled once per type."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from google.protobuf.descriptor import Descriptor, FieldDescriptor
from google.protobuf.message import Message

from chassis.descriptors import Shape, descriptor_of, is_output_only, is_required, map_value, shape
from chassis.messages.masks import Tree
from chassis.validation.findings import Findings
from chassis.validation.values import KEY, Check, value_check

MOST_ELEMENTS = 1000
MOST_ROWS = 200
# Takes the message, the field's value, its path and the findings.
FieldCheck = Callable[[Any, Any, str, Findings], None]


@dataclass(frozen=True, slots=True)
class _Rules:
    cleared: tuple[str, ...]
    required: tuple[FieldDescriptor, ...]
    checks: Mapping[str, FieldCheck]
    # Single messages of ours: a mask may name parts of them.
    nested: frozenset[str]


def visit(message: Message, path: str, found: Findings, named: Tree | None = None) -> None:
    """Cleans and checks a message and all below it. `named`: only these of its required fields are demanded; None is all."""
    rules = _rules(descriptor_of(message))
    for name in rules.cleared:
        message.ClearField(name)
    for field, value in message.ListFields():
        at = f"{path}{field.name}"
        if field.name in rules.nested:
            visit(value, f"{at}.", found, _below(named, field.name))
        elif field.name in rules.checks:
            rules.checks[field.name](message, value, at, found)
    demand(message, path, found, named)


def demand(message: Message, path: str, found: Findings, named: Tree | None = None) -> None:
    """Finds required fields of this message that are empty."""
    for field in _rules(descriptor_of(message)).required:
        if (named is None or field.name in named) and _is_empty(message, field):
            found.add(f"{path}{field.name}", "This field is required.", "REQUIRED")


def _below(named: Tree | None, name: str) -> Tree | None:
    """Of a message that the mask names as a whole everything is demanded, of one that it does not name nothing."""
    if named is None:
        return None
    return named[name] or None if name in named else {}


def _is_empty(message: Message, field: FieldDescriptor) -> bool:
    return not message.HasField(field.name) if field.has_presence else not getattr(message, field.name)


@cache
def _rules(descriptor: Descriptor) -> _Rules:
    writable = [field for field in descriptor.fields if not is_output_only(field)]
    nested = frozenset(field.name for field in writable if shape(field) is Shape.MESSAGE and not field.is_repeated)
    compiled = ((field.name, _field_check(field)) for field in writable if field.name not in nested)
    return _Rules(
        cleared=tuple(field.name for field in descriptor.fields if is_output_only(field)),
        required=tuple(field for field in writable if is_required(field) and _can_be_empty(field)),
        checks={name: check for name, check in compiled if check is not None},
        nested=nested,
    )


def _can_be_empty(field: FieldDescriptor) -> bool:
    """Zero and false may be meant, so a number without presence is never missing."""
    return field.is_repeated or field.has_presence or shape(field) is not Shape.PLAIN


def _field_check(field: FieldDescriptor) -> FieldCheck | None:
    entry = map_value(field)
    if entry is not None:
        return _map_check(field.name, _element_check(entry))
    if field.is_repeated and field.name == "requests" and shape(field) is Shape.MESSAGE:
        return _rows_check
    if field.is_repeated:
        return _list_check(field.name, _element_check(field))
    return _single_check(field.name, value_check(field))


def _element_check(field: FieldDescriptor) -> Check | None:
    if shape(field) is Shape.MESSAGE:
        return lambda value, path, found: visit(value, f"{path}.", found)
    return value_check(field)


def _single_check(name: str, check: Check | None) -> FieldCheck | None:
    if check is None:
        return None

    def run(message: Any, value: Any, path: str, found: Findings) -> None:
        kept = check(value, path, found)
        if kept is not value:
            setattr(message, name, kept)

    return run


def _rows_check(_: Any, rows: Any, path: str, found: Findings) -> None:
    if len(rows) > MOST_ROWS:
        found.add(path, f"At most {MOST_ROWS} rows are taken at once; there are {len(rows)}.", "LIST_TOO_LONG")


def _list_check(name: str, check: Check | None) -> FieldCheck:
    def run(message: Any, values: Any, path: str, found: Findings) -> None:
        if _too_many(values, path, found) or check is None:
            return
        kept = [check(value, f"{path}.{index}", found) for index, value in enumerate(values)]
        if isinstance(values[0], str):
            _refuse_empty(kept, path, found)
            if kept != list(values):
                message.ClearField(name)
                getattr(message, name).extend(kept)

    return run


def _refuse_empty(texts: Iterable[str], path: str, found: Findings) -> None:
    for index, text in enumerate(texts):
        if not text:
            found.add(f"{path}.{index}", "An element of a list cannot be empty.", "REQUIRED")


def _map_check(name: str, check: Check | None) -> FieldCheck:
    def run(message: Any, values: Any, path: str, found: Findings) -> None:
        if _too_many(values, path, found):
            return
        for key in list(values):
            if not KEY.fullmatch(str(key)):
                found.add(path, "A key begins with a letter and has at most 63 letters, digits and underscores.", "FORM_WRONG")
            elif check is not None:
                kept = check(values[key], f"{path}.{key}", found)
                if isinstance(kept, str):
                    getattr(message, name)[key] = kept

    return run


def _too_many(values: Any, path: str, found: Findings) -> bool:
    if len(values) <= MOST_ELEMENTS:
        return False
    found.add(path, f"At most {MOST_ELEMENTS} elements are allowed; there are {len(values)}.", "LIST_TOO_LONG")
    return True
