"""How one value becomes what protobuf takes; decided once per field."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from google.protobuf.descriptor import Descriptor, EnumDescriptor, FieldDescriptor
from google.protobuf.message import Message

from chassis.descriptors import Shape, enum_of, enum_words, map_value, message_of, shape
from chassis.personal import Personal

# What of a personal value the reader may see: the default shows the mask, a handler that may reveal passes its own.
Show = Callable[[Personal], str]
Convert = Callable[[Any, Show], Any]
# Constructor arguments of a nested message.
Nested = Callable[[Descriptor, Any, Show], Any]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def converter(field: FieldDescriptor, nested: Nested) -> Convert:
    """The conversion of the field's value as a whole, a list or a map where it is one."""
    entry = map_value(field)
    if entry is not None:
        value = _single(entry, nested)
        return lambda values, show: {key: value(one, show) for key, one in values.items()}
    single = _single(field, nested)
    if field.is_repeated:
        return lambda values, show: [single(one, show) for one in values]
    return single


def _single(field: FieldDescriptor, nested: Nested) -> Convert:
    match shape(field):
        case Shape.ENUM:
            numbers = _Numbers(enum_of(field))
            return lambda value, _: numbers[value]
        case Shape.PLAIN:
            return _number if field.cpp_type in _WHOLE else _same
        case Shape.MESSAGE:
            descriptor = message_of(field)
            return lambda value, show: value if isinstance(value, Message) else nested(descriptor, value, show)
        case other:
            return _CONVERT[other]


_WHOLE = {FieldDescriptor.CPPTYPE_INT32, FieldDescriptor.CPPTYPE_INT64, FieldDescriptor.CPPTYPE_UINT32, FieldDescriptor.CPPTYPE_UINT64}


class _Numbers(dict[str, int]):
    """{"a": 1}; a number is taken as it is. Raises ValueError for a word that the enum does not know."""

    def __init__(self, enum: EnumDescriptor) -> None:
        self._name = enum.full_name
        super().__init__({word: number for number, word in enum_words(enum).items() if word is not None})

    def __missing__(self, word: Any) -> int:
        if isinstance(word, int):
            return word
        raise ValueError(f"{self._name} has no value for {word!r}.")


def _same(value: Any, _: Show) -> Any:
    return value


def _number(value: Any, _: Show) -> int:
    return int(value)  # PostgreSQL sums bigint to numeric


def _text(value: Any, show: Show) -> Any:
    if value.__class__ is str:
        return value
    if isinstance(value, UUID | date):
        return str(value)
    if isinstance(value, Decimal):
        return _digits(value)
    if isinstance(value, Personal):
        return show(value)
    return value


def _digits(value: Decimal) -> str:
    """12.5 for Decimal("12.5000000000"), as it comes from numeric(28,10)."""
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def _money(value: Any, _: Show) -> Any:
    if isinstance(value, Message):
        return value
    if isinstance(value, Mapping):
        return {"currency_code": value.get("currency_code") or value.get("currency"), "minor": int(value["minor"])}
    # MoneyOf makes an amount of an empty column too.
    return None if value.minor is None else {"currency_code": value.currency, "minor": value.minor}


def _time(value: Any, _: Show) -> Any:
    if isinstance(value, Message):
        return value
    since = (datetime.fromisoformat(value) if isinstance(value, str) else value) - _EPOCH
    return {"seconds": since.days * 86400 + since.seconds, "nanos": since.microseconds * 1000}


def _mask(value: Any, _: Show) -> Any:
    return value if isinstance(value, Message) else {"paths": list(value)}


_CONVERT: Mapping[Shape, Convert] = {
    Shape.TEXT: _text,
    Shape.ID: _text,
    Shape.DATE: _text,
    Shape.DECIMAL: _text,
    Shape.MONEY: _money,
    Shape.TIME: _time,
    Shape.CUSTOM: _same,
    Shape.MASK: _mask,
}
