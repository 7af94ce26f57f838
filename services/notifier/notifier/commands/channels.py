"""Commands on the company's ways outside."""

from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import select

from chassis.errors import invalid
from chassis.messages import values
from chassis.service import command
from chassis.tables import copy_tenant
from chassis.unit_of_work import UnitOfWork
from crm.notifier.v1 import notifier_pb2 as pb
from notifier import tables as t
from notifier.channels import dingtalk, feishu, wecom
from notifier.channels.letters import opened, sealed, unsealed
from notifier.channels.message import Language, Line, Message, Recipient
from notifier.channels.outcome import Verdict
from notifier.channels.outside import Outside, Policy
from notifier.channels.senders import Letter, Senders
from notifier.domain.channel import Channel
from notifier.domain.notification import ChannelKind

_SECRETS = ("webhook_url", "secret")
_PROVIDERS = {
    ChannelKind.WECOM: (wecom.HOSTS, wecom.ROBOT_PATH),
    ChannelKind.DINGTALK: (dingtalk.HOSTS, dingtalk.ROBOT_PATH),
    ChannelKind.FEISHU: (feishu.HOSTS, feishu.ROBOT_PATH),
}
_TEST = {
    Language.ZH: Message("测试消息", (Line("看到这条消息，说明此渠道可以使用。"),), link="/settings", language=Language.ZH),
    Language.EN: Message("Test message", (Line("You see this, so the channel works."),), link="/settings", language=Language.EN),
}


@command
async def create_channel(request: pb.CreateChannelRequest, uow: UnitOfWork) -> Channel:
    given = values(request.channel)
    kind = ChannelKind(given.pop("kind") or ChannelKind.IN_APP)
    channel = Channel(id=uow.new_id(), tenant_id=uow.tenant_id, create_time=uow.now, update_time=uow.now, kind=kind, name=given.pop("name"))
    _revise(channel, given, uow)
    return uow.add(channel)


@command
async def update_channel(request: pb.UpdateChannelRequest, uow: UnitOfWork) -> Channel:
    channel = await uow.get(Channel, request.channel_id, etag=request.etag)
    _revise(channel, values(request.channel, request.update_mask), uow)
    return channel


@command
async def archive_channel(request: pb.ArchiveChannelRequest, uow: UnitOfWork) -> Channel:
    channel = await uow.get(Channel, request.channel_id, etag=request.etag)
    channel.archive(uow.now)
    return channel


@command
async def restore_channel(request: pb.RestoreChannelRequest, uow: UnitOfWork) -> Channel:
    channel = await uow.get(Channel, request.channel_id, etag=request.etag)
    channel.restore()
    return channel


@command
async def test_channel(request: pb.TestChannelRequest, uow: UnitOfWork) -> pb.TestChannelResponse:
    """The one command that talks to the outside before its commit: it changes nothing, and whoever asks waits for the answer."""
    channel = await uow.get(Channel, request.channel_id)
    uow.note("channel", channel.id, {"tested": [None, True]})
    policy = _policy(uow)
    address = (await uow.execute(select(t.copy_address).where(t.copy_address.c.id == uow.principal.person_id))).first()
    tenant = (await uow.execute(select(copy_tenant).where(copy_tenant.c.id == uow.tenant_id))).first()
    user_id = address.provider_users.get(channel.kind, "") if address else ""
    recipient = Recipient(address.name, address.email, user_id) if address else Recipient()
    language = Language.of(address.locale if address else "")
    letter = Letter(_TEST[language].at(policy.public_url), recipient, str(uow.new_id()))
    async with Outside(policy) as outside:
        way = outside.way(sandbox=tenant is None or tenant.sandbox)
        outcome = await Senders().send(opened(channel, uow.vault.secrets), letter, way, uow.clock.real())
    accepted = outcome.verdict is Verdict.SENT
    return pb.TestChannelResponse(accepted=accepted, code="" if accepted else outcome.code, answer=outcome.words)


def _revise(channel: Channel, given: dict[str, Any], uow: UnitOfWork) -> None:
    """Secrets that are not named stay; one that is named and empty goes."""
    secrets = unsealed(channel.id, channel.sealed_secret, uow.vault.secrets)
    secrets |= {name: given.pop(name).strip() for name in _SECRETS if name in given}
    channel.revise(**given)
    url = secrets.get("webhook_url", "")
    _check(channel, url, _policy(uow))
    kept = {name: value for name, value in secrets.items() if value}
    value = sealed(channel.id, uow.vault.secrets, kept) if kept else b""
    channel.seal(value, webhook_hint=_hint(url), has_secret=bool(secrets.get("secret")))


def _check(channel: Channel, url: str, policy: Policy) -> None:
    """Addresses where nothing is ever sent are refused at once; that a sandbox sends nowhere is said when it tries."""
    if channel.kind == ChannelKind.MAIL:
        barred = policy.barred_mail(channel.mail_host, channel.mail_port, sandbox=False) if policy.send_outside else None
        if barred:
            raise invalid("channel.mail_port", str(barred), barred.reason)
        return
    hosts, path = _PROVIDERS[ChannelKind(channel.kind)]
    if not url:
        return
    if policy.send_outside and (barred := policy.barred_url(url, hosts, sandbox=False)):
        raise invalid("channel.webhook_url", str(barred), barred.reason)
    if not channel.is_application and not urlsplit(url).path.startswith(path):
        raise invalid("channel.webhook_url", f"The address of a robot goes on with {path} after its host.", "ADDRESS_INVALID")


def _hint(url: str) -> str:
    return f"{urlsplit(url).hostname} …{url[-4:]}" if url else ""


def _policy(uow: UnitOfWork) -> Policy:
    policy: Policy = uow.extras.get("outside") or Policy()
    return policy
