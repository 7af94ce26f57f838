"""Pages: how many rows, where the next one starts, and what ties a token to its query."""

import base64
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, TypeVar
from uuid import UUID

from google.protobuf.message import Message
from sqlalchemy import types as sql

from chassis.errors import DomainError, invalid

T = TypeVar("T")
DEFAULT_PAGE_SIZE = 50
_DIGEST = 12


@dataclass(frozen=True)
class PageQuery:
    """What a list request asks for."""

    page_size: int = 0
    page_token: str = ""
    filter: str = ""
    order_by: str = ""
    search: str = ""
    show_archived: bool = False

    @classmethod
    def of(cls, request: Message) -> "PageQuery":
        """Takes those fields that the request message has."""
        known = request.DESCRIPTOR.fields_by_name
        return cls(**{field.name: getattr(request, field.name) for field in fields(cls) if field.name in known})


def page_size(asked: int, most: int) -> int:
    """0 means the usual size; more than the most gives the most (AIP-158). Raises DomainError when negative."""
    if asked < 0:
        raise invalid("page_size", f"A page cannot have {asked} rows; leave it out for {DEFAULT_PAGE_SIZE}.", "PAGE_SIZE_INVALID")
    return min(asked or DEFAULT_PAGE_SIZE, most)


def fingerprint(*query: object) -> bytes:
    """What makes a query this query. Two queries with the same fingerprint can share tokens."""
    return hashlib.sha256(json.dumps(query, default=str, ensure_ascii=False).encode()).digest()


def write_token(query: bytes, values: Sequence[Any]) -> str:
    """Where the next page starts: the sort values of the last row, sealed with the query.

    The seal finds mistakes, not forgers: a forged token shows nothing that the caller's scope does not show anyway.
    """
    body = json.dumps([_plain(value) for value in values], ensure_ascii=False, separators=(",", ":")).encode()
    return _encoded(_seal(query, body) + body)


def read_token(query: bytes, types: Sequence[sql.TypeEngine[Any]], token: str) -> list[Any]:
    """The sort values in a token. Raises DomainError when it was changed, cut, or belongs to another query."""
    try:
        raw = base64.b64decode(token.encode() + b"=" * (-len(token) % 4), altchars=b"-_", validate=True)
        seal, body = raw[:_DIGEST], raw[_DIGEST:]
        if seal != _seal(query, body) or _encoded(raw) != token:
            raise _refused()
        return [_typed(kind, value) for kind, value in zip(types, json.loads(body), strict=True)]
    # What was made up may hold anything.
    except (ValueError, ArithmeticError):
        raise _refused() from None


def _encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _seal(query: bytes, body: bytes) -> bytes:
    return hashlib.sha256(query + body).digest()[:_DIGEST]


def _refused() -> DomainError:
    return invalid(
        "page_token",
        "The page token does not belong to this query: list, filter, order, search and rights must be those of the first page. "
        "Start again without it.",
        "PAGE_TOKEN_INVALID",
    )


def _plain(value: Any) -> str | int | bool | None:
    if value is None or isinstance(value, str | int):
        return value
    return value.isoformat() if isinstance(value, date) else str(value)


def _typed(kind: sql.TypeEngine[Any], value: Any) -> Any:
    """The value as the column has it. Raises ValueError or ArithmeticError for what it could not hold."""
    if value is None:
        return None
    kind = kind.impl_instance if isinstance(kind, sql.TypeDecorator) else kind
    for declared, read in _READERS:
        if isinstance(kind, declared):
            return read(_text(value))
    if isinstance(kind, sql.Integer):
        return _bigint(_of(int, value))
    return _of(bool, value) if isinstance(kind, sql.Boolean) else _text(value)


def _of(kind: type[T], value: Any) -> T:
    if type(value) is not kind:
        raise ValueError(f"{value!r} is no {kind.__name__}.")
    return value


def _text(value: Any) -> str:
    """What PostgreSQL can hold as text."""
    text = _of(str, value)
    if b"\0" in text.encode():
        raise ValueError("It holds a sign that no text holds.")
    return text


def _instant(text: str) -> datetime:
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise ValueError(f"{text} may be any of many instants.")
    return instant.astimezone(UTC)


def _bigint(number: int) -> int:
    if not -(2**63) <= number < 2**63:
        raise ValueError(f"{number} is no bigint.")
    return number


_READERS: tuple[tuple[type[sql.TypeEngine[Any]], Any], ...] = (
    (sql.Uuid, UUID),
    (sql.DateTime, _instant),
    (sql.Date, date.fromisoformat),
    (sql.Numeric, Decimal),
)
