"""Real processes, killed at the worst moment. Whoever uses the product is told to come back, and finds everything exactly once."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from random import Random

import pytest
import pytest_asyncio

from chassis import relay
from chassis.clock import Clock
from tests.chaos.agreement import everything_agrees
from tests.chaos.plant import Plant, eventually, running_plant
from tests.chaos.tap import Moment
from tests.chaos.trade import Trade
from tests.support.world import service_named
from tools.stack.members import MEMBERS
from tools.stack.nats import Nats

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
        return await relay.unpublished(connection)


async def restart_nats(plant: Plant, disk: str) -> None:
    """With so much of the disk; what it has stored stays."""
    now = plant.installation.nats
    other = Nats(
        now.folder, port=now.port, run=plant.installation.folder.run, logs=plant.installation.folder.logs, durable=False, disk=disk
    )
    await asyncio.to_thread(now.stop)
    await asyncio.to_thread(other.start)


async def customers(trade: Trade, count: int) -> None:
    """So many at once, as an import brings them."""
    for _ in range(0, count, 200):
        names = [f"客户{len(trade.found) + number + 1:05}" for number in range(200)]
        trade.found += names
        done = await trade.manager.post("/v1/accounts:batchCreate", {"requests": [{"account": {"name": name}} for name in names]})
        assert not [verdict for verdict in done["verdicts"] if not verdict.get("id")]


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


async def test_while_the_disk_of_nats_is_full_the_outbox_keeps_what_it_does_not_take(plant: Plant, trade: Trade) -> None:
    await trade.find()
    await plant.settle()
    await restart_nats(plant, "1KB")
    await customers(trade, 400)

    await asyncio.sleep(3)
    waiting = await unpublished(plant, "accounts")
    assert waiting > 0
    await trade.find()
    assert await unpublished(plant, "accounts") > waiting
    await restart_nats(plant, "4GB")
    await plant.settle()
    await trade.is_all_there()
    await everything_agrees(plant)


async def test_a_service_that_was_away_for_long_catches_up(plant: Plant, trade: Trade, proving: bool) -> None:
    """What others told meanwhile waits in JetStream, and comes in batches, each thing in its order."""
    await plant.kill("receivables")
    await plant.kill("notifier")
    await customers(trade, 20_000 if proving else 1_000)
    await trade.find()
    await plant.repair()
    await trade.sell()  # the newest comes after everything that waits
    await plant.settle(patience=600 if proving else 120)
    await trade.is_all_there()
    await everything_agrees(plant)


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
