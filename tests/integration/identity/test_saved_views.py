"""How people keep what a list looks like to them, and show it to others."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from chassis.errors import DomainError
from chassis.principal import Principal
from chassis.runtime import Runtime
from crm.identity.v1 import saved_views_pb2 as pb
from tests.integration.identity.company import Company
from tests.support.running import ask

COMPANY = pb.SAVED_VIEW_AUDIENCE_COMPANY
TEAM = pb.SAVED_VIEW_AUDIENCE_TEAM


@contextmanager
def refused(reason: str) -> Iterator[None]:
    with pytest.raises(DomainError) as caught:
        yield
    assert caught.value.reason == reason


async def saved(runtime: Runtime, by: Principal, name: str = "大单", **fields: Any) -> pb.SavedView:
    view = pb.SavedView(**{"name": name, "resource": "opportunities", **fields})
    made: pb.SavedView = await ask(runtime, by, "CreateSavedView", pb.CreateSavedViewRequest(saved_view=view))
    return made


async def names(runtime: Runtime, by: Principal, filter: str = "") -> list[str]:
    page = await ask(runtime, by, "ListSavedViews", pb.ListSavedViewsRequest(filter=filter))
    return [view.name for view in page.saved_views]


async def share(runtime: Runtime, by: Principal, view: pb.SavedView, audience: Any, team_id: str = "") -> pb.SavedView:
    request = pb.ShareSavedViewRequest(saved_view_id=view.id, audience=audience, team_id=team_id)
    shared: pb.SavedView = await ask(runtime, by, "ShareSavedView", request)
    return shared


async def test_a_view_keeps_what_was_said_and_is_its_persons_alone(identity: Runtime, acme: Company) -> None:
    rep, other = [await acme.at_work(await acme.hires(name, "sales")) for name in ("lin", "zhou")]
    said: dict[str, Any] = {"columns": ["name", "custom.segment"], "filter": "stage = QUOTE", "order_by": "name desc", "group_by": "stage"}
    view = await saved(identity, rep, layout=pb.SAVED_VIEW_LAYOUT_BOARD, **said)
    assert {name: getattr(view, name) for name in said} == said
    assert (view.layout, view.audience) == (pb.SAVED_VIEW_LAYOUT_BOARD, pb.SAVED_VIEW_AUDIENCE_PRIVATE)
    assert await names(identity, rep) == ["大单"]
    assert await names(identity, other) == await names(identity, acme.admin) == []
    with refused("NOT_FOUND"):
        await ask(identity, acme.admin, "GetSavedView", pb.GetSavedViewRequest(saved_view_id=view.id))


async def test_a_manager_shows_a_view_to_the_team_and_operations_to_everybody(identity: Runtime, acme: Company) -> None:
    boss = await acme.hires("manager", "sales_manager")
    east = await acme.team("East", manager_id=boss.id)
    manager, operations = await acme.at_work(boss), await acme.at_work(await acme.hires("ops", "operations"))
    inside = await acme.at_work(await acme.hires("lin", "sales", team_id=east.id))
    outside = await acme.at_work(await acme.hires("zhou", "sales"))
    partner = await acme.at_work(await acme.hires("partner", "partner"))
    of_team, of_all = await saved(identity, manager, "团队"), await saved(identity, operations, "全公司")
    await share(identity, manager, of_team, TEAM, east.id)
    await share(identity, operations, of_all, COMPANY)
    assert await names(identity, inside) == ["全公司", "团队"]
    assert await names(identity, outside) == ["全公司"]
    assert await names(identity, inside, "audience = TEAM") == ["团队"]
    assert await names(identity, partner) == []
    with refused("AUDIENCE_BEYOND_REACH"):
        await share(identity, manager, of_team, COMPANY)
    with refused("PERMISSION_DENIED"):
        await share(identity, outside, await saved(identity, outside), COMPANY)
    with refused("VIEW_OF_ANOTHER"):
        request = pb.UpdateSavedViewRequest(saved_view_id=of_all.id, saved_view=pb.SavedView(name="mine now"))
        await ask(identity, inside, "UpdateSavedView", request)


async def test_each_persons_list_opens_with_the_view_that_they_chose(identity: Runtime, acme: Company) -> None:
    operations = await acme.at_work(await acme.hires("ops", "operations"))
    rep = await acme.at_work(await acme.hires("lin", "sales"))
    of_all = await saved(identity, operations, "全公司")
    await share(identity, operations, of_all, COMPANY)
    mine = await saved(identity, rep, "我的")
    for view in (of_all, mine, of_all):
        chosen = await ask(identity, rep, "SetDefaultSavedView", pb.SetDefaultSavedViewRequest(saved_view_id=view.id))
        assert chosen.is_default
    page = await ask(identity, rep, "ListSavedViews", pb.ListSavedViewsRequest())
    assert {view.name: view.is_default for view in page.saved_views} == {"全公司": True, "我的": False}
    of_others = await ask(identity, operations, "GetSavedView", pb.GetSavedViewRequest(saved_view_id=of_all.id))
    assert not of_others.is_default
    await ask(identity, operations, "ArchiveSavedView", pb.ArchiveSavedViewRequest(saved_view_id=of_all.id))
    assert await names(identity, rep) == ["我的"]
    await ask(identity, rep, "SetDefaultSavedView", pb.SetDefaultSavedViewRequest(saved_view_id=mine.id))
    plain = await ask(identity, rep, "UnsetDefaultSavedView", pb.UnsetDefaultSavedViewRequest(saved_view_id=mine.id))
    assert not plain.is_default


async def test_a_list_that_does_not_exist_cannot_be_looked_at(identity: Runtime, acme: Company) -> None:
    with refused("RESOURCE_UNKNOWN"):
        await saved(identity, acme.admin, resource="cakes")
