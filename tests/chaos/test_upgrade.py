"""The release before this one goes on while the schema is brought to this one, member after member is replaced, and some go back."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from random import Random

import psutil
import pytest
import pytest_asyncio

from tests.chaos.agreement import everything_agrees
from tests.chaos.plant import Plant, eventually, running_plant
from tests.chaos.trade import Trade
from tests.support.releases import last_release
from tools.stack.members import MEMBERS

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    return last_release(tmp_path_factory.mktemp("release"))


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def plant(before: Mapping[str, str], tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Plant]:
    async with running_plant(MEMBERS, tmp_path_factory.mktemp("logs"), before) as started:
        yield started


async def let(plant: Plant, members: Sequence[str], code: Mapping[str, str]) -> None:
    """Replaces members by ones of other code, as a rollout does: the old ones drain, the new ones become ready."""
    plant.installation.settings_of |= dict.fromkeys(members, code)
    await asyncio.to_thread(plant.installation.start)


def batched(names: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    return (names[start : start + size] for start in range(0, len(names), size))


def code_of(plant: Plant, member: str) -> str:
    pid = plant.installation.processes[member].pid
    assert pid is not None, f"{member} does not run"
    return psutil.Process(pid).environ()["PYTHONPATH"]


async def goes_on(trade: Trade) -> None:
    """Customers are found and contracts signed by whatever runs now."""
    found, signed = len(trade.found), len(trade.deals)

    async def more() -> bool:
        return len(trade.found) > found + 3 and len(trade.deals) > signed

    await eventually(more, "customers are found and contracts signed", patience=60)


@pytest.mark.long
async def test_a_release_follows_the_other_under_load_and_may_be_taken_back(
    plant: Plant, chance: Random, before: Mapping[str, str], proving: bool
) -> None:
    new, names = {"PYTHONPATH": ""}, [member.name for member in MEMBERS]
    chance.shuffle(names)
    trade, stop = await Trade.start(plant, chance), asyncio.Event()
    working = asyncio.create_task(trade.go_on(stop))
    try:
        await goes_on(trade)
        plant.installation.settings_of = dict.fromkeys(names, new)
        await plant.run("migrate")
        plant.installation.settings_of = {}
        assert all(code_of(plant, name) == before["PYTHONPATH"] for name in names)
        await goes_on(trade)  # the old code on the new schema
        for group in batched(names, 1 if proving else 3):
            await let(plant, group, new)
            await goes_on(trade)
        await let(plant, names if proving else names[:2], before)
        await goes_on(trade)  # the old code beside the new, and on what the new has written
        await let(plant, names, new)
        await goes_on(trade)
    finally:
        stop.set()
    await working
    await plant.settle()
    await trade.is_all_there()
    await everything_agrees(plant)
