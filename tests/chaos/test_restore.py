"""Each database comes back from a dump of another moment, JetStream is empty: what docs/operations.md says makes all of them agree."""

import asyncio
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import select

from chassis.clock import Clock
from tests.chaos.agreement import copies_of, nothing_failed, said_by
from tests.chaos.backups import dump, restore
from tests.chaos.plant import Plant, running_plant
from tests.chaos.trade import Trade
from tools.stack.members import MEMBERS, ROOT

PAGE = ROOT / "docs" / "operations.md"


async def come_back(plant: Plant, folder: Path) -> None:
    for member in plant.installation.members:
        await plant.kill(member.name)
    for member in plant.installation.members:
        await asyncio.to_thread(restore, plant.installation, member.service, folder)
    await plant.lose_jetstream()
    await plant.repair()


async def agree(plant: Plant) -> None:
    """No copy has a record that its owner has not, unless archived, and each is as its owner has it."""
    said = {service.name: await said_by(plant, service) for service in plant.services}
    for service in plant.services:
        for table, rows in copies_of(service, said).items():
            async with plant.database(service) as connection:
                found = {row["id"]: dict(row) for row in (await connection.execute(select(table))).mappings()}
            spare = [row for id, row in found.items() if id not in rows and not row["archived"]]
            assert not spare, f"{service.name}.{table.name} knows {len(spare)} that nobody has"
            assert {id: {name: found[id][name] for name in row} for id, row in rows.items()} == rows, f"{service.name}.{table.name}"


@pytest.mark.long
@pytest.mark.timeout(900)
async def test_databases_of_different_moments_come_to_agree(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, chance: Random
) -> None:
    async with running_plant(MEMBERS, tmp_path_factory.mktemp("logs")) as plant:
        trade, stop = await Trade.start(plant, chance), asyncio.Event()
        working = asyncio.create_task(trade.go_on(stop))
        names = [member.service for member in MEMBERS]
        chance.shuffle(names)
        await asyncio.sleep(3)
        first = Clock.real()
        for name in names:
            await asyncio.to_thread(dump, plant.installation, name, tmp_path)
            await asyncio.sleep(chance.uniform(0, 2))
        await asyncio.sleep(2)  # what is done now is lost
        stop.set()
        await working

        await come_back(plant, tmp_path)
        await plant.republish(first)
        await plant.settle()
        moment = Clock.real().isoformat()
        await plant.run("announce", "--moment", moment)
        await plant.settle()
        await plant.run("forget", "--moment", moment)
        await agree(plant)
        for service in plant.services:
            await nothing_failed(plant, service)
        assert (await trade.accountant.get("/v1/proof"))["clean"]

        # Work goes on, also with what others had known newer.
        later = await Trade.start(plant, chance)
        await asyncio.gather(later.sell(), later.find(), trade.manager.get("/v1/accounts"))
        accounts = await trade.manager.everything("/v1/accounts", "accounts")
        await trade.manager.patch(f"/v1/accounts/{accounts[0]['id']}", {"industry": "农机"})
        await plant.settle()
        await later.is_all_there()
        await agree(plant)


def test_operators_are_told_so() -> None:
    page = PAGE.read_text()
    for command in ("republish --since", "announce --moment", "forget --moment"):
        assert f"-m accounts.service {command}" in page
