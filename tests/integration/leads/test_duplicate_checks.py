"""Whether somebody is known: asked past one's own rows, answered without telling them."""

from typing import Any

import pytest

from chassis.ids import new_id
from chassis.principal import Grant, Principal
from chassis.scope import Reach
from crm.leads.v1 import duplicates_pb2 as dup
from crm.leads.v1 import leads_pb2 as pb
from tests.integration.leads.company import PHONE, Company


def asking(company: Company, who: Principal | None = None) -> Principal:
    rights = {"lead.check_duplicates": Grant(Reach.OWN), "duplicate_check.read": Grant(Reach.COMPANY)}
    return Principal.user(who.person_id if who and who.person_id else new_id(), tenant_id=company.tenant_id, permissions=rights)


async def check(company: Company, by: Principal | None = None, **asked: Any) -> dup.CheckDuplicatesResponse:
    reply = await company.ask("CheckDuplicates", dup.CheckDuplicatesRequest(**asked), by=by or asking(company))
    assert isinstance(reply, dup.CheckDuplicatesResponse)
    return reply


@pytest.mark.capability("X-14", "L-34")
async def test_it_exists_is_similar_or_free_and_no_more_is_told(company: Company) -> None:
    lead = await company.lead(company_name="上海大新机械有限公司", by=company.chen)
    await company.account("杭州为民精密机械有限公司", company.zhao)
    await company.advance(days=5)
    same = await check(company, company_name="大新机械（上海）股份有限公司")
    assert same.verdict == dup.DUPLICATE_VERDICT_EXISTS
    assert [(m.subject_type, m.found_by, m.masked_name, m.subject_id) for m in same.matches] == [
        ("lead", "company_name", "上海***公司", "")
    ]
    assert (same.matches[0].manager_name, same.matches[0].inactive_days) == ("方", 5)
    similar = await check(company, company_name="为民机械")
    assert (similar.verdict, similar.matches[0].subject_type, similar.matches[0].inactive_days) == (
        dup.DUPLICATE_VERDICT_SIMILAR,
        "account",
        17,
    )
    assert (await check(company, company_name="深圳东方红科技有限公司")).verdict == dup.DUPLICATE_VERDICT_FREE
    assert (await check(company, asking(company, company.chen), company_name="大新机械")).matches[0].subject_id == lead.id


@pytest.mark.capability("X-14")
async def test_a_phone_is_found_however_it_is_written_and_a_renamed_company_by_its_new_name(company: Company) -> None:
    lead = await company.lead(company_name="大新机械", phone=PHONE)
    assert (await check(company, phone="+86 138-0013-8001")).matches[0].found_by == "phone"
    await company.ask("UpdateLead", pb.UpdateLeadRequest(lead_id=lead.id, lead=pb.Lead(company_name="为民机械")))
    assert (await check(company, company_name="大新机械")).verdict == dup.DUPLICATE_VERDICT_FREE
    assert (await check(company, company_name="为民机械")).verdict == dup.DUPLICATE_VERDICT_EXISTS


async def test_what_is_over_is_no_duplicate(company: Company) -> None:
    lead = await company.lead(company_name="大新机械")
    await company.ask("DisqualifyLead", pb.DisqualifyLeadRequest(lead_id=lead.id, reason="没有需求"), by=company.mei)
    assert (await check(company, company_name="大新机械")).verdict == dup.DUPLICATE_VERDICT_FREE


@pytest.mark.capability("X-14")
async def test_checks_are_counted_by_person_and_day_and_kept(company: Company) -> None:
    change = pb.UpdateLeadSettingsRequest(lead_settings=pb.LeadSettings(duplicate_checks_per_day=2))
    await company.ask("UpdateLeadSettings", change, by=company.mei)
    by = asking(company)
    assert [(await check(company, by, company_name="大新机械")).checks_left for _ in range(2)] == [1, 0]
    refusal = await company.refused("CheckDuplicates", dup.CheckDuplicatesRequest(company_name="大新机械"), by=by)
    assert (refusal.reason, refusal.metadata) == ("DUPLICATE_CHECK_LIMIT", {"limit": "2"})
    await check(company, company_name="别人问的")
    listed = await company.ask("ListDuplicateChecks", dup.ListDuplicateChecksRequest(filter=f'person_id = "{by.person_id}"'), by=by)
    assert [(each.company_name, each.verdict) for each in listed.duplicate_checks] == [("大新机械", dup.DUPLICATE_VERDICT_FREE)] * 2
    await company.advance(days=1)
    assert (await check(company, by, company_name="大新机械")).checks_left == 1


async def test_nothing_to_look_for_is_refused(company: Company) -> None:
    for asked, reason in (({}, "NOTHING_TO_LOOK_FOR"), ({"phone": "abc"}, "NOT_READABLE"), ({"company_name": "，"}, "NOTHING_TO_LOOK_FOR")):
        assert (await company.refused("CheckDuplicates", dup.CheckDuplicatesRequest(**asked), by=asking(company))).reason == reason
