"""What several grants come to."""

from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chassis.principal import Grant
from chassis.scope import Limits, Reach
from identity.domain.grants import checked, entries_of, rights_of
from identity.domain.rights import covers, cut, posts_money, together, without_money

EAST, WEST = "华东", "华西"
ONE, TWO = UUID(int=1), UUID(int=2)

# Small worlds, so that what a grant lets through can be listed: one row per reach, legal entity and region.
_REACHES = (Reach.SHARED, Reach.OWN, Reach.TEAM, Reach.TEAM_AND_BELOW, Reach.COMPANY)
_WORLD = [(distance, entity, region) for distance in range(5) for entity in (ONE, TWO) for region in (EAST, WEST)]
_limits = st.builds(
    Limits,
    legal_entity_ids=st.sets(st.sampled_from([ONE, TWO])).map(tuple),
    regions=st.sets(st.sampled_from([EAST, WEST])).map(tuple),
)
few = settings(max_examples=40, deadline=None)
_grants = st.builds(Grant, st.sampled_from(_REACHES), _limits)


def rows(grant: Grant) -> set[tuple[int, UUID, str]]:
    """The rows of the small world that the grant reaches."""
    limits = grant.limits
    return {
        (distance, entity, region)
        for distance, entity, region in _WORLD
        if distance <= _REACHES.index(grant.reach)
        and (not limits.legal_entity_ids or entity in limits.legal_entity_ids)
        and (not limits.regions or region in limits.regions)
    }


def merged(*grants: Grant) -> Grant:
    return together({"account.read": grant} for grant in grants)["account.read"]


def test_the_wider_reach_wins() -> None:
    assert merged(Grant(Reach.OWN), Grant(Reach.COMPANY), Grant(Reach.TEAM)) == Grant(Reach.COMPANY)


def test_without_a_limit_on_one_side_there_is_none() -> None:
    assert merged(Grant(Reach.TEAM, Limits(regions=(EAST,))), Grant(Reach.TEAM)) == Grant(Reach.TEAM)


def test_limits_of_one_kind_are_added_up() -> None:
    both = merged(Grant(Reach.TEAM, Limits(regions=(EAST,))), Grant(Reach.TEAM, Limits(regions=(WEST,))))
    assert set(both.limits.regions) == {EAST, WEST}


def test_limits_of_two_kinds_are_never_multiplied() -> None:
    one = Grant(Reach.COMPANY, Limits(legal_entity_ids=(ONE,), regions=(EAST,)))
    two = Grant(Reach.COMPANY, Limits(legal_entity_ids=(TWO,), regions=(WEST,)))
    assert merged(one, two) in (one, two)


@few
@given(st.lists(_grants, min_size=1, max_size=4))
def test_together_they_reach_no_row_that_none_of_them_reaches(grants: list[Grant]) -> None:
    assert rows(merged(*grants)) <= set().union(*map(rows, grants))


@few
@given(st.lists(_grants, min_size=1, max_size=4), st.randoms())
def test_the_order_of_roles_does_not_matter(grants: list[Grant], random: object) -> None:
    shuffled = grants[:]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert rows(merged(*grants)) == rows(merged(*shuffled))


@few
@given(_grants, _grants)
def test_a_key_reaches_exactly_what_both_it_and_its_person_reach(person: Grant, key: Grant) -> None:
    left = cut({"account.read": person}, {"account.read": key})
    assert (rows(left["account.read"]) if left else set()) == rows(person) & rows(key)


@few
@given(_grants, _grants)
def test_what_is_covered_reaches_nothing_more(wide: Grant, narrow: Grant) -> None:
    if covers({"account.read": wide}, "account.read", narrow):
        assert rows(narrow) <= rows(wide)


def test_a_key_never_has_what_its_person_lacks() -> None:
    assert cut({"account.read": Grant(Reach.OWN)}, {"account.read": Grant(Reach.COMPANY), "account.create": Grant(Reach.OWN)}) == {
        "account.read": Grant(Reach.OWN)
    }


@pytest.mark.parametrize("power", ["role.update", "user.create", "user.update", "user.reset_password"])
def test_who_decides_what_people_may_do_posts_no_money_whatever_the_roles_say(power: str) -> None:
    rights = together([{"receipt.allocate": Grant(Reach.COMPANY)}, {power: Grant(Reach.COMPANY), "account.read": Grant(Reach.OWN)}])
    assert set(rights) == {power, "account.read"}


def test_money_is_told_from_the_rest() -> None:
    rights = {"receipt.record": Grant(Reach.COMPANY), "receipt.read": Grant(Reach.COMPANY)}
    assert posts_money(rights)
    assert set(without_money(rights)) == {"receipt.read"}


@few
@given(st.dictionaries(st.sampled_from(["account.read", "contract.update", "receipt.record"]), _grants))
def test_grants_come_back_from_the_database_as_they_went_in(rights: dict[str, Grant]) -> None:
    assert rights_of(checked(entries_of(rights), "role.grants")) == rights
