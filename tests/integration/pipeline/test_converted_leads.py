"""A converted lead becomes an opportunity here: once, and not where accounts refuses the customer."""

from typing import Any

import pytest
from google.protobuf.message import Message

from chassis.ids import new_id
from chassis.sandbox import settle
from crm.accounts.v1.events_pb2 import AccountRefused
from crm.common.v1.event_pb2 import Event
from crm.leads.v1.events_pb2 import LeadConverted
from crm.pipeline.v1 import pipeline_pb2 as pb
from tests.integration.pipeline.company import Company, cny
from tests.support.running import publish


def converted(company: Company, **fields: Any) -> LeadConverted:
    return LeadConverted(
        lead_id=str(new_id()),
        lead_name="李明",
        company_name="为民机械",
        owner_id=str(company.lin.person_id),
        account_id=str(new_id()),
        opportunity_id=str(new_id()),
        opportunity_name="为民机械 灌装机一台",
        need="灌装机一台",
        estimated_amount=cny("320000.00"),
        expected_close_date="2099-12-31",
        **fields,
    )


async def tell(company: Company, source: str, fact: Message) -> None:
    event = Event(
        id=str(new_id()),
        tenant_id=str(company.tenant_id),
        type=fact.DESCRIPTOR.full_name,
        payload=fact.SerializeToString(),
        subject_type="lead",
        subject_id=str(new_id()),
        version=1,
        sequence=1,
    )
    await publish(company.runtime, source, event)
    await settle([company.runtime])


async def opportunities(company: Company, *, archived: bool = False) -> list[pb.Opportunity]:
    page = await company.ask("ListOpportunities", pb.ListOpportunitiesRequest(show_archived=archived))
    return [*page.opportunities]


def refused(fact: LeadConverted) -> AccountRefused:
    return AccountRefused(lead_id=fact.lead_id, account_id=fact.account_id, reason="CREDIT_CODE_TAKEN", detail="…")


@pytest.mark.capability("L-32")
async def test_a_lead_becomes_one_opportunity_however_often_it_is_told(company: Company) -> None:
    fact = converted(company)
    await tell(company, "leads", fact)
    await tell(company, "leads", fact)
    (made,) = await opportunities(company)
    assert (made.id, made.account_id, made.owner_id) == (fact.opportunity_id, fact.account_id, fact.owner_id)
    assert (made.name, made.expected_amount, made.state) == ("为民机械 灌装机一台", cny("320000.00"), pb.OPPORTUNITY_STATE_OPEN)


@pytest.mark.parametrize("refused_first", [False, True])
async def test_no_opportunity_stays_where_there_is_no_customer(company: Company, refused_first: bool) -> None:
    fact = converted(company)
    told: list[tuple[str, Message]] = [("leads", fact), ("accounts", refused(fact))]
    for source, each in reversed(told) if refused_first else told:
        await tell(company, source, each)
    assert await opportunities(company) == []
    assert len(await opportunities(company, archived=True)) == (0 if refused_first else 1)
