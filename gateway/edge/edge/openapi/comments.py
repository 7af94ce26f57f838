"""What the proto files say in their comments: generated code has lost them, the packaged descriptor set has not."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from google.protobuf.descriptor_pb2 import (
    DescriptorProto,
    EnumDescriptorProto,
    FileDescriptorProto,
    FileDescriptorSet,
    ServiceDescriptorProto,
)

Named = Iterator[tuple[tuple[int, ...], str]]

# Field numbers of descriptor.proto, of which the paths of SourceCodeInfo are made.
_MESSAGES, _ENUMS, _SERVICES = 4, 5, 6
_FIELDS, _NESTED, _NESTED_ENUMS = 2, 3, 4
_VALUES, _METHODS = 2, 2


@cache
def comments() -> dict[str, str]:
    """The comment of everything that has one, by full name."""
    content = FileDescriptorSet.FromString(files("crm").joinpath("descriptors.binpb").read_bytes())
    return {name: text for file in content.file if file.package.startswith("crm.") for name, text in _comments(file)}


def comment(full_name: str) -> str:
    """The comment above a message, field, enum, value, service or RPC; empty where there is none."""
    return comments().get(full_name, "")


def sentence(text: str) -> str:
    """The first sentence, for headings."""
    end = text.find(". ")
    return text if end < 0 else text[: end + 1]


def _comments(file: FileDescriptorProto) -> Iterator[tuple[str, str]]:
    names = dict(_names(file))
    for location in file.source_code_info.location:
        name = names.get(tuple(location.path))
        text = location.leading_comments or location.trailing_comments
        if name and text.strip():
            yield name, _joined(text)


def _joined(text: str) -> str:
    """Lines that belong together as one; an empty line stays an end of paragraph."""
    paragraphs = "\n".join(line.strip() for line in text.strip().splitlines()).split("\n\n")
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)


def _names(file: FileDescriptorProto) -> Named:
    for index, message in enumerate(file.message_type):
        yield from _message((_MESSAGES, index), file.package, message)
    for index, enum in enumerate(file.enum_type):
        yield from _enum((_ENUMS, index), file.package, enum)
    for index, service in enumerate(file.service):
        yield from _service((_SERVICES, index), file.package, service)


def _message(path: tuple[int, ...], scope: str, message: DescriptorProto) -> Named:
    name = f"{scope}.{message.name}"
    yield path, name
    for index, field in enumerate(message.field):
        yield (*path, _FIELDS, index), f"{name}.{field.name}"
    for index, nested in enumerate(message.nested_type):
        yield from _message((*path, _NESTED, index), name, nested)
    for index, enum in enumerate(message.enum_type):
        yield from _enum((*path, _NESTED_ENUMS, index), name, enum)


def _enum(path: tuple[int, ...], scope: str, enum: EnumDescriptorProto) -> Named:
    name = f"{scope}.{enum.name}"
    yield path, name
    for index, value in enumerate(enum.value):
        yield (*path, _VALUES, index), f"{name}.{value.name}"


def _service(path: tuple[int, ...], scope: str, service: ServiceDescriptorProto) -> Named:
    name = f"{scope}.{service.name}"
    yield path, name
    for index, method in enumerate(service.method):
        yield (*path, _METHODS, index), f"{name}.{method.name}"
