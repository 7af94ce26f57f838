"""Where something is wrong: RFC 6901 pointers into the JSON that a client sent."""

from collections.abc import Iterator

from google.protobuf.descriptor import Descriptor

from chassis.descriptors import Shape, map_value, shape


def step(pointer: str, key: object) -> str:
    """The pointer one level further down."""
    return f"{pointer}/{str(key).replace('~', '~0').replace('/', '~1')}"


def json_pointer(descriptor: Descriptor, path: str) -> str:
    """ "/account/creditCode" for the path "account.credit_code" of a request. Pointers are passed on as they are.

    Names that the message does not have, keys of maps and positions stand for themselves.
    """
    if not path or path.startswith("/"):
        return path
    pointer = ""
    for name in _json_names(descriptor, path.split(".")):
        pointer = step(pointer, name)
    return pointer


def _json_names(descriptor: Descriptor, segments: list[str]) -> Iterator[str]:
    at: Descriptor | None = descriptor
    rest = iter(segments)
    for segment in rest:
        field = at.fields_by_name.get(segment) if at is not None else None
        yield field.json_name if field is not None else "currencyCode" if segment == "currency_code" else segment
        if field is not None and field.is_repeated and (element := next(rest, None)) is not None:
            yield element
        entry = map_value(field) if field is not None else None
        below = entry or field
        at = below.message_type if below is not None and shape(below) in (Shape.MESSAGE, Shape.CUSTOM) else None
