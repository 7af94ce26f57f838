"""Each member is a user of NATS that may say what its service says and hear whom it follows."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AsyncExitStack, suppress
from typing import Any

import nats
import pytest
from nats.aio.client import Client
from nats.js.api import ConsumerConfig, StreamConfig

from chassis.relay import ensure_stream
from chassis.subjects import EVERY_EVENT, consumer_name, delivery_subject, inbox_prefix, stream_name
from tests.support.servers import Servers, temporary_folder
from tools.chart.members import declared, sources
from tools.stack.members import MEMBERS
from tools.stack.nats import Nats
from tools.stack.nats_users import ADMINISTRATOR, rights_of_members
from tools.stack.ports import any_free

SERVICES = {member.name: member.service for member in MEMBERS}


class Room:
    """One room, and who is in it. Remembers what NATS refused to whom."""

    def __init__(self, url: Callable[[str], str], stack: AsyncExitStack) -> None:
        self._url, self._stack = url, stack
        self.refused: dict[str, list[str]] = {}

    async def enter(self, member: str, *, inbox: str | None = None) -> Client:
        said = self.refused.setdefault(member, [])

        async def refused(error: Exception) -> None:
            said.append(str(error).lower())

        prefix = inbox or inbox_prefix(SERVICES.get(member, member))
        client = await nats.connect(self._url(member), inbox_prefix=prefix, error_cb=refused)
        return await self._stack.enter_async_context(client)

    async def refuses(self, member: str, what: str) -> bool:
        for _ in range(100):
            if any(what.lower() in said for said in self.refused[member]):
                return True
            await asyncio.sleep(0.01)
        return False

    async def leaves_unanswered(self, member: str, subject: str, asking: Coroutine[Any, Any, object]) -> bool:
        """Who may not ask gets no answer at all, only the word that it may not."""
        asked = asyncio.create_task(asking)
        try:
            return await self.refuses(member, f'publish to "{subject}"') and not asked.done()
        finally:
            asked.cancel()
            await asyncio.gather(asked, return_exceptions=True)


@pytest.fixture
async def room(servers: Servers) -> AsyncIterator[Room]:
    """Every service has made its stream, and told one thing."""
    async with AsyncExitStack() as stack:
        place = Room(servers.nats_urls(), stack)
        for member, service in SERVICES.items():
            jetstream = (await place.enter(member)).jetstream()
            await ensure_stream(jetstream, service)
            await jetstream.publish(f"crm.{service}.Thing.acme.1", b"told by itself")
        yield place


async def stored(room: Room, service: str) -> int:
    administrator = await room.enter(ADMINISTRATOR)
    return (await administrator.jetstream().stream_info(stream_name(service))).state.messages


@pytest.mark.parametrize("member", SERVICES)
async def test_no_member_speaks_for_another(room: Room, member: str) -> None:
    client = await room.enter(member)
    for other in {*SERVICES.values()} - {SERVICES[member]}:
        subject = f"crm.{other}.ContractEffective.acme.1"
        await client.publish(subject, b"forged")
        assert await room.refuses(member, f'publish to "{subject}"')
        assert await stored(room, other) == 1


@pytest.mark.parametrize("member", SERVICES)
async def test_a_member_hears_whom_it_follows_and_nobody_else(room: Room, member: str) -> None:
    service, client = SERVICES[member], await room.enter(member)
    followed = set(sources(declared(next(each for each in MEMBERS if each.name == member))))
    for source in SERVICES.values():
        name, deliver = consumer_name(service, source), delivery_subject(service, source)
        making = client.jetstream().add_consumer(stream_name(source), ConsumerConfig(durable_name=name, deliver_subject=deliver))
        if source in followed:
            await making
            heard = await client.subscribe(deliver)
            message = await heard.next_msg(2)
            assert message.data == b"told by itself"
            await message.ack_sync(2)
        else:
            asked = f"$JS.API.CONSUMER.DURABLE.CREATE.{stream_name(source)}.{name}"
            assert await room.leaves_unanswered(member, asked, making)


async def test_nobody_listens_on_the_way_to_others(room: Room) -> None:
    """Events that pass, what JetStream brings to others, and the answers that others get."""
    ways = ("crm.>", "crm.receivables.>", EVERY_EVENT, delivery_subject("notifier", "receivables"), ">", "_INBOX.>", "_INBOX_notifier.>")
    client = await room.enter("pipeline")
    for way in ways:
        await client.subscribe(way)
        assert await room.refuses("pipeline", f'subscription to "{way}"')


async def test_a_member_reads_no_other_stream_by_any_other_call(room: Room) -> None:
    client = await room.enter("pipeline")
    for call, question in (
        ("STREAM.MSG.GET.crm_receivables", {"seq": 1}),
        ("DIRECT.GET.crm_receivables", {"seq": 1}),
        ("CONSUMER.MSG.NEXT.crm_receivables.notifier_from_receivables", {"batch": 1}),
        (
            "CONSUMER.CREATE.crm_receivables",
            {"stream_name": "crm_receivables", "config": {"deliver_subject": "deliver.pipeline_from_leads"}},
        ),
        ("STREAM.CREATE.mirror", {"name": "mirror", "mirror": {"name": "crm_receivables"}}),
        ("STREAM.DELETE.crm_pipeline", {}),
        ("STREAM.PURGE.crm_pipeline", {}),
        ("STREAM.UPDATE.crm_pipeline", {"name": "crm_pipeline", "subjects": ["crm.>"]}),
    ):
        asking = client.request(f"$JS.API.{call}", json.dumps(question).encode(), timeout=5)
        assert await room.leaves_unanswered("pipeline", f"$JS.API.{call}", asking)


async def test_a_member_does_not_make_the_stream_of_another_or_bend_its_own(room: Room) -> None:
    administrator, client = await room.enter(ADMINISTRATOR), await room.enter("pipeline")
    await administrator.jetstream().delete_stream(stream_name("leads"))
    making = ensure_stream(client.jetstream(), "leads")
    assert await room.leaves_unanswered("pipeline", "$JS.API.STREAM.CREATE.crm_leads", making)
    with pytest.raises(nats.js.errors.BadRequestError):
        await client.jetstream().add_stream(StreamConfig(name=stream_name("pipeline"), subjects=["crm.leads.>"]))


async def test_the_members_of_this_machine_are_the_users_of_its_broker(servers: Servers) -> None:
    assert set(rights_of_members()) == set(SERVICES)
    passwords = {servers.nats.url(member=member).split(":")[2] for member in (*SERVICES, ADMINISTRATOR)}
    assert len(passwords) == len(SERVICES) + 1


async def test_a_broker_that_runs_learns_of_a_new_member_without_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    with temporary_folder() as folder:
        broker = Nats(folder / "nats", port=any_free(), run=folder / "run", logs=folder / "logs", durable=False)
        try:
            with monkeypatch.context() as before:
                before.setattr("tools.stack.nats_users.rights_of_members", dict)
                broker.start()
            with pytest.raises(nats.errors.Error):
                await nats.connect(broker.url(member="leads"), allow_reconnect=False)
            pid = broker.process.pid
            broker.start()
            assert await _comes_in(broker.url(member="leads"))
            assert broker.process.pid == pid
        finally:
            broker.kill()


async def _comes_in(url: str) -> bool:
    for _ in range(50):
        with suppress(nats.errors.Error):
            await (await nats.connect(url, allow_reconnect=False)).close()
            return True
        await asyncio.sleep(0.1)
    return False
