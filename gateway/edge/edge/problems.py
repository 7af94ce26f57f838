"""Refusals as HTTP says them: RFC 9457, application/problem+json. The one place where a refusal gets its status."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson
from fastapi import Response

from chassis.errors import DomainError, Kind

MEDIA_TYPE = "application/problem+json"
# Seconds after which it is worth trying again when nobody knows better.
RETRY_SOON = "1"

_STATUS = {
    Kind.INVALID: 400,
    Kind.UNAUTHENTICATED: 401,
    Kind.FORBIDDEN: 403,
    Kind.NOT_FOUND: 404,
    Kind.CONFLICT: 409,
    Kind.EXISTS: 409,
    Kind.PRECONDITION: 409,
    Kind.EXHAUSTED: 429,
    Kind.UNAVAILABLE: 503,
}
# Those that have a status of their own.
_STATUS_BY_REASON = {"STALE_ETAG": 412, "DEADLINE_EXCEEDED": 504}


@dataclass(frozen=True, slots=True)
class Fault:
    """One wrong part of a request; exactly one of the three says where it is.

    `pointer` is a JSON pointer into the body as it was sent.
    """

    detail: str
    pointer: str | None = None
    parameter: str | None = None
    header: str | None = None
    # Where the problem names several fields, what is wrong with this one.
    reason: str = ""

    def members(self) -> dict[str, str]:
        places = {"pointer": self.pointer, "parameter": self.parameter, "header": self.header, "reason": self.reason or None}
        return {**{name: place for name, place in places.items() if place is not None}, "detail": self.detail}


@dataclass(eq=False)
class Problem(Exception):
    """A refusal on its way to the client."""

    status: int
    reason: str
    detail: str
    metadata: Mapping[str, str] = field(default_factory=dict)
    faults: Sequence[Fault] = ()
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def type(self) -> str:
        return f"urn:daozhang:problem:{self.reason.lower().replace('_', '-')}"

    def members(self, trace_id: str) -> dict[str, Any]:
        body: dict[str, Any] = {
            "type": self.type,
            "title": self.reason.replace("_", " ").capitalize(),
            "status": self.status,
            "detail": self.detail,
            "reason": self.reason,
        }
        if self.metadata:
            body["metadata"] = dict(self.metadata)
        if self.faults:
            body["errors"] = [fault.members() for fault in self.faults]
        return body | {"traceId": trace_id}

    def response(self, trace_id: str) -> Response:
        headers = {"cache-control": "no-store", **self.headers}
        return Response(orjson.dumps(self.members(trace_id)), self.status, headers, MEDIA_TYPE)


def from_domain(error: DomainError, faults: Sequence[Fault] = ()) -> Problem:
    """`faults` are the error's violations, found again in the request by who knows how it was bound."""
    status = _STATUS_BY_REASON.get(error.reason, _STATUS[error.kind])
    headers = {"retry-after": error.metadata.get("retry_after", RETRY_SOON)} if status in (429, 503) else {}
    if status == 401:
        headers = {"www-authenticate": "Bearer"}
    return Problem(status, error.reason, error.detail, error.metadata, faults, headers)


def bad_request(reason: str, detail: str, *faults: Fault, **metadata: str) -> Problem:
    return Problem(400, reason, detail, metadata, faults)


def path_unknown(path: str) -> Problem:
    return Problem(404, "PATH_UNKNOWN", f"There is nothing at {path}; /openapi.json lists every path.")


def method_not_allowed(http_method: str, allowed: str) -> Problem:
    detail = f"{http_method} is not possible here; {allowed} are."
    return Problem(405, "METHOD_NOT_ALLOWED", detail, {"allowed": allowed}, headers={"allow": allowed})


def body_too_large(limit: int) -> Problem:
    detail = f"The body is larger than {limit} bytes, the most that is taken here."
    return Problem(413, "BODY_TOO_LARGE", detail, {"limit": str(limit)})


def media_type_unsupported(given: str, expected: str) -> Problem:
    detail = f"The body must be {expected}; Content-Type says {given or 'nothing'}."
    return Problem(415, "MEDIA_TYPE_UNSUPPORTED", detail, {"expected": expected}, (Fault(detail, header="Content-Type"),))


def too_many_requests(seconds: int, what: str) -> Problem:
    detail = f"Too many requests from this {what}; try again in {seconds} s."
    return Problem(429, "RATE_LIMITED", detail, {"retryAfterSeconds": str(seconds)}, headers={"retry-after": str(seconds)})


def unavailable(what: str) -> Problem:
    detail = f"{what} cannot be reached at the moment; try again soon."
    return Problem(503, "UNAVAILABLE", detail, {}, headers={"retry-after": RETRY_SOON})


def timed_out(seconds: float) -> Problem:
    detail = f"There was no answer within {seconds:g} s. It may still have been done: repeat it with the same Idempotency-Key."
    return Problem(504, "DEADLINE_EXCEEDED", detail)


def defect() -> Problem:
    """Something is wrong with the product; the log has the rest under the trace id."""
    return Problem(500, "INTERNAL", "Something went wrong here, not with the request. The trace id finds the cause in the log.")
