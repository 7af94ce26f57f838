"""Path and query parameters of a URL -> fields of the request."""

from collections.abc import Sequence

from google.protobuf.message import Message

from chassis.descriptors import descriptor_of
from chassis.errors import invalid
from chassis.jsoncodec.literals import Unreadable
from chassis.jsoncodec.scalars import text_reader


def fill_parameter(message: Message, name: str, texts: Sequence[str]) -> None:
    """Sets the field that the parameter names, in lowerCamelCase or by its original name.

    A parameter of a list may be given several times. Raises DomainError (INVALID_PARAMETER) with the parameter's name as field.
    """
    field = next((field for field in descriptor_of(message).fields if name in (field.name, field.json_name)), None)
    if field is None:
        raise invalid(name, f"There is no parameter {name[:60]!r}.", "INVALID_PARAMETER")
    if not field.is_repeated and len(texts) != 1:
        raise invalid(name, f"The parameter {name} is given {len(texts)} times; it has one value.", "INVALID_PARAMETER")
    read = text_reader(field)
    try:
        values = [read(text) for text in texts]
    except Unreadable as error:
        raise invalid(name, f"{name}: {error}", "INVALID_PARAMETER") from error
    message.ClearField(field.name)
    message.MergeFrom(type(message)(**{field.name: values if field.is_repeated else values[0]}))
