"""Refusals. A DomainError says what is wrong and what would fix it; status codes are chosen in `server.py` and in edge."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """What sort of refusal it is; each becomes one gRPC code and one HTTP status."""

    INVALID = "INVALID_ARGUMENT"  # 400: the request itself is wrong
    UNAUTHENTICATED = "UNAUTHENTICATED"  # 401
    FORBIDDEN = "PERMISSION_DENIED"  # 403
    NOT_FOUND = "NOT_FOUND"  # 404: also what lies outside the caller's scope
    CONFLICT = "ABORTED"  # 409: another command was faster
    EXISTS = "ALREADY_EXISTS"  # 409
    PRECONDITION = "FAILED_PRECONDITION"  # 409, or 412 for a stale etag: right in form, but not now
    EXHAUSTED = "RESOURCE_EXHAUSTED"  # 429
    UNAVAILABLE = "UNAVAILABLE"  # 503


@dataclass(frozen=True)
class Violation:
    """One wrong field, by its proto path ("account.credit_code", "lines.2.quantity").

    `reason` is stable like that of the error, and says of one field of several what is wrong with it.
    """

    field: str
    detail: str
    reason: str = ""


class DomainError(Exception):
    """A refusal that the caller can understand and act upon.

    `reason` is UPPER_SNAKE and stable: clients translate it, with `metadata` as its parameters.
    """

    def __init__(
        self,
        kind: Kind,
        reason: str,
        detail: str,
        *,
        metadata: Mapping[str, str] | None = None,
        violations: tuple[Violation, ...] = (),
    ) -> None:
        super().__init__(detail)
        self.kind, self.reason, self.detail = kind, reason, detail
        self.metadata, self.violations = dict(metadata or {}), violations


def invalid(field: str, detail: str, reason: str = "INVALID_FIELD", **metadata: str) -> DomainError:
    """A field of the request is wrong."""
    return DomainError(Kind.INVALID, reason, detail, metadata=metadata, violations=(Violation(field, detail),))


def precondition(reason: str, detail: str, **metadata: str) -> DomainError:
    """The command is right in form but not possible in the present state."""
    return DomainError(Kind.PRECONDITION, reason, detail, metadata=metadata)


def forbidden(reason: str, detail: str, **metadata: str) -> DomainError:
    return DomainError(Kind.FORBIDDEN, reason, detail, metadata=metadata)


def not_found(noun: str, id: object, field: str = "") -> DomainError:
    """There is no such record, or it lies outside the caller's scope; the two are not told apart. `field` is what names it, if any."""
    detail = f"There is no {noun} {id} that you may see."
    violations = (Violation(field, detail),) if field else ()
    return DomainError(Kind.NOT_FOUND, "NOT_FOUND", detail, metadata={"type": noun, "id": str(id)}, violations=violations)


def conflict(reason: str, detail: str, **metadata: str) -> DomainError:
    return DomainError(Kind.CONFLICT, reason, detail, metadata=metadata)


def already_exists(reason: str, detail: str, **metadata: str) -> DomainError:
    return DomainError(Kind.EXISTS, reason, detail, metadata=metadata)
