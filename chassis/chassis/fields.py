"""The fields that a list may be filtered and sorted by, and how the text of a filter becomes a value of such a field."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, tzinfo
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, literal_column
from sqlalchemy import types as sql

from chassis.errors import invalid


@dataclass(frozen=True)
class Field:
    """A column that callers may filter and sort by; its SQL type says what a filter may do with it.

    `options` are the values of an enum: what a caller may write, upper case, and what the column holds.
    `is_money` makes it an amount in minor units of the row's `currency`: callers write "1000.50".
    `sorted_by` is what it is sorted by instead: the stored pinyin key of a name.
    """

    column: ColumnElement[Any]
    options: Mapping[str, str] = field(default_factory=dict)
    is_money: bool = False
    currency: ColumnElement[str] | None = None
    sorted_by: ColumnElement[Any] | None = None

    @property
    def type(self) -> sql.TypeEngine[Any]:
        declared = self.column.type
        return declared.impl_instance if isinstance(declared, sql.TypeDecorator) else declared

    @property
    def is_list(self) -> bool:
        return isinstance(self.type, sql.ARRAY)

    @property
    def item(self) -> "Field":
        """One element of a list."""
        return Field(literal_column("item", self.type.item_type), self.options)  # type: ignore[attr-defined]

    @property
    def is_text(self) -> bool:
        return isinstance(self.type, sql.String) and not self.options

    @property
    def is_ordered(self) -> bool:
        """Whether less and more mean anything."""
        return not (self.options or self.is_list or isinstance(self.type, sql.Boolean | sql.Uuid))


def choice(column: ColumnElement[Any], options: type[StrEnum], prefix: str = "") -> Field:
    """An enum: callers write `A` or, as in the API, `TIER_A`. The prefix is the enum's name unless it is given."""
    prefix = prefix or re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", options.__name__).upper()
    accepted = {option.value.upper(): option.value for option in options}
    return Field(column, {**accepted, **{f"{prefix}_{name}": value for name, value in accepted.items()}})


def money(minor: ColumnElement[int], currency: ColumnElement[str] | None = None) -> Field:
    """An amount, declared under its public name: `"amount": money(t.c.amount_minor, t.c.currency)`.

    A filter compares the number alone, each row by the digits of its own currency, so `amount > 1000` finds more than 1000 CNY
    and more than 1000 JPY; who means one currency adds `currency = CNY`. Without a currency column two digits are taken.
    Sorting by it goes by minor units.
    """
    return Field(minor, is_money=True, currency=currency)


Declared = Mapping[str, Field | ColumnElement[Any]]
CustomFields = Callable[[str], Field | ColumnElement[Any] | None]


class Fields:
    """The declared fields of one list, together with the tenant's custom fields as `custom.<key>`."""

    def __init__(self, declared: Declared, custom: CustomFields | None = None) -> None:
        self._declared, self._custom = declared, custom

    def find(self, name: str, parameter: str, position: int | None = None) -> Field:
        """Raises DomainError naming the request's parameter ("filter", "order_by") when there is no such field."""
        found = self._declared.get(name)
        if found is None and self._custom and name.startswith("custom."):
            found = self._custom(name.removeprefix("custom."))
        if found is None:
            known = ", ".join(sorted(self._declared) + (["custom.<key>"] if self._custom else []))
            where = "" if position is None else f" at character {position}"
            raise invalid(parameter, f"There is no field {name!r}{where}; use one of {known}.", "FIELD_UNKNOWN", name=name, known=known)
        return found if isinstance(found, Field) else Field(found)


@dataclass(frozen=True)
class Today:
    """The tenant's day and zone: what `today-7d` and a day compared with an instant mean."""

    day: date
    zone: tzinfo = UTC
