"""Enquiries come in: one place for all, nobody twice, nobody without somebody who follows."""

import asyncio
import re
from collections import Counter
from typing import Any

import pytest

from chassis.ids import new_id
from chassis.personal import TenantKeys
from chassis.personal_forms import PersonalKind
from crm.accounts.v1.events_pb2 import ContactKeysChanged
from crm.leads.v1 import leads_pb2 as pb
from tests.integration.leads.company import PHONE, Company, cny
from tests.support.running import MASTER_KEY
from tests.support.statements import statements


@pytest.mark.capability("L-05")
@pytest.mark.capability("L-06")
@pytest.mark.capability("L-07")
async def test_a_lead_says_who_asks_for_what_and_is_found_by_all_of_it(company: Company) -> None:
    made = await company.lead(
        "李明",
        company_name="杭州为民机械有限公司",
        phone=PHONE,
        wechat="LiMing_88",
        need="三号产线灌装机一台",
        region="浙江",
        industry="机械",
        estimated_amount=cny("320000.00"),
        tags=["展会"],
    )
    assert (made.number, made.state, made.owner_id) == ("XS000001", pb.LEAD_STATE_ASSIGNED, str(company.chen.person_id))
    assert (made.phone, made.wechat) == ("138****8001", "l****8")
    own = await company.read(made.id, by=company.chen)
    assert (own.phone, own.wechat) == (PHONE, "LiMing_88")
    for search in ("李明", "为民", "weimin", "hzwm", "8001", "XS000001"):
        page = await company.ask("ListLeads", pb.ListLeadsRequest(search=search))
        assert [lead.id for lead in page.leads] == [made.id], search
    page = await company.ask("ListLeads", pb.ListLeadsRequest(filter="estimated_amount > 300000 AND region = 浙江"))
    assert [lead.phone for lead in page.leads] == ["138****8001"]


async def test_the_same_request_twice_makes_one_lead(company: Company) -> None:
    request = pb.CreateLeadRequest(lead=pb.Lead(name="李明", phone=PHONE))
    first = await company.ask("CreateLead", request, key="form-1")
    assert await company.ask("CreateLead", request, key="form-1") == first
    assert (await company.ask("ListLeads", pb.ListLeadsRequest())).total.count == 1


@pytest.mark.capability("L-08")
async def test_a_source_is_recognised_by_the_link_that_led_here(company: Company) -> None:
    source = await company.ask(
        "CreateSource",
        pb.CreateSourceRequest(source=pb.Source(name="百度推广", kind=pb.SOURCE_KIND_AD, utm_sources=["baidu"])),
        by=company.mei,
    )
    made = await company.lead(origin=pb.LeadOrigin(utm_source="Baidu", utm_medium="search"))
    assert (made.source_id, made.channel) == (source.id, "Baidu/search")


@pytest.mark.capability("L-09")
async def test_the_first_touch_stays_for_life(company: Company) -> None:
    sources = (await company.ask("ListSources", pb.ListSourcesRequest(), by=company.mei)).sources
    made = await company.lead(source_id=sources[0].id, channel="展位")
    for change in (pb.Lead(source_id=sources[1].id), pb.Lead(channel="电话")):
        refusal = await company.refused("UpdateLead", pb.UpdateLeadRequest(lead_id=made.id, lead=change))
        assert refusal.reason == "FIRST_TOUCH_FIXED"
    same = pb.UpdateLeadRequest(lead_id=made.id, lead=pb.Lead(source_id=sources[0].id, need="报价"))
    assert (await company.ask("UpdateLead", same)).need == "报价"


@pytest.mark.capability("L-23")
@pytest.mark.capability("L-24")
@pytest.mark.capability("L-25")
@pytest.mark.parametrize(
    ("horizon", "heat"),
    [
        (pb.PURCHASE_HORIZON_WITHIN_WEEK, pb.HEAT_HIGH),
        (pb.PURCHASE_HORIZON_WITHIN_MONTH, pb.HEAT_MEDIUM),
        (pb.PURCHASE_HORIZON_LATER, pb.HEAT_LOW),
        (pb.PURCHASE_HORIZON_UNSPECIFIED, pb.HEAT_UNSPECIFIED),
    ],
)
async def test_heat_follows_from_when_the_customer_means_to_buy(
    company: Company, horizon: "pb.PurchaseHorizon.ValueType", heat: "pb.Heat.ValueType"
) -> None:
    assert (await company.lead(purchase_horizon=horizon)).heat == heat


async def test_who_does_not_follow_leads_up_leaves_them_to_the_pool(company: Company) -> None:
    made = await company.lead(by=company.mei)
    pool = await company.pool()
    assert (made.state, made.pool_id, made.owner_id) == (pb.LEAD_STATE_POOLED, pool.id, "")
    assert (await company.names()) == ["LeadCaptured", "LeadPooled"]


@pytest.mark.capability("L-34")
@pytest.mark.parametrize(
    ("fields", "matched"),
    [
        ({"phone": "+86 138 0013 8001"}, pb.MATCHED_BY_PHONE),
        ({"email": "LI@Example.com"}, pb.MATCHED_BY_MAIL),
        ({"wechat": "liming_88"}, pb.MATCHED_BY_WECHAT),
        ({"credit_code": "91330100MA27XL0B42"}, pb.MATCHED_BY_CREDIT_CODE),
        ({"company_name": "为民机械"}, pb.MATCHED_BY_COMPANY_NAME),
    ],
)
async def test_who_is_a_live_lead_already_becomes_a_touch_on_it(
    company: Company, fields: dict[str, str], matched: "pb.MatchedBy.ValueType"
) -> None:
    first = await company.lead(
        company_name="杭州为民机械有限公司",
        phone=PHONE,
        email="li@example.com",
        wechat="LiMing_88",
        credit_code="91330100MA27XL0B42",
    )
    again = await company.enquiry("李先生", need="再次询价", by=company.zhao, **fields)
    assert (again.id, again.HasField("lead")) == ("", False)
    assert (again.duplicate.subject_type, list(again.duplicate.matched_by)) == ("lead", [matched])
    # Zhao of another team learns whom to ask, and no more.
    assert (again.duplicate.subject_id, again.duplicate.manager_name) == ("", "方")
    touches = (await company.ask("ListTouches", pb.ListTouchesRequest(filter=f'lead_id = "{first.id}"'), by=company.mei)).touches
    assert [(touch.type, touch.detail, touch.person_name) for touch in touches] == [(pb.TOUCH_TYPE_DUPLICATE_ENQUIRY, "再次询价", "李先生")]
    assert (await company.read(first.id)).touch_count == 1


async def test_who_asks_with_another_number_leaves_it_with_the_touch(company: Company) -> None:
    first = await company.lead(company_name="杭州为民机械有限公司", phone=PHONE)
    again = await company.enquiry("王芳", company_name="为民机械", phone="13900139002")
    assert again.duplicate.subject_id == first.id
    touch = (await company.ask("ListTouches", pb.ListTouchesRequest())).touches[0]
    assert touch.phone == "139****9002"
    assert (await company.ask("GetTouch", pb.GetTouchRequest(touch_id=touch.id))).phone == "13900139002"


async def test_who_is_a_customer_already_becomes_a_touch_on_the_account(company: Company) -> None:
    account_id = await company.account("杭州为民机械有限公司", company.wu)
    again = await company.enquiry(company_name="为民机械")
    assert (again.duplicate.subject_type, again.duplicate.subject_id, again.duplicate.inactive_days) == ("account", "", 12)
    assert (await company.enquiry(company_name="为民机械", by=company.wu)).duplicate.subject_id == account_id


async def test_who_was_disqualified_may_ask_again(company: Company) -> None:
    first = await company.lead(phone=PHONE)
    await company.ask("DisqualifyLead", pb.DisqualifyLeadRequest(lead_id=first.id, reason="同行"))
    assert (await company.lead(phone=PHONE)).id != first.id


async def test_of_enquiries_that_come_at_once_one_becomes_the_lead(company: Company) -> None:
    made = await asyncio.gather(*(company.enquiry(f"李{number}", phone=PHONE) for number in range(6)))
    assert sum(reply.HasField("lead") for reply in made) == 1
    lead_id = next(reply.id for reply in made if reply.HasField("lead"))
    assert (await company.read(lead_id)).touch_count == 5


async def test_a_batch_finds_those_again_who_are_known(company: Company) -> None:
    first = await company.lead(phone=PHONE)
    rows = [pb.CreateLeadRequest(lead=pb.Lead(name="甲", phone=phone)) for phone in (PHONE, "13900139002", "12")]
    reply = await company.ask("BatchCreateLeads", pb.BatchCreateLeadsRequest(requests=rows), by=company.mei)
    assert reply.verdicts[0].id == first.id
    assert reply.verdicts[1].id not in ("", first.id)
    assert reply.verdicts[2].problem.pointer == "/lead/phone"


async def test_history_is_taken_as_it_is_told_and_notifies_nobody(company: Company) -> None:
    account_id = str(new_id())
    lead = pb.Lead(name="旧客户", owner_id=str(company.wu.person_id), phone=PHONE)
    lead.first_touch_time.FromJsonString("2024-03-01T01:00:00Z")
    won = pb.LeadHistory(state=pb.LEAD_STATE_CONVERTED, account_id=account_id, outcome=pb.LEAD_OUTCOME_WON, won_amounts=[cny("90000.00")])
    won.first_follow_up_time.FromJsonString("2024-03-01T03:30:00Z")
    live = pb.Lead(name="还在谈", owner_id=str(company.wu.person_id))
    rows = [pb.CreateLeadRequest(lead=lead, history=won), pb.CreateLeadRequest(lead=live, history=pb.LeadHistory())]
    reply = await company.ask("BatchCreateLeads", pb.BatchCreateLeadsRequest(requests=rows, historical=True), by=company.mei)
    old, open_ = [await company.read(verdict.id) for verdict in reply.verdicts]
    assert (old.state, old.outcome, old.response_minutes, old.won_amounts[0]) == (
        pb.LEAD_STATE_CONVERTED,
        pb.LEAD_OUTCOME_WON,
        150,
        cny("90000.00"),
    )
    assert open_.next_action == pb.NEXT_ACTION_FIRST_FOLLOW_UP


async def test_an_upsert_takes_in_once_and_changes_only_what_the_body_names(company: Company) -> None:
    def upsert(**fields: Any) -> pb.UpsertLeadRequest:
        return pb.UpsertLeadRequest(system="ads", external_id="L-1", lead=pb.Lead(**fields))

    made = await company.ask("UpsertLead", upsert(name="李明", need="报价"))
    again = await company.ask("UpsertLead", upsert(name="李明明"))
    assert (again.id, again.name, again.need) == (made.id, "李明明", "报价")


async def test_personal_values_are_revealed_with_a_reason_and_erased_for_good(company: Company) -> None:
    made = await company.lead(phone=PHONE)
    assert (await company.read(made.id)).phone == "138****8001"
    shown = await company.ask("RevealLead", pb.RevealLeadRequest(lead_id=made.id, reason="核实"), by=company.mei)
    assert shown.phone == PHONE
    erased = await company.ask("EraseLead", pb.EraseLeadRequest(lead_id=made.id, reason="客户要求"), by=company.mei)
    assert (erased.name, erased.phone) == ("***", "***")
    assert (await company.refused("UpdateLead", pb.UpdateLeadRequest(lead_id=made.id, lead=pb.Lead(name="李")))).reason == "PERSON_ERASED"


async def test_a_contact_of_a_customer_is_recognised_by_a_digest_and_forgotten_with_it(company: Company) -> None:
    account_id, contact_id = await company.account("甲", company.wu), str(new_id())
    keys = TenantKeys(MASTER_KEY, company.tenant_id)
    known = ContactKeysChanged(contact_id=contact_id, account_id=account_id, phone_key=keys.index(PersonalKind.PHONE, PHONE).hex())
    await company.tell(known, version=2)
    again = await company.enquiry("王芳", phone=PHONE)
    assert (again.duplicate.subject_type, list(again.duplicate.matched_by)) == ("account", [pb.MATCHED_BY_PHONE])
    await company.tell(ContactKeysChanged(contact_id=contact_id, account_id=account_id), version=3)
    await company.tell(known, version=1)
    assert not (await company.enquiry("王芳", phone=PHONE)).HasField("duplicate")


async def test_an_upsert_of_who_is_known_tells_a_stranger_nothing_and_is_one_touch(company: Company) -> None:
    first = await company.lead(company_name="杭州为民机械有限公司", phone=PHONE, need="保密")
    request = pb.UpsertLeadRequest(system="ads", external_id="L-7", lead=pb.Lead(name="李", phone=PHONE))
    refusal = await company.refused("UpsertLead", request, by=company.zhao)
    assert (refusal.reason, first.id in str(refusal), "保密" in str(refusal)) == ("LEAD_KNOWN", False, False)
    assert [(await company.ask("UpsertLead", request, by=company.mei)).id for _ in range(2)] == [first.id] * 2
    known = await company.read(first.id)
    assert (known.touch_count, [ref.external_id for ref in known.external_refs]) == (1, ["L-7"])


async def test_a_batch_finds_those_again_who_stand_in_it_twice(company: Company) -> None:
    rows = [
        pb.CreateLeadRequest(lead=pb.Lead(name=name, phone=phone)) for name, phone in (("甲", PHONE), ("乙", "13900139002"), ("丙", PHONE))
    ]
    verdicts = (await company.ask("BatchCreateLeads", pb.BatchCreateLeadsRequest(requests=rows), by=company.mei)).verdicts
    assert verdicts[0].id == verdicts[2].id != verdicts[1].id
    assert (await company.read(verdicts[0].id)).touch_count == 1


async def test_what_changes_nothing_is_no_update(company: Company) -> None:
    made = await company.lead(need="报价", phone=PHONE)
    await company.advance(days=2)
    same = pb.UpdateLeadRequest(lead_id=made.id, lead=pb.Lead(need="报价", phone="138 0013 8001"))
    assert (await company.ask("UpdateLead", same)).update_due_time == made.update_due_time
    changed = await company.ask("UpdateLead", pb.UpdateLeadRequest(lead_id=made.id, lead=pb.Lead(need="报价两台")))
    assert changed.update_due_time.seconds > made.update_due_time.seconds


async def test_an_erasure_reaches_what_the_same_person_asked_later(company: Company) -> None:
    made = await company.lead(
        "李明", company_name="为民机械", phone=PHONE, origin=pb.LeadOrigin(landing_page="https://x.cn/?tel=13800138001")
    )
    await company.enquiry("李明", phone=PHONE, need="请打我另一个号码")
    await company.enquiry("王芳", company_name="为民机械", phone="13900139002", need="报价")
    erased = await company.ask("EraseLead", pb.EraseLeadRequest(lead_id=made.id, reason="客户要求"), by=company.mei)
    assert (erased.origin.landing_page, erased.next_step) == ("", "")
    touches = (await company.ask("ListTouches", pb.ListTouchesRequest(), by=company.mei)).touches
    assert sorted((each.person_name, each.phone, each.detail) for each in touches) == [("***", "***", ""), ("王芳", "139****9002", "报价")]


@pytest.mark.capability("L-34")
async def test_who_asks_whom_to_ask_never_learns_the_owner(company: Company) -> None:
    await company.lead(phone=PHONE, by=company.fang)
    again = await company.enquiry(phone=PHONE, by=company.zhao)
    assert (again.duplicate.manager_id, again.duplicate.manager_name) == ("", "")


async def test_two_hundred_enquiries_are_stored_in_few_statements(company: Company) -> None:
    rows = [pb.CreateLeadRequest(lead=pb.Lead(name=f"李{number}", phone=f"138001{number:05}")) for number in range(200)]
    with statements(company.runtime) as said:
        verdicts = (await company.ask("BatchCreateLeads", pb.BatchCreateLeadsRequest(requests=rows), by=company.mei)).verdicts
    assert len({verdict.id for verdict in verdicts}) == 200
    assert len(said) < 100, Counter(re.sub(r"\s+", " ", each)[:70] for each in said).most_common(12)
