"""A process that sends may die between any two lines: nothing is lost, and what came twice bears one key."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from notifier.channels.outside import Outside
from notifier.deliveries import Deliveries
from tests.integration.notifier.carrying import Carrying, carrying
from tests.support.servers import Servers

MESSAGES = 3


class Killed(BaseException):
    """The end of the process, as its tasks would see it."""


class Dying(Deliveries):
    """A sender that ends at its nth step. Steps are the beginnings and the ends of transactions, and of sending."""

    def __init__(self, place: Carrying, dies_at: int) -> None:
        super().__init__(place.runtime)
        self.left = dies_at
        send = self._senders.send

        async def sending(*given: Any) -> Any:
            self.step()
            outcome = await send(*given)
            self.step()
            return outcome

        self._senders.send = sending  # type: ignore[method-assign,assignment]

    def step(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise Killed

    @asynccontextmanager
    async def _unit_of_work(self, tenant_id: Any) -> AsyncIterator[Any]:
        self.step()
        async with super()._unit_of_work(tenant_id) as uow:
            yield uow
            # Everything is written and nothing is committed.
            self.step()
        self.step()


@pytest.mark.capability("N-01")
async def test_a_sender_that_dies_anywhere_loses_nothing(servers: Servers, tmp_path: Path) -> None:
    async with carrying(servers, tmp_path) as place:
        await _stop(place)
        await place.mail_channel()
        person = await place.user()
        for dies_at in range(3 + 5 * MESSAGES):
            place.mail.received.clear()
            await place.say(person, "mail", *[f"{dies_at}-{number}" for number in range(MESSAGES)])
            await _live(place, Dying(place, dies_at))
            while (await place.states()).get("waiting"):
                await place.hurry()
                await _live(place, Deliveries(place.runtime))
            assert {str(mail["Subject"]) for mail in place.mail.received} == {f"{dies_at}-{number}" for number in range(MESSAGES)}
            assert len(place.mail.distinct()) == MESSAGES, dies_at
        delivered = (await place.facts()).count("NotificationDelivered")
        assert (await place.states(), delivered) == ({"sent": delivered}, MESSAGES * (3 + 5 * MESSAGES))


async def _stop(place: Carrying) -> None:
    """The loop of the service itself sends nothing in this test."""
    for loop in place.runtime.loops:
        assert isinstance(loop, Deliveries)
        loop.round = _nothing  # type: ignore[method-assign, assignment]


async def _nothing(_: Outside) -> int:
    return 0


async def _live(place: Carrying, sender: Deliveries) -> None:
    """One round of a sender, to its end or its death."""
    async with Outside(sender.policy) as outside:
        await sender.round(outside)
        while tasks := list(sender._tasks.values()):  # noqa: SLF001
            await asyncio.gather(*tasks, return_exceptions=True)


async def test_two_senders_at_once_send_nothing_twice(servers: Servers, tmp_path: Path) -> None:
    async with carrying(servers, tmp_path) as place:
        await _stop(place)
        await place.mail_channel()
        await place.say(await place.user(), "mail", *[str(number) for number in range(60)])
        senders = [Deliveries(place.runtime), Deliveries(place.runtime), Deliveries(place.runtime)]
        while (await place.states()).get("waiting"):
            await asyncio.gather(*(_live(place, sender) for sender in senders))
        assert len(place.mail.received) == len(place.mail.distinct()) == 60
