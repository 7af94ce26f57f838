"""Users and teams: hired, moved, gone."""

import pytest
from google.protobuf.field_mask_pb2 import FieldMask

from chassis.errors import DomainError
from crm.common.v1 import types_pb2 as common
from crm.identity.v1 import identity_pb2 as pb
from tests.integration.identity.company import Company
from tests.support.running import ask


async def get(acme: Company, user_id: str) -> pb.User:
    found: pb.User = await ask(acme.runtime, acme.admin, "GetUser", pb.GetUserRequest(user_id=user_id))
    return found


async def update(acme: Company, user: pb.User, *mask: str, **fields: object) -> pb.User:
    request = pb.UpdateUserRequest(user_id=user.id, user=pb.User(**fields), update_mask=FieldMask(paths=mask))  # type: ignore[arg-type]
    changed: pb.User = await ask(acme.runtime, acme.admin, "UpdateUser", request)
    return changed


async def refused(acme: Company, method: str, request: object) -> DomainError:
    with pytest.raises(DomainError) as refusal:
        await ask(acme.runtime, acme.admin, method, request)  # type: ignore[arg-type]
    return refusal.value


async def test_a_colleague_is_found_by_name_pinyin_and_address_and_the_phone_is_masked(acme: Company) -> None:
    made = await acme.hires("李雷", "sales", phone="13812341234", email="lilei@acme.cn")
    assert made.phone == "138****1234"
    for search in ("李雷", "lilei", "ll", "lilei@acme.cn"):
        page = await ask(acme.runtime, acme.admin, "ListUsers", pb.ListUsersRequest(search=search))
        assert page.users == [made], search
    assert (await get(acme, made.id)).phone == "138****1234"
    principal = await acme.at_work(made)
    me = await ask(acme.runtime, principal, "GetMe", pb.GetMeRequest())
    assert me.user.phone == "13812341234"


async def test_users_are_filtered_by_team_and_state_and_sorted_by_pinyin(acme: Company) -> None:
    team = await acme.team("华东")
    for name in ("张三", "李四", "王五"):
        await acme.hires(name, team_id=team.id)
    gone = await acme.hires("安七", team_id=team.id)
    await ask(acme.runtime, acme.admin, "DisableUser", pb.DisableUserRequest(user_id=gone.id))
    request = pb.ListUsersRequest(filter=f'team_id = "{team.id}" AND state = ACTIVE')
    assert [user.name for user in (await ask(acme.runtime, acme.admin, "ListUsers", request)).users] == ["李四", "王五", "张三"]


async def test_the_manager_follows_from_the_tree_and_from_every_change_of_it(acme: Company) -> None:
    boss, li, wang, zhao = [await acme.hires(name, "sales_manager") for name in ("老板", "李雷", "王五", "赵六")]
    region = await acme.team("华东", manager_id=boss.id)
    first = await acme.team("一部", parent_id=region.id, manager_id=li.id)
    for user in (li, wang):
        await update(acme, user, team_id=first.id)
    assert [(await get(acme, user.id)).manager_id for user in (li, wang, boss)] == [boss.id, li.id, ""]
    change = pb.UpdateTeamRequest(team_id=first.id, team=pb.Team(manager_id=wang.id))
    await ask(acme.runtime, acme.admin, "UpdateTeam", change)
    assert [(await get(acme, user.id)).manager_id for user in (li, wang)] == [wang.id, boss.id]
    await ask(acme.runtime, acme.admin, "UpdateTeam", pb.UpdateTeamRequest(team_id=region.id, team=pb.Team(manager_id=zhao.id)))
    assert (await get(acme, wang.id)).manager_id == zhao.id


async def test_a_team_cannot_lie_below_itself_nor_below_nothing(acme: Company) -> None:
    top = await acme.team("总部")
    below = await acme.team("华东", parent_id=top.id)
    cycle = await refused(acme, "UpdateTeam", pb.UpdateTeamRequest(team_id=top.id, team=pb.Team(parent_id=below.id)))
    assert (cycle.reason, cycle.violations[0].field) == ("TEAM_CYCLE", "team.parent_id")
    for field, reason in (("parent_id", "TEAM_UNKNOWN"), ("manager_id", "USER_UNKNOWN")):
        team = pb.Team(name="x", **{field: acme.tenant.id})  # type: ignore[arg-type]
        assert (await refused(acme, "CreateTeam", pb.CreateTeamRequest(team=team))).reason == reason


async def test_only_an_empty_team_is_archived(acme: Company) -> None:
    top = await acme.team("总部")
    below = await acme.team("华东", parent_id=top.id)
    user = await acme.hires("李雷", team_id=below.id)
    for team in (top, below):
        assert (await refused(acme, "ArchiveTeam", pb.ArchiveTeamRequest(team_id=team.id))).reason == "TEAM_IN_USE"
    await update(acme, user, "team_id", team_id="")
    for team in (below, top):
        assert (await ask(acme.runtime, acme.admin, "ArchiveTeam", pb.ArchiveTeamRequest(team_id=team.id))).HasField("archive_time")
    assert (await refused(acme, "UpdateUser", pb.UpdateUserRequest(user_id=user.id, user=pb.User(team_id=top.id)))).reason == "TEAM_UNKNOWN"
    assert not (await ask(acme.runtime, acme.admin, "ListTeams", pb.ListTeamsRequest())).teams


async def test_the_last_administrator_stays(acme: Company) -> None:
    me = (await ask(acme.runtime, acme.admin, "GetMe", pb.GetMeRequest())).user
    demotion = pb.UpdateUserRequest(user_id=me.id, user=pb.User(), update_mask=FieldMask(paths=["role_ids"]))
    for method, request in (("DisableUser", pb.DisableUserRequest(user_id=me.id)), ("UpdateUser", demotion)):
        assert (await refused(acme, method, request)).reason == "LAST_ADMINISTRATOR"
    await acme.hires("第二", "administrator")
    await ask(acme.runtime, acme.admin, "UpdateUser", demotion)


async def test_what_a_user_needs_must_exist(acme: Company) -> None:
    for user, field in (
        (pb.User(name="李雷", email="a@b.cn", team_id=acme.tenant.id), "user.team_id"),
        (pb.User(name="李雷", email="a@b.cn", role_ids=[await acme.role_id("sales"), acme.tenant.id]), "user.role_ids.1"),
        (pb.User(name="李雷", email="a@b.cn", phone="call me"), "user.phone"),
        (pb.User(name="李雷", email="a@b.cn", password="short"), "user.password"),
    ):
        assert (await refused(acme, "CreateUser", pb.CreateUserRequest(user=user))).violations[0].field == field


async def test_a_password_does_not_come_with_an_update(acme: Company) -> None:
    user = await acme.hires("李雷")
    request = pb.UpdateUserRequest(user_id=user.id, user=pb.User(password="correct horse battery"))
    assert (await refused(acme, "UpdateUser", request)).reason == "USE_RESET_PASSWORD"
    assert (await update(acme, user, "*", name="李蕾", email=user.email)).name == "李蕾"


async def test_people_and_teams_come_in_batches_and_a_second_time_changes_nothing(acme: Company) -> None:
    teams = [
        pb.CreateTeamRequest(team=pb.Team(name=name, external_refs=[common.ExternalRef(system="crm", external_id=name)]))
        for name in ("East", "West")
    ]
    users = [
        pb.CreateUserRequest(
            user=pb.User(name=name, email=f"{name}@acme.cn", external_refs=[common.ExternalRef(system="crm", external_id=name)])
        )
        for name in ("Anna", "Moses", "Darcel")
    ]
    bad = pb.CreateUserRequest(user=pb.User(name="Nobody", email="ANNA@acme.cn"))
    for _ in range(2):
        reply = await ask(acme.runtime, acme.admin, "BatchCreateTeams", pb.BatchCreateTeamsRequest(requests=teams))
        assert all(verdict.id for verdict in reply.verdicts)
        reply = await ask(acme.runtime, acme.admin, "BatchCreateUsers", pb.BatchCreateUsersRequest(requests=[*users, bad]))
        assert [verdict.problem.reason for verdict in reply.verdicts] == ["", "", "", "EMAIL_TAKEN"]
    total = (await ask(acme.runtime, acme.admin, "ListUsers", pb.ListUsersRequest())).total
    assert total.count == 4


async def test_a_user_another_system_knows_is_created_once_and_then_changed(acme: Company) -> None:
    def upsert(**fields: object) -> pb.UpsertUserRequest:
        return pb.UpsertUserRequest(system="hr", external_id="E-1", user=pb.User(**fields))  # type: ignore[arg-type]

    missing = await refused(acme, "UpsertUser", upsert(name="李雷"))
    assert missing.violations[0].field == "user.email"
    made = await ask(acme.runtime, acme.admin, "UpsertUser", upsert(name="李雷", email="lilei@acme.cn"))
    again = await ask(acme.runtime, acme.admin, "UpsertUser", upsert(name="李蕾"))
    assert (again.id, again.name, again.email) == (made.id, "李蕾", "lilei@acme.cn")


async def test_one_changes_ones_own_name_phone_and_locale_and_nothing_else(acme: Company) -> None:
    principal = await acme.at_work(await acme.hires("李雷", "sales"))
    request = pb.UpdateMeRequest(user=pb.User(name="李蕾", phone="13900001111", locale="en"))
    me = await ask(acme.runtime, principal, "UpdateMe", request)
    assert (me.user.name, me.user.phone, me.user.locale) == ("李蕾", "13900001111", "en")
    request = pb.UpdateMeRequest(user=pb.User(role_ids=[await acme.role_id("executive")]))
    with pytest.raises(DomainError) as refusal:
        await ask(acme.runtime, principal, "UpdateMe", request)
    assert refusal.value.reason == "NOT_YOURS"


async def test_me_tells_rights_teams_and_by_what_one_came(acme: Company) -> None:
    region = await acme.team("华东")
    below = await acme.team("一部", parent_id=region.id)
    elsewhere = await acme.team("华西")
    user = await acme.hires("王五", "sales_manager", team_id=region.id)
    principal = await acme.at_work(user)
    me = await ask(acme.runtime, principal, "GetMe", pb.GetMeRequest())
    assert {team.id for team in me.teams} == {region.id, below.id}
    assert elsewhere.id not in {team.id for team in me.teams}
    rights = {grant.permission: grant.reach for grant in me.permissions}
    assert rights["account.read"] == pb.REACH_TEAM_AND_BELOW
    assert rights["user.read"] == pb.REACH_COMPANY
    assert "receipt.record" not in rights
    assert (f"session:{me.session_id}", me.api_key_id) == (principal.cause, "")


async def test_who_manages_a_team_without_belonging_to_it_reaches_it_too(acme: Company) -> None:
    user = await acme.hires("王五", "sales_manager")
    east = await acme.team("华东", manager_id=user.id)
    first = await acme.team("一部", parent_id=east.id)
    principal = await acme.at_work(user)
    assert principal.team_ids == ()
    assert [str(id) for id in principal.team_ids_below] == [east.id, first.id]
