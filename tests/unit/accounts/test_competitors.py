"""How competitors are found in texts."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from accounts.domain.competitor import Competitor, named_in
from chassis.errors import DomainError

NOW = datetime(2025, 12, 1, tzinfo=UTC)


def competitor(name: str, *aliases: str) -> Competitor:
    made = Competitor(id=UUID(int=1), tenant_id=UUID(int=2), create_time=NOW, update_time=NOW, name=name)
    made.revise(aliases=[*aliases])
    return made


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("SMC", "他们也在看SMC的方案", True),
        ("SMC", "他们也在看ｓｍｃ", True),
        ("SMC", "SMCs and XSMC", False),
        ("smc", "SMC-100", True),
        ("华东机床", "华东机床报价低一成", True),
        ("Ha Tek", "HaTek 也来了", True),
        ("Ha Tek", "that hatekin", False),
        ("3M", "13M 预算", False),
        ("3M", "用3M的胶", True),
    ],
)
def test_names_are_found_whatever_their_width_and_case_but_not_within_other_words(name: str, text: str, found: bool) -> None:
    assert bool(named_in(text, [competitor(name)])) is found


def test_a_competitor_is_found_by_its_aliases() -> None:
    one, other = competitor("华东机床股份", "华机", "HDJC"), competitor("北方重工")
    assert named_in("客户提到hdjc，也提到北方重工", [one, other]) == [one, other]
    assert named_in("华机的人来过", [one, other]) == [one]


def test_a_name_of_one_character_is_refused() -> None:
    with pytest.raises(DomainError) as refusal:
        competitor("华东机床", "华")
    assert refusal.value.violations[0].field == "competitor.aliases.0"
