"""Who hears what: an event, a condition, recipients, and how they are told."""

from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import Any
from uuid import UUID

from google.protobuf.message import Message

from chassis.aggregate import Aggregate
from chassis.conditions import Condition, Verdict, condition
from chassis.errors import invalid
from notifier.domain.catalogue import FACTS
from notifier.domain.notification import ChannelKind

# Two weeks: what is held back longer is no news any more.
_LONGEST_DELAY = 14 * 24 * 60


class Recipient(StrEnum):
    """Who is meant, from the point of view of what the fact is about."""

    OWNER = "owner"
    MANAGER = "manager"
    MANAGERS_MANAGER = "managers_manager"
    COLLECTOR = "collector"
    FINANCE = "finance"
    EXECUTIVE = "executive"
    OPERATIONS = "operations"
    COMMERCIAL = "commercial"
    DELIVERY = "delivery"
    SERVICE = "service"
    SUCCESSOR = "successor"


class Digest(StrEnum):
    NONE = "none"
    DAILY = "daily"
    WEEKLY = "weekly"


@dataclass(eq=False, kw_only=True)
class ReminderRule(Aggregate):
    key: str
    name: str
    name_en: str = ""
    event: str
    condition: str = ""
    recipients: list[Recipient] = field(default_factory=list)
    person_ids: list[UUID] = field(default_factory=list)
    team_ids: list[UUID] = field(default_factory=list)
    channels: list[ChannelKind] = field(default_factory=lambda: [ChannelKind.IN_APP])
    template_id: UUID | None = None
    language: str = ""
    delay_minutes: int = 0
    urgent: bool = False
    escalation: bool = False
    digest: Digest = Digest.NONE
    customer_facing: bool = False
    disabled: bool = False
    shipped: bool = False

    def revise(self, **changes: Any) -> None:
        """Takes new values of fields. Raises DomainError where they do not fit together, or where the condition does not read."""
        for name, value in changes.items():
            setattr(self, name, value)
        self.digest = self.digest or Digest.NONE
        if not self.name.strip():
            raise invalid("reminder_rule.name", "A rule needs a name.", "MISSING")
        check_event(self.event, "reminder_rule.event")
        if self.condition:
            compiled(self.event, self.condition)
        if not (self.recipients or self.person_ids or self.team_ids):
            raise invalid("reminder_rule.recipients", "Say who is to hear it.", "MISSING")
        if not self.channels:
            raise invalid("reminder_rule.channels", "Say by which ways; to silence a rule, disable it.", "MISSING")
        if not 0 <= self.delay_minutes <= _LONGEST_DELAY:
            raise invalid("reminder_rule.delay_minutes", "A message is held back for two weeks at most.", "OUT_OF_RANGE")
        if self.urgent and self.digest != Digest.NONE:
            raise invalid("reminder_rule.digest", "What is urgent is not collected.", "URGENT_DIGEST")

    def holds(self, fact: Message, tier: str) -> Verdict:
        """Whether it is to be said. A condition that fails is false, and says why."""
        return compiled(self.event, self.condition).evaluate({"fact": fact, "tier": tier}) if self.condition else Verdict(True)


def check_event(event: str, where: str) -> None:
    if event not in FACTS:
        raise invalid(where, f"There is no fact {event!r}; use one of {', '.join(sorted(FACTS))}.", "EVENT_UNKNOWN")


@lru_cache(maxsize=1000)
def compiled(event: str, source: str) -> Condition:
    """Raises DomainError with the position of what is wrong."""
    return condition(source, {"fact": FACTS[event], "tier": str}, parameter="reminder_rule.condition")
