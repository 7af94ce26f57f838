"""Values as facts carry them."""

from datetime import date, datetime
from uuid import UUID

from google.protobuf.timestamp_pb2 import Timestamp

from chassis.money import Money
from crm.common.v1 import types_pb2 as common


def text(value: UUID | date | None) -> str:
    """An id or a day; empty where there is none."""
    return "" if value is None else str(value)


def money(value: Money | None) -> common.Money | None:
    return None if value is None else common.Money(currency_code=value.currency, minor=value.minor)


def instant(value: datetime | None) -> Timestamp | None:
    if value is None:
        return None
    stamp = Timestamp()
    stamp.FromDatetime(value)
    return stamp
