"""Our own linter finds what it is there for, and nothing else."""

import pytest
from google.api import annotations_pb2
from google.protobuf.descriptor_pb2 import FieldDescriptorProto, FileDescriptorSet

from tools.lints import clock_readings, of_public_messages


@pytest.mark.parametrize(
    "source",
    [
        "stamp = datetime.now(UTC)",
        "day = datetime.date.today()",
        "from datetime import datetime as d; x = datetime.utcnow()",
        "Column('create_time', server_default=func.now())",
        "text('UPDATE lease SET until = now()')",
        "text(f'SELECT {columns} WHERE day < CURRENT_DATE')",
        "seconds = time.time()",
    ],
)
def test_the_clock_is_found_in_python_and_in_sql(source: str) -> None:
    assert [line for line, _ in clock_readings(source)] == [1]


@pytest.mark.parametrize(
    "source",
    [
        '"""Business time, not now() of the server."""',
        "def now(self): return self.clock.now(tenant)",
        "text('''\nUPDATE lease SET until = now() -- technical time: a lease\n''')",
        "elapsed = time.monotonic()",
        "x = 1  # as of now()",
    ],
)
def test_what_does_not_read_the_clock_is_left_alone(source: str) -> None:
    assert list(clock_readings(source)) == []


def files(kind: "FieldDescriptorProto.Type.ValueType", type_name: str = "", *, bound: bool = True) -> FileDescriptorSet:
    """An API of one method, whose reply holds one field of this kind two messages deep."""
    api = FileDescriptorSet()
    file = api.file.add(name="x.proto", package="crm.x.v1")
    file.message_type.add(name="Ask")
    inner = file.message_type.add(name="Inner")
    inner.field.add(name="value", number=1, type=kind, type_name=type_name)
    reply = file.message_type.add(name="Reply")
    reply.field.add(name="inner", number=1, type=FieldDescriptorProto.TYPE_MESSAGE, type_name=".crm.x.v1.Inner")
    method = file.service.add(name="X").method.add(name="Get", input_type=".crm.x.v1.Ask", output_type=".crm.x.v1.Reply")
    if bound:
        method.options.Extensions[annotations_pb2.http].get = "/v1/x"
    google = api.file.add(name="g.proto", package="google.protobuf")
    for name in ("Timestamp", "Struct", "Duration"):
        google.message_type.add(name=name)
    return api


def test_a_wide_integer_is_found_behind_a_public_reply() -> None:
    assert [complaint.split()[0] for complaint in of_public_messages(files(FieldDescriptorProto.TYPE_INT64))] == [".crm.x.v1.Inner.value"]


def test_a_wide_integer_between_services_is_their_affair() -> None:
    assert list(of_public_messages(files(FieldDescriptorProto.TYPE_INT64, bound=False))) == []


@pytest.mark.parametrize(("type_name", "complaints"), [("Timestamp", 0), ("Struct", 1), ("Duration", 1)])
def test_of_googles_types_only_the_plain_ones_are_public(type_name: str, complaints: int) -> None:
    found = of_public_messages(files(FieldDescriptorProto.TYPE_MESSAGE, f".google.protobuf.{type_name}"))
    assert len(list(found)) == complaints
