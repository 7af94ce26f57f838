"""What the group robots have in common: one POST of JSON, an answer with a code, people who are mentioned by the provider's own id."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import orjson

from notifier.channels.message import Message, Recipient
from notifier.channels.outcome import Outcome

# For providers that say that it was too much and not how long to wait: their windows are a minute.
MINUTE = 60.0
_USER_ID = re.compile(r"[A-Za-z0-9_.@-]{1,64}")
_MOST_WORDS = 300


@dataclass(frozen=True, slots=True)
class Request:
    """What is posted. The address holds the key of the robot, so it is never shown."""

    url: str
    content: bytes

    def __repr__(self) -> str:
        return f"Request({len(self.content)} bytes)"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. Header names are in lower case."""

    status: int
    headers: Mapping[str, str]
    content: bytes


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a provider answers: its two fields, which codes mean 'too much' and for how long, and which mean 'not now'."""

    code: str
    words: str
    waits: Mapping[int, float]
    again: frozenset[int]

    def outcome(self, answer: Answer) -> Outcome:
        if answer.status == 429:
            return Outcome.wait(answer.status, "Too many requests.", told_seconds(answer) or MINUTE)
        if answer.status >= 500:
            return Outcome.unknown(answer.status, "The provider is out of order.")
        said = json_of(answer)
        if said is None or not isinstance(said.get(self.code), int):
            # A page of a proxy or a portal: what was sent may have been taken or not.
            return (Outcome.unknown if answer.status < 400 else Outcome.refused)(answer.status, "The answer is not the provider's.")
        return self._by_code(said[self.code], str(said.get(self.words, ""))[:_MOST_WORDS], answer)

    def _by_code(self, code: int, words: str, answer: Answer) -> Outcome:
        if code == 0:
            return Outcome.sent(words)
        if code in self.waits:
            return Outcome.wait(code, words, told_seconds(answer) or self.waits[code])
        return Outcome.unknown(code, words) if code in self.again else Outcome.refused(code, words)


def json_of(answer: Answer) -> dict[str, Any] | None:
    try:
        said = orjson.loads(answer.content)
    except orjson.JSONDecodeError:
        return None
    return said if isinstance(said, dict) else None


def told_seconds(answer: Answer) -> float:
    """How long the provider says to wait; 0 where it does not say."""
    for header in ("retry-after", "x-ogw-ratelimit-reset"):
        told = answer.headers.get(header, "")
        if told.isdecimal():
            return float(told)
    return 0


def mentioned(recipient: Recipient) -> str:
    """The provider's id of who is mentioned; nothing where it could mean something else in the dialect."""
    return recipient.user_id if _USER_ID.fullmatch(recipient.user_id) else ""


def with_keyword(message: Message, keyword: str) -> Message:
    """Robots that are guarded by a keyword take only what holds it; the title is never cut off."""
    if not keyword or keyword in message.title:
        return message
    return replace(message, title=f"{message.title} · {keyword}")


def json_size(text: str) -> int:
    """Bytes of a text inside of JSON: limits on a whole request count these."""
    return len(orjson.dumps(text)) - 2
