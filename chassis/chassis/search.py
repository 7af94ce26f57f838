"""How people find things by name: by words, by two or more Chinese characters, by pinyin, by initials, by last digits.

Pure text. `search_text` is stored with a record and `grams` of it are indexed; `search_query` says what a search must find there.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from chassis.company_names import normalized_company_name, without_form
from chassis.errors import invalid
from chassis.pinyin import fold, readings, sort_key

__all__ = ["SearchQuery", "grams", "normalized_company_name", "search_query", "search_text", "sort_key"]

MAX_STORED = 1500
MAX_QUERY = 100
MAX_WORDS = 8
# A word of other letters up to this length is also found by two letters from its middle.
SHORT = 12

_HAN = "\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_HAN_RUN = re.compile(f"[{_HAN}]+")
_WORD = re.compile(f"[{_HAN}]+|[^\\W_{_HAN}]+")
# What stands between two characters of one Chinese name: 上海（大新）机械 is found as 上海大新.
_BETWEEN_HAN = re.compile(f"(?<=[{_HAN}])[\\W_]+(?=[{_HAN}])")


def search_text(*parts: str | None) -> str:
    """What a record is found by: the words of its names and numbers, each part with a Chinese name also in pinyin and initials.

    Give a phone as its last digits. Empty parts are allowed. The same parts always give the same text.
    """
    words: dict[str, None] = {}
    for part in parts:
        folded = _BETWEEN_HAN.sub("", fold(part or ""))
        words.update(dict.fromkeys(_WORD.findall(folded)))
        if _HAN_RUN.search(folded):
            # Nobody types the pinyin of 有限公司.
            for reading in readings(without_form("".join(_WORD.findall(folded)))):
                words.update(dict.fromkeys(reading))
    text = ""
    for word in words:
        if len(text) + len(word) < MAX_STORED:
            text = f"{text} {word}".lstrip()
    return text


def grams(text: str) -> frozenset[str]:
    """The pieces of each word that are indexed.

    Two characters of a Chinese word; three of any other, and two where it is short, as initials and numbers are. The first one and
    two always, for who has typed no more. The SQL function search_grams does the same; a test compares them.
    """
    return frozenset(piece for word in text.split() for piece in (word[:1], word[:2], *_pieces(word)))


def _pieces(word: str) -> Iterator[str]:
    sizes = (2,) if _is_han(word) else (2, 3) if len(word) <= SHORT else (3,)
    return (word[start : start + size] for size in sizes for start in range(len(word) - size + 1))


def _is_han(word: str) -> bool:
    return word[0] >= _HAN[0]


@dataclass(frozen=True)
class SearchQuery:
    """What a search demands of a record: all `grams` in its index, and all `patterns` (for LIKE) in ' ' + its search text."""

    grams: tuple[str, ...]
    patterns: tuple[str, ...]


def search_query(text: str) -> SearchQuery:
    """Every word must be found, in any order; a single character, and two letters of a long word, only at the start of a word.

    Raises DomainError for the request's field `search` when nothing is left to search for, or it is too long.
    """
    if len(text) > MAX_QUERY:
        raise invalid("search", f"A search has at most {MAX_QUERY} characters.", "SEARCH_TOO_LONG")
    words = list(dict.fromkeys(_WORD.findall(fold(text))))[:MAX_WORDS]
    if not words:
        raise invalid("search", "A search needs a letter, a digit or a Chinese character.", "SEARCH_EMPTY")
    wanted = (_wanted(word) for word in words)
    return SearchQuery(
        tuple(sorted({gram for each in wanted for gram in each})),
        tuple(f"% {word}%" if len(word) == 1 else f"%{word}%" for word in words),
    )


def _wanted(word: str) -> Iterator[str]:
    """Pieces that cover the word without more overlap than needed.

    Every piece more would make the planner believe in fewer hits, as if the pieces of one word had nothing to do with each other.
    """
    size = min(len(word), 2 if _is_han(word) else 3)
    last = len(word) - size
    return (word[start : start + size] for start in {*range(0, last, size), last})
