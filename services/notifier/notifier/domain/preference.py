"""How a person wants to be told."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, TypedDict

from chassis.aggregate import Aggregate
from chassis.errors import invalid
from notifier.domain.notification import ChannelKind
from notifier.domain.rule import check_event


class ChannelChoice(TypedDict):
    """The ways by which a person hears of one event; none mutes it."""

    event: str
    channels: list[str]


@dataclass(eq=False, kw_only=True)
class NotificationPreference(Aggregate):
    """One per person, under the person's id."""

    language: str = ""
    quiet_hours_start: str = ""
    quiet_hours_end: str = ""
    daily_digest: bool = False
    choices: list[ChannelChoice] = field(default_factory=list)

    def revise(self, **changes: Any) -> None:
        """Takes new values of fields. Raises DomainError where they make no sense."""
        for name, value in changes.items():
            setattr(self, name, value)
        if bool(self.quiet_hours_start) != bool(self.quiet_hours_end):
            raise invalid("notification_preference.quiet_hours_end", "Quiet hours have a beginning and an end.", "MISSING")
        named = [choice["event"] for choice in self.choices]
        if len(named) != len(set(named)):
            raise invalid("notification_preference.choices", "Each event is chosen for once.", "NAMED_TWICE")
        for event in named:
            if event:
                check_event(event, "notification_preference.choices")

    def ways(self, event: str, channels: Sequence[ChannelKind]) -> list[ChannelKind]:
        """By which ways this person hears of the event; none where it is muted."""
        chosen = {choice["event"]: choice["channels"] for choice in self.choices}
        if event in chosen or "" in chosen:
            return [ChannelKind(each) for each in chosen.get(event, chosen.get("", []))]
        return [ChannelKind(each) for each in channels]
