"""Message -> JSON, compiled once per message type. The oracle of its tests is google.protobuf.json_format."""

import math
from collections.abc import Callable, Mapping
from functools import cache
from operator import attrgetter
from typing import Any

import orjson
from google.protobuf.descriptor import Descriptor, FieldDescriptor
from google.protobuf.message import Message

from chassis.descriptors import FIELD_MASK, MONEY, TIMESTAMP, descriptor_of, enum_of, is_input_only, map_value, message_of
from chassis.jsoncodec.literals import mask_text, money_json, time_text

Encode = Callable[[Any], Any]

_SPECIAL: Mapping[str, Encode] = {MONEY: money_json, TIMESTAMP: time_text, FIELD_MASK: mask_text}
_LONG = {FieldDescriptor.CPPTYPE_INT64, FieldDescriptor.CPPTYPE_UINT64}


def encode(message: Message) -> bytes:
    """The message as JSON. Raises TypeError for a message that is no part of the public API."""
    return orjson.dumps(as_dict(message))


def as_dict(message: Message) -> dict[str, Any]:
    """The message as what JSON has: dict, list, str, int, float, bool."""
    found: dict[str, Any] = _encoder(descriptor_of(message))(message)
    return found


@cache
def _encoder(descriptor: Descriptor) -> Encode:
    """All fields are read by one call in C; what JSON has no form for is replaced, what is unset is taken out."""
    if descriptor.full_name in _SPECIAL:
        return _SPECIAL[descriptor.full_name]
    if descriptor.full_name.startswith("google.protobuf.") and descriptor.fields:
        raise TypeError(f"{descriptor.full_name} is no part of the public API.")
    # What only comes in (a password) never goes out, not even empty.
    fields = [field for field in descriptor.fields if not is_input_only(field)]
    names = [field.json_name for field in fields]
    read = _reader([field.name for field in fields])
    converted = [(field.json_name, _field(field)) for field in fields if not field.has_presence]
    replaced = [(name, convert) for name, convert in converted if convert is not None]
    optional = [(field.name, field.json_name, _field(field)) for field in fields if field.has_presence]

    def encode(message: Any) -> dict[str, Any]:
        found = dict(zip(names, read(message), strict=True))
        for name, convert in replaced:
            found[name] = convert(found[name])
        for attribute, name, some in optional:
            if not message.HasField(attribute):
                del found[name]
            elif some is not None:
                found[name] = some(found[name])
        return found

    return encode


def _reader(names: list[str]) -> Callable[[Any], tuple[Any, ...]]:
    if len(names) > 1:
        return attrgetter(*names)
    return lambda message: tuple(getattr(message, name) for name in names)


def _field(field: FieldDescriptor) -> Encode | None:
    """How the field's value is converted; None where JSON takes it as it is."""
    entry = map_value(field)
    if entry is not None:
        if message_of(field).fields_by_name["key"].type != FieldDescriptor.TYPE_STRING:
            raise TypeError(f"{field.full_name}: keys of maps are text in the public API.")
        some = _value(entry)
        return dict if some is None else lambda values: {key: some(value) for key, value in values.items()}
    convert = _value(field)
    if field.is_repeated:
        return list if convert is None else lambda values: [convert(value) for value in values]
    return convert


def _value(field: FieldDescriptor) -> Encode | None:
    if field.message_type is not None:
        descriptor = message_of(field)
        # Asked for when it is run: a message may contain itself.
        return _SPECIAL.get(descriptor.full_name) or (lambda value: _encoder(descriptor)(value))
    if field.enum_type is not None:
        names = {value.number: value.name for value in enum_of(field).values}
        return lambda number: names.get(number, number)
    if field.type in (FieldDescriptor.TYPE_BYTES, FieldDescriptor.TYPE_FLOAT):
        raise TypeError(f"{field.full_name}: the public API has neither bytes nor float.")
    if field.cpp_type in _LONG:
        return str
    return _finite if field.type == FieldDescriptor.TYPE_DOUBLE else None


def _finite(number: float) -> float | str:
    if math.isfinite(number):
        return number
    return "NaN" if math.isnan(number) else "Infinity" if number > 0 else "-Infinity"
