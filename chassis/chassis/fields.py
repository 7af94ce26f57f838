"""The fields that a list may be filtered and sorted by, and how the text of a filter becomes a value of such a field."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, literal_column
from sqlalchemy import types as sql

from chassis.calendar import add_months
from chassis.errors import invalid

_WHOLE = re.compile(r"-?\d{1,19}")
# No more digits than a Decimal keeps without rounding.
_DECIMAL = re.compile(r"-?\d{1,18}(\.\d{1,10})?")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_RELATIVE = re.compile(r"today(?:([+-]\d{1,5})([dwmy]))?")


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


@dataclass(frozen=True)
class Span:
    """From an instant up to, not including, another: a day compared with an instant."""

    start: datetime
    end: datetime


class NotAValue(ValueError):
    """The text is no value of the field; the message says what one looks like."""


def read(target: Field, text: str, today: Today) -> Any:
    """The value that `text` means for the field. Raises NotAValue."""
    if target.options:
        return _option(target.options, text)
    if target.is_money:
        return _decimal(text)
    for kind, convert in _READERS:
        if isinstance(target.type, kind):
            return convert(text, today)
    raise NotAValue("a value that can be compared; this field can only be tested with * and null")


def _option(options: Mapping[str, str], text: str) -> str:
    if (found := options.get(text.upper())) is None:
        raise NotAValue(f"one of {', '.join(dict.fromkeys(value.upper() for value in options.values()))}")
    return found


def _boolean(text: str, _today: Today) -> bool:
    if text not in ("true", "false"):
        raise NotAValue("true or false")
    return text == "true"


def _uuid(text: str, _today: Today) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotAValue("an id (a UUID)") from None


def _whole(bits: int) -> Callable[[str, Today], int]:
    def read_whole(text: str, _today: Today) -> int:
        if not _WHOLE.fullmatch(text) or not -(2 ** (bits - 1)) <= int(text) < 2 ** (bits - 1):
            raise NotAValue(f"a whole number of at most {bits} bits")
        return int(text)

    return read_whole


def _decimal(text: str, _today: Today | None = None) -> Decimal:
    if not _DECIMAL.fullmatch(text):
        raise NotAValue("a decimal number such as 1000.50")
    return Decimal(text)


def _day(text: str, today: Today) -> date:
    try:
        if relative := _RELATIVE.fullmatch(text):
            return _shift(today.day, int(relative[1] or 0), relative[2] or "d")
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except (ValueError, OverflowError):
        pass
    raise NotAValue("a day: 2026-01-31, today, today-7d, today+2w, today-1m or today-1y")


def _shift(day: date, count: int, unit: str) -> date:
    if unit in "my":
        return add_months(day, count * (12 if unit == "y" else 1))
    return day + timedelta(days=count * (7 if unit == "w" else 1))


def _instant(text: str, today: Today) -> datetime | Span:
    try:
        if "T" in text:
            read_time = datetime.fromisoformat(text)
            # Refuses what has no counterpart in UTC, such as the year 1 in the east.
            return (read_time if read_time.tzinfo else read_time.replace(tzinfo=today.zone)).astimezone(UTC)
        day = _day(text, today)
        return Span(*(datetime.combine(each, time(), today.zone).astimezone(UTC) for each in (day, day + timedelta(days=1))))
    except (ValueError, OverflowError):
        raise NotAValue("a time such as 2026-01-31T08:00:00+08:00, or a day: 2026-01-31, today, today-7d") from None


def _text(text: str, _today: Today) -> str:
    if "\0" in text or not _encodable(text):
        raise NotAValue("text without NUL characters and halves of surrogate pairs")
    return text


def _encodable(text: str) -> bool:
    try:
        return bool(text.encode()) or not text
    except UnicodeEncodeError:
        return False


# The first that fits counts: BigInteger and SmallInteger are Integers.
_READERS: tuple[tuple[type[sql.TypeEngine[Any]], Callable[[str, Today], Any]], ...] = (
    (sql.String, _text),
    (sql.Boolean, _boolean),
    (sql.Uuid, _uuid),
    (sql.SmallInteger, _whole(16)),
    (sql.BigInteger, _whole(64)),
    (sql.Integer, _whole(32)),
    (sql.Numeric, _decimal),
    (sql.Date, _day),
    (sql.DateTime, _instant),
)
