"""Making texts fit what a provider takes.

Limits count bytes of UTF-8, or characters; what a reader sees as one character is never broken.
"""

import unicodedata
from collections.abc import Callable, Iterator, Sequence

Measure = Callable[[str], int]
ELLIPSIS = "…"
_JOINER = "\u200d"


def utf8(text: str) -> int:
    return len(text.encode())


def cut(text: str, limit: int, measure: Measure = utf8) -> str:
    """As much of the text as measures `limit` at most, with an ellipsis where something is missing.

    `measure` is that of what the text becomes (escaped, as JSON); it adds up over its characters.
    """
    if measure(text) <= limit:
        return text
    room = limit - measure(ELLIPSIS)
    kept = []
    for cluster in _clusters(text):
        room -= measure(cluster)
        if room < 0:
            break
        kept.append(cluster)
    return "".join(kept).rstrip() + ELLIPSIS if limit >= measure(ELLIPSIS) else ""


def fit(head: str, lines: Sequence[str], tail: str, limit: int, measure: Measure = utf8) -> str:
    """Head, lines and tail under each other within the limit. Head and tail stay; lines are left out from the end, the last one cut."""
    room = limit - measure(head) - measure(f"\n{tail}" if tail else "")
    kept = [head]
    for line in lines:
        shown = cut(line, room - measure("\n"), measure)
        if not shown:
            break
        kept.append(shown)
        room -= measure("\n") + measure(shown)
        if shown != line:
            break
    return "\n".join([*kept, tail] if tail else kept)


def _clusters(text: str) -> Iterator[str]:
    """What a reader takes for one character: a letter with its marks, an emoji joined of several."""
    cluster = ""
    for character in text:
        if cluster and not _continues(cluster, character):
            yield cluster
            cluster = ""
        cluster += character
    if cluster:
        yield cluster


def _continues(cluster: str, character: str) -> bool:
    if character == _JOINER or cluster[-1] == _JOINER:
        return True
    if unicodedata.category(character) in ("Mn", "Mc", "Me") or "\U0001f3fb" <= character <= "\U0001f3ff":
        return True
    return len(cluster) == 1 and _is_flag(cluster) and _is_flag(character)


def _is_flag(character: str) -> bool:
    """Half of a flag: two regional indicators make one."""
    return "\U0001f1e6" <= character <= "\U0001f1ff"
