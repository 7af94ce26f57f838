"""One message to one person: what it says, when it is meant to go, and what became of it."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, TypedDict
from uuid import UUID

from chassis.aggregate import Aggregate
from crm.notifier.v1 import events_pb2 as facts
from crm.notifier.v1 import notifier_pb2 as pb


class ChannelKind(StrEnum):
    """A way to a person."""

    IN_APP = "in_app"
    MAIL = "mail"
    WECOM = "wecom"
    DINGTALK = "dingtalk"
    FEISHU = "feishu"


class NotificationKind(StrEnum):
    MESSAGE = "message"
    DAILY_DIGEST = "daily_digest"
    WEEKLY_DIGEST = "weekly_digest"


class Line(TypedDict):
    """One thing that a message says; its time as ISO text."""

    rule: str
    event: str
    title: str
    body: str
    subject_type: str
    subject_id: str
    event_time: str


@dataclass(eq=False, kw_only=True)
class Notification(Aggregate):
    """It waits until `send_time`; what it says is decided then, by what still holds."""

    person_id: UUID
    kind: NotificationKind = NotificationKind.MESSAGE
    urgent: bool = False
    language: str = ""
    title: str = ""
    body: str = ""
    subject_type: str = ""
    subject_id: UUID | None = None
    subject_name: str = ""
    lines: list[Line] = field(default_factory=list)
    channels: list[ChannelKind] = field(default_factory=list)
    send_time: datetime
    sent_time: datetime | None = None
    read_time: datetime | None = None
    drop_time: datetime | None = None
    unread: bool = False
    # Among the messages that a person gets on a day at most.
    counted: bool = False

    @property
    def waits(self) -> bool:
        return self.sent_time is None and self.drop_time is None

    def send(
        self, at: datetime, *, language: str, title: str, body: str, lines: list[Line], channels: list[ChannelKind], counted: bool = True
    ) -> None:
        """Fixes what it says and by which ways; from here on it is in the person's list."""
        self.counted = counted
        self.language, self.title, self.body, self.lines = language, title, body, lines
        self.channels = list(channels)
        self.sent_time, self.unread = at, True

    def drop(self, at: datetime) -> None:
        """Nothing of it is worth saying any more."""
        self.drop_time = at

    def put_off(self, send_time: datetime) -> None:
        """It goes later on the same day."""
        self.send_time = send_time

    def revive(self, send_time: datetime) -> None:
        """There is something to say again on the same day."""
        self.drop_time, self.send_time = None, send_time

    def read(self, at: datetime) -> None:
        """The person has read it; reading twice changes nothing."""
        self.read_time, self.unread = self.read_time or at, False

    def delivered(self, channel: ChannelKind) -> None:
        """A channel took it."""
        self.record(facts.NotificationDelivered(**self._told(channel)))

    def failed(self, channel: ChannelKind, error: str) -> None:
        """A channel refused it for good, or all attempts were in vain."""
        self.record(facts.NotificationFailed(**self._told(channel), error=error))

    def _told(self, channel: ChannelKind) -> dict[str, Any]:
        return {
            "notification_id": str(self.id),
            "person_id": str(self.person_id),
            "channel": pb.ChannelKind.Value(f"CHANNEL_KIND_{channel.upper()}"),
            "rules": list(dict.fromkeys(line["rule"] for line in self.lines)),
            "subject_type": self.subject_type,
            "subject_id": str(self.subject_id or ""),
        }
