"""pypinyin with its 47,000 phrases in a third of the memory: they share the lists of how their characters are read.

Each member of an installation holds them. Read as JSON they would be 42 MiB of small lists that say the same.
"""

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

# pypinyin asks for these when it is imported: it shall neither read its phrases nor copy what it knows of single characters.
os.environ |= {"PYPINYIN_NO_PHRASES": "1", "PYPINYIN_NO_DICT_COPY": "1"}

import pypinyin
from pypinyin import Style, lazy_pinyin, load_phrases_dict

__all__ = ["PHRASES", "Style", "lazy_pinyin", "phrases"]

PHRASES = Path(pypinyin.__file__).with_name("phrases_dict.json")
# "重庆": [["chóng"], ["qìng"]], with any blanks between: the readings of each character, one as a rule.
_PHRASE = re.compile(r'"([^"]+)"\s*:\s*\[((?:\s*\[[^]]*\]\s*,?)+)\s*\]')
_CHARACTER = re.compile(r"\[[^]]*\]")


def phrases() -> Iterator[tuple[str, list[list[str]]]]:
    """Every phrase, with how its characters are read."""
    shared: dict[str, list[str]] = {}
    for phrase, characters in map(re.Match.groups, _PHRASE.finditer(PHRASES.read_text("utf-8"))):
        yield phrase, [shared.get(each) or shared.setdefault(each, json.loads(each)) for each in _CHARACTER.findall(characters)]


load_phrases_dict(dict(phrases()))
