"""Single values as facts and replies carry them; whole messages are filled by `messages`."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import overload
from uuid import UUID

from google.protobuf.timestamp_pb2 import Timestamp

from chassis.money import Money
from crm.common.v1 import types_pb2 as pb


def text(value: UUID | date | None) -> str:
    """An id or a day; empty where there is none."""
    return "" if value is None else str(value)


@overload
def money(value: Money) -> pb.Money: ...
@overload
def money(value: Money | None) -> pb.Money | None: ...
def money(value: Money | None) -> pb.Money | None:
    return None if value is None else pb.Money(currency_code=value.currency, minor=value.minor)


def amounts(minor: Mapping[str, int]) -> list[pb.Money]:
    """Minor units by currency: one amount each, in the order of their codes, without those that are zero."""
    return [pb.Money(currency_code=currency, minor=count) for currency, count in sorted(minor.items()) if count]


@overload
def instant(value: datetime) -> Timestamp: ...
@overload
def instant(value: datetime | None) -> Timestamp | None: ...
def instant(value: datetime | None) -> Timestamp | None:
    if value is None:
        return None
    stamp = Timestamp()
    stamp.FromDatetime(value)
    return stamp
