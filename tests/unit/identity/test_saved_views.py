"""Who sees a saved view, and who may change it."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from chassis.errors import DomainError
from chassis.scope import Reach, Scope
from identity.domain.saved_view import SavedView, SavedViewAudience

TENANT, ME, OTHER, TEAM, FAR = (UUID(int=number) for number in range(1, 6))
NOW = datetime(2026, 1, 5, tzinfo=UTC)
PRIVATE, OF_TEAM, OF_COMPANY = SavedViewAudience


def view(audience: SavedViewAudience = PRIVATE, team_id: UUID | None = None) -> SavedView:
    return SavedView(
        id=UUID(int=9),
        tenant_id=TENANT,
        create_time=NOW,
        update_time=NOW,
        name="华东",
        resource="leads",
        person_id=ME,
        audience=audience,
        team_id=team_id,
    )


def scope(reach: Reach, *teams: UUID, person: UUID = OTHER) -> Scope:
    return Scope(TENANT, reach, person, teams)


def test_a_private_view_is_seen_and_changed_by_nobody_else_however_far_they_reach() -> None:
    assert view().is_seen_by(scope(Reach.SHARED, person=ME))
    assert view().is_managed_by(scope(Reach.OWN, person=ME))
    assert not any(view().is_seen_by(scope(reach, TEAM)) or view().is_managed_by(scope(reach, TEAM)) for reach in Reach)


def test_a_view_of_a_team_is_seen_there_and_changed_by_who_leads_it() -> None:
    shared = view(OF_TEAM, TEAM)
    assert shared.is_seen_by(scope(Reach.TEAM, TEAM))
    assert not shared.is_seen_by(scope(Reach.TEAM, FAR))
    assert not shared.is_managed_by(scope(Reach.OWN))
    assert shared.is_managed_by(scope(Reach.TEAM_AND_BELOW, FAR, TEAM))


def test_a_view_of_the_company_is_seen_by_all_but_partners() -> None:
    assert view(OF_COMPANY).is_seen_by(scope(Reach.TEAM))
    assert not view(OF_COMPANY).is_seen_by(scope(Reach.SHARED))
    assert not view(OF_COMPANY).is_managed_by(scope(Reach.TEAM_AND_BELOW, TEAM))
    assert view(OF_COMPANY).is_managed_by(scope(Reach.COMPANY))


def test_who_leads_teams_shares_with_them_and_not_with_the_company() -> None:
    mine, leader = view(), scope(Reach.TEAM_AND_BELOW, TEAM, person=ME)
    mine.share(OF_TEAM, TEAM, leader)
    assert (mine.audience, mine.team_id) == (OF_TEAM, TEAM)
    for audience, team in ((OF_COMPANY, None), (OF_TEAM, FAR)):
        with pytest.raises(DomainError, match="teams that you manage"):
            mine.share(audience, team, leader)
    mine.share(PRIVATE, None, leader)
    assert mine.team_id is None


def test_a_team_is_named_for_a_team_alone() -> None:
    for audience, team in ((OF_TEAM, None), (OF_COMPANY, TEAM)):
        with pytest.raises(DomainError, match="A team is named"):
            view().share(audience, team, scope(Reach.COMPANY))


def test_a_view_is_of_a_list_that_exists_and_has_sixty_columns_at_most() -> None:
    with pytest.raises(DomainError, match="no list cakes"):
        view().revise(resource="cakes")
    view().revise(columns=["name"] * 60)
    with pytest.raises(DomainError, match="at most 60"):
        view().revise(columns=["name"] * 61)
