"""Rows as what is sent: a delivery as a letter, a channel with its secrets opened."""

from typing import Any
from uuid import UUID

import orjson

from chassis.money import Money
from chassis.secret_values import SecretValues
from notifier.channels.message import Language, Line, Message, Recipient
from notifier.channels.pages import page
from notifier.channels.senders import Letter, OpenChannel
from notifier.domain.channel import MailSecurity
from notifier.domain.notification import ChannelKind


def letter(delivery: Any, address: Any | None, public_url: str) -> Letter:
    """`delivery` and `address` are rows; without an address the one that was known when the message was decided is taken."""
    return Letter(said(delivery, public_url), _recipient(delivery, address), str(delivery.id))


def said(delivery: Any, public_url: str = "") -> Message:
    """What is said: the body where the message is one thing, a line for each where it is several."""
    several = len(delivery.lines) > 1
    lines = [Line(line["body"] or line["title"], line["title"] if line["body"] else "") for line in delivery.lines] if several else []
    text = [] if several else [Line(part) for part in delivery.body.splitlines() if part.strip()]
    return Message(
        title=delivery.title,
        lines=tuple(lines or text),
        amount=Money(delivery.currency, delivery.amount_minor) if delivery.amount_minor is not None else None,
        link=page(delivery.lines),
        language=Language.of(delivery.language),
        urgent=delivery.urgent,
    ).at(public_url)


def _recipient(delivery: Any, address: Any | None) -> Recipient:
    if address is None:
        return Recipient(email=delivery.address)
    return Recipient(address.name, address.email or delivery.address, address.provider_users.get(delivery.channel, ""))


def opened(channel: Any, secrets: SecretValues) -> OpenChannel:
    """A row, or the aggregate itself."""
    kept = unsealed(channel.id, channel.sealed_secret, secrets)
    return OpenChannel(
        kind=ChannelKind(channel.kind),
        mail_host=channel.mail_host,
        mail_port=channel.mail_port,
        mail_security=MailSecurity(channel.mail_security or MailSecurity.STARTTLS),
        mail_user=channel.mail_user,
        from_address=channel.from_address,
        from_name=channel.from_name,
        wecom_corp=channel.wecom_corp,
        wecom_agent=channel.wecom_agent,
        keyword=channel.keyword,
        webhook_url=kept.get("webhook_url", ""),
        secret=kept.get("secret", ""),
    )


def sealed(id: UUID, secrets: SecretValues, kept: dict[str, str]) -> bytes:
    return secrets.seal(id, orjson.dumps(kept).decode())


def unsealed(id: UUID, value: bytes, secrets: SecretValues) -> dict[str, str]:
    found: dict[str, str] = orjson.loads(secrets.open(id, value)) if value else {}
    return found
