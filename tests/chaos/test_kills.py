"""Real processes, killed at the worst moment. Whoever uses the product is told to come back, and finds everything exactly once."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from random import Random

import pytest
import pytest_asyncio
from sqlalchemy import func, select

from chassis import tables
from chassis.clock import Clock
from tests.chaos.agreement import everything_agrees
from tests.chaos.plant import Plant, eventually, running_plant
from tests.chaos.tap import Moment
from tests.chaos.trade import Trade
from tests.support.world import service_named
from tools.stack.members import MEMBERS

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def plant(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Plant]:
    async with running_plant(MEMBERS, tmp_path_factory.mktemp("logs")) as started:
        yield started


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def trade(plant: Plant, chance: Random) -> Trade:
    return await Trade.start(plant, chance)


@asynccontextmanager
async def business_as_usual(trade: Trade) -> AsyncIterator[None]:
    """Everybody works meanwhile; in the end nothing is lost and nothing is there twice. Raises AssertionError where that is not so, also
    for tests that demand nothing else, and where nobody got anything done."""
    before, stop = len(trade.found), asyncio.Event()
    working = asyncio.create_task(trade.go_on(stop))
    try:
        yield
    finally:
        stop.set()
    await working
    assert len(trade.found) > before
    await trade.plant.settle()
    await trade.is_all_there()
    await everything_agrees(trade.plant)


async def unpublished(plant: Plant, service: str) -> int:
    async with plant.database(service_named(service)) as connection:
        count = select(func.count()).select_from(tables.outbox).where(tables.outbox.c.publish_time.is_(None))
        return int(await connection.scalar(count) or 0)


@pytest.mark.capability("X-01")
async def test_a_consumer_killed_between_effect_and_ack_repeats_nothing(plant: Plant, trade: Trade) -> None:
    """Contracts become plans in receivables just then."""
    order = plant.kill_at("receivables", Moment.BEFORE_ACK, of="pipeline", countdown=3)
    async with business_as_usual(trade):
        await asyncio.wait_for(order.done.wait(), 60)
        await plant.repair()


async def test_a_relay_killed_between_publishing_and_marking_publishes_again_and_nobody_takes_it_twice(plant: Plant, trade: Trade) -> None:
    order = plant.kill_at("pipeline", Moment.BEFORE_MARK, of="pipeline", countdown=3)
    async with business_as_usual(trade):
        await asyncio.wait_for(order.done.wait(), 60)
        assert await unpublished(plant, "pipeline") > 0
        await plant.repair()


async def test_while_nats_is_away_people_work_on_and_the_outbox_buffers(plant: Plant, trade: Trade, proving: bool) -> None:
    async with business_as_usual(trade):
        await asyncio.to_thread(plant.installation.nats.kill)
        before, refused = len(trade.found), plant.transport.seen[503]
        await asyncio.sleep(60 if proving else 3)
        assert len(trade.found) > before + 3
        assert plant.transport.seen[503] == refused
        assert await unpublished(plant, "accounts") > 3
        await asyncio.to_thread(plant.installation.nats.start)


async def test_while_postgresql_is_away_people_are_told_to_come_back_and_a_repeated_key_is_safe(plant: Plant, trade: Trade) -> None:
    async with business_as_usual(trade):
        refused = plant.transport.seen[503]
        await asyncio.to_thread(plant.installation.postgres.kill)
        await asyncio.sleep(1)
        await asyncio.to_thread(plant.installation.postgres.start)
        assert plant.transport.seen[503] > refused
        before = len(trade.found)

        async def works_again() -> bool:
            return len(trade.found) > before + 3

        await eventually(works_again, "customers are found again")
        await asyncio.to_thread(plant.installation.postgres.restart)
        await asyncio.sleep(1)


async def test_after_jetstream_was_lost_republishing_makes_every_copy_equal_to_what_its_owner_has(plant: Plant, trade: Trade) -> None:
    since = Clock.real()
    async with business_as_usual(trade):
        await asyncio.sleep(1)
        await plant.lose_jetstream()
        await asyncio.sleep(1)
        await plant.republish(since)


@pytest.mark.long
@pytest.mark.timeout(1800)
async def test_fifty_kills_at_random_lose_nothing_and_repeat_nothing(plant: Plant, trade: Trade, chance: Random) -> None:
    victims = ["postgres", "nats", *plant.installation.processes]
    async with business_as_usual(trade):
        for _ in range(50):
            await plant.kill(chance.choice(victims))
            await asyncio.sleep(chance.uniform(0, 2))
            await plant.repair()
            await asyncio.sleep(chance.uniform(0.5, 4))
