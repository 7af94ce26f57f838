"""Why somebody may, or may not: in words that follow from the grant and from where the record lies."""

from itertools import product
from uuid import UUID

import pytest

from chassis.branches import LIMITS
from chassis.principal import Grant
from chassis.scope import Limits, Reach, Scope
from identity.domain.access import LIMIT_WORDS, Asked, Explanation, Place, explain

ME, OTHER, EAST, WEST, OURS, THEIRS = (UUID(int=number) for number in range(1, 7))
NAMES = {ME: "张三", OTHER: "李四", EAST: "华东", WEST: "华西", OURS: "上海公司"}
pytestmark = pytest.mark.capability("M-52")


def asked(reach: Reach | None, limits: Limits | None = None) -> Asked:
    grant = None if reach is None else Grant(reach, limits or Limits())
    return Asked(ME, "account.read", grant, (EAST,) if reach in (Reach.TEAM, Reach.TEAM_AND_BELOW) else (), NAMES)


def codes(found: Explanation) -> list[str]:
    return [("+" if each.holds else "-") + each.why.code.removeprefix("ACCESS_") for each in found.findings]


def test_without_a_role_that_grants_it_nothing_is_said_of_the_record() -> None:
    found = explain(asked(None), Place(owner_id=ME))
    assert found == explain(asked(None), None)
    assert (found.allowed, found.summary.code, codes(found)) == (False, "ACCESS_NO_GRANT", [])
    assert found.summary.text == "张三的角色都不含权限 account.read"
    assert [each.code for each in found.remedies] == ["ACCESS_ASK_FOR_GRANT"]


def test_a_record_that_cannot_be_read_is_as_one_that_is_not_there() -> None:
    found = explain(asked(Reach.TEAM), None)
    assert (found.allowed, codes(found), found.remedies) == (None, [], ())
    assert "本团队" in found.summary.text
    assert "one's team" in found.summary.text_en


def test_who_owns_it_sees_it_and_anybody_else_is_told_whose_it_is() -> None:
    assert codes(explain(asked(Reach.OWN), Place(owner_id=ME))) == ["+OWNER"]
    found = explain(asked(Reach.OWN), Place(owner_id=OTHER, team_id=WEST))
    assert (found.allowed, codes(found)) == (False, ["-OTHER_OWNER", "-NOT_SHARED"])
    assert found.findings[0].why.text == "负责人是李四，不是张三"
    assert [each.text_en for each in found.remedies] == [
        "李四 or their manager can add 张三, or hand it over",
        "An administrator can give a role that reaches further",
    ]


def test_what_is_shared_is_seen_with_every_reach() -> None:
    for reach in (Reach.OWN, Reach.TEAM, Reach.TEAM_AND_BELOW, Reach.SHARED):
        assert codes(explain(asked(reach), Place(owner_id=OTHER, team_id=WEST, shared_with=[ME]))) == ["+SHARED"]


def test_in_a_pool_it_is_a_manager_who_helps() -> None:
    found = explain(asked(Reach.OWN), Place(team_id=EAST))
    assert codes(found)[0] == "-NO_OWNER"
    assert found.remedies[0].code == "ACCESS_ASK_MANAGER"


def test_a_limit_that_fails_is_named_with_what_it_allows() -> None:
    limits = Limits(regions=("华东",), legal_entity_ids=(OURS,))
    place = Place(owner_id=OTHER, team_id=EAST, limiting={"region": "华南", "legal_entity_id": str(OURS)})
    found = explain(asked(Reach.TEAM, limits), place)
    assert (found.allowed, codes(found)) == (False, ["+TEAM", "+IN_LIMIT", "-BEYOND_LIMIT"])
    assert [each.why.text for each in found.findings[1:]] == ["公司主体“上海公司”在限定范围内", "区域是“华南”，只限 华东"]
    assert [each.code for each in found.remedies] == ["ACCESS_ASK_FOR_LIMIT"]


def test_there_are_words_for_whatever_limits_a_grant() -> None:
    assert {column: f"{column}s" for column in LIMIT_WORDS} == LIMITS


def test_records_that_nobody_owns_take_the_permission_alone() -> None:
    assert codes(explain(asked(Reach.SHARED), Place(unowned=True))) == ["+UNOWNED"]


def test_the_words_say_what_the_scope_does() -> None:
    """Every combination, against the rule by which rows known from a copy are reached."""
    limits = (Limits(), Limits(regions=("华东",)), Limits(regions=("华东",), business_units=("设备",)))
    lying = product((ME, OTHER, None), (EAST, WEST, None), ((), (ME,), (OTHER,)), ("华东", "华南"), ("设备", "服务"))
    for owner, team, shared, region, unit in lying:
        place = Place(False, owner, team, shared, {"region": region, "business_unit": unit})
        for reach, limit in product(set(Reach) - {Reach.TENANT}, limits):
            question = asked(reach, limit)
            reached = Scope(UUID(int=9), reach, ME, tuple(question.team_ids)).reaches(owner, team, shared)
            within = region in (limit.regions or (region,)) and unit in (limit.business_units or (unit,))
            found = explain(question, place)
            assert found.allowed is (reached and within)
            assert bool(found.remedies) is not found.allowed
