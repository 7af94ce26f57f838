"""Columns that hold the domain's own values: frozen dataclasses as JSON."""

import dataclasses
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from sqlalchemy import Dialect
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeDecorator


class AsJson(TypeDecorator[Any]):
    """A value made of frozen dataclasses, lists, enums, days, ids and numbers. It is replaced, never changed in place."""

    impl = JSONB
    cache_ok = True

    def __init__(self, kind: Any) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        return plain(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return None if value is None else parsed(self.kind, value)


def plain(value: Any) -> Any:
    """As JSON has it."""
    kind: Any = type(value)
    if (names := _fields(kind)) is not None:
        return {name: plain(getattr(value, name)) for name in names}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, StrEnum):
        return value.value
    return str(value) if isinstance(value, UUID | date | Decimal) else value


def parsed(kind: Any, value: Any) -> Any:
    """The value of that type; what JSON does not have, because it is newer, takes its default."""
    arguments = get_args(kind)
    if get_origin(kind) in (Union, UnionType):
        return None if value is None else parsed(next(each for each in arguments if each is not NoneType), value)
    if get_origin(kind) in (list, tuple):
        return get_origin(kind)(parsed(arguments[0], item) for item in value)
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        hints = _hints(kind)
        return kind(**{name: parsed(hints[name], item) for name, item in value.items() if name in hints})
    return date.fromisoformat(value) if kind is date else kind(value)


@cache
def _fields(kind: type) -> Sequence[str] | None:
    """Of a dataclass; nothing of anything else."""
    return [field.name for field in dataclasses.fields(kind)] if dataclasses.is_dataclass(kind) else None


@cache
def _hints(kind: type) -> Mapping[str, Any]:
    return get_type_hints(kind)
