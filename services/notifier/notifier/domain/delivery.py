"""What becomes of a delivery after an attempt: pure, so that every class of error can be tested by itself."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from notifier.channels.outcome import Outcome, Verdict

MOST_ATTEMPTS = 8
FIRST_PAUSE = timedelta(seconds=10)
LONGEST_PAUSE = timedelta(minutes=30)


class DeliveryState(StrEnum):
    WAITING = "waiting"
    SENT = "sent"
    # Refused for good, or in vain for too often.
    FAILED = "failed"
    # Not sent in time: a message of a day is no use two days later.
    EXPIRED = "expired"
    # Never tried: there is no channel of the kind, or the company is for trying things out.
    WITHHELD = "withheld"


# Never tried, so nothing failed.
_WITHHOLDING = frozenset(("SANDBOX",))


@dataclass(frozen=True, slots=True)
class Next:
    """`due` is technical time; None where it is over."""

    state: DeliveryState
    due: datetime | None = None
    # The channel rests until then.
    rest: datetime | None = None
    # Waiting for the provider's limit costs no attempt.
    counts: bool = True


def after(outcome: Outcome, attempts: int, now: datetime, chance: float) -> Next:
    """What follows from the outcome of the given attempt; `chance`, from 0 to 1, spreads what failed together."""
    match outcome.verdict:
        case Verdict.SENT:
            return Next(DeliveryState.SENT)
        case Verdict.REFUSED:
            return Next(DeliveryState.WITHHELD if outcome.code in _WITHHOLDING else DeliveryState.FAILED)
        case Verdict.WAIT:
            until = now + timedelta(seconds=outcome.wait_seconds)
            return Next(DeliveryState.WAITING, until, rest=until, counts=False)
        case Verdict.UNKNOWN:
            over = attempts >= MOST_ATTEMPTS
            return Next(DeliveryState.FAILED) if over else Next(DeliveryState.WAITING, now + pause(attempts, chance))


def pause(attempts: int, chance: float) -> timedelta:
    """Doubled each time, at most half an hour; at least half of that, the rest by chance."""
    whole: timedelta = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (attempts - 1))
    return whole * (0.5 + chance / 2)
