"""How one JSON value, or one text of a URL, becomes the value of a field."""

import math
import re
from collections.abc import Callable
from typing import Any

from google.protobuf.descriptor import FieldDescriptor

from chassis.descriptors import Shape, enum_of, shape
from chassis.jsoncodec.literals import Unreadable, read_mask, read_time

# Raises Unreadable.
Read = Callable[[Any], Any]

_RANGES = {
    FieldDescriptor.CPPTYPE_INT32: (-(2**31), 2**31 - 1),
    FieldDescriptor.CPPTYPE_UINT32: (0, 2**32 - 1),
    FieldDescriptor.CPPTYPE_INT64: (-(2**63), 2**63 - 1),
    FieldDescriptor.CPPTYPE_UINT64: (0, 2**64 - 1),
}
_LONG = {FieldDescriptor.CPPTYPE_INT64, FieldDescriptor.CPPTYPE_UINT64}
_WHOLE = re.compile(r"-?\d{1,20}", re.ASCII)
_NUMBER = re.compile(r"-?\d{1,20}(\.\d{1,20})?([eE][+-]?\d{1,3})?", re.ASCII)


def reader(field: FieldDescriptor) -> Read:
    """Reads what JSON holds for one value of the field."""
    match shape(field):
        case Shape.ENUM:
            return _enum(field)
        case Shape.TIME:
            return read_time
        case Shape.MASK:
            return read_mask
        case Shape.PLAIN if field.type == FieldDescriptor.TYPE_BOOL:
            return _bool
        case Shape.PLAIN if field.type == FieldDescriptor.TYPE_DOUBLE:
            return _double
        case Shape.PLAIN if field.cpp_type in _RANGES:
            return _whole(field)
        case Shape.TEXT | Shape.ID | Shape.DATE | Shape.DECIMAL:
            return _text
        case _:
            raise TypeError(f"{field.full_name} is no part of the public API.")


def text_reader(field: FieldDescriptor) -> Callable[[str], Any]:
    """Reads one value of the field as it stands in a URL, where everything is text."""
    read = reader(field)
    if field.type == FieldDescriptor.TYPE_BOOL:
        return lambda text: read({"true": True, "false": False}.get(text, text))
    if field.type == FieldDescriptor.TYPE_DOUBLE:
        return lambda text: read(float(text) if _NUMBER.fullmatch(text) else text)
    if field.cpp_type in _RANGES:
        return lambda text: read(int(text) if _WHOLE.fullmatch(text) else text)
    return read


def wrong_type(wanted: str, value: object) -> str:
    """Says what was there by its kind, never by its content."""
    return f"This must be {wanted}, not {_KINDS.get(type(value), 'an object')}."


_KINDS = {str: "text", bool: "true or false", int: "a number", float: "a number", list: "a list", type(None): "null"}


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise Unreadable(wrong_type("text", value))
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise Unreadable("This contains half a character (an unpaired surrogate).") from error
    return value


def _bool(value: Any) -> bool:
    if not isinstance(value, bool):
        raise Unreadable(wrong_type("true or false", value))
    return value


def _double(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Unreadable(wrong_type("a number", value))
    try:
        number = float(value)
    except OverflowError:  # a whole number has no limit in Python
        number = math.inf
    if not math.isfinite(number):
        raise Unreadable("This must be a finite number.")
    return number


def _whole(field: FieldDescriptor) -> Read:
    low, high = _RANGES[field.cpp_type]
    long = field.cpp_type in _LONG

    def read(value: Any) -> int:
        if long and isinstance(value, str) and _WHOLE.fullmatch(value):
            value = int(value)  # proto3 JSON writes 64 bits as text
        if isinstance(value, bool) or not isinstance(value, int):
            raise Unreadable("This must be a whole number." if isinstance(value, float) else wrong_type("a whole number", value))
        if not low <= value <= high:
            raise Unreadable(f"This must lie between {low} and {high}.")
        return value

    return read


def _enum(field: FieldDescriptor) -> Read:
    numbers = {value.name: value.number for value in enum_of(field).values}
    known = ", ".join(name for name, number in numbers.items() if number)

    def read(value: Any) -> int:
        if not isinstance(value, str) or value not in numbers:
            raise Unreadable(f"This must be one of {known}.")
        return numbers[value]

    return read
