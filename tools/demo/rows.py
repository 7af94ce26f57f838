"""Records as the API takes them. They refer to each other by keys; what ids they get is known once they are stored."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from zoneinfo import ZoneInfo

from tools.api.client import Json

SYSTEM = "demo"
CURRENCY = "CNY"
ZONE = ZoneInfo("Asia/Shanghai")
_HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Ref:
    """The id of the record with this key."""

    key: str


@dataclass(frozen=True)
class Row:
    """One record, and what the API is told to make it."""

    key: str
    body: Json


def resolved(told: Any, ids: Mapping[str, str]) -> Any:
    """With ids for keys. Raises KeyError for a record that is not stored."""
    match told:
        case Ref(key):
            return ids[key]
        case dict():
            return {name: resolved(value, ids) for name, value in told.items()}
        case list() | tuple():
            return [resolved(value, ids) for value in told]
        case _:
            return told


def said(**told: Any) -> Json:
    """Without what is not said."""
    return {name: value for name, value in told.items() if value not in (None, "", [], {})}


def refs(key: str) -> list[Json]:
    """The id of its source, by which a record is never stored twice."""
    return [{"system": SYSTEM, "type": key.partition("/")[0], "externalId": key}]


def money(amount: Decimal | int) -> Json:
    return {"currencyCode": CURRENCY, "amount": f"{Decimal(amount):.2f}"}


def rounded(amount: Decimal) -> Decimal:
    """To hundreds, as prices are agreed."""
    return (amount / _HUNDRED).quantize(Decimal(1), ROUND_HALF_UP) * _HUNDRED


@dataclass(frozen=True)
class Days:
    """Days, counted from the last Monday before today."""

    monday: date

    @classmethod
    def before(cls, today: date) -> "Days":
        return cls(today - timedelta(days=today.weekday() or 7))

    def day(self, number: int) -> str:
        return (self.monday + timedelta(days=number)).isoformat()

    def at(self, number: int, hour: int = 10, minute: int = 0) -> str:
        return datetime.combine(self.monday + timedelta(days=number), time(hour, minute), ZONE).isoformat()
