"""The log of a lead, before and after it becomes a customer."""

from typing import Any

import pytest

from chassis.clock import Clock
from chassis.ids import new_id
from chassis.wire import instant
from crm.accounts.v1 import interactions_pb2 as log
from crm.common.v1.event_pb2 import Event
from crm.leads.v1 import events_pb2 as facts
from crm.leads.v1 import leads_pb2 as leads
from tests.integration.accounts.book import Book


def converted(book: Book, lead_id: str, account_id: str) -> Event:
    fact = facts.LeadConverted(lead_id=lead_id, account_id=account_id, existing_account=True)
    return Event(
        id=str(new_id()),
        tenant_id=str(book.tenant_id),
        type=fact.DESCRIPTOR.full_name,
        payload=fact.SerializeToString(),
        subject_type="lead",
        subject_id=lead_id,
        version=9,
        sequence=9,
        create_time=instant(Clock.real()),
        actor="service:leads",
    )


def lead(book: Book, **fields: str) -> leads.Lead:
    told: dict[str, Any] = {"owner_id": str(book.rep.person_id), **fields}
    return leads.Lead(id=str(new_id()), name="王海", company_name="杭州为民机械", **told)


async def test_a_lead_has_a_log_that_its_owner_writes_and_nobody_else_sees(book: Book) -> None:
    found, stranger = lead(book), book.colleague()
    await book.learn(found)
    made = await book.write("lead", found.id)
    assert (made.lead_id, made.subject_name, made.account_id) == (found.id, "杭州为民机械", "")
    assert await book.ids(f'lead_id = "{found.id}"') == [made.id]
    assert await book.ids(who=stranger) == []
    (fact,) = await book.facts("InteractionLogged")
    assert (fact.lead_id, fact.owner_id, fact.by_assigned) == (found.id, str(book.rep.person_id), True)


async def test_the_log_follows_the_lead_to_its_next_owner(book: Book) -> None:
    found, next_owner = lead(book), book.colleague()
    await book.learn(found)
    made = await book.write("lead", found.id)
    found.owner_id = str(next_owner.person_id)
    await book.learn(found)
    assert await book.ids(who=next_owner) == [made.id]
    assert await book.ids() == [made.id]


@pytest.mark.capability("A-13")
async def test_what_was_said_with_a_lead_is_read_under_the_account_that_it_became(book: Book) -> None:
    found, account = lead(book), await book.account()
    await book.learn(found)
    made = await book.write("lead", found.id)
    assert await book.timeline(account.id) == []
    event = converted(book, found.id, account.id)
    await book.runtime.consumers.apply([event])
    await book.runtime.consumers.apply([event])
    assert await book.ids(f'account_id = "{account.id}"') == [made.id]
    assert [entry.subject_id for entry in await book.timeline(account.id) if entry.kind == "InteractionLogged"] == [made.id]
    assert (await book.read(account.id)).last_contact_time == made.interaction_time
    found.account_id = account.id
    await book.learn(found)
    later = await book.write("lead", found.id, text="签约后又谈了一次")
    assert later.account_id == account.id


async def test_a_stranger_is_not_told_what_a_lead_in_the_recycle_bin_is_called(book: Book) -> None:
    found = lead(book)
    found.archive_time.GetCurrentTime()
    await book.learn(found)
    request = log.CreateInteractionRequest(
        interaction=log.Interaction(subject_type="lead", subject_id=found.id, type=log.INTERACTION_TYPE_CALL, text="…")
    )
    assert (await book.refused("CreateInteraction", request)).reason == "SUBJECT_ARCHIVED"
    refusal = await book.refused("CreateInteraction", request, who=book.colleague())
    assert (refusal.reason, "为民" in str(refusal)) == ("SUBJECT_UNKNOWN", False)


async def test_what_is_written_before_the_news_of_the_conversion_comes_to_the_account_all_the_same(book: Book) -> None:
    found, account = lead(book), await book.account()
    await book.learn(found)
    await book.runtime.consumers.apply([converted(book, found.id, account.id)])
    made = await book.write("lead", found.id)
    assert made.account_id == account.id
