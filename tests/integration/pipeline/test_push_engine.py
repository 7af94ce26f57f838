"""The push engine: clocks walked day by day, warnings opened and closed by what accounts tells, and the next step."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import Any

import pytest
from google.protobuf.message import Message
from google.protobuf.timestamp_pb2 import Timestamp
from sqlalchemy import select

from chassis import tables
from chassis.ids import new_id
from chassis.sandbox import advance, settle
from chassis.scope import Reach
from crm.accounts.v1 import accounts_pb2 as accounts
from crm.accounts.v1 import events_pb2 as talks
from crm.common.v1.event_pb2 import Event
from crm.pipeline.v1 import pipeline_pb2 as pb
from pipeline import tables as t
from tests.integration.pipeline.company import Company, cny, names
from tests.support.running import publish, send

OURS = {"OpportunityNeglected", "OpportunityStalled", "OpportunitySilent"}


def midnight(day: date) -> datetime:
    """In Shanghai, which is eight hours ahead and knows no summer time."""
    return datetime.combine(day, time(), UTC) - timedelta(hours=8)


async def walk(company: Company, days: int) -> None:
    """To the moment after midnight, so many days from now."""
    await advance([company.runtime], company.tenant_id, midnight(company.today + timedelta(days=days)) + timedelta(seconds=1))


async def pushes(company: Company, opportunity_id: str) -> list[str]:
    return [name for name in names(await company.facts(opportunity_id)) if name in OURS]


async def tell(company: Company, fact: Message, *, historical: bool = False) -> None:
    """Accounts tells it now."""
    now = Timestamp()
    now.FromDatetime(company.runtime.clock.now(company.tenant_id))
    event = Event(
        id=str(new_id()),
        tenant_id=str(company.tenant_id),
        type=fact.DESCRIPTOR.full_name,
        payload=fact.SerializeToString(),
        subject_type="interaction",
        subject_id=str(new_id()),
        version=1,
        create_time=now,
        historical=historical,
    )
    await publish(company.runtime, "accounts", event)
    await settle([company.runtime])


async def talk(company: Company, opportunity_id: str, *, days_ago: int = 0, historical: bool = False, **fields: Any) -> None:
    at = Timestamp()
    at.FromDatetime(company.runtime.clock.now(company.tenant_id) - timedelta(days=days_ago))
    said = {"quality": 80, "two_way": True, "by_assigned": True, **fields}
    fact = talks.InteractionLogged(interaction_id=str(new_id()), opportunity_id=opportunity_id, interaction_time=at, **said)
    await tell(company, fact, historical=historical)


async def warnings(company: Company, opportunity_id: str) -> list[pb.Warning]:
    request = pb.ReportOpportunityWarningsRequest(opportunity_id=opportunity_id)
    return list((await company.ask("ReportOpportunityWarnings", request)).warnings)


async def kinds(company: Company, opportunity_id: str) -> list[str]:
    shown = await warnings(company, opportunity_id)
    return [pb.WarningKind.Name(each.kind).removeprefix("WARNING_KIND_") for each in shown]


async def warned_of(company: Company) -> set[str]:
    """As the representative sees it, and the manager, whose lists are put together team by team."""
    request = pb.ListOpportunitiesRequest(filter="has_warnings = true")
    own, team = [
        {each.id for each in (await company.ask("ListOpportunities", request, by=by)).opportunities}
        for by in (company.lin, company.with_reach(company.zhou, Reach.TEAM, company.north))
    ]
    assert own == team
    return own


# --- without follow-up, without anything -----------------------------------------------------------


@pytest.mark.capability("P-20")
async def test_after_seven_days_without_follow_up_it_is_told_and_a_talk_restarts_the_clock(company: Company) -> None:
    made = await company.opportunity()
    await walk(company, 6)
    assert await pushes(company, made.id) == []
    await walk(company, 1)
    assert await pushes(company, made.id) == ["OpportunityNeglected"]
    (warning,) = await warnings(company, made.id)
    assert (warning.reason.text, warning.action.code) == ("已 7 天未跟进", "FOLLOW_UP")
    assert await warned_of(company) == {made.id}

    await talk(company, made.id)
    assert (await kinds(company, made.id), await warned_of(company)) == ([], set())
    await walk(company, 6)
    assert (await pushes(company, made.id)).count("OpportunityNeglected") == 1
    await walk(company, 1)
    assert (await pushes(company, made.id)).count("OpportunityNeglected") == 2


async def test_a_talk_does_not_make_stale_what_somebody_is_editing(company: Company) -> None:
    made = await company.opportunity()
    await talk(company, made.id, next_step="发送报价单", next_step_date=str(company.today))
    request = pb.UpdateOpportunityRequest(opportunity_id=made.id, opportunity=pb.Opportunity(description="三台车床"), etag=made.etag)
    request.update_mask.paths.append("description")
    assert (await company.ask("UpdateOpportunity", request)).description == "三台车床"


async def test_an_account_of_tier_a_waits_three_days(company: Company) -> None:
    account = accounts.Account(id=str(new_id()), name="西湖重工", tier=accounts.TIER_A, owner_id=str(company.lin.person_id))
    await send(company.runtime, "accounts", company.tenant_id, account)
    await settle([company.runtime])
    made = await company.opportunity(account_id=account.id)
    await walk(company, 3)
    assert await pushes(company, made.id) == ["OpportunityNeglected"]


async def test_a_changed_default_holds_for_what_starts_after_it(company: Company) -> None:
    before = await company.opportunity()
    now = await company.ask("GetPipelineSettings", pb.GetPipelineSettingsRequest())
    assert (now.stall_factor, now.follow_up_days, now.conversion_threshold, now.renewal_notice_days) == ("1.5", 7, "15", 30)
    request = pb.UpdatePipelineSettingsRequest(pipeline_settings=pb.PipelineSettings(follow_up_days=2), etag=now.etag)
    assert (await company.ask("UpdatePipelineSettings", request)).follow_up_days == 2
    after = await company.opportunity()
    await walk(company, 2)
    assert (await pushes(company, before.id), await pushes(company, after.id)) == ([], ["OpportunityNeglected"])


@pytest.mark.capability("P-15", "P-25")
async def test_three_months_without_anything_are_silence(company: Company) -> None:
    made = await company.opportunity()
    await walk(company, 95)
    assert await pushes(company, made.id) == ["OpportunityNeglected", "OpportunityStalled", "OpportunitySilent"]
    assert await kinds(company, made.id) == ["SILENT", "NO_FOLLOW_UP", "STALLED"]


async def test_what_is_won_is_pushed_no_more_and_what_is_reopened_again(company: Company) -> None:
    made = await company.won()
    await walk(company, 8)
    assert await pushes(company, made.id) == []
    await company.ask("ReopenOpportunity", pb.ReopenOpportunityRequest(opportunity_id=made.id, reason="客户追加"))
    await walk(company, 7)
    assert await pushes(company, made.id) == ["OpportunityNeglected"]


async def test_of_what_was_imported_only_what_is_still_to_come_is_told(company: Company) -> None:
    old, new = company.today - timedelta(days=200), company.today - timedelta(days=5)
    rows = [pb.CreateOpportunityRequest(opportunity=company.deal(open_date=str(day))) for day in (old, new)]
    request = pb.BatchCreateOpportunitiesRequest(requests=rows, historical=True)
    first, second = [row.id for row in (await company.ask("BatchCreateOpportunities", request)).verdicts]
    assert await kinds(company, first) == ["SILENT", "NO_FOLLOW_UP", "STALLED"]
    await walk(company, 2)
    assert (await pushes(company, first), await pushes(company, second)) == ([], ["OpportunityNeglected"])


# --- stalled ---------------------------------------------------------------------------------------


def ages() -> Iterator[int]:
    """Days that ten deals stay in the first stage; their median is 4."""
    yield from (2, 3, 3, 4, 4, 4, 5, 6, 7, 30)


@pytest.mark.capability("P-16")
async def test_a_stage_takes_as_long_as_it_took_those_that_were_won(company: Company) -> None:
    process = await company.process("talk", "offer")
    settings = pb.UpdatePipelineSettingsRequest(pipeline_settings=pb.PipelineSettings(follow_up_days=100))
    await company.ask("UpdatePipelineSettings", settings)
    deals = [(await company.opportunity(sales_process_id=process.id, expected_amount=cny("1.00"))).id for _ in ages()]
    passed = count()
    for days, id in zip(ages(), deals, strict=True):
        while next(passed) < days:
            await walk(company, 1)
        passed = count(days)
        await company.ask("AdvanceOpportunity", pb.AdvanceOpportunityRequest(opportunity_id=id))
        await company.ask("WinOpportunity", pb.WinOpportunityRequest(opportunity_id=id))
    await walk(company, 1)
    dwells = {row.stage: (row.samples, row.median_days) for row in await company.rows(select(t.stage_dwell))}
    assert dwells == {"talk": (10, 4), "offer": (10, 0)}

    made = await company.opportunity(sales_process_id=process.id)
    await walk(company, 6)
    assert await pushes(company, made.id) == []
    await walk(company, 1)
    (stalled,) = [fact for fact in await company.facts(made.id) if fact.DESCRIPTOR.name == "OpportunityStalled"]
    assert (stalled.stage, stalled.days, stalled.median_days, stalled.number) == ("talk", 7, 4, made.number)


# --- what accounts warns of ------------------------------------------------------------------------


@pytest.mark.capability("P-21", "P-22", "P-24")
async def test_what_accounts_warns_of_stays_until_the_next_good_talk(company: Company) -> None:
    made = await company.opportunity()
    await tell(company, talks.InteractionThin(opportunity_id=made.id, subject_type="opportunity", quality=20))
    await tell(company, talks.ResponseFalling(account_id=company.account_id, subject_type="account", before=80, now=30))
    await tell(company, talks.CommunicationOneSided(opportunity_id=made.id, subject_type="opportunity", count=3))
    shown = await warnings(company, made.id)
    assert [each.reason.text for each in shown] == [
        "连续 3 次联系客户均无回应",
        "客户响应强度由 80 降到 30",
        "最近一次跟进内容过于简单（质量分 20）",
    ]
    await walk(company, 1)
    await talk(company, made.id, two_way=False)
    assert await kinds(company, made.id) == ["ONE_SIDED", "RESPONSE_FALLING"]
    await talk(company, made.id)
    assert await kinds(company, made.id) == []


async def test_a_record_that_is_completed_closes_its_warning(company: Company) -> None:
    made = await company.opportunity()
    await tell(company, talks.InteractionThin(opportunity_id=made.id, subject_type="opportunity", quality=20))
    await walk(company, 1)
    await tell(company, talks.InteractionMended(opportunity_id=made.id, subject_type="opportunity", quality=75))
    assert await kinds(company, made.id) == []


async def test_history_opens_no_warning(company: Company) -> None:
    made = await company.opportunity()
    await tell(company, talks.InteractionThin(opportunity_id=made.id, subject_type="opportunity", quality=20), historical=True)
    await tell(company, talks.InteractionThin(opportunity_id=str(new_id()), subject_type="opportunity", quality=20))
    assert await kinds(company, made.id) == []


# --- contracts -------------------------------------------------------------------------------------


@pytest.mark.capability("P-23")
async def test_a_late_milestone_warns_the_opportunity_that_its_contract_came_of(company: Company) -> None:
    sale = await company.won()
    made = await company.effective(opportunity_id=sale.id)
    acceptance = made.milestones[-1]
    due = company.today + timedelta(days=2)
    request = pb.RescheduleMilestoneRequest(
        contract_id=made.id, milestone_id=acceptance.id, expected_date=str(due), reason="现场未具备条件"
    )
    await company.ask("RescheduleMilestone", request)
    assert (await kinds(company, sale.id), await warned_of(company)) == ([], set())
    await walk(company, 4)
    (warning,) = await warnings(company, sale.id)
    assert (warning.kind, warning.contract_id, warning.milestone_id) == (pb.WARNING_KIND_MILESTONE_LATE, made.id, acceptance.id)
    assert warning.reason.text == "关键节点“终验”已延迟 2 天"
    assert await warned_of(company) == {sale.id}
    assert (await company.ask("GetNextStep", pb.GetNextStepRequest(opportunity_id=sale.id))).best.action.code == "RESCUE_MILESTONE"


@pytest.mark.capability("A-38")
async def test_thirty_days_before_its_end_a_contract_asks_to_be_renewed(company: Company) -> None:
    made = await company.effective(end_date=str(company.today + timedelta(days=40)))
    await walk(company, 9)
    assert "ContractExpiring" not in names(await company.facts(made.id))
    await walk(company, 5)
    (told,) = [fact for fact in await company.facts(made.id) if fact.DESCRIPTOR.name == "ContractExpiring"]
    assert (told.number, told.days_left, told.gross.minor) == (made.number, 30, 30_000_001)


# --- conversion ------------------------------------------------------------------------------------


@pytest.mark.capability("P-10")
async def test_a_conversion_below_fifteen_per_cent_is_told_once_in_a_period_of_person_and_team(company: Company) -> None:
    opened = [(await company.opportunity(expected_amount=cny("1.00"))).id for _ in range(20)]
    for id in opened[:2]:
        await company.ask("WinOpportunity", pb.WinOpportunityRequest(opportunity_id=id))
    await walk(company, 4)
    fell = [fact for fact in await company.facts() if fact.DESCRIPTOR.name == "ConversionFell"]
    assert sorted((each.owner_id, each.team_id, each.rate, each.won, each.opened) for each in fell) == [
        ("", str(company.north), "10.0", 2, 20),
        (str(company.lin.person_id), str(company.north), "10.0", 2, 20),
    ]


async def next_look(company: Company) -> datetime:
    (row,) = [row for row in await company.rows(select(tables.timer)) if row.kind == "pipeline_review"]
    return row.due_time  # type: ignore[no-any-return]


async def test_a_pipeline_is_looked_at_every_night_and_an_empty_one_once_a_week(company: Company) -> None:
    assert await next_look(company) == midnight(company.today + timedelta(days=1))
    await walk(company, 1)
    assert await next_look(company) == midnight(company.today + timedelta(days=7))
    await company.opportunity()
    await walk(company, 7)
    assert await next_look(company) == midnight(company.today + timedelta(days=1))


# --- what to do next -------------------------------------------------------------------------------


@pytest.mark.capability("P-14", "P-17", "P-18")
async def test_the_next_step_is_what_was_promised_then_what_the_stage_asks(company: Company) -> None:
    made = await company.opportunity(expected_amount=cny("320000.00"))
    step = await company.ask("GetNextStep", pb.GetNextStepRequest(opportunity_id=made.id))
    assert (step.best.action.code, [each.key for each in step.plan]) == ("ADVANCE", ["first_call", "research"])
    assert step.best.worth == cny("32000.00")
    await talk(company, made.id, next_step="发送报价单", next_step_date=str(company.today))
    step = await company.ask("GetNextStep", pb.GetNextStepRequest(opportunity_id=made.id))
    assert (step.best.action.text, step.best.worth) == ("完成约定事项：发送报价单", cny("16000.00"))


async def test_a_playbook_is_edited_with_the_stages_of_its_process(company: Company) -> None:
    call = pb.PlaybookEntry(key="call", title="首次电话", working_days=0, required=True)
    process = pb.SalesProcess(name="流程", stages=[pb.Stage(key="talk", name="沟通", expected_days=5, playbook=[call])])
    made = await company.ask("CreateSalesProcess", pb.CreateSalesProcessRequest(sales_process=process))
    assert (made.stages[0].expected_days, list(made.stages[0].playbook)) == (5, [call])
    sale = await company.opportunity(sales_process_id=made.id)
    (opened,) = [fact for fact in await company.facts(sale.id) if fact.DESCRIPTOR.name == "OpportunityOpened"]
    assert [(step.key, step.title, step.required) for step in opened.playbook] == [("call", "首次电话", True)]
