"""Text as it is kept: one form for what looks the same, and nothing in it that nobody can see."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from crm.common.v1 import options_pb2

DEFAULT_LENGTH = 200
# Zero-width space and byte order mark come with what is pasted from web pages and spreadsheets.
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\ufeff"))
# Controls of C0 and C1, line and paragraph separator, and what turns the direction of writing to make text look like another.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
_CONTROL_BUT_LAYOUT = re.compile(_CONTROL.pattern.replace(r"\x00-\x1f", r"\x00-\x08\x0b-\x1f"))
_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
# What a column of type numeric with 28 digits, 10 of them after the point, holds.
_DECIMAL = re.compile(r"-?\d{1,18}(\.\d{1,10})?", re.ASCII)


class Wrong(NamedTuple):
    """What is wrong with a text: a stable word, and a sentence that says what would be right."""

    reason: str
    detail: str


# Takes a text and gives what is wrong with it.
Test = Callable[[str], Wrong | None]


def cleaned(text: str) -> str:
    """The one form of a text."""
    if text.isascii() and text.isprintable():
        return text.strip()
    return unicodedata.normalize("NFC", text.translate(_INVISIBLE)).replace("\r\n", "\n").strip()


def id_problem(text: str) -> Wrong | None:
    if _UUID.fullmatch(text):
        return None
    return Wrong("ID_MALFORMED", 'This is no id; ids look like "0190f3a1-7c5e-7b3a-9f00-3c2f1d9e8a77".')


def date_problem(text: str) -> Wrong | None:
    if not _DAY.fullmatch(text):
        return Wrong("DAY_MALFORMED", 'A day is written as "2025-12-31".')
    try:
        date.fromisoformat(text)
    except ValueError:
        return Wrong("DAY_MALFORMED", f"There is no day {text}.")
    return None


def decimal_problem(text: str) -> Wrong | None:
    if _DECIMAL.fullmatch(text):
        return None
    return Wrong("DECIMAL_MALFORMED", 'A decimal number is written as "1234.5", with at most 18 digits before and 10 after the point.')


def text_test(rule: options_pb2.TextRule) -> Test:
    """The test of a field that holds words."""
    limit = rule.max_length or DEFAULT_LENGTH
    control = _CONTROL_BUT_LAYOUT if limit > DEFAULT_LENGTH else _CONTROL
    pattern = re.compile(rule.pattern) if rule.pattern else None

    def test(text: str) -> Wrong | None:
        if len(text) > limit:
            return Wrong("TEXT_TOO_LONG", f"At most {limit} characters are allowed; there are {len(text)}.")
        if control.search(text):
            return Wrong("CHARACTER_NOT_ALLOWED", "Line breaks and control characters are not allowed here.")
        if pattern is not None and text and not pattern.fullmatch(text):
            return Wrong("FORM_WRONG", f"This must match {pattern.pattern}")
        return None

    return test
