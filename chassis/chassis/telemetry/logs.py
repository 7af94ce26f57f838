"""Logs as one JSON object per line, with the ids of the trace they belong to and without personal data.

Code logs ids. The guard here is the second line: it takes out what looks like a phone, a mail address, an identity or card number, a
secret, or the values of a database error, wherever a library may have put it.
"""

import logging
import re
import sys
from datetime import UTC, datetime
from typing import Any, TextIO

import orjson
from opentelemetry import trace

from chassis.telemetry.ids import present_ids

# Of Unicode, which JSON allows and some readers end a line at.
_LINE_BREAKS = {ord(each): f"\\u{ord(each):04x}" for each in "\x85\u2028\u2029"}
_SECRETS = "password|passwd|secret|token|api[_-]?key|authorization|cookie"
# In this order: what is inside of a longer secret is gone with it.
_GUARDS: tuple[tuple[re.Pattern[str], str], ...] = (
    # SQLAlchemy and PostgreSQL repeat the row that they did not like.
    (re.compile(r"\[parameters: .*"), "[parameters: ***]"),
    (re.compile(r"(DETAIL: ).*"), r"\1***"),
    (re.compile(r"(://[^\s:/@]*:)[^\s@/]+@"), r"\1***@"),
    (re.compile(r"\b(Bearer|Basic) +[\w.~+/=-]+", re.IGNORECASE), r"\1 ***"),
    (re.compile(rf"""\b({_SECRETS})(["']?\s*[:=]\s*)("[^"]*"|'[^']*'|[^\s"',;&}}]+)""", re.IGNORECASE), r"\1\2***"),
    (re.compile(r"[\w.+-]{1,64}@[\w-]+(\.[\w-]+)+", re.ASCII), "***@***"),
    # Between other Latin letters and hyphens digits are part of an id.
    (re.compile(r"(?<![\w-])\d{17}[\dXx](?![\w-])", re.ASCII), "***"),
    (re.compile(r"(?<![\w-])\d{4}([ -]?\d{4}){3}([ -]?\d{1,3})?(?![\w-])", re.ASCII), "***"),
    # Of an address as well, where %22 stands before it.
    (re.compile(r"(?:(?<![\w-])|(?<=%[0-9A-F]{2}))(\+?86[ -]?)?1[3-9]\d([ -]?\d{4}){2}(?![\w-])", re.ASCII), "***"),
)
# They tell each request again, with its address.
NOISY = ("httpx", "httpcore", "uvicorn.access")
# What every LogRecord has; the rest was passed as `extra`.
_STANDARD = {*vars(logging.makeLogRecord({})), "message", "asctime", "taskName"}


def log_as_json(member: str, *, level: str = "INFO", stream: TextIO | None = None) -> None:
    """Makes the process log that way; for `main` only, since it concerns all of the process."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonFormatter(member))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for noisy in NOISY:
        logging.getLogger(noisy).setLevel(logging.WARNING)


def redacted(text: str) -> str:
    """The text without what looks like personal data or a secret."""
    for pattern, replacement in _GUARDS:
        text = pattern.sub(replacement, text)
    return text


class JsonFormatter(logging.Formatter):
    """time, level, member, logger, message, trace_id, span_id, request_id, tenant_id and what else is worked on, what was passed as
    `extra`, and the error with its stack."""

    def __init__(self, member: str) -> None:
        super().__init__()
        self._member = member

    def format(self, record: logging.LogRecord) -> str:
        found: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "level": record.levelname,
            "member": self._member,
            "logger": record.name,
            "message": redacted(record.getMessage()),
        }
        span = trace.get_current_span().get_span_context()
        if span.is_valid:
            found |= {"trace_id": f"{span.trace_id:032x}", "span_id": f"{span.span_id:016x}"}
        found |= present_ids()
        for name, value in vars(record).items():
            if name not in _STANDARD:
                found[name] = _guarded(value)
        if record.exc_info and record.exc_info[0] is not None:
            found["error"] = record.exc_info[0].__name__
            found["stack"] = redacted(self.formatException(record.exc_info))
        return orjson.dumps(found, default=str).decode().translate(_LINE_BREAKS)


def _guarded(value: object) -> object:
    match value:
        case None | bool() | int() | float():
            return value
        case dict():
            return {str(key): _guarded(inner) for key, inner in value.items()}
        case list() | tuple() | set():
            return [_guarded(inner) for inner in value]
        case _:
            return redacted(str(value))
