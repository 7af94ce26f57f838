"""How the text of a filter becomes a value of the field that it is compared with."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import types as sql

from chassis.calendar import add_months
from chassis.fields import Field, Today

_WHOLE = re.compile(r"-?\d{1,19}")
# No more digits than a Decimal keeps without rounding.
_DECIMAL = re.compile(r"-?\d{1,18}(\.\d{1,10})?")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_RELATIVE = re.compile(r"today(?:([+-]\d{1,5})([dwmy]))?")
_NO_DAY = "a day: 2026-01-31, today, today-7d, today+2w, today-1m or today-1y"


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
    relative = _RELATIVE.fullmatch(text)
    if relative is None and not _DAY.fullmatch(text):
        raise NotAValue(_NO_DAY)
    try:
        return _shift(today.day, int(relative[1] or 0), relative[2] or "d") if relative else date.fromisoformat(text)
    except (ValueError, OverflowError):
        raise NotAValue(_NO_DAY) from None


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
