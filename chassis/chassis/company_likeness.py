"""Whether two company names may mean one company: keys by which likenesses are found with an index, and how alike they are.

Two names that are alike enough share a key, or nearly always do; so nobody needs to compare a name with all others. A name has a handful
of keys: itself, its distinctive part, how that is read (大鑫 and 大新 are one sound), and the pairs of characters of that part; of other
letters each word, and its skeleton without vowels and doubled letters (mifflin and miflin).
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from chassis.company_names import distinctive_part, normalized_company_name
from chassis.pinyin import readings, syllables

# From here on two names are told as alike.
ALIKE = 60
MOST_KEYS = 24

_HAN = re.compile("[\u3400-\u9fff]")
_VOWELS = re.compile("[aeiouy]+")
_DOUBLED = re.compile(r"(.)\1+")
# Words that many names have.
_COMMON_WORDS = (
    "china asia global international technology technologies tech trading trade industry industries industrial machinery machine equipment "
    "engineering electric electronics electronic systems system solutions services service science information software network media "
    "import export commerce development investment manufacturing material materials medical energy power automation"
)
_COMMON = frozenset(_COMMON_WORDS.split())
# A pair of characters of the distinctive part tells more than one of the rest.
_DISTINCTIVE, _USUAL = 3, 1


def company_keys(name: str) -> tuple[str, ...]:
    """Texts that a similar name shares at least one of; at most 24, none for an empty name."""
    normalized = normalized_company_name(name)
    if not normalized:
        return ()
    found = _han_keys(normalized) if _HAN.search(normalized) else _latin_keys(normalized)
    return tuple(dict.fromkeys((f"name:{normalized}", *found)))[:MOST_KEYS]


def _han_keys(normalized: str) -> Iterator[str]:
    part = distinctive_part(normalized)
    yield f"part:{part}"
    yield f"read:{readings(part)[0][0]}"
    yield from (f"pair:{pair}" for pair in _pairs(part))


def _latin_keys(normalized: str) -> Iterator[str]:
    words = normalized.split()
    yield f"read:{''.join(words)}"
    for word in words:
        if word not in _COMMON and len(word) > 2:
            yield f"word:{word}"
            if len(word) > 4:
                yield f"bone:{_skeleton(word)}"


def _skeleton(word: str) -> str:
    return word[0] + _VOWELS.sub("", _DOUBLED.sub(r"\1", word[1:]))


def likeness(one: str, other: str) -> int:
    """From 0 to 100; 100 says only that the normalised names are equal, region and form aside."""
    names = normalized_company_name(one), normalized_company_name(other)
    if not all(names):
        return 0
    if names[0] == names[1]:
        return 100
    if all(_HAN.search(name) for name in names):
        written = _dice(*(_weighed(name, list) for name in names))
        # The same sounds, other characters: a slip of the hand more often than another company.
        read = _dice(*(_weighed(name, syllables) for name in names))
        return min(99, round(100 * max(written, 0.9 * read)))
    words = _dice(*(Counter({word: _USUAL if word in _COMMON else _DISTINCTIVE for word in name.split()}) for name in names))
    letters = _dice(*(Counter(_threes(name.replace(" ", ""))) for name in names))
    return min(99, round(100 * max(words, letters)))


def _weighed(name: str, signs: Callable[[str], Sequence[str]]) -> Counter[str]:
    """Pairs of what the name is written or read with; those of its distinctive part count more."""
    part = distinctive_part(name)
    weights = Counter(dict.fromkeys(_pairs(signs(name)), _USUAL))
    weights.update(dict.fromkeys(_pairs(signs(part)), _DISTINCTIVE))
    return weights


def _dice(one: Counter[str], other: Counter[str]) -> float:
    """Twice what both have, by what each has (Dice 1945)."""
    return 2 * (one & other).total() / (one.total() + other.total())


def _pairs(signs: Sequence[str]) -> list[str]:
    return ["".join(signs[start : start + 2]) for start in range(len(signs) - 1)] or ["".join(signs)]


def _threes(text: str) -> list[str]:
    return [text[start : start + 3] for start in range(len(text) - 2)] or [text]
