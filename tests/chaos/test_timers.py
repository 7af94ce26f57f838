"""Very many deadlines in one minute, and the member that keeps them dies again and again: each is told of, and once."""

import asyncio
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random
from uuid import UUID

import pytest
from sqlalchemy import func, select, text

from chassis import tables
from chassis.clock import Clock
from crm.leads.v1 import events_pb2 as facts
from leads import tables as leads
from leads.domain.lead_clocks import FIRST_FOLLOW_UP, FOLLOW_UP, NOTICE, POOL, UPDATE
from notifier.message_tables import candidate
from notifier.todo_tables import todo, todo_item
from tests.chaos.agreement import everything_agrees, nothing_failed, said_by, told_without_gaps
from tests.chaos.crowd import crowd_like, shape
from tests.chaos.plant import Plant, eventually, running_plant
from tests.support.world import Person, service_named
from tools.stack.members import MEMBERS

LEADS, NOTIFIER = service_named("leads"), service_named("notifier")
MISSED = facts.LeadFirstFollowUpMissed.DESCRIPTOR


@dataclass
class Desk:
    """A representative with a manager, and with more leads than anybody could call."""

    plant: Plant
    manager: Person
    rep: Person
    crowd: list[UUID]

    @classmethod
    async def open(cls, plant: Plant) -> "Desk":
        company = await plant.company(start=None)
        manager = await company.newcomer("sales_manager", "王经理")
        team = await company.team("华东", manager_id=manager.id)
        rep = await company.person("sales", "张三", team_id=team)
        return cls(plant, manager, rep, [])

    async def get_busy(self, count: int) -> None:
        """The deadlines of so many leads have come within the last minute, from this commit on."""
        model, other = [await self._lead() for _ in range(2)]
        await self.plant.settle()
        async with self.plant.database(LEADS) as connection:
            due, minute = Clock.real() - timedelta(minutes=1), timedelta(minutes=1)
            self.crowd = await crowd_like(connection, model, count, due=due, within=minute)
            assert await shape(connection, self.crowd[0]) == await shape(connection, self.crowd[-1]) == await shape(connection, other)
            # Rows that came one by one would be known to the planner by now.
            await connection.execute(text("analyze"))
            await connection.commit()

    async def _lead(self) -> UUID:
        made = await self.rep.post("/v1/leads", {"name": "李明", "need": "灌装线", "region": "华东"})
        return UUID(made["lead"]["id"])

    async def left(self) -> int:
        """Deadlines that came and are not told of yet."""
        due = (tables.timer.c.kind == FIRST_FOLLOW_UP, tables.timer.c.fire_time <= Clock.real())
        async with self.plant.database(LEADS) as connection:
            return int(await connection.scalar(select(func.count()).select_from(tables.timer).where(*due)) or 0)

    async def live_through(self, kills: int, chance: Random) -> float:
        """Ends the member at so many moments of the work, starts it each time, until nothing is left. Returns the seconds it worked."""
        loop = asyncio.get_running_loop()
        began, away = loop.time(), 0.0
        for told in sorted(chance.sample(range(len(self.crowd) * 9 // 10), kills)):
            await self._until_left(len(self.crowd) - told)
            await asyncio.sleep(chance.uniform(0, 0.1))
            died = loop.time()
            await self.plant.kill("leads")
            await self.plant.repair()
            away += loop.time() - died
        await self._until_left(0)
        return loop.time() - began - away

    async def _until_left(self, count: int) -> None:
        async def so_far() -> bool:
            return await self.left() <= count

        await eventually(so_far, f"only {count} deadlines left", patience=900)

    # --- what must be true -----------------------------------------------------------------------

    async def each_was_told_of_once(self) -> None:
        await nothing_failed(self.plant, LEADS)
        events = await said_by(self.plant, LEADS)
        told_without_gaps(LEADS, events)
        assert Counter(event.subject_id for event in events if event.type == MISSED.full_name) == Counter(map(str, self.crowd))
        async with self.plant.database(LEADS) as connection:
            lead, timer = leads.lead.c, tables.timer.c
            due = lead.first_follow_up_due_time <= func.now()
            told = await connection.execute(select(lead.told, func.count()).where(due).group_by(lead.told))
            theirs = timer.subject_id.in_(select(lead.id).where(due))
            waiting = await connection.execute(select(timer.kind, func.count()).where(theirs).group_by(timer.kind))
            assert [tuple(row) for row in told] == [([FIRST_FOLLOW_UP], len(self.crowd))]
            assert dict(map(tuple, waiting)) == dict.fromkeys((FOLLOW_UP, UPDATE, NOTICE, POOL), len(self.crowd))

    async def each_is_to_be_done_and_said_once(self) -> None:
        """One to-do with one reason per lead, and one thing to hear each for the representative and the manager."""
        t, item, heard, crowd = todo.c, todo_item.c, candidate.c, set(self.crowd)
        async with self.plant.database(NOTIFIER) as connection:
            rows = await connection.execute(select(item.subject_id, t.owner_id, t.state, t.reasons).join(todo, t.id == item.todo_id))
            done = Counter(
                (row.subject_id, row.owner_id, row.state, reason["code"])
                for row in rows
                for reason in row.reasons
                if row.subject_id in crowd
            )
            told = await connection.execute(select(heard.subject_id, heard.person_id).where(heard.event == MISSED.name))
            hears = Counter(map(tuple, told))
        rep, manager = UUID(self.rep.id), UUID(self.manager.id)
        assert done == Counter((id, rep, "open", MISSED.name) for id in self.crowd)
        assert hears == Counter((id, who) for id in self.crowd for who in (rep, manager))


async def flood(plant: Plant, chance: Random, *, leads: int, kills: int) -> Desk:
    """So many deadlines at once, and so many deaths while they are told of."""
    desk = await Desk.open(plant)
    await desk.get_busy(leads)
    seconds = await desk.live_through(kills, chance)
    print(f"{leads} timers, {kills} kills: {leads / seconds:.0f} timers per second while the member ran")  # noqa: T201 - a figure to look at
    return desk


@pytest.mark.capability("L-21", "L-22")
async def test_deadlines_that_come_in_one_minute_are_each_told_of_and_said_once_though_the_member_dies(
    tmp_path: Path, chance: Random
) -> None:
    async with running_plant(MEMBERS, tmp_path) as plant:
        desk = await flood(plant, chance, leads=600, kills=3)
        await plant.settle()
        await desk.each_was_told_of_once()
        await desk.each_is_to_be_done_and_said_once()
        await everything_agrees(plant)


@pytest.mark.long
@pytest.mark.timeout(1800)
async def test_a_hundred_thousand_deadlines_in_one_minute_are_each_told_of_once_though_the_member_dies_ten_times(
    tmp_path: Path, chance: Random
) -> None:
    """Leads alone, behind the gateway: what follows from the facts is the short run's business."""
    async with running_plant([member for member in MEMBERS if member.name in ("leads", "gateway")], tmp_path) as plant:
        desk = await flood(plant, chance, leads=100_000, kills=10)
        await plant.settle(600)
        await desk.each_was_told_of_once()
