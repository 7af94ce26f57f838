"""Who gets a lead that comes in: by rules, in turn, with the reason kept."""

import asyncio
from collections import Counter
from typing import Any
from uuid import UUID

import pytest

from chassis.ids import new_id
from chassis.principal import Grant, Principal
from chassis.scope import Reach
from crm.leads.v1 import assignment_rules_pb2 as rules
from crm.leads.v1 import leads_pb2 as pb
from tests.integration.leads.company import Company, cny


def operations(company: Company) -> Principal:
    rights = {name: Grant(Reach.COMPANY) for name in ("assignment_rule.read", "assignment_rule.manage", "lead.create", "lead.read")}
    return Principal.user(new_id(), tenant_id=company.tenant_id, permissions=rights)


def people(*who: Principal) -> list[str]:
    return [str(each.person_id) for each in who]


async def rule(company: Company, name: str, **fields: Any) -> rules.AssignmentRule:
    asked = rules.CreateAssignmentRuleRequest(assignment_rule=rules.AssignmentRule(name=name, **fields))
    made = await company.ask("CreateAssignmentRule", asked, by=operations(company))
    assert isinstance(made, rules.AssignmentRule)
    return made


async def decisions(company: Company, **asked: Any) -> list[rules.AssignmentDecision]:
    listed = await company.ask("ListAssignmentDecisions", rules.ListAssignmentDecisionsRequest(**asked), by=operations(company))
    return list(listed.assignment_decisions)


@pytest.mark.capability("L-15", "L-16")
async def test_rules_over_region_industry_and_amount_choose_and_who_why_and_when_stays_known(company: Company) -> None:
    await rule(company, "大单", condition='lead.estimated_amount >= 500000.0 && lead.industry == "机械"', person_ids=people(company.fang))
    await rule(
        company,
        "区域",
        method=rules.ASSIGNMENT_METHOD_TERRITORY,
        territories=[rules.Territory(region="四川", team_ids=[str(company.west)])],
    )
    large = await company.lead("甲", by=company.mei, industry="机械", region="四川省成都市", estimated_amount=cny("600000.00"))
    regional = await company.lead("乙", by=company.mei, industry="机械", region="四川省成都市", estimated_amount=cny("400000.00"))
    nobody = await company.lead("丙", by=company.mei, region="黑龙江")
    assert [large.owner_id, regional.owner_id, nobody.owner_id] == [*people(company.fang, company.zhao), ""]
    assert nobody.pool_id
    last, middle, first = await decisions(company)
    assert (first.lead_id, first.rule_name, first.reason) == (large.id, "大单", "规则“大单”：1 人轮流，轮到 方")
    assert (middle.person_id, middle.reason) == (regional.owner_id, "规则“区域”：四川 由 赵 负责")
    assert (last.person_id, len(last.passed_over)) == ("", 2)
    assert [each.lead_id for each in await decisions(company, filter=f'lead_id = "{large.id}"')] == [large.id]


@pytest.mark.capability("L-15")
async def test_leads_that_come_at_once_are_dealt_out_in_turn(company: Company) -> None:
    await rule(company, "轮流", person_ids=people(company.chen, company.wu, company.zhao))
    made = await asyncio.gather(*(company.lead(f"客户{number}", by=company.mei) for number in range(12)))
    assert set(Counter(lead.owner_id for lead in made).values()) == {4}


@pytest.mark.capability("L-15")
async def test_a_batch_goes_to_the_least_loaded_as_the_loads_grow(company: Company) -> None:
    for number in range(2):
        await company.lead(f"陈的{number}", by=company.chen)
    await rule(company, "负载", method=rules.ASSIGNMENT_METHOD_LEAST_LOADED, person_ids=people(company.chen, company.wu))
    rows = [pb.CreateLeadRequest(lead=pb.Lead(name=f"客户{number}")) for number in range(6)]
    verdicts = (await company.ask("BatchCreateLeads", pb.BatchCreateLeadsRequest(requests=rows), by=company.mei)).verdicts
    owners = Counter([(await company.read(verdict.id)).owner_id for verdict in verdicts])
    assert owners == {str(company.wu.person_id): 4, str(company.chen.person_id): 2}


@pytest.mark.capability("L-15")
async def test_a_rehearsal_says_who_would_have_got_the_last_leads_and_changes_nothing(company: Company) -> None:
    leads = [await company.lead(f"客户{number}", by=company.mei) for number in range(3)]
    tried = rules.TryAssignmentRulesRequest(assignment_rules=[rules.AssignmentRule(name="试", team_ids=[str(company.east)])])
    reply = await company.ask("TryAssignmentRules", tried, by=operations(company))
    assert [each.lead_id for each in reply.decisions] == [lead.id for lead in reversed(leads)]
    assert len({each.person_id for each in reply.decisions}) == 3
    assert not await decisions(company)
    listed = await company.ask("ListAssignmentRules", rules.ListAssignmentRulesRequest(), by=operations(company))
    assert not listed.assignment_rules


async def test_rules_come_in_the_order_that_they_are_put_into(company: Company) -> None:
    first, second = [await rule(company, name, person_ids=people(company.chen)) for name in ("一", "二")]
    assert (first.position, second.position) == (1, 2)
    await company.ask(
        "MoveAssignmentRule", rules.MoveAssignmentRuleRequest(assignment_rule_id=second.id, position=1), by=operations(company)
    )
    await company.ask("ArchiveAssignmentRule", rules.ArchiveAssignmentRuleRequest(assignment_rule_id=first.id), by=operations(company))
    listed = await company.ask("ListAssignmentRules", rules.ListAssignmentRulesRequest(show_archived=True), by=operations(company))
    assert [(each.name, each.position) for each in listed.assignment_rules] == [("二", 1), ("一", 2)]


async def test_a_rule_that_cannot_be_read_or_names_strangers_is_refused(company: Company) -> None:
    by, stranger = operations(company), UUID(int=5)
    broken = rules.AssignmentRule(name="错", condition="lead.region = '江苏'", person_ids=people(company.chen))
    refusal = await company.refused("CreateAssignmentRule", rules.CreateAssignmentRuleRequest(assignment_rule=broken), by=by)
    assert (refusal.reason, refusal.violations[0].field) == ("CONDITION_INVALID", "assignment_rule.condition")
    assert refusal.metadata["position"] == "13"
    unknown = rules.AssignmentRule(name="错", person_ids=[str(stranger)])
    assert (
        await company.refused("CreateAssignmentRule", rules.CreateAssignmentRuleRequest(assignment_rule=unknown), by=by)
    ).reason == "NOT_A_MEMBER"
