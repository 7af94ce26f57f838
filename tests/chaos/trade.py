"""People who go on working whatever breaks, and a book of what they were told: the oracle of the chaos tests."""

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from random import Random

from sqlalchemy import func, select

from accounts import tables as accounts
from tests.chaos.plant import Plant
from tests.support.world import Company, Person, service_named


@dataclass
class Trade:
    """A sales manager who finds customers and hands them out, and a colleague who watches the list."""

    plant: Plant
    chance: Random
    company: Company
    manager: Person
    reps: list[Person]
    # What was confirmed: names of accounts, and how often each changed hands.
    created: list[str] = field(default_factory=list)
    handed: Counter[str] = field(default_factory=Counter)

    @classmethod
    async def start(cls, plant: Plant, chance: Random) -> "Trade":
        company = await plant.company(start=None)
        team = await company.team("华东")
        manager = await company.person("sales_manager", "王经理", team_id=team)
        reps = [await company.person("sales", name, team_id=team) for name in ("张三", "李四")]
        await plant.settle()
        return cls(plant, chance, company, manager, reps)

    async def find(self, handovers: int | None = None) -> None:
        """One customer more, handed to the reps a few times."""
        name = f"客户{len(self.created) + 1:05}"
        self.created.append(name)
        account = await self.manager.post("/v1/accounts", {"name": name})
        for turn in range(self.chance.randrange(3) if handovers is None else handovers):
            part = {"personId": self.reps[turn % len(self.reps)].id, "role": "ASSIGNMENT_ROLE_OWNER", "reason": "分配"}
            await self.manager.post(f"/v1/accounts/{account['id']}/assignments", part)
            self.handed[name] += 1
        if self.chance.random() < 0.5:
            await self.manager.patch(f"/v1/accounts/{account['id']}", {"industry": "机械"})

    async def watch(self) -> None:
        await self.manager.get("/v1/accounts", pageSize=5)

    async def go_on(self, until: asyncio.Event, people: int = 3) -> None:
        """Everybody works until told to stop; whatever was begun is finished."""

        async def work(act: int) -> None:
            while not until.is_set():
                await (self.watch() if act == 0 else self.find())

        await asyncio.gather(*(work(number) for number in range(people)))

    async def is_all_there(self) -> None:
        """What people were told is what the books say: each customer once, each handover once."""
        a, entry = accounts.account, accounts.timeline_entry
        mine = a.c.tenant_id == self.company.tenant_id
        per_account = select(a.c.name, func.count()).select_from(a.join(entry, a.c.id == entry.c.account_id)).where(mine).group_by(a.c.name)
        async with self.plant.database(service_named("accounts")) as connection:
            names = Counter(await connection.scalars(select(a.c.name).where(mine)))
            told = {row[0]: row[1] for row in await connection.execute(per_account)}
        assert names == Counter(self.created)
        assert told == dict(self.handed)
        assert not self.plant.transport.faults, self.plant.transport.faults[:5]
