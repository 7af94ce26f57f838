"""Opportunities on a real database: opened, moved, won, lost, handed over."""

import pytest

from chassis.ids import new_id
from chassis.scope import Reach
from crm.common.v1 import types_pb2 as common
from crm.pipeline.v1 import events_pb2 as facts
from crm.pipeline.v1 import pipeline_pb2 as pb
from tests.integration.pipeline.company import Company, cny, names


@pytest.mark.capability("P-02")
async def test_an_opened_opportunity_can_be_read_listed_and_found(company: Company) -> None:
    made = await company.opportunity(expected_amount=cny("120000.50"), expected_close_date="2026-03-01")
    assert (made.number, made.stage, made.state) == ("SJ000001", "lead", pb.OPPORTUNITY_STATE_OPEN)
    assert (made.owner_id, made.team_id) == (str(company.lin.person_id), str(company.north))
    assert (made.currency, made.open_date) == ("CNY", str(company.today))
    assert await company.ask("GetOpportunity", pb.GetOpportunityRequest(opportunity_id=made.id)) == made
    for search in ("", "车床", "mudan", "mdjg", "SJ000001"):
        page = await company.ask("ListOpportunities", pb.ListOpportunitiesRequest(search=search))
        assert list(page.opportunities) == [made], search
    rich = 'state = OPEN AND stage = "lead" AND expected_amount > 120000 AND expected_close_date < "2026-03-02"'
    assert len((await company.ask("ListOpportunities", pb.ListOpportunitiesRequest(filter=rich))).opportunities) == 1


async def test_lines_come_along_and_make_up_the_expected_amount(company: Company) -> None:
    lathe = await company.product("CK6150", "数控车床")
    lines = [pb.OpportunityLine(product_id=lathe.id, quantity="2", unit_price="100000.5"), pb.OpportunityLine(product_id=lathe.id)]
    made = await company.opportunity(lines=lines)
    assert [line.amount.minor for line in made.lines] == [20000100, 0]
    assert made.expected_amount == cny("200001.00")
    page = await company.ask("ListOpportunities", pb.ListOpportunitiesRequest())
    assert page.opportunities[0].lines == made.lines


async def test_an_opportunity_of_an_account_that_is_not_known_yet_is_refused_until_it_is(company: Company) -> None:
    stranger = str(new_id())
    request = pb.CreateOpportunityRequest(opportunity=company.deal(account_id=stranger))
    refusal = await company.refused("CreateOpportunity", request)
    assert (refusal.reason, refusal.violations[0].field) == ("ACCOUNT_UNKNOWN", "opportunity.account_id")
    known = await company.new_account("新客户")
    assert (await company.opportunity(account_id=known)).account_id == known


async def test_nobody_opens_an_opportunity_for_an_account_out_of_their_reach(company: Company) -> None:
    hers = await company.new_account("她的客户", company.zhou)
    lin = company.with_reach(company.lin, Reach.OWN)
    refusal = await company.refused("CreateOpportunity", pb.CreateOpportunityRequest(opportunity=company.deal(account_id=hers)), by=lin)
    assert refusal.reason == "ACCOUNT_UNKNOWN"
    assert (await company.opportunity(by=lin)).account_id == company.account_id


@pytest.mark.capability("P-04")
async def test_a_closed_gate_says_what_is_missing_and_opens_when_it_is_done(company: Company) -> None:
    made = await company.opportunity()
    move = pb.AdvanceOpportunityRequest(opportunity_id=made.id, stage="proposal")
    refusal = await company.refused("AdvanceOpportunity", move)
    assert (refusal.reason, refusal.metadata["missing"]) == ("GATE_CLOSED", "需求分析尚未完成")
    done = pb.Opportunity(completed_actions=["requirement_analysis"])
    await company.ask("UpdateOpportunity", pb.UpdateOpportunityRequest(opportunity_id=made.id, opportunity=done))
    assert (await company.ask("AdvanceOpportunity", move)).stage == "proposal"
    entries = await company.ask("ListStageEntries", pb.ListStageEntriesRequest(opportunity_id=made.id))
    assert [(entry.stage, bool(entry.exit_date)) for entry in entries.stage_entries] == [("lead", True), ("proposal", False)]
    assert entries.stage_entries[1].person_id == str(company.lin.person_id)
    assert names(await company.facts(made.id)) == ["OpportunityOpened", "StageEntered"]


@pytest.mark.capability("P-12")
async def test_losing_to_a_competitor_says_to_whom(company: Company) -> None:
    made = await company.opportunity()
    reasons = (await company.ask("ListLossReasons", pb.ListLossReasonsRequest())).loss_reasons
    assert [reason.name for reason in reasons] == ["价格过高", "功能不满足", "客户内部原因", "被竞争对手抢走", "其他"]
    lose = pb.LoseOpportunityRequest(opportunity_id=made.id, loss_reason_id=reasons[3].id)
    assert (await company.refused("LoseOpportunity", lose)).reason == "COMPETITOR_MISSING"
    lose.competitor = "北斗机床"
    lost = await company.ask("LoseOpportunity", lose)
    assert (lost.state, lost.close_date) == (pb.OPPORTUNITY_STATE_LOST, str(company.today))
    fact = (await company.facts(made.id))[-1]
    assert isinstance(fact, facts.OpportunityLost)
    assert (fact.loss_reason_id, fact.competitor) == (reasons[3].id, "北斗机床")


async def test_a_closed_opportunity_is_reopened_unless_a_contract_has_come_of_it(company: Company) -> None:
    made = await company.won()
    again = pb.ReopenOpportunityRequest(opportunity_id=made.id, reason="客户改变主意")
    assert (await company.ask("ReopenOpportunity", again)).state == pb.OPPORTUNITY_STATE_OPEN
    await company.ask("WinOpportunity", pb.WinOpportunityRequest(opportunity_id=made.id))
    await company.contract(opportunity_id=made.id)
    assert (await company.refused("ReopenOpportunity", again)).reason == "HAS_CONTRACT"
    archive = pb.ArchiveOpportunityRequest(opportunity_id=made.id)
    assert (await company.refused("ArchiveOpportunity", archive)).reason == "HAS_CONTRACT"


async def test_archived_opportunities_are_out_of_the_list_until_restored(company: Company) -> None:
    made = await company.opportunity()
    await company.ask("ArchiveOpportunity", pb.ArchiveOpportunityRequest(opportunity_id=made.id))
    assert not (await company.ask("ListOpportunities", pb.ListOpportunitiesRequest())).opportunities
    assert len((await company.ask("ListOpportunities", pb.ListOpportunitiesRequest(show_archived=True))).opportunities) == 1
    refusal = await company.refused("AdvanceOpportunity", pb.AdvanceOpportunityRequest(opportunity_id=made.id))
    assert refusal.reason == "ARCHIVED"
    await company.ask("RestoreOpportunity", pb.RestoreOpportunityRequest(opportunity_id=made.id))
    assert len((await company.ask("ListOpportunities", pb.ListOpportunitiesRequest())).opportunities) == 1


@pytest.mark.capability("S-07", "S-08")
async def test_a_representative_sees_their_own_and_a_manager_the_team(company: Company) -> None:
    hers = await company.opportunity(by=company.zhou)
    his = await company.opportunity(by=company.lin)
    lin, zhou = company.with_reach(company.lin, Reach.OWN), company.with_reach(company.zhou, Reach.TEAM)
    for who, sees, hidden in ((lin, his, hers), (zhou, hers, his)):
        page = await company.ask("ListOpportunities", pb.ListOpportunitiesRequest(), by=who)
        assert [each.id for each in page.opportunities] == [sees.id]
        assert page.total.count == 1
        refusal = await company.refused("GetOpportunity", pb.GetOpportunityRequest(opportunity_id=hidden.id), by=who)
        assert refusal.reason == "NOT_FOUND"
        found = await company.ask("ListOpportunities", pb.ListOpportunitiesRequest(search="车床"), by=who)
        assert [each.id for each in found.opportunities] == [sees.id]


async def test_handing_over_moves_the_row_and_says_so(company: Company) -> None:
    made = await company.opportunity()
    handover = common.Assignment(person_id=str(company.zhou.person_id), role=common.ASSIGNMENT_ROLE_OWNER, reason="调岗")
    await company.ask("AssignOpportunity", pb.AssignOpportunityRequest(opportunity_id=made.id, assignment=handover))
    lin = company.with_reach(company.lin, Reach.OWN)
    assert not (await company.ask("ListOpportunities", pb.ListOpportunitiesRequest(), by=lin)).opportunities
    fact = (await company.facts(made.id))[-1]
    assert isinstance(fact, facts.OpportunityAssigned)
    assert (fact.previous_owner_id, fact.owner_id) == (str(company.lin.person_id), str(company.zhou.person_id))
    history = await company.ask("ListOpportunityAssignments", pb.ListOpportunityAssignmentsRequest(opportunity_id=made.id))
    assert [each.person_id for each in history.assignments] == [str(company.zhou.person_id), str(company.lin.person_id)]


async def test_an_owner_is_not_changed_by_an_update(company: Company) -> None:
    made = await company.opportunity()
    change = pb.Opportunity(owner_id=str(company.zhou.person_id))
    refusal = await company.refused("UpdateOpportunity", pb.UpdateOpportunityRequest(opportunity_id=made.id, opportunity=change))
    assert refusal.reason == "USE_ASSIGNMENTS"


async def test_the_whole_resource_may_be_sent_back(company: Company) -> None:
    lathe = await company.product("CK6150", "数控车床")
    made = await company.opportunity(
        lines=[pb.OpportunityLine(product_id=lathe.id, quantity="2", unit_price="5")], custom={"budget": common.CustomValue(flag=True)}
    )
    changed = await company.ask("UpdateOpportunity", pb.UpdateOpportunityRequest(opportunity_id=made.id, opportunity=made))
    changed.ClearField("update_time")
    made.ClearField("update_time")
    changed.etag = made.etag
    assert changed == made


@pytest.mark.capability("S-16")
async def test_upsert_creates_once_and_changes_afterwards(company: Company) -> None:
    first = pb.UpsertOpportunityRequest(system="legacy", external_id="1C1I7A6R", opportunity=company.deal())
    made = await company.ask("UpsertOpportunity", first)
    assert [(ref.system, ref.external_id) for ref in made.external_refs] == [("legacy", "1C1I7A6R")]
    again = pb.UpsertOpportunityRequest(system="legacy", external_id="1C1I7A6R", opportunity=pb.Opportunity(competitor="北斗"))
    changed = await company.ask("UpsertOpportunity", again)
    assert (changed.id, changed.competitor, changed.name) == (made.id, "北斗", made.name)
    unnamed = pb.UpsertOpportunityRequest(system="legacy", external_id="2", opportunity=pb.Opportunity(competitor="北斗"))
    assert (await company.refused("UpsertOpportunity", unnamed)).reason == "INVALID_REQUEST"


async def test_a_stale_etag_is_refused(company: Company) -> None:
    made = await company.opportunity()
    move = pb.AdvanceOpportunityRequest(opportunity_id=made.id, etag=made.etag)
    await company.ask("AdvanceOpportunity", move)
    assert (await company.refused("AdvanceOpportunity", move)).reason == "STALE_ETAG"


async def test_history_is_told_only_by_a_historical_batch(company: Company) -> None:
    request = pb.CreateOpportunityRequest(opportunity=company.deal(), history=pb.OpportunityHistory(stage="negotiation"))
    assert (await company.refused("CreateOpportunity", request)).reason == "NOT_HISTORICAL"
