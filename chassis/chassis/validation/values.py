"""The test of one value of a field that is no message of ours."""

import math
import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from google.protobuf.descriptor import FieldDescriptor

from chassis.currencies import CURRENCIES
from chassis.descriptors import Shape, enum_of, shape, text_rule
from chassis.money import MAX_MINOR
from chassis.validation.findings import Findings
from chassis.validation.texts import Test, cleaned, date_problem, decimal_problem, id_problem, text_test
from crm.common.v1 import options_pb2

# Takes value, path and findings; gives the value as it is kept.
Check = Callable[[Any, str, Findings], Any]

_EARLIEST = int(datetime(1, 1, 1, tzinfo=UTC).timestamp())
_LATEST = int(datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC).timestamp())
_CUSTOM_TEXT = text_test(options_pb2.TextRule(max_length=2000))
_OPTION = text_test(options_pb2.TextRule())
# Keys of maps are parts of update masks ("custom.colour"), so they must not contain dots.
KEY = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,62}")


def value_check(field: FieldDescriptor) -> Check | None:
    """The check of one value; None where any value is right."""
    match shape(field):
        case Shape.TEXT:
            return _text(text_test(text_rule(field)))
        case Shape.ENUM:
            return _enum(field)
        case Shape.PLAIN if field.cpp_type in (FieldDescriptor.CPPTYPE_DOUBLE, FieldDescriptor.CPPTYPE_FLOAT):
            return _finite
        case other:
            return _CHECKS.get(other)


def _text(test: Test, kept: Callable[[str], str] = cleaned) -> Check:
    def check(value: str, path: str, found: Findings) -> str:
        text = kept(value)
        wrong = test(text) if text else None
        if wrong is not None:
            found.add(path, wrong.detail, wrong.reason)
        return text

    return check


def _enum(field: FieldDescriptor) -> Check:
    known = {value.number for value in enum_of(field).values}
    names = ", ".join(value.name for value in enum_of(field).values if value.number)

    def check(value: int, path: str, found: Findings) -> int:
        if value not in known:
            found.add(path, f"{value} is no known value; known are {names}.", "VALUE_UNKNOWN")
        return value

    return check


def _finite(value: float, path: str, found: Findings) -> float:
    if not math.isfinite(value):
        found.add(path, "This must be a finite number.", "NUMBER_NOT_FINITE")
    return value


def _money(value: Any, path: str, found: Findings) -> Any:
    if value.currency_code not in CURRENCIES:
        found.add(f"{path}.currency_code", "This is no currency; ISO 4217 codes look like CNY, USD, EUR.", "CURRENCY_UNKNOWN")
    if abs(value.minor) > MAX_MINOR:
        found.add(f"{path}.amount", f"An amount is at most {MAX_MINOR} minor units.", "AMOUNT_TOO_LARGE")
    return value


def _time(value: Any, path: str, found: Findings) -> Any:
    if not (_EARLIEST <= value.seconds <= _LATEST and 0 <= value.nanos < 1_000_000_000):
        found.add(path, "A time lies between the years 1 and 9999.", "OUT_OF_RANGE")
    return value


def _custom(value: Any, path: str, found: Findings) -> Any:
    member = value.WhichOneof("value")
    if member is None:
        found.add(path, "Give one of text, decimal, date, flag, option; leave the key out to have no value.", "REQUIRED")
    elif member in _CUSTOM:
        setattr(value, member, _CUSTOM[member](getattr(value, member), f"{path}.{member}", found))
    return value


_CHECKS: dict[Shape, Check] = {
    Shape.ID: _text(id_problem, lambda text: text.strip().lower()),
    Shape.DATE: _text(date_problem),
    Shape.DECIMAL: _text(decimal_problem),
    Shape.MONEY: _money,
    Shape.TIME: _time,
    Shape.CUSTOM: _custom,
}
_CUSTOM: dict[str, Check] = {
    "text": _text(_CUSTOM_TEXT),
    "option": _text(_OPTION),
    "decimal": _text(decimal_problem),
    "date": _text(date_problem),
}
