"""Timers that come in crowds: stored together, and each by itself as soon as one of them fails."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import delete, func, select, text

from chassis import dead_letters, sandbox, tables
from chassis.ids import new_id
from chassis.principal import Principal
from chassis.runtime import Runtime
from chassis.sandbox import settle
from chassis.scope import Reach, Scope
from crm.common.v1.event_pb2 import Event
from leads.service import SERVICE
from leads.tables import lead
from tests.integration.leads.company import Company
from tests.support.running import running
from tests.support.servers import Servers

DAY = timedelta(days=1, minutes=1)


@pytest.fixture
async def leads(servers: Servers) -> AsyncIterator[Runtime]:
    async with running(SERVICE, servers) as runtime:
        yield runtime


async def opened(runtime: Runtime, *, leads: int) -> tuple[Company, list[UUID]]:
    company = Company(runtime)
    await company.open()
    made = [UUID((await company.lead(f"李{number}")).id) for number in range(leads)]
    await company.facts()
    return company, made


async def missed(company: Company) -> list[UUID]:
    return sorted(UUID(fact.lead_id) for fact in await company.facts() if type(fact).__name__ == "LeadFirstFollowUpMissed")


async def test_one_that_fails_takes_no_other_with_it_and_is_given_up_where_people_see_it(leads: Runtime) -> None:
    company, made = await opened(leads, leads=6)
    lost = made.pop(3)
    async with leads.database.as_app(Scope(company.tenant_id, Reach.TENANT)) as connection:
        await connection.execute(delete(lead).where(lead.c.id == lost))
    await company.advance(hours=25)
    assert await missed(company) == sorted(made)
    letters = await dead_letters.open_letters(leads)
    assert [letter.subject for letter in letters] == [f"lead_first_follow_up/{lost}/"]


async def test_a_crowd_counts_each_of_its_events_once_and_leaves_the_other_deadlines(leads: Runtime) -> None:
    company, made = await opened(leads, leads=3)
    await company.advance(hours=25)
    async with leads.database.as_app(Scope(company.tenant_id, Reach.TENANT)) as connection:
        rows = await connection.scalars(select(tables.outbox.c.data).order_by(tables.outbox.c.position))
        events = [event for row in rows if (event := Event.FromString(row)).subject_type == "lead"]
        waiting = await connection.execute(
            select(tables.timer.c.subject_id, func.count()).where(tables.timer.c.subject_id.in_(made)).group_by(tables.timer.c.subject_id)
        )
        assert dict(map(tuple, waiting)) == dict.fromkeys(made, 4)
    for id in made:
        assert [event.sequence for event in events if event.subject_id == str(id)] == [1, 2, 3, 4, 5]


async def test_deadlines_of_two_companies_are_told_of_in_one_round(leads: Runtime) -> None:
    companies = [await opened(leads, leads=2) for _ in range(2)]
    later = [sandbox.shift(leads, company.tenant_id, leads.clock.offset(company.tenant_id) + DAY) for company, _ in companies]
    await asyncio.gather(*later)
    await settle([leads])
    for company, made in companies:
        assert await missed(company) == sorted(made)


async def test_a_lock_that_went_with_its_savepoint_is_taken_again(leads: Runtime) -> None:
    tenant_id, customer = new_id(), new_id()
    taken = text("select pg_try_advisory_xact_lock(hashtextextended(:key, 0))")
    async with leads.unit_of_work(Principal.service("leads", tenant_id, cause="test"), method="test") as uow:
        mark = uow.mark
        async with uow.session.begin_nested() as savepoint:
            await uow.lock("customer", customer)
            await savepoint.rollback()
        uow.rewind(mark)
        await uow.lock("customer", customer)
        async with leads.database.worker.begin() as somebody_else:
            assert not await somebody_else.scalar(taken, {"key": f"{tenant_id}/customer/{customer}"})
