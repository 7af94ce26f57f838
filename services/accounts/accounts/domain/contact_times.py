"""At which hour of the day calls are answered (最佳跟进时机), read from the log: of one customer where it says enough, else of others.

The best hour is the one whose share of answered calls is surely the highest: by the lower end of Wilson's interval (95 %), so that one
answered call of one does not beat eighteen of twenty.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

from chassis.reasons import Reason, Sentence

_Z = 1.96


class Basis(StrEnum):
    """Whose calls were looked at."""

    SUBJECT = "subject"
    SOURCE = "source"
    VISIBLE = "visible"


# So many calls are needed to say something: somebody's own habits show sooner than those of many.
LEAST = {Basis.SUBJECT: 5, Basis.SOURCE: 20, Basis.VISIBLE: 20}
_BEST = {
    Basis.SUBJECT: Sentence(
        "ANSWERS_OWN", "该客户 {hour} 点接通 {answered}/{calls} 次", "This customer answered {answered} of {calls} calls at {hour}:00"
    ),
    Basis.SOURCE: Sentence(
        "ANSWERS_SOURCE",
        "同来源线索 {hour} 点接通 {answered}/{calls} 次",
        "Leads of this source answered {answered} of {calls} calls at {hour}:00",
    ),
    Basis.VISIBLE: Sentence(
        "ANSWERS_VISIBLE",
        "你能看到的客户 {hour} 点接通 {answered}/{calls} 次",
        "Customers answered {answered} of {calls} calls at {hour}:00",
    ),
}
_TOO_FEW = Sentence("TOO_FEW_CALLS", "通话记录太少，还看不出规律", "Too few calls to tell")


@dataclass(frozen=True, slots=True)
class Hour:
    """Calls that began in one hour of the company's day, from 0 to 23."""

    hour: int
    calls: int
    answered: int

    @property
    def sure_share(self) -> float:
        """What the share of answers is at least, between 0 and 1."""
        share, square = self.answered / self.calls, _Z * _Z
        middle = share + square / (2 * self.calls)
        spread = _Z * sqrt((share * (1 - share) + square / (4 * self.calls)) / self.calls)
        return max(0.0, (middle - spread) / (1 + square / self.calls))


@dataclass(frozen=True, slots=True)
class ContactTime:
    """`best` is None where the log does not say enough."""

    basis: Basis | None
    best: Hour | None
    hours: Sequence[Hour]
    why: Reason

    @property
    def calls(self) -> int:
        return sum(each.calls for each in self.hours)


def says_enough(basis: Basis, hours: Iterable[Hour]) -> bool:
    """Enough calls, and somebody answered."""
    found = list(hours)
    return sum(each.calls for each in found) >= LEAST[basis] and any(each.answered for each in found)


def best_time(basis: Basis, hours: Sequence[Hour]) -> ContactTime:
    """Of hours that say enough; of equal ones the earliest."""
    best = max(sorted(hours, key=lambda each: each.hour), key=lambda each: each.sure_share)
    return ContactTime(basis, best, hours, _BEST[basis](hour=best.hour, answered=best.answered, calls=best.calls))


def nothing_to_say(hours: Sequence[Hour]) -> ContactTime:
    return ContactTime(None, None, hours, _TOO_FEW())
