"""Values as facts carry them."""

from datetime import date, datetime
from uuid import UUID

from google.protobuf.timestamp_pb2 import Timestamp


def text(value: UUID | date | None) -> str:
    """An id or a day; empty where there is none."""
    return "" if value is None else str(value)


def instant(value: datetime) -> Timestamp:
    stamp = Timestamp()
    stamp.FromDatetime(value)
    return stamp
