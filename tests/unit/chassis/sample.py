"""The messages of sample.proto, compiled when the tests start."""

import sys
import tempfile
from pathlib import Path
from typing import Any

import google.api
from google.protobuf import descriptor_pb2, descriptor_pool, field_mask_pb2, message_factory, timestamp_pb2
from grpc_tools import protoc

from crm.common.v1 import options_pb2, types_pb2

# Imported before the sample, which refers to them.
_KNOWN = (options_pb2, types_pb2, field_mask_pb2, timestamp_pb2)


def _compiled() -> Any:
    here = Path(__file__).parent
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "sample.binpb"
        includes = [here, here.parents[2] / "proto", Path(google.api.__path__[0]).parents[1], Path(protoc.__file__).parent / "_proto"]
        arguments = ["protoc", *(f"-I{path}" for path in includes), f"--descriptor_set_out={target}", "sample.proto"]
        if protoc.main(arguments) != 0:
            sys.exit("sample.proto does not compile.")
        [file] = descriptor_pb2.FileDescriptorSet.FromString(target.read_bytes()).file
    pool = descriptor_pool.Default()
    pool.Add(file)
    return pool.FindFileByName("sample.proto").message_types_by_name


_MESSAGES = _compiled()
Order: Any = message_factory.GetMessageClass(_MESSAGES["Order"])
Line: Any = message_factory.GetMessageClass(_MESSAGES["Line"])
CreateOrderRequest: Any = message_factory.GetMessageClass(_MESSAGES["CreateOrderRequest"])
BatchCreateOrdersRequest: Any = message_factory.GetMessageClass(_MESSAGES["BatchCreateOrdersRequest"])
UpdateOrderRequest: Any = message_factory.GetMessageClass(_MESSAGES["UpdateOrderRequest"])
Unprintable: Any = message_factory.GetMessageClass(_MESSAGES["Unprintable"])
