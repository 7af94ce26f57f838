"""Pools: who may take what out of them, how much, and how soon again."""

import asyncio

import pytest

from chassis.errors import DomainError
from crm.leads.v1 import leads_pb2 as pb
from tests.integration.leads.company import Company


async def pooled(company: Company, count: int = 1) -> list[str]:
    """Leads that Chen had and gave away."""
    made = [await company.lead(f"客户{number}") for number in range(count)]
    for lead in made:
        await company.release(lead.id)
    return [lead.id for lead in made]


def claim(lead_id: str) -> pb.ClaimLeadRequest:
    return pb.ClaimLeadRequest(lead_id=lead_id)


@pytest.mark.capability("L-20")
@pytest.mark.capability("L-27")
async def test_a_released_lead_is_seen_in_the_pool_and_claimed_by_somebody_else(company: Company) -> None:
    (lead_id,) = await pooled(company)
    pool = await company.pool()
    assert await company.names() == ["LeadCaptured", "LeadAssigned", "LeadPooled"]
    assert not (await company.ask("ListLeads", pb.ListLeadsRequest(), by=company.wu)).leads
    seen = await company.ask("ListPooledLeads", pb.ListPooledLeadsRequest(lead_pool_id=pool.id), by=company.wu)
    assert [each.id for each in seen.leads] == [lead_id]
    claimed = await company.ask("ClaimLead", claim(lead_id), by=company.wu)
    assert (claimed.state, claimed.owner_id, claimed.pool_id) == (pb.LEAD_STATE_ASSIGNED, str(company.wu.person_id), "")
    (told,) = await company.facts()
    assert (told.pool_id, told.first_follow_up_due_time) == (pool.id, claimed.first_follow_up_due_time)
    assert (await company.ask("ListLeads", pb.ListLeadsRequest(), by=company.wu)).total.count == 1


async def test_who_had_it_last_waits_before_claiming_it_again(company: Company) -> None:
    await company.pool(cooling_off_days=7)
    (lead_id,) = await pooled(company)
    assert (await company.refused("ClaimLead", claim(lead_id))).reason == "COOLING_OFF"
    await company.advance(days=7, hours=1)
    assert (await company.ask("ClaimLead", claim(lead_id))).owner_id == str(company.chen.person_id)


async def test_a_person_claims_only_so_many_a_day(company: Company) -> None:
    await company.pool(daily_claims=2)
    first, second, third = await pooled(company, 3)
    for lead_id in (first, second):
        await company.ask("ClaimLead", claim(lead_id), by=company.wu)
    assert (await company.refused("ClaimLead", claim(third), by=company.wu)).reason == "CLAIM_LIMIT"
    assert (await company.ask("ClaimLead", claim(third), by=company.zhao)).owner_id == str(company.zhao.person_id)


async def test_claims_that_come_at_once_pass_no_limit(company: Company) -> None:
    await company.pool(daily_claims=2)
    ids = await pooled(company, 5)
    replies = await asyncio.gather(*(company.ask("ClaimLead", claim(id), by=company.wu) for id in ids), return_exceptions=True)
    assert sum(isinstance(reply, pb.Lead) for reply in replies) == 2
    assert {reply.reason for reply in replies if isinstance(reply, DomainError)} == {"CLAIM_LIMIT"}


async def test_a_person_who_has_enough_claims_no_more(company: Company) -> None:
    await company.pool(holding_limit=1)
    (lead_id,) = await pooled(company)
    await company.lead("自己的", by=company.wu)
    assert (await company.refused("ClaimLead", claim(lead_id), by=company.wu)).reason == "HOLDING_LIMIT"


async def test_a_pool_for_one_team_is_closed_to_others(company: Company) -> None:
    await company.pool(claim_team_ids=[str(company.east)])
    (lead_id,) = await pooled(company)
    look = pb.ListPooledLeadsRequest(lead_pool_id=(await company.pool()).id)
    assert (await company.refused("ListPooledLeads", look, by=company.zhao)).reason == "NOT_ENTITLED"
    assert (await company.refused("ClaimLead", claim(lead_id), by=company.zhao)).reason == "NOT_ENTITLED"
    await company.ask("ClaimLead", claim(lead_id), by=company.wu)


async def test_of_two_who_claim_at_once_one_gets_it(company: Company) -> None:
    (lead_id,) = await pooled(company)
    replies = await asyncio.gather(
        *(company.ask("ClaimLead", claim(lead_id), by=who) for who in (company.wu, company.zhao)), return_exceptions=True
    )
    assert [type(reply) for reply in replies].count(pb.Lead) == 1
    assert [reply.reason for reply in replies if isinstance(reply, DomainError)] == ["NOT_POOLED"]


async def test_a_pool_that_is_used_stays(company: Company) -> None:
    default = await company.pool()
    refusal = await company.refused("ArchiveLeadPool", pb.ArchiveLeadPoolRequest(lead_pool_id=default.id), by=company.mei)
    assert refusal.reason == "POOL_IN_USE"
    other = await company.ask("CreateLeadPool", pb.CreateLeadPoolRequest(lead_pool=pb.LeadPool(name="华西公海")), by=company.mei)
    lead = await company.lead()
    await company.ask("ReleaseLead", pb.ReleaseLeadRequest(lead_id=lead.id, pool_id=other.id, reason="跨区"))
    archive = pb.ArchiveLeadPoolRequest(lead_pool_id=other.id)
    assert (await company.refused("ArchiveLeadPool", archive, by=company.mei)).reason == "POOL_IN_USE"
    await company.ask("ClaimLead", claim(lead.id), by=company.zhao)
    await company.ask("ArchiveLeadPool", archive, by=company.mei)


async def test_a_pool_is_not_archived_while_leads_are_put_into_it(company: Company) -> None:
    other = await company.ask("CreateLeadPool", pb.CreateLeadPoolRequest(lead_pool=pb.LeadPool(name="华西公海")), by=company.mei)
    made = [await company.lead(f"线索{number}") for number in range(4)]
    release = [pb.ReleaseLeadRequest(lead_id=lead.id, pool_id=other.id, reason="跨区") for lead in made]
    archive = company.ask("ArchiveLeadPool", pb.ArchiveLeadPoolRequest(lead_pool_id=other.id), by=company.mei)
    outcomes = await asyncio.gather(*(company.ask("ReleaseLead", each) for each in release), archive, return_exceptions=True)
    refused = {each.reason for each in outcomes if isinstance(each, DomainError)}
    assert refused == {"POOL_IN_USE"} or refused <= {"POOL_MISSING", "POOL_UNKNOWN"}, outcomes
    pooled = [lead for lead in made if (await company.read(lead.id)).pool_id == other.id]
    assert bool(pooled) is (refused == {"POOL_IN_USE"})


async def test_the_pools_team_sees_what_lies_there(company: Company) -> None:
    (lead_id,) = await pooled(company)
    await company.pool(responsible_team_id=str(company.west))
    assert (await company.read(lead_id)).team_id == str(company.west)
