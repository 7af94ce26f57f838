"""What one message says: each thing once, and together what belongs together."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from notifier.domain.notification import Line, NotificationKind
from notifier.domain.template import speaks_english

_DIGEST = {
    NotificationKind.DAILY_DIGEST: ("每日汇总：{count} 条", "Daily digest: {count} items"),
    NotificationKind.WEEKLY_DIGEST: ("每周汇总：{count} 条", "Weekly digest: {count} items"),
}
_TOGETHER = ("{subject}：{count} 条提醒", "{subject}: {count} reminders")


@dataclass(frozen=True, slots=True)
class Wording:
    title: str
    body: str


def wording(kind: NotificationKind, subject: str, lines: Sequence[Line], language: str) -> Wording:
    """One thing is said as it is; several under a title that says how many."""
    if len(lines) == 1 and kind == NotificationKind.MESSAGE:
        return Wording(lines[0]["title"], lines[0]["body"])
    words = _DIGEST.get(NotificationKind(kind), _TOGETHER)[speaks_english(language)]
    body = "\n".join(f"{line['title']}\n{line['body']}".strip() for line in lines)
    return Wording(words.format(subject=subject, count=len(lines)), body)


def told_once(events: Sequence[tuple[UUID, UUID]]) -> set[UUID]:
    """Of (candidate, event) pairs those candidates that say an event first: two rules may ask for the same thing."""
    seen: set[UUID] = set()
    return {candidate for candidate, event in events if not (event in seen or seen.add(event))}  # type: ignore[func-returns-value]
