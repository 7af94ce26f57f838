"""Message -> Python values, for handlers: `Account(**values(request.account), ...)`.

| field | value |
|---|---|
| `id`, `*_id`, `*_ids` | UUID, None where empty (str where text.opaque) |
| `*_date` | date or None |
| text.decimal | Decimal or None |
| other text | str |
| Timestamp | aware datetime (UTC) or None |
| enum | the lower-case word without prefix, None for UNSPECIFIED |
| Money | chassis.money.Money or None |
| `optional` number, bool | the number, None where absent |
| CustomValue | {"text": "..."}: the one member that is set; {} where none is |
| message | dict by these same rules, or None; repeated: list; map: dict |

OUTPUT_ONLY fields are left out. The message must have passed chassis.validation: what is no UUID there is a ValueError here.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, date
from decimal import Decimal
from functools import cache
from typing import Any
from uuid import UUID

from google.protobuf.descriptor import Descriptor, FieldDescriptor
from google.protobuf.field_mask_pb2 import FieldMask
from google.protobuf.message import Message

from chassis.descriptors import Shape, descriptor_of, enum_of, enum_words, is_output_only, map_value, shape
from chassis.messages.masks import Tree, tree
from chassis.money import Money

Unpack = Callable[[Any], Any]


class Partial(dict[str, Any]):
    """The part of a nested message or a map that a mask names ("invoice_profile.title", "custom.color"): merge, don't replace."""


def values(message: Message, mask: FieldMask | None = None) -> dict[str, Any]:
    """The message's content by field name.

    Without a mask, or with "*": every field. With one: the fields that it names, `Partial` where it names parts of one. An empty mask
    names the fields that are set (AIP-134).
    """
    if mask is None or "*" in mask.paths:
        return _whole(message)
    return _named(message, tree(mask.paths) if mask.paths else {field.name: {} for field, _ in message.ListFields()})


def merged(current: Any, change: Any) -> Any:
    """What a field becomes: a Partial is laid over the current mapping (None removes a key), anything else replaces it."""
    if not isinstance(change, Partial):
        return change
    result = dict(current or {})
    for key, value in change.items():
        result[key] = merged(result.get(key), value)
        if value is None:
            del result[key]
    return result


def _whole(message: Message) -> dict[str, Any]:
    return {name: unpack(message) for name, unpack in _plan(descriptor_of(message)).items()}


def _named(message: Message, named: Tree) -> dict[str, Any]:
    plan, found = _plan(descriptor_of(message)), {}
    for name, below in named.items():
        if name in plan:
            found[name] = (
                _part(getattr(message, name), below, descriptor_of(message).fields_by_name[name]) if below else plan[name](message)
            )
    return found


def _part(value: Any, below: Tree, field: FieldDescriptor) -> Partial:
    if map_value(field) is None:
        return Partial(_named(value, below))
    convert = _single(map_value(field) or field)
    return Partial({key: convert(value[key]) if key in value else None for key in below})


@cache
def _plan(descriptor: Descriptor) -> dict[str, Unpack]:
    return {field.name: _of_message(field) for field in descriptor.fields if not is_output_only(field)}


def _of_message(field: FieldDescriptor) -> Unpack:
    """Takes the field's value out of its message."""
    name, entry = field.name, map_value(field)
    if entry is not None:
        convert = _single(entry)
        return lambda message: {key: convert(value) for key, value in getattr(message, name).items()}
    convert = _single(field)
    if field.is_repeated:
        return lambda message: [convert(value) for value in getattr(message, name)]
    if field.has_presence:
        return lambda message: convert(getattr(message, name)) if message.HasField(name) else None
    return lambda message: convert(getattr(message, name))


def _single(field: FieldDescriptor) -> Unpack:
    kind = shape(field)
    return enum_words(enum_of(field)).__getitem__ if kind is Shape.ENUM else _UNPACK.get(kind, _same)


def _same(value: Any) -> Any:
    return value


def _custom(value: Any) -> dict[str, Any]:
    member = value.WhichOneof("value")
    return {member: getattr(value, member)} if member else {}


_UNPACK: Mapping[Shape, Unpack] = {
    Shape.ID: lambda text: UUID(text) if text else None,
    Shape.DATE: lambda text: date.fromisoformat(text) if text else None,
    Shape.DECIMAL: lambda text: Decimal(text) if text else None,
    Shape.MONEY: lambda amount: Money(amount.currency_code, amount.minor),
    Shape.TIME: lambda stamp: stamp.ToDatetime(UTC),
    Shape.CUSTOM: _custom,
    Shape.MASK: lambda mask: list(mask.paths),
    Shape.MESSAGE: _whole,
}
