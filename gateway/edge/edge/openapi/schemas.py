"""JSON schemas of messages, as their JSON looks on the wire.

A message has up to three: `accounts.Account` as it is sent to the client, where every field without presence is always there;
`accounts.AccountInput` as the client sends it, where names that do not exist are refused; `accounts.AccountPatch`, the same without
required fields.
"""

from collections.abc import Iterable
from enum import Enum
from typing import Any

from google.api import field_behavior_pb2
from google.protobuf.descriptor import Descriptor, EnumDescriptor, FieldDescriptor

from chassis.descriptors import (
    CUSTOM_VALUE,
    MONEY,
    Shape,
    enum_of,
    is_input_only,
    is_output_only,
    is_personal,
    is_required,
    map_value,
    message_of,
    shape,
    text_rule,
)
from edge.openapi.comments import comment

Schema = dict[str, Any]


class Side(Enum):
    """Which way a message goes; the value ends the name of its schema."""

    REPLY = ""
    INPUT = "Input"
    PATCH = "Patch"


# Where TextRule.max_length says nothing.
MAX_LENGTH = 200
_DECIMAL = r"-?\d{1,18}(\.\d{1,10})?"
_UUID = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
_PLAIN: dict[int, Schema] = {
    FieldDescriptor.CPPTYPE_BOOL: {"type": "boolean"},
    FieldDescriptor.CPPTYPE_INT32: {"type": "integer", "format": "int32"},
    FieldDescriptor.CPPTYPE_UINT32: {"type": "integer", "format": "int32", "minimum": 0},
    FieldDescriptor.CPPTYPE_DOUBLE: {"type": "number", "format": "double"},
}


def component(full_name: str, side: Side = Side.REPLY) -> str:
    """ "accounts.AccountInput" for what is sent as crm.accounts.v1.Account."""
    ending = "" if full_name in _SPECIAL else side.value
    return full_name.removeprefix("crm.").replace(".v1.", ".") + ending


def reference(full_name: str, side: Side = Side.REPLY) -> Schema:
    return {"$ref": f"#/components/schemas/{component(full_name, side)}"}


def field_schema(field: FieldDescriptor, side: Side) -> Schema:
    """The schema of a field, with what its comment and its options say."""
    # Below a field that is changed, everything is as it is when it is first given.
    below = Side.INPUT if side is Side.PATCH and (field.is_repeated or map_value(field)) else side
    entry = map_value(field)
    if entry is not None:
        item: Schema = {"type": "object", "additionalProperties": _value_schema(entry, below)}
    elif field.is_repeated:
        item = {"type": "array", "items": _value_schema(field, below)}
    else:
        item = _value_schema(field, below)
    if is_output_only(field) and side is not Side.REPLY:
        item["readOnly"] = True
    if is_input_only(field):
        item["writeOnly"] = True
    text = _description(field)
    return item | ({"description": text} if text else {})


def _description(field: FieldDescriptor) -> str:
    notes = [comment(field.full_name)]
    if field_behavior_pb2.IMMUTABLE in field.GetOptions().Extensions[field_behavior_pb2.field_behavior]:
        notes.append("Cannot be changed later.")
    if is_personal(field):
        notes.append("Personal data: masked for who is not entitled to see it.")
    return " ".join(note for note in notes if note)


def _value_schema(field: FieldDescriptor, side: Side) -> Schema:
    match shape(field):
        case Shape.ID:
            return _formatted(field, "uuid", _UUID)
        case Shape.DATE:
            return _formatted(field, "date", r"\d{4}-\d{2}-\d{2}")
        case Shape.DECIMAL:
            return {"type": "string", "pattern": _whole(field, _DECIMAL), "examples": ["12.5"]}
        case Shape.TIME:
            return {"type": "string", "format": "date-time", "examples": ["2025-12-01T01:30:00Z"]}
        case Shape.MASK:
            return {"type": "string"}
        case Shape.TEXT:
            return _text_schema(field, side)
        case Shape.PLAIN:
            return dict(_PLAIN[field.cpp_type])
        case Shape.ENUM:
            return reference(enum_of(field).full_name)
        case _:
            return reference(message_of(field).full_name, side)


def _formatted(field: FieldDescriptor, name: str, pattern: str) -> Schema:
    """Where there may be no value, the text is empty: what `format` alone would not allow."""
    is_own_id = field.name == "id" and is_output_only(field)
    if is_required(field) or field.is_repeated or is_own_id:
        return {"type": "string", "format": name}
    return {"type": "string", "pattern": f"^({pattern})?$", "x-format": name}


def _whole(field: FieldDescriptor, pattern: str) -> str:
    return f"^({pattern})$" if is_required(field) else f"^({pattern})?$"


def _text_schema(field: FieldDescriptor, side: Side) -> Schema:
    """Limits are those of what is taken; a reply may be longer, as where it tells of several fields together."""
    if is_output_only(field) or side is Side.REPLY:
        return {"type": "string"}
    rule = text_rule(field)
    pattern = {"pattern": _whole(field, rule.pattern)} if rule.pattern else {}
    return {"type": "string", "maxLength": rule.max_length or MAX_LENGTH} | pattern


def message_schema(message: Descriptor, side: Side) -> Schema:
    if message.full_name in _SPECIAL:
        return _SPECIAL[message.full_name] | _described(message.full_name)
    fields = [field for field in message.fields if side is not Side.REPLY or not is_input_only(field)]
    schema: Schema = {"type": "object", **_described(message.full_name)}
    if side is Side.PATCH:
        schema["description"] = f"The fields of {component(message.full_name)} that shall change; null clears one."
    schema["properties"] = {field.json_name: field_schema(field, side) for field in fields}
    required = [field.json_name for field in fields if _is_required(field, side)]
    closed = {} if side is Side.REPLY else {"additionalProperties": False}
    return schema | ({"required": required} if required else {}) | closed


def _is_required(field: FieldDescriptor, side: Side) -> bool:
    if side is Side.REPLY:
        return not field.has_presence
    return side is Side.INPUT and is_required(field)


def enum_schema(enum: EnumDescriptor) -> Schema:
    told = {value.name: comment(f"{enum.full_name}.{value.name}") for value in enum.values}
    lines = [f"- `{name}`: {text}" for name, text in told.items() if text]
    description = "\n".join([*filter(None, [comment(enum.full_name)]), *lines])
    return {"type": "string", "enum": list(told)} | ({"description": description} if description else {})


def _described(full_name: str) -> Schema:
    text = comment(full_name)
    return {"description": text} if text else {}


# Messages whose JSON is not what their fields say; the same in both directions.
_SPECIAL: dict[str, Schema] = {
    MONEY: {
        "type": "object",
        "properties": {
            "currencyCode": {"type": "string", "pattern": "^[A-Z]{3}$", "description": "ISO 4217."},
            "amount": {"type": "string", "pattern": r"^-?\d{1,16}(\.\d{1,3})?$", "description": "In whole units, exact."},
        },
        "required": ["currencyCode", "amount"],
        "additionalProperties": False,
        "examples": [{"currencyCode": "CNY", "amount": "300000.01"}],
    },
    CUSTOM_VALUE: {
        "type": "object",
        "properties": {
            "text": {"type": "string", "maxLength": 2000},
            "decimal": {"type": "string", "pattern": f"^({_DECIMAL})$"},
            "date": {"type": "string", "format": "date"},
            "flag": {"type": "boolean"},
            "option": {"type": "string", "description": "The key of one of the options of the field's definition."},
        },
        "minProperties": 1,
        "maxProperties": 1,
        "additionalProperties": False,
        "examples": [{"text": "A4 gloss"}],
    },
}


class Components:
    """The schemas that a set of RPCs needs, each once."""

    def __init__(self) -> None:
        self._messages: dict[tuple[str, Side], Descriptor] = {}
        self._enums: dict[str, EnumDescriptor] = {}

    def add(self, message: Descriptor, side: Side) -> None:
        """The message and all that it contains."""
        if (message.full_name, side) in self._messages or message.full_name in _NOT_OBJECTS:
            return
        self._messages[message.full_name, side] = message
        if message.full_name not in _SPECIAL:
            self.add_fields(message.fields, side)

    def add_fields(self, fields: Iterable[FieldDescriptor], side: Side) -> None:
        for field in fields:
            value = map_value(field) or field
            if value.enum_type is not None:
                self._enums[value.enum_type.full_name] = value.enum_type
            if value.message_type is not None:
                self.add(value.message_type, Side.INPUT if side is Side.PATCH and field.is_repeated else side)

    def schemas(self) -> dict[str, Schema]:
        found = {component(name, side): message_schema(message, side) for (name, side), message in self._messages.items()}
        found |= {component(name): enum_schema(enum) for name, enum in self._enums.items()}
        return dict(sorted(found.items()))


_NOT_OBJECTS = frozenset({"google.protobuf.Timestamp", "google.protobuf.FieldMask", "google.protobuf.Empty"})
