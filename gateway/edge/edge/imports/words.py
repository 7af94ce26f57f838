"""The words that people use for fields and values, from words.toml."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from google.protobuf.descriptor import EnumDescriptor

from chassis.descriptors import enum_prefix

_BRACKETED = re.compile(r"[(\[【].*?[)\]】]")
_BETWEEN = re.compile(r"[\s*_\-.:/：、，,]+")


@cache
def _words() -> Mapping[str, Any]:
    return tomllib.loads(files("edge.imports").joinpath("words.toml").read_text())


def plain(text: str) -> str:
    """The form in which two spellings of a header or a word are equal: " 手机号 (必填)*" is "手机号"."""
    wide = unicodedata.normalize("NFKC", text).casefold()
    return _BETWEEN.sub("", _BRACKETED.sub("", wide)) or _BETWEEN.sub("", wide)


def field_words(noun: str, path: str) -> Sequence[str]:
    """What people call a field; the first one is Chinese. Empty where nobody has said."""
    known: Mapping[str, Mapping[str, Sequence[str]]] = _words()["fields"]
    return known.get(noun, {}).get(path) or known["any"].get(path) or ()


def enum_choices(enum: EnumDescriptor) -> Mapping[str, Sequence[str]]:
    """{"TIER_A": ["A级", ...]} without UNSPECIFIED."""
    prefix, words = enum_prefix(enum), _words()["enums"].get(enum.full_name, {})
    return {value.name: words.get(value.name.removeprefix(prefix), ()) for value in enum.values if value.number}


@cache
def enum_values(enum: EnumDescriptor) -> Mapping[str, str]:
    """{"a级": "TIER_A"}: every way to say a value."""
    prefix, found = enum_prefix(enum), dict[str, str]()
    for name, words in enum_choices(enum).items():
        for word in (name, name.removeprefix(prefix), *words):
            found.setdefault(plain(word), name)
    return found


def reason_text(reason: str, detail: str, language: str) -> str:
    """What a finding says to a person who reads this language."""
    if not language.lower().startswith("zh"):
        return detail or reason
    return str(_words()["reasons"].get(reason) or detail or reason)
