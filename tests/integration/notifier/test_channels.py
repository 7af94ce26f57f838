"""Channels as administrators set them up."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import select

from chassis.errors import DomainError
from chassis.tables import audit
from crm.notifier.v1 import notifier_pb2 as pb
from notifier import tables as t
from tests.integration.notifier.carrying import Carrying, carrying
from tests.support.running import ask, person
from tests.support.servers import Servers
from tests.support.smtp_server import PASSWORD


@pytest.fixture
async def place(servers: Servers, tmp_path: Path) -> AsyncIterator[Carrying]:
    async with carrying(servers, tmp_path) as found:
        yield found


async def _test(place: Carrying, channel: pb.Channel) -> pb.TestChannelResponse:
    reply: pb.TestChannelResponse = await ask(place.runtime, place.admin, "TestChannel", pb.TestChannelRequest(channel_id=channel.id))
    return reply


@pytest.mark.capability("N-01")
async def test_a_test_mail_tells_what_the_server_answered(place: Carrying) -> None:
    reply = await _test(place, await place.mail_channel())
    assert (reply.accepted, reply.code) == (True, "")
    assert str(place.mail.received[0]["Subject"]) == "测试消息"


@pytest.mark.capability("N-01")
async def test_a_wrong_password_is_told_in_the_servers_words(place: Carrying) -> None:
    reply = await _test(place, await place.mail_channel(secret="wrong"))
    assert (reply.accepted, reply.code) == (False, "535")
    assert "Authentication" in reply.answer


@pytest.mark.capability("N-02", "N-03", "S-17")
@pytest.mark.parametrize("kind", ["wecom", "dingtalk", "feishu"])
async def test_a_robot_takes_a_test_message(place: Carrying, kind: str) -> None:
    assert (await _test(place, await place.robot(kind))).accepted


@pytest.mark.capability("N-02", "N-03", "S-17")
@pytest.mark.parametrize(
    ("kind", "wrong", "code"),
    [("wecom", {"webhook_url": "?key=other"}, "93000"), ("dingtalk", {"secret": "other"}, "310000"), ("feishu", {"secret": "x"}, "19021")],
)
async def test_what_is_wrong_with_a_robot_is_told_by_its_own_code(place: Carrying, kind: str, wrong: dict[str, str], code: str) -> None:
    if url := wrong.get("webhook_url"):
        wrong = {"webhook_url": place.robots.wecom_url.partition("?")[0] + url}
    assert (await _test(place, await place.robot(kind, **wrong))).code == code


@pytest.mark.capability("N-02")
async def test_an_application_of_wecom_reaches_its_people_by_their_user_id(place: Carrying) -> None:
    await place.user(place.admin.person_id, "管理员", wecom="zhangsan")
    fields = {"wecom_corp": "corp", "wecom_agent": 1000002, "secret": "app-secret", "webhook_url": place.robots.url}
    assert (await _test(place, await place.channel("wecom", **fields))).accepted
    assert place.robots.app.messages[0]["touser"] == "zhangsan"


async def test_secrets_are_kept_sealed_and_never_told_again(place: Carrying) -> None:
    made = await place.robot("dingtalk")
    assert (made.webhook_hint, made.has_secret) == ("127.0.0.1 …oken", True)
    await place.mail_channel()
    read = await ask(place.runtime, place.admin, "GetChannel", pb.GetChannelRequest(channel_id=made.id))
    listed = await ask(place.runtime, place.admin, "ListChannels", pb.ListChannelsRequest())
    async with place.uow() as uow:
        kept = repr((await uow.execute(select(t.channel))).all()) + repr((await uow.execute(select(audit))).all())
    for secret in ("ding-token", "SEC-ding", PASSWORD):
        assert secret not in f"{made}{read}{listed}{kept}"


async def test_a_secret_that_is_not_named_stays(place: Carrying) -> None:
    made = await place.robot("feishu")
    change = pb.UpdateChannelRequest(channel_id=made.id, channel=pb.Channel(name="销售群"))
    changed = await ask(place.runtime, place.admin, "UpdateChannel", change)
    assert (changed.name, changed.has_secret) == ("销售群", True)
    assert (await _test(place, changed)).accepted


@pytest.mark.parametrize(
    "url",
    [
        "http://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=k",
        "https://169.254.169.254/cgi-bin/webhook/send?key=k",
        "https://localhost:5432/cgi-bin/webhook/send?key=k",
        "https://qyapi.weixin.qq.com@10.0.0.1/cgi-bin/webhook/send?key=k",
        "https://qyapi.weixin.qq.com.evil.example/cgi-bin/webhook/send?key=k",
        "file:///etc/passwd",
    ],
)
async def test_no_robot_leads_into_our_own_network(place: Carrying, url: str) -> None:
    with pytest.raises(DomainError) as refused:
        await place.robot("wecom", webhook_url=url)
    assert refused.value.reason in ("HOST_NOT_ALLOWED", "ADDRESS_INVALID")


async def test_a_mail_server_in_our_own_network_is_not_reached(place: Carrying) -> None:
    reply = await _test(place, await place.mail_channel(mail_port=25))
    assert reply.code == "HOST_NOT_ALLOWED"


async def test_who_may_not_manage_channels_does_not(place: Carrying) -> None:
    rep = person(place.tenant_id, "channel.read")
    with pytest.raises(DomainError) as refused:
        await ask(place.runtime, rep, "CreateChannel", pb.CreateChannelRequest(channel=pb.Channel(name="x", kind=pb.CHANNEL_KIND_MAIL)))
    assert refused.value.reason == "PERMISSION_DENIED"
