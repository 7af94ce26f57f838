"""What no ready-made linter knows: our own rules, each with its reason. Part of `make lint`."""

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from google.api import annotations_pb2
from google.protobuf.descriptor_pb2 import DescriptorProto, FieldDescriptorProto, FileDescriptorSet

ROOT = Path(__file__).resolve().parent.parent
PRODUCT = ("chassis", "services", "gateway")
DESCRIPTORS = ROOT / "proto" / "generated" / "crm" / "descriptors.binpb"

# The clock of the business can be moved (sandbox, tests), so whatever reads the machine's own clock breaks it. Allowed is the place that
# makes the one out of the other, and the ids that carry the instant they were made at.
CLOCK = ("chassis/chassis/clock.py", "chassis/chassis/ids.py")
READS_CLOCK = {
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "date.today",
    "time.time",
    "time.time_ns",
    "func.now",
    "func.current_date",
}
SQL_CLOCK = re.compile(
    r"\b(?:now|statement_timestamp|clock_timestamp|transaction_timestamp)\(\)|\bcurrent_(?:date|timestamp)\b", re.IGNORECASE
)
# On the line of a statement whose time is the machine's on purpose: leases, partitions, sessions.
TECHNICAL = "technical time"

# Public JSON must be exact in every client and small to encode: integers of 64 bits lose digits in JavaScript, and these types have
# JSON forms of their own. Money is converted to a decimal text by edge.
EXACT = {".crm.common.v1.Money"}
FORBIDDEN_TYPES = {
    FieldDescriptorProto.TYPE_BYTES: "bytes",
    FieldDescriptorProto.TYPE_INT64: "int64",
    FieldDescriptorProto.TYPE_UINT64: "uint64",
    FieldDescriptorProto.TYPE_SINT64: "sint64",
    FieldDescriptorProto.TYPE_FIXED64: "fixed64",
    FieldDescriptorProto.TYPE_SFIXED64: "sfixed64",
}
ALLOWED_OF_GOOGLE = {".google.protobuf.Timestamp", ".google.protobuf.FieldMask", ".google.protobuf.Empty"}


def main() -> int:
    complaints = [*of_clocks(), *of_public_messages(FileDescriptorSet.FromString(DESCRIPTORS.read_bytes()))]
    print("\n".join(complaints) or "lints: no complaints")
    return 1 if complaints else 0


def of_clocks() -> Iterator[str]:
    for part in PRODUCT:
        for file in sorted((ROOT / part).rglob("*.py")):
            name = str(file.relative_to(ROOT))
            if name not in CLOCK:
                yield from (f"{name}:{line}: {what}" for line, what in clock_readings(file.read_text()))


def clock_readings(source: str) -> Iterator[tuple[int, str]]:
    """Lines that read the machine's clock, in Python or in SQL text."""
    tree, lines = ast.parse(source), source.splitlines()
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name | ast.Attribute):
            owner = node.value.id if isinstance(node.value, ast.Name) else node.value.attr
            if f"{owner}.{node.attr}" in READS_CLOCK:
                yield node.lineno, f"{owner}.{node.attr} reads the machine's clock; ask the clock of the unit of work or of the runtime"
    for text in _sql_texts(tree):
        for number in range(text.lineno, (text.end_lineno or text.lineno) + 1):
            found = SQL_CLOCK.search(lines[number - 1])
            if found and TECHNICAL not in lines[number - 1]:
                yield number, f"{found.group()} reads the server's clock; pass the time, or say '{TECHNICAL}: <why>' on the line"


def _sql_texts(tree: ast.AST) -> Iterator[ast.expr]:
    """Texts that speak of the clock and are not docstrings."""
    docstrings = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }  # an expression that is nothing but a text is documentation
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL_CLOCK.search(node.value) and id(node) not in docstrings:
            yield node


def of_public_messages(files: FileDescriptorSet) -> Iterator[str]:
    """Complaints about fields of messages that some HTTP binding takes or gives."""
    messages = {name: message for file in files.file for name, message in _with_nested(f".{file.package}", file.message_type)}
    for name in sorted(_public(files, messages) - EXACT - ALLOWED_OF_GOOGLE):
        if name.startswith(".google."):
            yield f"{name} is used in a public message; its JSON form is its own"
            continue
        for field in messages[name].field:
            if field.type in FORBIDDEN_TYPES:
                yield f"{name}.{field.name} is {FORBIDDEN_TYPES[field.type]}, which JSON clients cannot all hold"


def _with_nested(prefix: str, messages: Iterable[DescriptorProto]) -> Iterator[tuple[str, DescriptorProto]]:
    for message in messages:
        name = f"{prefix}.{message.name}"
        yield name, message
        yield from _with_nested(name, message.nested_type)


def _public(files: FileDescriptorSet, messages: dict[str, DescriptorProto]) -> set[str]:
    """Names of all messages that can be reached from a request or a reply of a method with an HTTP binding."""
    waiting = [
        name
        for file in files.file
        for service in file.service
        for method in service.method
        if method.options.HasExtension(annotations_pb2.http)
        for name in (method.input_type, method.output_type)
    ]
    found: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            if name not in ALLOWED_OF_GOOGLE:
                waiting += [field.type_name for field in messages[name].field if field.type == FieldDescriptorProto.TYPE_MESSAGE]
    return found


if __name__ == "__main__":
    sys.exit(main())
