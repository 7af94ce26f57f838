"""Columns that hold messages."""

from typing import Any

from google.protobuf.json_format import MessageToDict, ParseDict
from google.protobuf.message import Message
from sqlalchemy import Dialect
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeDecorator


class MessageColumn(TypeDecorator[Message]):
    """A message as JSON with the names of the proto file. It is replaced, never changed in place."""

    impl = JSONB
    cache_ok = True

    def __init__(self, message: type[Message]) -> None:
        super().__init__()
        self.message = message

    def process_bind_param(self, value: Message | None, dialect: Dialect) -> Any:
        return None if value is None else MessageToDict(value, preserving_proto_field_name=True)

    def process_result_value(self, value: Any, dialect: Dialect) -> Message | None:
        # A release that is older than the row leaves out what it does not know.
        return None if value is None else ParseDict(value, self.message(), ignore_unknown_fields=True)
