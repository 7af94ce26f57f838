"""Many facts at once: taken in few statements, and in turn although several replicas take them."""

import asyncio
from datetime import datetime

import pytest

from crm.common.v1.event_pb2 import Event
from tests.integration.notifier.company import SHANGHAI, Company
from tests.integration.notifier.enquiries import Lead
from tests.support.statements import statements

pytestmark = [pytest.mark.integration, pytest.mark.asyncio(loop_scope="module")]


def stories(company: Company, count: int) -> list[Event]:
    """Of so many leads, each with four facts; two people have them."""
    leads = [Lead(company, company.li if number % 2 else company.wang) for number in range(count)]
    return [event for lead in leads for event in (lead.assigned(), lead.missed(), lead.followed_up(), lead.neglected())]


async def test_a_hundred_facts_ask_and_tell_the_database_no_more_than_three(company: Company) -> None:
    # In the night, when no message goes meanwhile.
    await company.advance(datetime(2025, 12, 2, 0, 1, tzinfo=SHANGHAI))
    few, many = stories(company, 1)[:3], stories(company, 25)
    said = {}
    for events in (few, many):
        with statements(company.runtime) as heard:
            await company.runtime.consumers.apply(events)
        said[len(events)] = [each for each in heard if "deliveries_due" not in each]
    # Of each message it is asked once whether it waits already.
    asked = {count: [each for each in said[count] if each.startswith("SELECT notification.send_time")] for count in said}
    assert {count: len(asked[count]) for count in asked} == {3: 2, 100: 2 * 25}
    assert len(said[100]) - 2 * 25 <= len(said[3])


async def test_facts_of_one_lead_that_are_taken_side_by_side_have_the_effect_of_all(company: Company) -> None:
    leads = [Lead(company, company.li) for _ in range(12)]
    take = company.runtime.consumers.apply
    await asyncio.gather(*(take([event]) for lead in leads for event in (lead.assigned(), lead.followed_up())))
    assert set(await company.kinds(company.li)) == {"lead_follow_up"}


async def test_a_record_that_changes_hands_beside_a_fact_leaves_nothing_with_who_had_it(company: Company) -> None:
    leads = [Lead(company, company.li) for _ in range(12)]
    for lead in leads:
        await lead.known()
    take, neglected = company.runtime.consumers.apply, [lead.neglected() for lead in leads]
    given = [company.changed(lead.resource(owner=company.wang)) for lead in leads]
    await asyncio.gather(*(take([event]) for pair in zip(neglected, given, strict=True) for event in pair))
    assert await company.kinds(company.li) == []
    assert len(await company.kinds(company.wang)) == len(leads)
