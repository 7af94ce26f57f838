"""Text as it is kept: one form for what looks the same, and nothing in it that nobody can see."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date

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

# Takes a text and gives what is wrong with it, in words that say what would be right; nothing where it is right.
Test = Callable[[str], str]


def cleaned(text: str) -> str:
    """The one form of a text."""
    if text.isascii() and text.isprintable():
        return text.strip()
    return unicodedata.normalize("NFC", text.translate(_INVISIBLE)).replace("\r\n", "\n").strip()


def id_problem(text: str) -> str:
    return "" if _UUID.fullmatch(text) else 'This is no id; ids look like "0190f3a1-7c5e-7b3a-9f00-3c2f1d9e8a77".'


def date_problem(text: str) -> str:
    if not _DAY.fullmatch(text):
        return 'A day is written as "2025-12-31".'
    try:
        date.fromisoformat(text)
    except ValueError:
        return f"There is no day {text}."
    return ""


def decimal_problem(text: str) -> str:
    return (
        "" if _DECIMAL.fullmatch(text) else 'A decimal number is written as "1234.5", with at most 18 digits before and 10 after the point.'
    )


def text_test(rule: options_pb2.TextRule) -> Test:
    """The test of a field that holds words."""
    limit = rule.max_length or DEFAULT_LENGTH
    control = _CONTROL_BUT_LAYOUT if limit > DEFAULT_LENGTH else _CONTROL
    pattern = re.compile(rule.pattern) if rule.pattern else None

    def test(text: str) -> str:
        if len(text) > limit:
            return f"At most {limit} characters are allowed; there are {len(text)}."
        if control.search(text):
            return "Line breaks and control characters are not allowed here."
        if pattern is not None and text and not pattern.fullmatch(text):
            return f"This must match {pattern.pattern}"
        return ""

    return test
