"""What is known of a name before it has a value: its default, its fields, its words; and how its values become CEL's."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Any, TypeAlias, Union, get_args, get_origin
from uuid import UUID

from google.protobuf.descriptor import Descriptor, FieldDescriptor
from google.protobuf.message import Message

from chassis.descriptors import Shape, descriptor_of, enum_of, enum_words, map_value, message_of, shape
from chassis.money import Money

Declared: TypeAlias = "type[Any] | UnionType | Mapping[str, Declared]"
Tree: TypeAlias = "dict[str, Tree]"
# Beside the fields of an object: which of them have a value.
PRESENCE = "_"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, eq=False)
class Kind:
    """One kind of value. An object has `fields`, a list or an open map `item`, an enum `words`; `anything` is not checked."""

    default: Any = None
    convert: Callable[[Any], Any] = lambda value: value
    fields: Callable[[], Mapping[str, "Kind"]] | None = None
    item: "Kind | None" = None
    is_map: bool = False
    words: tuple[str, ...] = ()
    anything: bool = False

    def plain(self, value: Any, used: Tree) -> Any:
        """The value as CEL takes it; of an object only the fields that are used."""
        if self.fields is not None:
            return self._object(self.fields(), None if value is None else self.convert(value), used)
        if self.item is None:
            return self.default if value is None else self.convert(value)
        if self.is_map:
            return {str(key): self.item.plain(each, used) for key, each in (value or {}).items()}
        return [self.item.plain(each, used) for each in value or ()]

    @staticmethod
    def _object(fields: Mapping[str, "Kind"], value: Any, used: Tree) -> dict[str, Any]:
        read = {name: _read(value, name) for name in used if name in fields}
        plain = {name: fields[name].plain(each, used[name]) for name, each in read.items()}
        return {**plain, PRESENCE: {name: not _is_absent(each) for name, each in read.items()}}


def _read(value: Any, name: str) -> Any:
    if value is None:
        return None
    if isinstance(value, Message):
        return getattr(value, name) if _is_set(value, value.DESCRIPTOR.fields_by_name[name]) else None
    return value.get(name) if isinstance(value, Mapping) else getattr(value, name, None)


def _is_set(message: Message, field: Any) -> bool:
    return message.HasField(field.name) if field.has_presence else bool(getattr(message, field.name))


def _is_absent(value: Any) -> bool:
    return value is None or (hasattr(value, "__len__") and len(value) == 0)


def kind_of(declared: Declared) -> Kind:
    """Raises TypeError for a type that conditions cannot work with."""
    if isinstance(declared, Mapping):
        return _object_of({name: kind_of(each) for name, each in declared.items()})
    match get_origin(declared), get_args(declared):
        case origin, types if origin in (Union, UnionType):
            return kind_of(next(each for each in types if each is not type(None)))
        case origin, (item, *_) if origin in (list, tuple, set, frozenset, Sequence):
            return Kind(item=kind_of(item))
        case origin, (_, item) if origin in (dict, Mapping):
            return Kind(item=kind_of(item), is_map=True)
    return _kind_of_class(declared)


def _object_of(fields: Mapping[str, Kind], convert: Callable[[Any], Any] = lambda value: value) -> Kind:
    return Kind(fields=lambda: fields, convert=convert)


def _kind_of_class(declared: Any) -> Kind:
    if declared is Any:
        return ANYTHING
    if issubclass(declared, Message):
        return _of_message(descriptor_of(declared))
    if issubclass(declared, StrEnum):
        return Kind("", str, words=tuple(declared))
    for base, kind in _CLASSES.items():
        if issubclass(declared, base):
            return kind
    raise TypeError(f"A condition cannot work with {declared!r}.")


@cache
def _of_message(descriptor: Descriptor) -> Kind:
    """Fields are looked up when they are needed: messages may contain themselves."""
    return Kind(fields=cache(lambda: {field.name: _of_field(field) for field in descriptor.fields}))


def _of_field(field: FieldDescriptor) -> Kind:
    if (value := map_value(field)) is not None:
        return Kind(item=_of_one(value), is_map=True)
    return Kind(item=_of_one(field)) if field.is_repeated else _of_one(field)


def _of_one(field: FieldDescriptor) -> Kind:
    match shape(field):
        case Shape.ENUM:
            return _of_enum(enum_words(enum_of(field)))
        case Shape.MESSAGE:
            return _of_message(message_of(field))
        case Shape.PLAIN:
            return _PLAIN.get(field.cpp_type, ANYTHING)
        case found:
            return _SHAPES[found]


def _of_enum(words: Mapping[int, str | None]) -> Kind:
    return Kind("", lambda value: (words[value] or "") if isinstance(value, int) else str(value), words=tuple(filter(None, words.values())))


def _text(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _time(value: Any) -> Any:
    return value if isinstance(value, datetime) else value.ToDatetime(UTC)


def _money(value: Any) -> Mapping[str, Any]:
    """Of chassis.money.Money and of the message alike. The amount is exact up to 15 digits."""
    money = value if isinstance(value, Money) else Money(value.currency_code, value.minor)
    return {"currency_code": money.currency, "minor": money.minor, "amount": float(money.amount)}


def _custom(value: Any) -> Any:
    """A value whose type is not known beforehand, such as that of a custom field."""
    if isinstance(value, Message):
        member = value.WhichOneof("value")
        found = getattr(value, member) if member else ""
        return float(found) if member == "decimal" else found
    return float(value) if isinstance(value, Decimal) else value


TEXT, _FLAG, _WHOLE, _DECIMAL, _TIME = Kind("", _text), Kind(False, bool), Kind(0, int), Kind(0.0, float), Kind(_EPOCH, _time)
_MONEY = _object_of({"currency_code": TEXT, "minor": _WHOLE, "amount": _DECIMAL}, _money)
ANYTHING = Kind(convert=_custom, anything=True)

# The first that fits counts: a bool is an int, a datetime is a date.
_CLASSES: Mapping[type[Any], Kind] = {
    Money: _MONEY,
    str: TEXT,
    UUID: TEXT,
    bool: _FLAG,
    int: _WHOLE,
    float: _DECIMAL,
    Decimal: _DECIMAL,
    datetime: _TIME,
    date: TEXT,
}
_SHAPES: Mapping[Shape, Kind] = {
    Shape.ID: TEXT,
    Shape.DATE: TEXT,
    Shape.TEXT: TEXT,
    Shape.DECIMAL: _DECIMAL,
    Shape.MONEY: _MONEY,
    Shape.TIME: _TIME,
    Shape.CUSTOM: ANYTHING,
    Shape.MASK: ANYTHING,
}
_PLAIN: Mapping[int, Kind] = {
    FieldDescriptor.CPPTYPE_BOOL: _FLAG,
    FieldDescriptor.CPPTYPE_DOUBLE: _DECIMAL,
    FieldDescriptor.CPPTYPE_FLOAT: _DECIMAL,
    FieldDescriptor.CPPTYPE_INT32: _WHOLE,
    FieldDescriptor.CPPTYPE_INT64: _WHOLE,
    FieldDescriptor.CPPTYPE_UINT32: _WHOLE,
    FieldDescriptor.CPPTYPE_UINT64: _WHOLE,
}
