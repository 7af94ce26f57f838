"""What the proto files say of a field beyond its type: names and options that decide how it is checked and converted."""

from collections.abc import Collection
from enum import Enum
from functools import cache
from typing import cast

from google.api import field_behavior_pb2
from google.protobuf.descriptor import Descriptor, EnumDescriptor, FieldDescriptor
from google.protobuf.message import Message

from crm.common.v1 import options_pb2

MONEY = "crm.common.v1.Money"
CUSTOM_VALUE = "crm.common.v1.CustomValue"
TIMESTAMP = "google.protobuf.Timestamp"
FIELD_MASK = "google.protobuf.FieldMask"


class Shape(Enum):
    """What one value of a field is, as people who write handlers think of it."""

    ID = "id"
    DATE = "date"
    DECIMAL = "decimal"
    TEXT = "text"
    ENUM = "enum"
    PLAIN = "plain"  # bool, int, float, bytes
    MONEY = "money"
    TIME = "time"
    CUSTOM = "custom"
    MASK = "mask"
    MESSAGE = "message"


_MESSAGES = {MONEY: Shape.MONEY, CUSTOM_VALUE: Shape.CUSTOM, TIMESTAMP: Shape.TIME, FIELD_MASK: Shape.MASK}


@cache
def shape(field: FieldDescriptor) -> Shape:
    """The shape of the field's value; of one element where it is repeated. Maps are asked by their value field."""
    if field.message_type is not None:
        return _MESSAGES.get(field.message_type.full_name, Shape.MESSAGE)
    if field.enum_type is not None:
        return Shape.ENUM
    if field.type != FieldDescriptor.TYPE_STRING:
        return Shape.PLAIN
    rule = text_rule(field)
    if rule.decimal:
        return Shape.DECIMAL
    if not rule.opaque and (field.name == "id" or field.name.endswith(("_id", "_ids"))):
        return Shape.ID
    if field.name.endswith(("_date", "_dates")):
        return Shape.DATE
    return Shape.TEXT


def map_value(field: FieldDescriptor) -> FieldDescriptor | None:
    """The field that holds the values of a map; None where the field is no map."""
    entry = field.message_type
    if entry is None or not entry.GetOptions().map_entry:
        return None
    return entry.fields_by_name["value"]


def text_rule(field: FieldDescriptor) -> options_pb2.TextRule:
    return field.GetOptions().Extensions[options_pb2.text]


def is_personal(field: FieldDescriptor) -> bool:
    return field.GetOptions().Extensions[options_pb2.personal]


def is_output_only(field: FieldDescriptor) -> bool:
    return field_behavior_pb2.OUTPUT_ONLY in _behaviors(field)


def is_input_only(field: FieldDescriptor) -> bool:
    return field_behavior_pb2.INPUT_ONLY in _behaviors(field)


def is_required(field: FieldDescriptor) -> bool:
    return field_behavior_pb2.REQUIRED in _behaviors(field)


def _behaviors(field: FieldDescriptor) -> Collection[int]:
    behaviors: Collection[int] = field.GetOptions().Extensions[field_behavior_pb2.field_behavior]
    return behaviors


def descriptor_of(message: Message | type[Message]) -> Descriptor:
    """The message's descriptor; the stubs know two classes for it, which are one when the program runs."""
    return cast(Descriptor, message.DESCRIPTOR)


def enum_of(field: FieldDescriptor) -> EnumDescriptor:
    """The enum of a field of shape ENUM."""
    if field.enum_type is None:
        raise TypeError(f"{field.full_name} is no enum.")
    return field.enum_type


def message_of(field: FieldDescriptor) -> Descriptor:
    """The message of a field that has one."""
    if field.message_type is None:
        raise TypeError(f"{field.full_name} is no message.")
    return field.message_type


@cache
def enum_prefix(enum: EnumDescriptor) -> str:
    """ "TIER_" of an enum whose zero value is TIER_UNSPECIFIED."""
    return enum.values_by_number[0].name.removesuffix("UNSPECIFIED")


@cache
def enum_words(enum: EnumDescriptor) -> dict[int, str | None]:
    """{number: "a"} as the domain and the database say it; None for UNSPECIFIED."""
    prefix = enum_prefix(enum)
    return {value.number: value.name.removeprefix(prefix).lower() if value.number else None for value in enum.values}


@cache
def resource_field(request: Descriptor) -> FieldDescriptor | None:
    """The field that `update_mask` of an Update or Upsert request speaks of; None where the request has no mask.

    Raises TypeError when the request has several candidates: its author must then say which one is meant by splitting it.
    """
    mask = request.fields_by_name.get("update_mask")
    if mask is None:
        return None
    candidates = [field for field in request.fields if not field.is_repeated and shape(field) is Shape.MESSAGE]
    if len(candidates) != 1:
        raise TypeError(f"{request.full_name} has an update_mask and needs exactly one resource, not {len(candidates)}.")
    return candidates[0]
