"""In which order results of several lists come: exact ones first, then every list in its turn, so that none crowds out the others."""

from collections.abc import Sequence
from itertools import zip_longest

from chassis.pinyin import fold
from edge.search.sources import Result


def merged(words: str, lists: Sequence[Sequence[Result]]) -> list[Result]:
    """Each list comes in its own order. Within equally good results, the first of every list comes before the second of any."""
    in_turn = [result for row in zip_longest(*lists) for result in row if result is not None]
    wanted = fold(words).strip()
    return sorted(in_turn, key=lambda result: _distance(wanted, result))


def _distance(wanted: str, result: Result) -> int:
    """0 for just what was typed, 1 for what begins so, 2 for what is found in some other way."""
    names = [fold(text) for text in (result.number, result.title) if text]
    if wanted in names:
        return 0
    return 1 if any(name.startswith(wanted) for name in names) else 2
