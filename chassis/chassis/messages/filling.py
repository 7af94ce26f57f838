"""Object, row or mapping -> message.

| field | taken from |
|---|---|
| string | UUID, date, Decimal (plain digits, no trailing zeros), str |
| Timestamp | aware datetime, or ISO text (out of jsonb) |
| enum | the lower-case word without prefix: "a" for TIER_A |
| Money `x` | attribute `x` (Money), or else `x_minor` and `currency` |
| personal text `x` | attribute `x` (Personal, shown by `show`), or else `x_masked` |
| `etag` | attribute `etag`, or else `version` |
| message, repeated, map | object, mapping, list, dict, each by these same rules |

What the source does not have, or has as None, stays unset.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, TypeVar

from google.protobuf.descriptor import Descriptor, FieldDescriptor
from google.protobuf.message import Message

from chassis.descriptors import Shape, descriptor_of, is_personal, shape
from chassis.messages.conversions import Convert, Show, converter
from chassis.messages.sources import Locate, Read, first_of, kind_of, locate_in
from chassis.personal import show_masked

M = TypeVar("M", bound=Message)
Step = tuple[str, Read, Convert]


def to_message(cls: type[M], source: object, show: Show = show_masked) -> M:
    """The message that says what the source says. Raises TypeError when a value does not fit its field."""
    if isinstance(source, cls):
        return source
    return _built(cls, _keywords(descriptor_of(cls), source, show))


def to_messages(cls: type[M], sources: Iterable[object], show: Show = show_masked) -> list[M]:
    """A list of them. Sources are of one kind: rows of one statement, or objects of one type."""
    steps: tuple[Step, ...] | None = None
    found = []
    for source in sources:
        steps = steps or _steps(descriptor_of(cls), kind_of(source))
        found.append(_built(cls, _run(steps, source, show)))
    return found


def filled(descriptor: Descriptor, kind: object) -> frozenset[str]:
    """The fields of a message that a source of this kind (see `kind_of`) has something for."""
    return frozenset(name for name, _, _ in _steps(descriptor, kind))


def _built(cls: type[M], keywords: dict[str, Any]) -> M:
    try:
        return cls(**keywords)
    except (TypeError, ValueError) as error:
        raise TypeError(f"{cls.DESCRIPTOR.full_name}: {_culprit(cls, keywords)} does not fit ({error}).") from error


def _culprit(cls: type[Message], keywords: Mapping[str, Any]) -> str:
    """The field that protobuf did not like; it does not say so itself. Names the type, not the value, which may be private."""
    for name, value in keywords.items():
        try:
            cls(**{name: value})
        except (TypeError, ValueError):
            return f"{name} from {type(value).__name__}"
    return "the whole"


def _keywords(descriptor: Descriptor, source: object, show: Show) -> dict[str, Any]:
    """Constructor arguments: protobuf fills nested messages faster from dicts than from messages."""
    return _run(_steps(descriptor, kind_of(source)), source, show)


def _run(steps: tuple[Step, ...], source: object, show: Show) -> dict[str, Any]:
    found = {}
    name = ""
    try:
        for name, read, convert in steps:
            value = read(source)
            if value is not None:
                found[name] = convert(value, show)
    except (TypeError, ValueError) as error:
        raise TypeError(f"{name} of {type(source).__name__}: {error}") from error
    return found


@cache
def _steps(descriptor: Descriptor, kind: object) -> tuple[Step, ...]:
    locate = locate_in(kind)
    located = ((field.name, _read(field, locate), converter(field, _keywords)) for field in descriptor.fields)
    return tuple((name, read, convert) for name, read, convert in located if read is not None)


def _read(field: FieldDescriptor, locate: Locate) -> Read | None:
    whole = locate(field.name)
    if field.is_repeated:
        return whole
    if shape(field) is Shape.MONEY:
        return first_of(_amount(locate, field.name), whole)
    if is_personal(field):
        return first_of(whole, locate(f"{field.name}_masked"))
    if field.name == "etag":
        return first_of(whole, _version(locate))
    return whole


def _version(locate: Locate) -> Read | None:
    version = locate("version")
    return None if version is None else lambda source: None if (number := version(source)) is None else str(number)


def _amount(locate: Locate, name: str) -> Read | None:
    """Two columns as one amount, as long as there is an amount."""
    minor, currency = locate(f"{name}_minor"), locate("currency")
    if minor is None or currency is None:
        return None

    def read(source: Any) -> Any:
        units = minor(source)
        return None if units is None else {"currency_code": currency(source), "minor": int(units)}

    return read
