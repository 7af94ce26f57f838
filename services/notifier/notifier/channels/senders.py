"""One message over one channel."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.errors import HeaderParseError
from email.headerregistry import Address

import httpx

from notifier.channels import dingtalk, feishu, wecom
from notifier.channels.mail import mail
from notifier.channels.message import Message, Recipient
from notifier.channels.outcome import Outcome, Verdict
from notifier.channels.outside import Barred, Way
from notifier.channels.robots import with_keyword
from notifier.channels.smtp import send_mail
from notifier.domain.channel import MailSecurity
from notifier.domain.notification import ChannelKind

# WeCom's tokens hold for two hours; a new one is asked for a little earlier.
_TOKEN_HOLDS = timedelta(hours=1, minutes=50)


@dataclass(frozen=True, slots=True)
class OpenChannel:
    """A channel with its secrets in the clear, for as long as something is sent over it."""

    kind: ChannelKind
    mail_host: str = ""
    mail_port: int = 0
    mail_security: MailSecurity = MailSecurity.STARTTLS
    mail_user: str = ""
    from_address: str = ""
    from_name: str = ""
    wecom_corp: str = ""
    wecom_agent: int = 0
    keyword: str = ""
    webhook_url: str = field(default="", repr=False)
    secret: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Letter:
    """What is sent, to whom, under which key: the same at every attempt."""

    message: Message
    recipient: Recipient
    key: str


class Senders:
    """Knows how each kind of channel is sent over. Keeps WeCom's access tokens, which must not be asked for each time."""

    def __init__(self) -> None:
        self._tokens: dict[str, tuple[str, datetime]] = {}

    async def send(self, channel: OpenChannel, letter: Letter, way: Way, at: datetime) -> Outcome:
        """What became of it; the network never raises out of here. `at` is technical time: signatures bear it."""
        try:
            match channel.kind:
                case ChannelKind.MAIL:
                    return await self._mail(channel, letter, way, at)
                case ChannelKind.WECOM if channel.wecom_agent:
                    return await self._wecom_app(channel, letter, way, at)
                case ChannelKind.WECOM:
                    request = wecom.robot_request(channel.webhook_url, _kept(channel, letter), letter.recipient)
                    return wecom.robot_outcome(await way.post(request, wecom.HOSTS))
                case ChannelKind.DINGTALK:
                    request = dingtalk.robot_request(channel.webhook_url, channel.secret, _kept(channel, letter), letter.recipient, at)
                    return dingtalk.robot_outcome(await way.post(request, dingtalk.HOSTS))
                case ChannelKind.FEISHU:
                    request = feishu.robot_request(channel.webhook_url, channel.secret, _kept(channel, letter), letter.recipient, at)
                    return feishu.robot_outcome(await way.post(request, feishu.HOSTS))
                case ChannelKind.IN_APP:
                    return Outcome.refused("NOT_A_CHANNEL", "The list in the product needs no channel.")
        except Barred as barred:
            return Outcome.refused(barred.reason, str(barred))
        except (httpx.HTTPError, httpx.InvalidURL, OSError, TimeoutError) as error:
            # Its text may hold the address, and that the key of the robot.
            return Outcome.unknown(type(error).__name__, "The provider was not reached, or did not answer in time.")

    async def _mail(self, channel: OpenChannel, letter: Letter, way: Way, at: datetime) -> Outcome:
        if not letter.recipient.email:
            return Outcome.refused("NO_ADDRESS", "No mail address of this person is known.")
        try:
            sender = Address(display_name=channel.from_name, addr_spec=channel.from_address)
            written = mail(letter.message, letter.recipient, sender=sender, key=letter.key, at=at)
        except (ValueError, IndexError, HeaderParseError):
            return Outcome.refused("ADDRESS_INVALID", "The mail address of this person, or that of the sender, is none.")
        return await send_mail(
            way,
            written,
            host=channel.mail_host,
            port=channel.mail_port,
            security=channel.mail_security,
            user=channel.mail_user,
            password=channel.secret,
        )

    async def _wecom_app(self, channel: OpenChannel, letter: Letter, way: Way, at: datetime) -> Outcome:
        if not letter.recipient.user_id:
            return Outcome.refused("NO_ADDRESS", "Nobody has said who this person is in WeCom.")
        base = channel.webhook_url or f"https://{wecom.HOSTS[0]}"
        token, outcome = await self._token(channel, base, way, at)
        if not token:
            return outcome
        request = wecom.app_request(base, token, channel.wecom_agent, letter.message, letter.recipient, letter.key)
        outcome = wecom.app_outcome(await way.post(request, wecom.HOSTS))
        if wecom.token_is_gone(outcome):
            self._tokens.pop(_application(channel), None)
        return outcome

    async def _token(self, channel: OpenChannel, base: str, way: Way, at: datetime) -> tuple[str, Outcome]:
        """The access token of the application, kept while it holds; none, and why."""
        token, until = self._tokens.get(_application(channel), ("", at))
        if token and at < until:
            return token, Outcome.sent()
        token, outcome = wecom.token_of(await way.get(wecom.token_url(base, channel.wecom_corp, channel.secret), wecom.HOSTS))
        if outcome.verdict is not Verdict.SENT:
            return "", outcome
        self._tokens[_application(channel)] = token, at + _TOKEN_HOLDS
        return token, outcome


def _application(channel: OpenChannel) -> str:
    """Tells applications apart; another secret is another one, and no secret is kept in memory for it."""
    return hashlib.sha256(f"{channel.webhook_url}\n{channel.wecom_corp}\n{channel.wecom_agent}\n{channel.secret}".encode()).hexdigest()


def _kept(channel: OpenChannel, letter: Letter) -> Message:
    return with_keyword(letter.message, channel.keyword)
