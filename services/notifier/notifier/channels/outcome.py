"""What became of an attempt to send, in four classes: each asks for another reaction."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    SENT = "sent"
    # Too much at once: the provider says, or is known to mean, how long to wait. It costs no attempt.
    WAIT = "wait"
    # It will not be taken, however often it is sent.
    REFUSED = "refused"
    # Nobody knows whether it arrived, or the other side is out of order: again, with the same key.
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Outcome:
    """`code` and `words` are the provider's own, for whoever must mend it; they hold no address and no secret."""

    verdict: Verdict
    code: str = ""
    words: str = ""
    wait_seconds: float = 0

    @classmethod
    def sent(cls, words: str = "ok") -> Outcome:
        return cls(Verdict.SENT, words=words)

    @classmethod
    def refused(cls, code: object, words: str) -> Outcome:
        return cls(Verdict.REFUSED, str(code), words)

    @classmethod
    def unknown(cls, code: object, words: str) -> Outcome:
        return cls(Verdict.UNKNOWN, str(code), words)

    @classmethod
    def wait(cls, code: object, words: str, seconds: float) -> Outcome:
        return cls(Verdict.WAIT, str(code), words, seconds)
