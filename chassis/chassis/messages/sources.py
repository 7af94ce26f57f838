"""How a value is read by name from a mapping, a row or an object; decided once per kind of source."""

from collections.abc import Callable, Mapping
from dataclasses import is_dataclass
from functools import cache
from inspect import isfunction
from operator import attrgetter, itemgetter, methodcaller
from typing import Any

Read = Callable[[Any], Any]
# The reader of a name; None when sources of this kind certainly do not have it.
Locate = Callable[[str], Read | None]


def kind_of(source: object) -> object:
    """What decides how a source is read: the column names of a row, Mapping, or the type of an object."""
    own: Any = type(source)
    kind = _known_as(own)
    return getattr(source, "_fields") if kind is tuple else kind  # noqa: B009  # public, in spite of its name


@cache
def _known_as(kind: type) -> type:
    if hasattr(kind, "_fields"):  # Row of SQLAlchemy, namedtuple
        return tuple
    return Mapping if issubclass(kind, Mapping) else kind


def locate_in(kind: object) -> Locate:
    if isinstance(kind, tuple):
        positions = {name: position for position, name in reversed(list(enumerate(kind)))}
        return lambda name: itemgetter(positions[name]) if name in positions else None
    if kind is Mapping:
        return lambda name: methodcaller("get", name)
    if isinstance(kind, type):
        return _attribute_of(kind)
    raise TypeError(f"{kind!r} is no kind of source.")


def _attribute_of(kind: type) -> Locate:
    """Dataclasses, mapped or not, tell what they have; of any other object it is only known when it is read."""
    if not is_dataclass(kind):
        return lambda name: lambda source: getattr(source, name, None)

    def locate(name: str) -> Read | None:
        if isfunction(getattr(kind, name, None)):
            return None  # a method that happens to be called like a field
        return attrgetter(name) if hasattr(kind, name) or name in kind.__dataclass_fields__ else None

    return locate


def first_of(*reads: Read | None) -> Read | None:
    """Reads in turn until there is a value."""
    known = [read for read in reads if read is not None]
    if len(known) <= 1:
        return known[0] if known else None
    one, other = known

    def read(source: Any) -> Any:
        value = one(source)
        return other(source) if value is None else value

    return read
