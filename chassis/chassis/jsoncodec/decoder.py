"""JSON -> message, compiled once per message type; finds everything that is wrong and says where."""

import json
from difflib import get_close_matches
from functools import cache
from typing import Any, TypeVar

from google.protobuf.descriptor import Descriptor, FieldDescriptor
from google.protobuf.message import Message

from chassis.descriptors import Shape, descriptor_of, map_value, message_of, shape
from chassis.errors import DomainError, Kind, Violation
from chassis.jsoncodec.literals import Unreadable, read_money
from chassis.jsoncodec.pointers import step
from chassis.jsoncodec.scalars import Read, reader, wrong_type

M = TypeVar("M", bound=Message)
# No message of the API comes near it; it bounds what a message that contains itself can cost.
DEEPEST = 32


class _Doubled(dict[str, Any]):
    """An object in which a key stood more than once."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        seen: set[str] = set()
        self.doubled = sorted({key for key, _ in pairs if key in seen or seen.add(key)})  # type: ignore[func-returns-value]


def decode(cls: type[M], body: bytes) -> M:
    """The message that a JSON body says. Raises DomainError (MALFORMED_BODY) that points at everything that is wrong."""
    message = cls()
    fill(message, parse(body))
    return message


def parse(body: bytes) -> Any:
    """The body as Python values; what is wrong with them, like a doubled key, is found by `fill`."""
    try:
        return json.loads(body.decode("utf-8-sig"), object_pairs_hook=_object)
    except UnicodeDecodeError as error:
        raise _malformed([Violation("", f"The body is not UTF-8 (byte {error.start}).")]) from error
    except json.JSONDecodeError as error:
        raise _malformed([Violation("", f"The body is no JSON: {error.msg} (line {error.lineno}, column {error.colno}).")]) from error
    except RecursionError as error:
        raise _malformed([Violation("", "The body is nested too deeply.")]) from error
    except ValueError as error:
        raise _malformed([Violation("", "A number in the body has too many digits.")]) from error


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    return found if len(found) == len(pairs) else _Doubled(pairs)


def fill(message: Message, value: Any, pointer: str = "") -> tuple[str, ...]:
    """Fills a message from parsed JSON that stands at `pointer`; gives the paths that it named, for an update mask.

    Objects name their members ("delivery.address", "custom.colour"), empty ones themselves. null clears: it names its path and
    sets nothing.
    """
    reading = _Reading()
    found = reading.message(descriptor_of(message), value, pointer, "", 0)
    if reading.problems:
        raise _malformed(reading.problems)
    message.MergeFrom(type(message)(**found))
    return tuple(reading.paths)


def _malformed(problems: list[Violation]) -> DomainError:
    first = problems[0]
    detail = f"{first.field}: {first.detail}" if first.field else first.detail
    more = f" ({len(problems)} places are wrong in all)" if len(problems) > 1 else ""
    return DomainError(Kind.INVALID, "MALFORMED_BODY", detail + more, violations=tuple(problems[:50]))


class _Reading:
    """One body being read: what is wrong with it, and what it names."""

    def __init__(self) -> None:
        self.problems: list[Violation] = []
        self.paths: list[str] = []

    def wrong(self, pointer: str, detail: str) -> None:
        self.problems.append(Violation(pointer, detail))

    def message(self, descriptor: Descriptor, value: Any, pointer: str, path: str | None, depth: int) -> dict[str, Any]:
        """Constructor arguments. `path` is the field's own for update masks, "" for the whole, None below a list."""
        found: dict[str, Any] = {}
        if not self._is_object(value, pointer):
            return found
        if depth > DEEPEST:
            self.wrong(pointer, f"At most {DEEPEST} levels are allowed.")
            return found
        if path and not value:
            self.paths.append(path)
        fields = _fields(descriptor)
        for key, item in value.items():
            field = fields.get(key)
            if field is None:
                self.wrong(step(pointer, key[:60]), _unknown(key, fields))
            elif field.name in found:
                self.wrong(step(pointer, key), f"{field.json_name} is given twice, under both of its names.")
            else:
                found[field.name] = self._field(field, item, step(pointer, key), _join(path, field.name), depth)
        self._check_choices(descriptor, found, pointer)
        return found

    def _check_choices(self, descriptor: Descriptor, found: dict[str, Any], pointer: str) -> None:
        for choice in descriptor.oneofs:
            given = [field.json_name for field in choice.fields if found.get(field.name) is not None]
            if len(given) > 1:
                self.wrong(pointer, f"Only one of {', '.join(given)} may be given.")

    def _field(self, field: FieldDescriptor, item: Any, pointer: str, path: str | None, depth: int) -> Any:
        entry = map_value(field)
        if item is not None and entry is not None:
            return self._map(entry, item, pointer, path, depth)
        if item is not None and shape(field) in (Shape.MESSAGE, Shape.CUSTOM) and not field.is_repeated:
            return self.message(message_of(field), item, pointer, path, depth + 1)
        if path:
            self.paths.append(path)
        if item is None:
            return None
        return self._list(field, item, pointer, depth) if field.is_repeated else self._one(field, item, pointer, depth)

    def _list(self, field: FieldDescriptor, items: Any, pointer: str, depth: int) -> list[Any]:
        if not isinstance(items, list):
            self.wrong(pointer, wrong_type("a list", items))
            return []
        return [self._one(field, item, step(pointer, index), depth) for index, item in enumerate(items)]

    def _map(self, entry: FieldDescriptor, items: Any, pointer: str, path: str | None, depth: int) -> dict[str, Any]:
        if not self._is_object(items, pointer):
            return {}
        if path:
            self.paths.extend([f"{path}.{key}" for key in items] or [path])
        return {key: self._one(entry, item, step(pointer, key), depth) for key, item in items.items() if item is not None}

    def _one(self, field: FieldDescriptor, item: Any, pointer: str, depth: int) -> Any:
        """One value: of a single field, an element of a list, a value of a map."""
        kind = shape(field)
        if kind in (Shape.MESSAGE, Shape.CUSTOM):
            return self.message(message_of(field), item, pointer, None, depth + 1)
        try:
            return self._money(item, pointer) if kind is Shape.MONEY else _read(field)(item)
        except Unreadable as error:
            self.wrong(step(pointer, error.at) if error.at else pointer, str(error))
            return None

    def _money(self, item: Any, pointer: str) -> Any:
        if not self._is_object(item, pointer):
            return None
        given = {"currencyCode" if key == "currency_code" else key: value for key, value in item.items()}
        for key in given.keys() - {"currencyCode", "amount"}:
            self.wrong(step(pointer, key), f"There is no field {key}; money has currencyCode and amount.")
        return read_money(given.get("currencyCode"), given.get("amount"))

    def _is_object(self, value: Any, pointer: str) -> bool:
        if not isinstance(value, dict):
            self.wrong(pointer, wrong_type("an object", value))
            return False
        for key in value.doubled if isinstance(value, _Doubled) else ():
            self.wrong(step(pointer, key), f"{key} is given more than once.")
        return True


@cache
def _fields(descriptor: Descriptor) -> dict[str, FieldDescriptor]:
    """By both names."""
    return {name: field for field in descriptor.fields for name in (field.name, field.json_name)}


@cache
def _read(field: FieldDescriptor) -> Read:
    return reader(field)


def _join(path: str | None, name: str) -> str | None:
    return None if path is None else f"{path}.{name}" if path else name


def _unknown(key: str, fields: dict[str, FieldDescriptor]) -> str:
    close = get_close_matches(key, [field.json_name for field in fields.values()], 1)
    return f"There is no field {key[:60]!r}." + (f" Did you mean {close[0]}?" if close else "")
