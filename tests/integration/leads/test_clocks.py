"""Nobody is forgotten: the clocks of leads, walked."""

from datetime import UTC, timedelta
from typing import Any

import pytest
from google.protobuf.field_mask_pb2 import FieldMask

from chassis.errors import DomainError
from chassis.ids import new_id
from chassis.principal import Principal
from crm.accounts.v1 import events_pb2 as accounts
from crm.common.v1 import handover_pb2 as handover
from crm.leads.v1 import events_pb2 as facts
from crm.leads.v1 import leads_pb2 as pb
from tests.integration.leads.company import START, Company


def talk(lead: pb.Lead, company: Company, *, two_way: bool = True, by_assigned: bool = True, **fields: Any) -> accounts.InteractionLogged:
    logged = accounts.InteractionLogged(
        interaction_id=str(new_id()),
        subject_type="lead",
        subject_id=lead.id,
        lead_id=lead.id,
        two_way=two_way,
        by_assigned=by_assigned,
        **fields,
    )
    logged.interaction_time.FromDatetime(company.now)
    return logged


@pytest.mark.capability("L-16")
@pytest.mark.capability("L-17")
async def test_who_gets_a_lead_is_told_until_when_to_follow_up_and_why_is_kept(company: Company) -> None:
    lead = await company.lead()
    await company.facts()
    asked = pb.AssignLeadRequest(lead_id=lead.id, owner_id=str(company.wu.person_id), reason="华东区机械行业")
    given = await company.ask("AssignLead", asked, by=company.mei)
    assert (given.next_action, given.next_action_time) == (pb.NEXT_ACTION_FIRST_FOLLOW_UP, given.first_follow_up_due_time)
    assert given.first_follow_up_due_time.ToDatetime(UTC) - company.now < timedelta(hours=24)
    (told,) = await company.facts()
    assert (told.owner_id, told.previous_owner_id, told.reason) == (
        str(company.wu.person_id),
        str(company.chen.person_id),
        "华东区机械行业",
    )
    assert told.first_follow_up_due_time == given.first_follow_up_due_time
    kept = await company.ask("ListLeadAssignments", pb.ListLeadAssignmentsRequest(lead_id=lead.id), by=company.mei)
    assert [(each.person_id, each.reason, bool(each.valid_to_date)) for each in kept.assignments] == [
        (str(company.wu.person_id), "华东区机械行业", False),
        (str(company.chen.person_id), "本人录入", True),
    ]
    assert [(each.why.code, each.why.text_en) for each in kept.assignments] == [
        ("", "华东区机械行业"),
        ("ENTERED_BY_ONESELF", "Entered by themselves"),
    ]


@pytest.mark.capability("L-18")
@pytest.mark.capability("L-21")
@pytest.mark.capability("L-22")
@pytest.mark.capability("L-27")
async def test_a_lead_that_nobody_follows_is_told_of_and_goes_to_the_pool(company: Company) -> None:
    lead = await company.lead()
    await company.facts()
    walked = []
    for hours in (23, 25, 24 * 3 + 1, 24 * 7 + 1, 24 * 8 + 1, 24 * 15 - 1, 24 * 15 + 1):
        await company.advance(hours=hours)
        walked.append([type(fact).__name__ for fact in await company.facts()])
    assert walked == [[], ["LeadFirstFollowUpMissed"], ["LeadNeglected"], ["LeadNeglected"], ["LeadPoolingSoon"], [], ["LeadPooled"]]
    pooled = await company.read(lead.id)
    assert (pooled.state, pooled.owner_id, pooled.next_action) == (pb.LEAD_STATE_POOLED, "", pb.NEXT_ACTION_CLAIM)
    assert pooled.close_reason == "15 天未跟进，自动回收"
    assert (pooled.close_why.code, pooled.close_why.parameters["days"]) == ("NOT_FOLLOWED_UP", "15")
    assert pooled.close_why.text_en == "No follow-up for 15 days"


async def test_each_of_these_says_whose_lead_it_is_and_since_when(company: Company) -> None:
    await company.lead("李明", company_name="为民机械")
    await company.facts()
    await company.advance(days=16)
    missed, without_follow_up, without_update, soon, pooled = await company.facts()
    owner = str(company.chen.person_id)
    assert (missed.lead_name, missed.company_name, missed.owner_id) == ("李明", "为民机械", owner)
    assert (without_follow_up.kind, without_follow_up.days) == ("without_follow_up", 3)
    assert (without_update.kind, without_update.days) == ("without_update", 7)
    assert soon.pool_date == (START + timedelta(days=15)).date().isoformat()
    assert (pooled.previous_owner_id, pooled.pool_name) == (owner, "线索公海")


@pytest.mark.capability("L-19")
async def test_an_interaction_restarts_the_clocks_and_opens_the_next_step(company: Company) -> None:
    lead = await company.lead()
    await company.advance(hours=23)
    await company.facts()
    await company.tell(talk(lead, company, next_step="发报价", next_step_date="2025-12-05"))
    (told,) = await company.facts()
    assert isinstance(told, facts.LeadFollowedUp)
    assert told.first
    talked = await company.read(lead.id)
    assert (talked.state, talked.next_action) == (pb.LEAD_STATE_CONTACTED, pb.NEXT_ACTION_SEND_MATERIALS)
    assert (talked.next_step, talked.next_step_date) == ("发报价", "2025-12-05")
    await company.advance(hours=23 + 71)
    assert await company.facts() == []
    await company.advance(hours=23 + 73)
    assert [fact.kind for fact in await company.facts()] == ["without_follow_up"]


async def test_what_was_told_before_is_told_again_after_a_follow_up(company: Company) -> None:
    lead = await company.lead()
    await company.advance(days=4)
    await company.tell(talk(lead, company))
    await company.facts()
    await company.advance(days=8)
    assert [fact.kind for fact in await company.facts()] == ["without_follow_up"]


async def test_an_update_restarts_its_own_clock_alone(company: Company) -> None:
    lead = await company.lead()
    await company.advance(days=2)
    await company.ask("UpdateLead", pb.UpdateLeadRequest(lead_id=lead.id, lead=pb.Lead(need="两台")))
    await company.facts()
    await company.advance(days=8)
    assert "without_update" not in [getattr(fact, "kind", "") for fact in await company.facts()]
    await company.advance(days=10)
    assert "without_update" in [getattr(fact, "kind", "") for fact in await company.facts()]


async def test_talks_of_people_who_do_not_look_after_it_and_old_ones_restart_nothing(company: Company) -> None:
    lead = await company.lead()
    before = await company.read(lead.id)
    await company.tell(talk(lead, company, by_assigned=False))
    assert (await company.read(lead.id)).follow_up_due_time == before.follow_up_due_time
    newest, old = talk(lead, company), talk(lead, company)
    old.interaction_time.FromDatetime(company.now - timedelta(days=2))
    await company.tell(newest)
    talked = await company.read(lead.id)
    await company.tell(old)
    await company.tell(newest)
    assert (await company.read(lead.id)).follow_up_due_time == talked.follow_up_due_time


async def test_a_changed_default_holds_for_what_starts_after_it(company: Company) -> None:
    before = await company.lead()
    change = pb.UpdateLeadSettingsRequest(lead_settings=pb.LeadSettings(first_follow_up_hours=2))
    await company.ask("UpdateLeadSettings", change, by=company.mei)
    after = await company.lead()
    await company.facts()
    await company.advance(hours=3)
    assert [fact.lead_id for fact in await company.facts()] == [after.id]
    await company.advance(hours=25)
    assert [fact.lead_id for fact in await company.facts()] == [before.id]


@pytest.mark.capability("L-30")
@pytest.mark.capability("L-31")
async def test_the_first_try_is_measured_whoever_answers_and_tries_in_vain_are_counted(company: Company) -> None:
    lead = await company.lead()
    await company.advance(hours=2)
    await company.ask("ContactLead", pb.ContactLeadRequest(lead_id=lead.id, disposition=pb.DISPOSITION_NO_ANSWER))
    tried = await company.ask("ContactLead", pb.ContactLeadRequest(lead_id=lead.id, disposition=pb.DISPOSITION_LOST_CONTACT))
    assert (tried.response_minutes, tried.failed_tries, tried.state) == (120, 2, pb.LEAD_STATE_ASSIGNED)
    assert tried.next_action == pb.NEXT_ACTION_TRY_AGAIN
    found = await company.ask("ListLeads", pb.ListLeadsRequest(filter="disposition = LOST_CONTACT"))
    assert [each.id for each in found.leads] == [lead.id]
    reached = await company.ask("ContactLead", pb.ContactLeadRequest(lead_id=lead.id, disposition=pb.DISPOSITION_REACHED))
    assert (reached.state, reached.failed_tries, reached.response_minutes) == (pb.LEAD_STATE_CONTACTED, 0, 120)


async def test_history_arms_no_clock_of_the_past_but_live_leads_wait_from_now_on(company: Company) -> None:
    lead = pb.Lead(name="旧线索", owner_id=str(company.wu.person_id))
    lead.first_touch_time.FromJsonString("2024-03-01T01:00:00Z")
    rows = [pb.CreateLeadRequest(lead=lead, history=pb.LeadHistory(state=pb.LEAD_STATE_CONTACTED))]
    await company.ask("BatchCreateLeads", pb.BatchCreateLeadsRequest(requests=rows, historical=True), by=company.mei)
    await company.facts()
    await company.advance(hours=1)
    assert await company.facts() == []
    await company.advance(days=3, hours=1)
    assert "LeadNeglected" in await company.names()


@pytest.mark.capability("L-17")
async def test_the_first_follow_up_may_count_working_hours_only(company: Company) -> None:
    paths = ["first_follow_up_hours", "first_follow_up_in_working_hours", "working_hours_end"]
    changed = pb.LeadSettings(first_follow_up_hours=16, first_follow_up_in_working_hours=True, working_hours_end="17:00")
    change = pb.UpdateLeadSettingsRequest(lead_settings=changed, update_mask=FieldMask(paths=paths))
    assert (await company.ask("UpdateLeadSettings", change, by=company.mei)).working_hours_start == "09:00"
    # Friday at 15: two hours are left of it, eight are worked on Monday and six on Tuesday.
    await company.advance(hours=4 * 24 + (15 - START.hour))
    lead = await company.lead()
    due = lead.first_follow_up_due_time.ToDatetime(UTC).astimezone(START.tzinfo)
    assert due.strftime("%a %H:%M") == "Tue 15:00"
    await company.facts()
    await company.advance(hours=4 * 24 + (15 - START.hour) + 71)
    assert await company.facts() == []


@pytest.mark.capability("L-28")
async def test_a_lead_that_sleeps_wakes_on_its_day_and_is_followed_anew(company: Company) -> None:
    lead = await company.lead()
    asked = pb.DisqualifyLeadRequest(lead_id=lead.id, reason="今年没有预算", wake_date=(START + timedelta(days=90)).date().isoformat())
    assert (await company.ask("DisqualifyLead", asked)).wake_date == asked.wake_date
    await company.facts()
    await company.advance(hours=24 * 89)
    assert await company.facts() == []
    await company.advance(hours=24 * 90 + 1)
    (told,) = await company.facts()
    assert isinstance(told, facts.LeadAssigned)
    assert "今年没有预算" in told.reason
    woken = await company.read(lead.id)
    assert (woken.state, woken.owner_id, woken.wake_date) == (pb.LEAD_STATE_ASSIGNED, lead.owner_id, "")


@pytest.mark.capability("L-28")
async def test_who_is_to_try_again_must_have_something_to_wait_for(company: Company) -> None:
    lead = await company.lead()
    asked = pb.DisqualifyLeadRequest(lead_id=lead.id, reason="今年没有预算", wake_date=START.date().isoformat())
    with pytest.raises(DomainError) as refused:
        await company.ask("DisqualifyLead", asked)
    assert refused.value.reason == "DATE_NOT_IN_FUTURE"


async def test_a_successor_is_told_until_when_to_follow_up_from_now_on(company: Company) -> None:
    lead = await company.lead()
    await company.advance(hours=20)
    await company.facts()
    people = {"from_id": str(company.chen.person_id), "to_id": str(company.wu.person_id), "role": "owner"}
    move = handover.HandoverMove(subject_type="lead", subject_id=lead.id, **people)
    request = handover.HandOverRequest(transfer_id=str(new_id()), reason="离职移交", moves=[move])
    await company.ask("HandOver", request, by=Principal.service("accounts", company.tenant_id, cause="transfer"))
    (told,) = await company.facts()
    assert told.first_follow_up_due_time == (await company.read(lead.id)).first_follow_up_due_time
