"""Refusals on their way between members: DomainError -> gRPC status -> DomainError.

Reason and metadata travel as google.rpc.ErrorInfo, violations as google.rpc.BadRequest. All of it is a trailer of the reply, and a
client takes a few kilobytes of them only, so what does not fit is left out and counted.
"""

import grpc
from google.protobuf.any_pb2 import Any as AnyMessage
from google.protobuf.message import Message
from google.rpc import code_pb2, error_details_pb2, status_pb2
from grpc_status import rpc_status

from chassis.descriptors import descriptor_of
from chassis.errors import DomainError, Kind, Violation

DOMAIN = "daozhang"
# In bytes; the trailer is a third larger, and stands beside others within 8 KiB.
_MOST_DETAIL = 500
_MOST_METADATA = 1500
_MOST_VIOLATIONS = 3000

# What happened to the call itself, where no service got to say anything.
_AWAY = ("UNAVAILABLE", "The service cannot be reached; try again in a moment.")
_FAILED_CALLS = {
    grpc.StatusCode.UNAVAILABLE: _AWAY,
    # By the other side, which was ending: who is cancelled here never learns a status.
    grpc.StatusCode.CANCELLED: _AWAY,
    grpc.StatusCode.DEADLINE_EXCEEDED: (
        "DEADLINE_EXCEEDED",
        "The service did not answer in time, and may have done its work; repeat a change with the same Idempotency-Key only.",
    ),
}


def status_of(error: DomainError) -> grpc.Status:
    """The refusal for `context.abort_with_status`."""
    info = error_details_pb2.ErrorInfo(reason=error.reason, domain=DOMAIN, metadata=_fitting(error.metadata))
    details: list[Message] = [info]
    if error.violations:
        details.append(_bad_request(error.violations, info))
    status = status_pb2.Status(code=code_pb2.Code.Value(error.kind.value), message=_cut(error.detail, _MOST_DETAIL))
    for detail in details:
        status.details.add().Pack(detail)
    converted: grpc.Status = rpc_status.to_status(status)
    return converted


def from_rpc_error(error: grpc.aio.AioRpcError) -> DomainError | None:
    """The refusal as the service raised it, or UNAVAILABLE when it could not be asked; None for a fault of the service."""
    status = rpc_status.from_call(error)  # type: ignore[arg-type]  # has what a call has
    if status is not None and status.details:
        return _refusal(status)
    if error.code() in _FAILED_CALLS:
        reason, detail = _FAILED_CALLS[error.code()]
        return DomainError(Kind.UNAVAILABLE, reason, detail)
    return None


def _refusal(status: status_pb2.Status) -> DomainError | None:
    info, bad = error_details_pb2.ErrorInfo(), error_details_pb2.BadRequest()
    for detail in status.details:
        _unpack(detail, info)
        _unpack(detail, bad)
    if info.domain != DOMAIN:
        return None
    violations = tuple(Violation(each.field, each.description, each.reason) for each in bad.field_violations)
    kind = Kind(code_pb2.Code.Name(status.code))
    return DomainError(kind, info.reason, status.message, metadata=info.metadata, violations=violations)


def _unpack(detail: AnyMessage, into: Message) -> None:
    if detail.Is(descriptor_of(into)):
        detail.Unpack(into)


def _bad_request(violations: tuple[Violation, ...], info: error_details_pb2.ErrorInfo) -> error_details_pb2.BadRequest:
    found, size = error_details_pb2.BadRequest(), 0
    for violation in violations:
        one = found.FieldViolation(field=_cut(violation.field, 200), description=_cut(violation.detail, 300), reason=violation.reason)
        size += one.ByteSize() + 4
        if size > _MOST_VIOLATIONS:
            info.metadata.setdefault("count", str(len(violations)))
            break
        found.field_violations.append(one)
    return found


def _fitting(metadata: dict[str, str]) -> dict[str, str]:
    fitting, left = {}, _MOST_METADATA
    for key, value in metadata.items():
        left -= len(key.encode()) + len(value.encode()) + 6
        if left < 0:
            break
        fitting[key] = value
    return fitting


def _cut(text: str, most: int) -> str:
    """At most so many bytes of UTF-8, without half a character."""
    content = text.encode()
    return text if len(content) <= most else content[: most - 3].decode(errors="ignore") + "…"
