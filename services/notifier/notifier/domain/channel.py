"""A way outside that the company has set up: a mail server, the robot of a group, an application of WeCom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from chassis.aggregate import Aggregate, Archivable
from chassis.errors import invalid
from notifier.domain.notification import ChannelKind


class MailSecurity(StrEnum):
    # Begins in the clear and turns to TLS before anything is said; without that nothing is sent.
    STARTTLS = "starttls"
    # TLS from the first byte.
    TLS = "tls"


_MAIL = ("mail_host", "mail_port", "from_address")
_ROBOTS = (ChannelKind.WECOM, ChannelKind.DINGTALK, ChannelKind.FEISHU)


@dataclass(eq=False, kw_only=True)
class Channel(Archivable, Aggregate):
    """`sealed_secret` holds the robot's address, which contains its key, and the password or secret; it is never shown again."""

    name: str
    kind: ChannelKind
    disabled: bool = False
    team_id: UUID | None = None
    mail_host: str = ""
    mail_port: int = 0
    mail_security: MailSecurity | None = None
    mail_user: str = ""
    from_address: str = ""
    from_name: str = ""
    wecom_corp: str = ""
    wecom_agent: int = 0
    keyword: str = ""
    sealed_secret: bytes = b""
    webhook_hint: str = ""
    has_secret: bool = False
    archive_time: datetime | None = None

    @property
    def is_application(self) -> bool:
        """An application of WeCom, which reaches a person; the others of its kind are robots, which reach a group."""
        return self.kind == ChannelKind.WECOM and self.wecom_agent > 0

    def revise(self, **changes: Any) -> None:
        """Takes new values of fields; the kind never changes. Raises DomainError for what is missing."""
        if changes.get("kind", self.kind) != self.kind:
            raise invalid("channel.kind", "The kind of a channel never changes; add another channel.", "FIELD_IMMUTABLE")
        for name, value in changes.items():
            setattr(self, name, value)
        if not self.name.strip():
            raise invalid("channel.name", "A channel needs a name.", "MISSING")
        if self.kind == ChannelKind.MAIL:
            self._check_mail()
        elif self.kind not in _ROBOTS:
            raise invalid("channel.kind", "The list in the product needs no channel.", "NOT_A_CHANNEL")

    def seal(self, sealed: bytes, *, webhook_hint: str, has_secret: bool) -> None:
        """Takes the enciphered secrets, and what may be shown of them. Raises DomainError where something needed is missing."""
        self.sealed_secret, self.webhook_hint, self.has_secret = sealed, webhook_hint, has_secret
        if self.is_application:
            self._need(self.wecom_corp and has_secret, "secret", "An application needs the id of the company and its secret.")
        elif self.kind in _ROBOTS:
            self._need(webhook_hint, "webhook_url", "A robot needs the address that its group shows.")

    def _check_mail(self) -> None:
        self.mail_security = self.mail_security or MailSecurity.STARTTLS
        self.mail_port = self.mail_port or (465 if self.mail_security == MailSecurity.TLS else 587)
        self.mail_host = self.mail_host.strip().lower()
        for name in _MAIL:
            self._need(getattr(self, name), name, "A mail server has a host, a port and an address that messages come from.")
        if not 0 < self.mail_port < 65536:
            raise invalid("channel.mail_port", "A port is a number from 1 to 65535.", "OUT_OF_RANGE")

    @staticmethod
    def _need(value: object, field: str, text: str) -> None:
        if not value:
            raise invalid(f"channel.{field}", text, "MISSING")
