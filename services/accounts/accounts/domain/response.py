"""How much a customer says (客户反馈强度), read from the log of one subject over bounded windows.

Intensity of 30 days, 0 to 100: the share of contacts that had an answer counts 50, the number of answers 25 (4 or more are all of
it), their speed 25 (all of it within 4 hours, nothing from 3 days on, in between by the median).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import floor
from statistics import median

WINDOW = timedelta(days=30)
# What a comparison of two windows looks at.
LOOK_BACK = 2 * WINDOW
# With fewer contacts in a window, nothing is said of it.
LEAST_CONTACTS = 2
# Below this there was not much that could fall.
LEAST_BEFORE = 40
_MANY_ANSWERS = 4
_FAST, _SLOW = 4 * 60, 3 * 24 * 60


@dataclass(frozen=True)
class Talk:
    """One contact as the log has it. `response_minutes` is 0 where nobody knows."""

    time: datetime
    two_way: bool
    response_minutes: int = 0


@dataclass(frozen=True)
class Fall:
    before: int
    now: int


@dataclass(frozen=True)
class Silence:
    """So many contacts in a row had no answer."""

    count: int
    since_time: datetime


def intensity(log: Sequence[Talk], until: datetime) -> int | None:
    """Of the 30 days up to `until`; None where there is too little to say."""
    window = [talk for talk in log if until - WINDOW < talk.time <= until]
    if len(window) < LEAST_CONTACTS:
        return None
    answers = [talk for talk in window if talk.two_way]
    share = 50 * len(answers) / len(window)
    number = 25 * min(len(answers), _MANY_ANSWERS) / _MANY_ANSWERS
    return floor(share + number + (25 * _speed(answers) if answers else 0) + 0.5)


def _speed(answers: Sequence[Talk]) -> float:
    """1 for fast, 0 for slow; a half where no answer says how long it took."""
    known = [talk.response_minutes for talk in answers if talk.response_minutes]
    if not known:
        return 0.5
    return min(1.0, max(0.0, (_SLOW - median(known)) / (_SLOW - _FAST)))


def fall(log: Sequence[Talk], percent: int) -> Fall | None:
    """What the newest contact shows: the intensity fell by `percent` against the month before, and had not before this contact.

    `log` is in the order of time.
    """
    if not log:
        return None
    fallen = _fallen(log, log[-1].time, percent)
    if fallen is None or (len(log) > 1 and _fallen(log[:-1], log[-2].time, percent)):
        return None
    return fallen


def _fallen(log: Sequence[Talk], until: datetime, percent: int) -> Fall | None:
    before, now = intensity(log, until - WINDOW), intensity(log, until)
    if before is None or now is None or before < LEAST_BEFORE or now > before * (100 - percent) / 100:
        return None
    return Fall(before, now)


def silence(log: Sequence[Talk], count: int) -> Silence | None:
    """What the newest contact shows: `count` contacts in a row, or a multiple of it, had no answer. `log` is in the order of time."""
    unanswered: list[Talk] = []
    for talk in reversed(log):
        if talk.two_way:
            break
        unanswered.append(talk)
    if not unanswered or len(unanswered) % count:
        return None
    return Silence(len(unanswered), unanswered[-1].time)


def answered_after(log: Sequence[Talk], at: datetime) -> int:
    """Minutes from our last contact that still waited for an answer to `at`; 0 where none waited. `log` is in the order of time."""
    earlier = [talk for talk in log if talk.time < at]
    if not earlier or earlier[-1].two_way:
        return 0
    return max(1, round((at - earlier[-1].time).total_seconds() / 60))
