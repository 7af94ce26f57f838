"""What was decided is sent: by every channel, once, at the providers' pace, and never where it must not go."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import update

from chassis.errors import DomainError
from chassis.ids import new_id
from chassis.money import Money
from chassis.runtime import Runtime
from crm.identity.v1 import identity_pb2 as identity
from crm.notifier.v1 import notifier_pb2 as pb
from notifier import tables as t
from notifier.domain.delivery import MOST_ATTEMPTS
from tests.integration.notifier.carrying import Carrying, carrying, until
from tests.support.running import ask, send
from tests.support.servers import Servers


@pytest.fixture
async def place(servers: Servers, tmp_path: Path) -> AsyncIterator[Carrying]:
    async with carrying(servers, tmp_path) as found:
        yield found


@pytest.mark.capability("N-01")
async def test_a_mail_reaches_its_person_in_text_and_html_with_the_way_back(place: Carrying) -> None:
    await place.mail_channel()
    await place.say(await place.user(name="张三"), "mail", "首次跟进逾期：华东精工", amount=Money("CNY", 1234500))
    await place.become(sent=1)
    mail = place.mail.received[0]
    assert (str(mail["Subject"]), mail["To"].addresses[0].display_name) == ("首次跟进逾期：华东精工", "张三")
    text, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert text is not None
    assert html is not None
    assert "https://crm.example/leads/" in text.get_content()
    assert "华东精工" in html.get_content()
    assert "¥12,345.00" in html.get_content()
    assert await place.facts() == ["NotificationDelivered"]


@pytest.mark.capability("N-02", "N-03", "S-17")
@pytest.mark.parametrize("kind", ["wecom", "dingtalk", "feishu"])
async def test_a_robot_tells_its_group_and_mentions_the_person(place: Carrying, kind: str) -> None:
    await place.robot(kind)
    await place.say(await place.user(wecom="zhangsan", dingtalk="zhangsan", feishu="ou_zhangsan"), kind)
    await place.become(sent=1)
    robot = {"wecom": place.robots.wecom, "dingtalk": place.robots.dingtalk, "feishu": place.robots.feishu}[kind]
    assert "zhangsan" in str(robot.messages[0])


async def test_a_mail_that_may_have_arrived_is_sent_again_under_the_same_key(place: Carrying) -> None:
    """The server took it and hung up before it said so."""
    await place.mail_channel()
    place.mail.answers = [""]
    await place.say(await place.user(), "mail")
    await until(lambda: _attempted(place, 1))
    await place.hurry()
    await place.become(sent=1)
    assert len(place.mail.received) == 2
    assert len(place.mail.distinct()) == 1


async def _attempted(place: Carrying, times: int) -> bool:
    rows = await place.rows()
    return place.mail.attempts >= times and all(row.error_code or row.state != "waiting" for row in rows)


async def test_what_is_refused_for_good_is_told_and_can_be_sent_again_by_hand(place: Carrying) -> None:
    await place.mail_channel()
    place.mail.answers = ["550 5.1.1 <someone@example.com>: mailbox unavailable"]
    await place.say(await place.user(), "mail")
    await place.become(failed=1)
    failed = (await ask(place.runtime, place.admin, "ListDeliveries", pb.ListDeliveriesRequest(filter="state = FAILED"))).deliveries[0]
    assert (failed.error_code, failed.attempts) == ("550", 1)
    assert "mailbox unavailable" in failed.error
    assert "someone@" not in failed.error
    assert await place.facts() == ["NotificationFailed"]
    await ask(place.runtime, place.admin, "RetryDelivery", pb.RetryDeliveryRequest(delivery_id=failed.id))
    await place.become(sent=1)
    with pytest.raises(DomainError) as refused:
        await ask(place.runtime, place.admin, "RetryDelivery", pb.RetryDeliveryRequest(delivery_id=failed.id))
    assert refused.value.reason == "DELIVERY_NOT_OVER"


async def test_a_server_that_is_busy_is_asked_later_and_not_for_ever(place: Carrying) -> None:
    await place.mail_channel()
    place.mail.answers = ["451 4.3.0 try again later"] * MOST_ATTEMPTS
    await place.say(await place.user(), "mail")
    for attempt in range(1, MOST_ATTEMPTS + 1):
        await until(partial(_attempted, place, attempt))
        await place.hurry()
    await place.become(failed=1)
    assert (await place.rows())[0].error_code == "451"
    assert place.mail.attempts == MOST_ATTEMPTS


async def test_a_robot_is_used_no_oftener_than_it_may_be_by_all_replicas_together(place: Carrying, servers: Servers) -> None:
    """The server counts: one message more in a minute, and DingTalk is silent for ten."""
    await place.robot("dingtalk")
    await place.say(await place.user(), "dingtalk", *[f"提醒 {number}" for number in range(30)])
    await place.become(sent=20, waiting=10)
    assert len(place.robots.dingtalk.messages) == place.robots.dingtalk.asked == 20
    await until(lambda: _late(place, 10))


async def _late(place: Carrying, number: int) -> bool:
    """So many wait for the next minute, and no attempt was made of them."""
    soon = place.runtime.clock.real() + timedelta(seconds=30)
    return len([row for row in await place.rows() if row.state == "waiting" and row.due_time > soon and not row.attempts]) == number


@pytest.mark.parametrize(
    ("kind", "answer"), [("wecom", {"errcode": 45009, "errmsg": "freq"}), ("feishu", {"code": 11232, "msg": "frequency"})]
)
async def test_a_provider_that_says_too_often_is_left_alone_and_nothing_is_lost(place: Carrying, kind: str, answer: dict[str, str]) -> None:
    await place.robot(kind)
    robot = {"wecom": place.robots.wecom, "feishu": place.robots.feishu}[kind]
    robot.answers = [(200, answer)]
    await place.say(await place.user(), kind, "一", "二", "三")
    await until(lambda: _put_off(place, 3))
    assert (robot.asked, await place.states()) == (1, {"waiting": 3})
    await place.hurry()
    await place.become(sent=3)


async def _put_off(place: Carrying, number: int) -> bool:
    rows = await place.rows()
    return len([row for row in rows if row.error_code and row.attempts == 0]) == number


async def test_a_message_of_a_day_is_not_sent_two_days_later(place: Carrying) -> None:
    await place.mail_channel()
    place.mail.answers = ["451 later"]
    await place.say(await place.user(), "mail")
    await until(lambda: _attempted(place, 1))
    async with place.uow() as uow:
        await uow.execute(update(t.delivery).values(expire_time=uow.now - timedelta(minutes=1)))
    await place.hurry()
    await place.become(expired=1)
    assert place.mail.received == []
    assert await place.facts() == ["NotificationFailed"]


async def test_a_slow_server_of_one_company_holds_up_no_other(place: Carrying, servers: Servers) -> None:
    await place.mail_channel()
    place.mail.answers = ["hang"]
    await place.say(await place.user(), "mail")
    await until(lambda: _hangs(place))
    other = Carrying(place.runtime, place.mail, place.robots)
    await other.company()
    await other.mail_channel()
    await other.say(await other.user(), "mail")
    await other.become(sent=1)
    assert await place.states() == {"waiting": 1}


async def _hangs(place: Carrying) -> bool:
    return place.mail.attempts == 1


async def test_without_a_channel_a_message_is_withheld_and_nobody_is_told_of_a_failure(place: Carrying) -> None:
    await place.say(await place.user(), "feishu")
    await place.become(withheld=1)
    assert (await place.rows())[0].error_code == "NO_CHANNEL"
    assert await place.facts() == []


async def test_a_message_goes_by_the_channel_of_the_nearest_team(place: Carrying) -> None:
    region, team = new_id(), new_id()
    for id, parent in ((region, ""), (team, str(region))):
        await send(place.runtime, "identity", place.tenant_id, identity.Team(id=str(id), name="华东", parent_id=parent))
    await place.robot("wecom", webhook_url=f"{place.robots.wecom_url}-of-the-company")
    await place.robot("wecom", team_id=str(region))
    await asyncio.sleep(0.5)
    await place.say(await place.user(team_id=team), "wecom")
    await place.become(sent=1)


async def test_a_company_for_trying_things_out_has_no_way_outside(servers: Servers, tmp_path: Path) -> None:
    """Not even to the servers that the settings allow everybody else."""
    async with carrying(servers, tmp_path, sandbox=True) as place:
        channel = await place.mail_channel()
        await place.robot("wecom")
        person = await place.user()
        await place.say(person, "mail")
        await place.say(person, "wecom")
        await place.become(withheld=2)
        tested = await ask(place.runtime, place.admin, "TestChannel", pb.TestChannelRequest(channel_id=channel.id))
        assert (tested.accepted, tested.code) == (False, "SANDBOX")
        assert (place.mail.attempts, place.robots.wecom.asked) == (0, 0)
        assert {row.error_code for row in await place.rows()} == {"SANDBOX"}


async def test_an_installation_for_trying_things_out_sends_nothing_for_anybody(servers: Servers, tmp_path: Path) -> None:
    async with carrying(servers, tmp_path, send_outside=False) as place:
        await place.mail_channel()
        await place.say(await place.user(), "mail")
        await place.become(withheld=1)
        assert place.mail.attempts == 0


async def test_what_a_sandbox_sends_is_caught_where_the_settings_say(servers: Servers, tmp_path: Path) -> None:
    async with carrying(servers, tmp_path, sandbox=True, catchers=True) as place:
        await place.mail_channel()
        await place.say(await place.user(), "mail")
        await place.become(sent=1)


async def test_what_was_sent_is_counted_by_channel_and_outcome(place: Carrying) -> None:
    await place.mail_channel()
    await place.say(await place.user(), "mail")
    await place.become(sent=1)
    await until(lambda: _counted(place.runtime))


async def _counted(runtime: Runtime) -> bool:
    labels = {"service": "notifier", "channel": "mail", "outcome": "sent"}
    return runtime.metrics.registry.get_sample_value("daozhang_deliveries_total", labels) == 1
