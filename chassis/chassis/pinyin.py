"""How Chinese names are read, and the order that follows: by pinyin, then tone, then character."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from chassis.phrases import Style, lazy_pinyin

# Characters that are read otherwise as a family name than elsewhere.
_SURNAMES = {
    "乐": "yue4",
    "任": "ren2",
    "仇": "qiu2",
    "佴": "nai4",
    "区": "ou1",
    "华": "hua4",
    "单": "shan4",
    "召": "shao4",
    "员": "yun4",
    "哈": "ha3",
    "句": "gou1",
    "宁": "ning4",
    "尉": "yu4",
    "折": "she2",
    "曾": "zeng1",
    "朴": "piao2",
    "查": "zha1",
    "洗": "xian3",
    "盖": "ge3",
    "种": "chong2",
    "秘": "bi4",
    "繁": "po2",
    "缪": "miao4",
    "翟": "zhai2",
    "覃": "qin2",
    "解": "xie4",
    "过": "guo1",
    "那": "na1",
    "重": "chong2",
    "黑": "he4",
    "万俟": "mo4 qi2",
    "单于": "chan2 yu2",
    "尉迟": "yu4 chi2",
    "澹台": "tan2 tai2",
    "长孙": "zhang3 sun1",
}
_PERSON = re.compile("[\u3400-\u9fff]{2,4}")
_ACCENTS = re.compile("[\u0300-\u036f]")
# More would not fit into an index entry, and nobody reads the order of longer names.
_SORTED_CHARACTERS = 40


def fold(text: str) -> str:
    """Width, case and Latin accents made equal: ＡＢＣ, abc and ÀBC are one."""
    unaccented = _ACCENTS.sub("", unicodedata.normalize("NFKD", text))
    return unicodedata.normalize("NFKC", unaccented).lower()


@lru_cache(maxsize=4096)
def readings(name: str) -> tuple[tuple[str, str], ...]:
    """The pinyin of a folded name without tones, and its initials; once more with the family name's reading where it may be a person's.

    Other letters stand as they are: ab公司 is abgongsi and abgs.
    """
    syllables = lazy_pinyin(name)
    initials = _initials(name, syllables)
    usual = "".join(syllables), "".join(initials)
    surname = [syllable.rstrip("1234") for syllable in _surname(name)] if _PERSON.fullmatch(name) else []
    if surname == syllables[: len(surname)]:
        return (usual,)
    rest = len(surname)
    return usual, ("".join((*surname, *syllables[rest:])), "".join((*(each[0] for each in surname), *initials[rest:])))


def _initials(name: str, syllables: Sequence[str]) -> list[str]:
    """What pypinyin makes of the name in the style FIRST_LETTER, without reading it once more: a run of other letters stands as it is."""
    found, at = [], 0
    for syllable in syllables:
        stands = name.startswith(syllable, at)
        found.append(syllable if stands else syllable[0])
        at += len(syllable) if stands else 1
    return found


@lru_cache(maxsize=4096)
def syllables(name: str) -> tuple[str, ...]:
    """How each character is read, without tones; a run of other letters is one syllable."""
    return tuple(lazy_pinyin(name))


@lru_cache(maxsize=4096)
def sort_key(name: str, *, person: bool = False) -> str:
    """What a column beside a name holds to sort by, so that the order is the same in every database.

    张三 is "zhang1张 san1三": names of one character stay together, and 章 never falls among 张. Other letters stand, folded, among
    the syllables. `person` reads family names right: 曾 is zeng, not ceng.
    """
    folded = fold(name)[:_SORTED_CHARACTERS]
    syllables = lazy_pinyin(folded, Style.TONE3, errors=_letter_by_letter, neutral_tone_with_five=True)  # type: ignore[arg-type]
    if person:
        surname = _surname(folded)
        syllables[: len(surname)] = surname
    key = "".join(
        f" {syllable}{character} " if syllable != character else character if character.isalnum() else " "
        for character, syllable in zip(folded, syllables, strict=True)
    )
    return " ".join(key.split())


def _letter_by_letter(run: str) -> list[str]:
    """What pypinyin shall make of a run that is not Chinese; its stub does not know that a list is allowed."""
    return list(run)


def _surname(name: str) -> tuple[str, ...]:
    return tuple((_SURNAMES.get(name[:2]) or _SURNAMES.get(name[:1]) or "").split())
