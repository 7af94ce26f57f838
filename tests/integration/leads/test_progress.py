"""How a lead moves on: accepted or returned, qualified or not, converted, and what it brought in the end."""

import asyncio
from typing import Any
from uuid import UUID

import pytest
from google.protobuf.field_mask_pb2 import FieldMask

from chassis.ids import new_id
from chassis.transit import open_from_transit
from crm.accounts.v1 import events_pb2 as accounts
from crm.leads.v1 import leads_pb2 as pb
from crm.pipeline.v1 import events_pb2 as deals
from crm.pipeline.v1 import pipeline_pb2 as pipeline
from crm.receivables.v1 import events_pb2 as receivables
from tests.integration.leads.company import PHONE, Company, cny
from tests.support.running import MASTER_KEY


async def converted(company: Company, lead_id: str, **fields: Any) -> pb.Lead:
    made: pb.Lead = await company.ask("ConvertLead", pb.ConvertLeadRequest(lead_id=lead_id, **fields))
    return made


@pytest.mark.capability("L-44")
async def test_sales_accepts_a_lead_or_returns_it_to_marketing_with_a_reason(company: Company) -> None:
    lead = await company.lead(by=company.mei)
    assigned = pb.AssignLeadRequest(lead_id=lead.id, owner_id=str(company.chen.person_id))
    await company.ask("AssignLead", assigned, by=company.mei)
    assert (await company.ask("AcceptLead", pb.AcceptLeadRequest(lead_id=lead.id))).HasField("accept_time")
    await company.facts()
    returned = await company.ask("ReturnLead", pb.ReturnLeadRequest(lead_id=lead.id, reason="空号"))
    assert (returned.state, returned.owner_id, returned.close_reason) == (pb.LEAD_STATE_RETURNED, str(company.mei.person_id), "空号")
    assert returned.next_action == pb.NEXT_ACTION_REVIEW
    (told,) = await company.facts()
    assert (told.reason, told.owner_id, told.previous_owner_id) == ("空号", str(company.mei.person_id), str(company.chen.person_id))


async def test_what_nobody_in_marketing_answers_for_goes_to_the_pool(company: Company) -> None:
    lead = await company.lead()
    await company.facts()
    returned = await company.ask("ReturnLead", pb.ReturnLeadRequest(lead_id=lead.id, reason="不对口"))
    assert returned.state == pb.LEAD_STATE_POOLED
    assert await company.names() == ["LeadPooled", "LeadReturned"]


@pytest.mark.capability("L-20")
async def test_every_live_lead_has_somebody_or_a_pool_and_a_next_action(company: Company) -> None:
    lead = await company.lead()
    moves = (
        ("ContactLead", pb.ContactLeadRequest(lead_id=lead.id, disposition=pb.DISPOSITION_REACHED)),
        ("QualifyLead", pb.QualifyLeadRequest(lead_id=lead.id)),
        ("ReleaseLead", pb.ReleaseLeadRequest(lead_id=lead.id, reason="休假")),
    )
    for method, request in moves:
        moved = await company.ask(method, request)
        assert moved.owner_id or moved.pool_id, method
        assert moved.next_action, method
        assert moved.HasField("next_action_time"), method


async def test_a_lead_is_disqualified_with_a_reason_and_taken_up_again_by_assigning_it(company: Company) -> None:
    lead = await company.lead()
    assert (await company.refused("DisqualifyLead", pb.DisqualifyLeadRequest(lead_id=lead.id))).violations[0].field == "reason"
    closed = await company.ask("DisqualifyLead", pb.DisqualifyLeadRequest(lead_id=lead.id, reason="同行"))
    assert (closed.state, closed.next_action) == (pb.LEAD_STATE_DISQUALIFIED, pb.NEXT_ACTION_UNSPECIFIED)
    again = pb.AssignLeadRequest(lead_id=lead.id, owner_id=str(company.wu.person_id), reason="又来询价")
    assert (await company.ask("AssignLead", again, by=company.mei)).state == pb.LEAD_STATE_ASSIGNED


async def test_who_disqualified_a_lead_can_take_it_up_again(company: Company) -> None:
    lead = await company.lead()
    await company.ask("DisqualifyLead", pb.DisqualifyLeadRequest(lead_id=lead.id, reason="没有预算"))
    mine = pb.AssignLeadRequest(lead_id=lead.id, owner_id=lead.owner_id, reason="又来询价")
    again = await company.ask("AssignLead", mine)
    assert (again.state, again.next_action) == (pb.LEAD_STATE_ASSIGNED, pb.NEXT_ACTION_FIRST_FOLLOW_UP)
    assert (await company.refused("AssignLead", mine)).reason == "ALREADY_OWNER"


@pytest.mark.capability("L-32")
async def test_a_conversion_fixes_the_ids_once_and_sends_nothing_personal_in_the_clear(company: Company) -> None:
    lead = await company.lead(
        company_name="为民机械", phone=PHONE, wechat="LiMing_88", estimated_amount=cny("320000.00"), need="灌装机一台\n急"
    )
    await company.facts()
    made = await asyncio.gather(*(converted(company, lead.id) for _ in range(5)))
    assert len({(each.account_id, each.contact_id, each.opportunity_id) for each in made}) == 1
    (told,) = await company.facts()
    assert (told.opportunity_name, told.estimated_amount, told.existing_account) == ("为民机械 灌装机一台", cny("320000.00"), False)
    assert PHONE not in str(told)
    opened = open_from_transit(MASTER_KEY, company.tenant_id, UUID(lead.id), told.sealed_person)
    assert opened == {"phone": PHONE, "wechat": "LiMing_88"}
    assert (await converted(company, lead.id)).account_id == made[0].account_id


async def test_a_lead_is_converted_into_an_account_that_the_caller_may_see(company: Company) -> None:
    own, foreign = await company.account("甲", company.chen), await company.account("乙", company.wu)
    lead = await company.lead()
    await company.facts()
    refusal = await company.refused("ConvertLead", pb.ConvertLeadRequest(lead_id=lead.id, account_id=foreign))
    assert refusal.reason == "ACCOUNT_UNKNOWN"
    made = await converted(company, lead.id, account_id=own, without_opportunity=True, without_contact=True)
    assert (made.account_id, made.contact_id, made.opportunity_id) == (own, "", "")
    (told,) = await company.facts()
    assert (told.existing_account, told.sealed_person) == (True, "")


async def test_a_company_that_is_known_by_its_credit_code_is_not_made_again(company: Company) -> None:
    lead = await company.lead(credit_code="91330100MA27XL0B42")
    await company.account("为民", company.chen, credit_code="91330100MA27XL0B42")
    assert (await company.refused("ConvertLead", pb.ConvertLeadRequest(lead_id=lead.id))).reason == "CREDIT_CODE_TAKEN"


async def test_a_refused_conversion_makes_the_lead_live_again_and_is_taken_back_once(company: Company) -> None:
    lead = await company.lead()
    made = await converted(company, lead.id)
    refusal = accounts.AccountRefused(lead_id=lead.id, account_id=made.account_id, reason="CREDIT_CODE_TAKEN", detail="…")
    await company.tell(refusal)
    back = await company.read(lead.id)
    assert (back.state, back.refusal_reason, back.account_id) == (pb.LEAD_STATE_QUALIFIED, "CREDIT_CODE_TAKEN", "")
    assert back.HasField("pool_due_time")
    again = await converted(company, lead.id)
    await company.tell(refusal)
    assert (await company.read(lead.id)).account_id == again.account_id


async def test_a_refused_opportunity_leaves_the_customer(company: Company) -> None:
    lead = await company.lead()
    made = await converted(company, lead.id)
    refusal = deals.OpportunityRefused(lead_id=lead.id, opportunity_id=made.opportunity_id, reason="SALES_PROCESS_MISSING", detail="…")
    await company.tell(refusal)
    left = await company.read(lead.id)
    assert (left.state, left.account_id, left.opportunity_id) == (pb.LEAD_STATE_CONVERTED, made.account_id, "")


@pytest.mark.capability("L-33")
async def test_a_lead_knows_what_was_won_and_what_was_paid(company: Company) -> None:
    lead = await company.lead()
    made = await converted(company, lead.id)
    contract = pipeline.Contract(id=str(new_id()), opportunity_id=made.opportunity_id)
    won = deals.OpportunityWon(opportunity_id=made.opportunity_id, won_amount=cny("300000.00"))
    await company.tell(won, version=5)
    await company.tell(deals.OpportunityLost(opportunity_id=made.opportunity_id), version=4)
    paid = [payment(contract.id, amount) for amount in ("90000.00", "60000.00")]
    await company.send("pipeline", contract)
    for fact in (*paid, paid[0]):
        await company.tell(fact)
    ended = await company.read(lead.id)
    assert (ended.outcome, list(ended.won_amounts), list(ended.collected_amounts)) == (
        pb.LEAD_OUTCOME_WON,
        [cny("300000.00")],
        [cny("150000.00")],
    )
    taken_back = receivables.AllocationReversed(
        receipt=paid[0].receipt, instalment=paid[0].instalment, allocation_id=paid[0].allocation_id, amount=paid[0].amount
    )
    await company.tell(taken_back)
    await company.tell(paid[0])
    assert list((await company.read(lead.id)).collected_amounts) == [cny("60000.00")]


def payment(contract_id: str, amount: str) -> receivables.ReceiptAllocated:
    instalment = receivables.InstalmentFigures(instalment_id=str(new_id()), contract_id=contract_id)
    receipt = receivables.ReceiptFigures(receipt_id=str(new_id()), received_date="2025-12-20")
    day = "2025-12-21"
    return receivables.ReceiptAllocated(
        receipt=receipt, instalment=instalment, allocation_id=str(new_id()), amount=cny(amount), allocation_date=day
    )


@pytest.mark.capability("L-40")
@pytest.mark.capability("L-41")
@pytest.mark.capability("L-42")
async def test_touches_are_recorded_on_leads_and_accounts_and_seen_by_who_sees_those(company: Company) -> None:
    lead, account_id = await company.lead(), await company.account("甲", company.wu)
    await company.facts()
    seen = (
        pb.Touch(type=pb.TOUCH_TYPE_MAIL_OPENED, lead_id=lead.id, detail="十二月通讯"),
        pb.Touch(type=pb.TOUCH_TYPE_LINK_CLICKED, lead_id=lead.id, detail="灌装机"),
        pb.Touch(type=pb.TOUCH_TYPE_SEMINAR_ATTENDED, account_id=account_id, detail="节能研讨会"),
    )
    rows = [pb.CreateTouchRequest(touch=touch) for touch in seen]
    reply = await company.ask("BatchCreateTouches", pb.BatchCreateTouchesRequest(requests=rows), by=company.mei)
    assert not any(verdict.HasField("problem") for verdict in reply.verdicts)
    assert await company.names() == ["TouchRecorded"] * 3
    assert (await company.read(lead.id)).touch_count == 2
    page = await company.ask("ListTouches", pb.ListTouchesRequest(filter=f'account_id = "{account_id}"'), by=company.mei)
    assert [(touch.type, touch.owner_id) for touch in page.touches] == [(pb.TOUCH_TYPE_SEMINAR_ATTENDED, str(company.wu.person_id))]
    refusal = await company.refused("CreateTouch", pb.CreateTouchRequest(touch=pb.Touch(type=pb.TOUCH_TYPE_OTHER)))
    assert refusal.reason == "SUBJECT_MISSING"


async def test_traces_of_interest_make_nobodys_form_stale_and_changes_of_colleagues_do(company: Company) -> None:
    lead = await company.lead()
    for _ in range(2):
        await company.ask("CreateTouch", pb.CreateTouchRequest(touch=pb.Touch(type=pb.TOUCH_TYPE_PAGE_VIEWED, lead_id=lead.id)))
    seen = await company.read(lead.id)
    assert (seen.touch_count, int(seen.etag) > int(lead.etag)) == (2, True)

    def change(title: str, etag: str) -> pb.UpdateLeadRequest:
        return pb.UpdateLeadRequest(lead_id=lead.id, lead=pb.Lead(title=title), update_mask=FieldMask(paths=["title"]), etag=etag)

    changed = await company.ask("UpdateLead", change("厂长", lead.etag))
    assert (changed.title, changed.touch_count) == ("厂长", 2)
    for stale in (lead.etag, seen.etag, "99", "x"):
        assert (await company.refused("UpdateLead", change("经理", stale))).reason == "STALE_ETAG"
    assert (await company.ask("UpdateLead", change("经理", changed.etag))).title == "经理"


async def test_touches_go_with_their_lead_and_come_to_the_account_that_it_becomes(company: Company) -> None:
    lead = await company.lead()
    await company.ask("CreateTouch", pb.CreateTouchRequest(touch=pb.Touch(type=pb.TOUCH_TYPE_MAIL_OPENED, lead_id=lead.id)))
    given = pb.AssignLeadRequest(lead_id=lead.id, owner_id=str(company.wu.person_id))
    await company.ask("AssignLead", given, by=company.mei)
    (touch,) = (await company.ask("ListTouches", pb.ListTouchesRequest(), by=company.mei)).touches
    assert touch.owner_id == str(company.wu.person_id)
    made = await company.ask("ConvertLead", pb.ConvertLeadRequest(lead_id=lead.id), by=company.wu)
    (touch,) = (await company.ask("ListTouches", pb.ListTouchesRequest(), by=company.mei)).touches
    assert touch.account_id == made.account_id
    await company.tell(accounts.AccountRefused(lead_id=lead.id, account_id=made.account_id, reason="CREDIT_CODE_TAKEN", detail="…"))
    (touch,) = (await company.ask("ListTouches", pb.ListTouchesRequest(), by=company.mei)).touches
    assert touch.account_id == ""
