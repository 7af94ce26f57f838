from collections import Counter
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from chassis.errors import DomainError
from crm.leads.v1.assignment_rules_pb2 import LeadFacts
from leads.domain.assigning import Choice, Colleague, Desk, busy, fitting
from leads.domain.assignment_rule import AssignmentMethod, AssignmentRule, moved

NOON = datetime(2025, 12, 1, 4, tzinfo=UTC)
EAST, SHANGHAI, SOUTH = UUID(int=1), UUID(int=2), UUID(int=3)
LI, WANG, CHEN, ZHAO = (UUID(int=number) for number in range(11, 15))


def desk(**open_leads: int) -> Desk:
    people = {LI: ("李", EAST), WANG: ("王", SHANGHAI), CHEN: ("陈", SOUTH), ZHAO: ("赵", None)}
    names = {"li": LI, "wang": WANG, "chen": CHEN, "zhao": ZHAO}
    return Desk(
        {id: Colleague(id, name, team) for id, (name, team) in people.items()},
        {EAST: None, SHANGHAI: EAST, SOUTH: None},
        Counter({names[name]: count for name, count in open_leads.items()}),
    )


def rule(name: str = "机械", **fields: Any) -> AssignmentRule:
    made = AssignmentRule(id=UUID(int=len(name)), tenant_id=UUID(int=0), create_time=NOON, update_time=NOON, name=name)
    made.revise(**({"person_ids": [LI, WANG, CHEN]} | fields))
    return made


def choose(rules: list[AssignmentRule], at: Desk, **facts: Any) -> Choice:
    passed_over: list[str] = []
    for candidates in fitting(rules, LeadFacts(**facts), at, passed_over):
        if (free := at.free(candidates)).people:
            return at.pick(free, passed_over)
        passed_over.append(busy(candidates.rule))
    return Choice(None, passed_over=tuple(passed_over))


@pytest.mark.capability("L-15")
def test_in_turn_everybody_gets_one_before_anybody_gets_two() -> None:
    at = desk()
    assert [choose([rule()], at).person_id for _ in range(4)] == [LI, WANG, CHEN, LI]


@pytest.mark.capability("L-15")
def test_the_least_loaded_gets_it_and_equals_take_turns() -> None:
    at = desk(li=2, wang=1, chen=1)
    chosen = [choose([rule(method=AssignmentMethod.LEAST_LOADED)], at).person_id for _ in range(3)]
    assert chosen == [WANG, CHEN, LI]


@pytest.mark.capability("L-15")
def test_a_team_stands_for_its_members_and_those_of_the_teams_below() -> None:
    at = desk()
    assert {choose([rule(person_ids=[], team_ids=[EAST])], at).person_id for _ in range(4)} == {LI, WANG}


@pytest.mark.capability("L-15")
def test_the_longest_region_that_fits_decides_and_a_lead_of_none_goes_to_the_next_rule() -> None:
    territories = [
        {"region": "江苏", "person_ids": [LI], "team_ids": []},
        {"region": "江苏省苏州", "person_ids": [WANG], "team_ids": []},
    ]
    rules = [rule("区域", method=AssignmentMethod.TERRITORY, person_ids=[], territories=territories), rule("其余的", person_ids=[ZHAO])]
    assert choose(rules, desk(), region="江苏省苏州市").person_id == WANG
    assert choose(rules, desk(), region="江苏省南京市").reason.text == "规则“区域”：江苏 由 李 负责"
    rest = choose(rules, desk(), region="四川")
    assert (rest.person_id, rest.passed_over) == (ZHAO, ("区域: 无人可选 / nobody to choose from",))


@pytest.mark.capability("L-15", "L-16")
def test_a_condition_over_region_industry_and_amount_picks_the_rule_and_the_choice_says_why() -> None:
    large = rule("大单", condition='lead.estimated_amount >= 500000.0 && lead.industry == "machinery"', person_ids=[CHEN])
    choice = choose([large, rule()], desk(), industry="machinery", estimated_amount=600000)
    assert (choice.person_id, choice.rule_name, choice.candidates) == (CHEN, "大单", 1)
    assert choice.reason.text == "规则“大单”：1 人轮流，轮到 陈"
    assert choose([large, rule()], desk(), industry="machinery", estimated_amount=400000).rule_name == "机械"


def test_a_condition_that_fails_when_evaluated_passes_the_lead_on_and_says_so() -> None:
    broken = rule("除以零", condition="1 / lead.score > 0")
    assert "除以零: " in choose([broken], desk()).passed_over[0]


def test_who_has_enough_is_left_out() -> None:
    full = rule(most_open_leads=2, person_ids=[LI, WANG])
    at = desk(li=2, wang=1)
    assert choose([full], at).person_id == WANG
    assert choose([full], at).passed_over == (busy(full),)


@pytest.mark.capability("L-15")
def test_a_condition_is_checked_when_it_is_saved_with_the_position_of_the_error() -> None:
    with pytest.raises(DomainError) as refused:
        rule(condition="lead.regoin == '江苏'")
    assert refused.value.metadata["position"] == "6"


def test_a_rule_that_names_nobody_is_refused() -> None:
    wrong: tuple[dict[str, Any], ...] = ({"person_ids": []}, {"method": AssignmentMethod.TERRITORY}, {"name": " "})
    for fields in wrong:
        with pytest.raises(DomainError):
            rule(**fields)


def test_a_moved_rule_takes_its_place_and_the_others_close_up() -> None:
    rules = [rule("一"), rule("二二"), rule("三三三")]
    for place, each in enumerate(rules, start=1):
        each.position = place
    moved(rules, rules[2], 1)
    assert [each.position for each in rules] == [2, 3, 1]
    moved(rules, rules[2], 99)
    assert [each.position for each in rules] == [1, 2, 3]
