"""Messages in which every field says something."""

from typing import Any, TypeVar

from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.message import Message
from google.protobuf.message_factory import GetMessageClass
from google.protobuf.timestamp_pb2 import Timestamp

from chassis.descriptors import Shape, descriptor_of, enum_of, map_value, message_of, shape
from chassis.ids import new_id
from crm.common.v1.types_pb2 import CustomValue, Money

M = TypeVar("M", bound=Message)


def sample(kind: type[M]) -> M:
    """Of fields that exclude each other, the last one."""
    message = kind()
    for field in descriptor_of(kind).fields:
        if (value := map_value(field)) is not None:
            _fill_map(getattr(message, field.name), value)
        elif shape(field) in _MESSAGES:
            target = getattr(message, field.name)
            (target.add() if field.is_repeated else target).CopyFrom(_value(field))
        elif field.is_repeated:
            getattr(message, field.name).append(_value(field))
        else:
            setattr(message, field.name, _value(field))
    return message


# Words that mean something.
_WORDS = {"time_zone": "Asia/Shanghai", "calendar": "CN", "functional_currency": "CNY", "currency": "CNY", "currency_code": "CNY"}
_MESSAGES = {Shape.MESSAGE, Shape.MONEY, Shape.TIME, Shape.CUSTOM, Shape.MASK}


def _fill_map(target: Any, field: FieldDescriptor) -> None:
    if shape(field) in _MESSAGES:
        target["key"].CopyFrom(_value(field))
    else:
        target["key"] = _value(field)


def _value(field: FieldDescriptor) -> Any:
    match shape(field):
        case Shape.ID:
            return str(new_id())
        case Shape.DATE:
            return "2025-12-31"
        case Shape.DECIMAL:
            return "12.5"
        case Shape.TIME:
            return Timestamp(seconds=1764554400)
        case Shape.MONEY:
            return Money(currency_code="CNY", minor=30000001)
        case Shape.CUSTOM:
            return CustomValue(text="word")
        case Shape.ENUM:
            return enum_of(field).values[-1].number
        case Shape.PLAIN:
            return True if field.cpp_type == FieldDescriptor.CPPTYPE_BOOL else 7
        case Shape.MESSAGE | Shape.MASK:
            return sample(GetMessageClass(message_of(field)))
        case _:
            return _WORDS.get(field.name, "word")
