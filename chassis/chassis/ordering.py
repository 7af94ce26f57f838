"""The order of a list, and what comes after a given row in that order.

Rows without a value come last in ascending order and first in descending order, as PostgreSQL keeps them in an index, so one
index (tenant_id, ..., column, id) serves both directions.
"""

import operator
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, ColumnElement, and_, false, literal, tuple_

from chassis.errors import invalid
from chassis.fields import Fields

MAX_KEYS = 5


@dataclass(frozen=True)
class Key:
    """One column of an order. The last key of every order is the id, so that no two rows are equal."""

    column: ColumnElement[Any]
    descending: bool

    @property
    def nullable(self) -> bool:
        return not isinstance(self.column, Column) or bool(self.column.nullable)

    @property
    def ordering(self) -> ColumnElement[Any]:
        return self.column.desc() if self.descending else self.column.asc()

    def is_value(self, value: Any) -> ColumnElement[bool]:
        return self.column.is_(None) if value is None else self.column == literal(value, self.column.type)

    def beyond(self, value: Any) -> list[ColumnElement[bool]]:
        """Ranges of this column that hold what comes after the value: none after the missing ones of an ascending order."""
        if value is None:
            return [self.column.is_not(None)] if self.descending else []
        compare = operator.lt if self.descending else operator.gt
        ranges: list[ColumnElement[bool]] = [compare(self.column, literal(value, self.column.type))]
        return [*ranges, self.column.is_(None)] if self.nullable and not self.descending else ranges


def order(text: str, fields: Fields, id_column: ColumnElement[Any]) -> tuple[Key, ...]:
    """Reads AIP-132's `order_by`: "close_date desc, name". The id follows in the direction of the last field.

    Raises DomainError for the request's field `order_by`.
    """
    keys: list[Key] = []
    names: set[str] = set()
    for part in text.split(","):
        name, direction = _words(part)
        field = fields.find(name, "order_by")
        if field.is_list:
            raise _refused(f"{name} is a list; a list has no order.")
        if name in names:
            raise _refused(f"{name} is named twice.")
        names.add(name)
        keys.append(Key(field.column if field.sorted_by is None else field.sorted_by, direction == "desc"))
    if len(keys) > MAX_KEYS:
        raise _refused(f"At most {MAX_KEYS} fields can be sorted by.")
    return (*keys, Key(id_column, keys[-1].descending))


def _words(part: str) -> tuple[str, str]:
    match part.split():
        case [name]:
            return name, "asc"
        case [name, ("asc" | "desc") as direction]:
            return name, direction
        case _:
            raise _refused(f"{part.strip()!r} is not a field with asc or desc; write for example: name, create_time desc")


def _refused(detail: str) -> Exception:
    return invalid("order_by", detail, "ORDER_INVALID")


def after(keys: Sequence[Key], values: Sequence[Any]) -> list[ColumnElement[bool]]:
    """What comes after the row with these values, as ranges that do not overlap.

    Each range is a stretch of an index over the keys: equal first columns, then one that is greater. A single OR over them
    would be a filter, and page 1000 would read all pages before it.
    """
    if not keys:
        return []
    if not any(key.nullable for key in keys) and len({key.descending for key in keys}) == 1:
        compare = operator.lt if keys[0].descending else operator.gt
        columns, row = [key.column for key in keys], [literal(value, key.column.type) for key, value in zip(keys, values, strict=True)]
        return [compare(columns[0], row[0])] if len(keys) == 1 else [compare(tuple_(*columns), tuple_(*row))]
    first, value = keys[0], values[0]
    ties = [and_(first.is_value(value), rest) for rest in after(keys[1:], values[1:])]
    return [*ties, *first.beyond(value)] or [false()]
