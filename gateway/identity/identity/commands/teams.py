"""Commands on teams. Who manages whom follows from the tree, so a change of it is told to all below."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select

from chassis import external
from chassis.batch import create_rows
from chassis.errors import invalid, precondition
from chassis.messages import values
from chassis.service import command
from chassis.unit_of_work import UnitOfWork
from chassis.validation import require
from crm.identity.v1 import identity_pb2 as pb
from identity import tables as t
from identity.domain.team import Team
from identity.domain.tree import Tree
from identity.domain.user import User, UserState
from identity.people import tree_of

KIND = "team"


@command
async def create_team(request: pb.CreateTeamRequest, uow: UnitOfWork) -> Team:
    given = values(request.team)
    team = Team(id=uow.new_id(), tenant_id=uow.tenant_id, create_time=uow.now, update_time=uow.now, name=given.pop("name"))
    team.revise(**given)
    await _demand_place(uow, team)
    return uow.add(team)


@command
async def batch_create_teams(request: pb.BatchCreateTeamsRequest, uow: UnitOfWork) -> pb.BatchCreateTeamsResponse:
    return pb.BatchCreateTeamsResponse(verdicts=await create_rows(request.requests, create_team, uow, kind=KIND))


@command
async def upsert_team(request: pb.UpsertTeamRequest, uow: UnitOfWork) -> Team:
    team = await uow.by_external(Team, request.system, request.company_code, request.external_id)
    if team is None:
        require(request.team, "team")
        external.add(request.team.external_refs, request.system, request.company_code, request.external_id)
        return await create_team(pb.CreateTeamRequest(team=request.team), uow)
    await _revise(team, values(request.team, request.update_mask), uow)
    return team


@command
async def update_team(request: pb.UpdateTeamRequest, uow: UnitOfWork) -> Team:
    team = await uow.get(Team, request.team_id, etag=request.etag)
    await _revise(team, values(request.team, request.update_mask), uow)
    return team


@command
async def archive_team(request: pb.ArchiveTeamRequest, uow: UnitOfWork) -> Team:
    await uow.lock("team_tree", uow.tenant_id)
    team = await uow.get(Team, request.team_id, etag=request.etag)
    below = select(t.team.c.id).where(t.team.c.tenant_id == uow.tenant_id, t.team.c.parent_id == team.id, t.team.c.archive_time.is_(None))
    members = select(t.user.c.id).where(t.user.c.tenant_id == uow.tenant_id, t.user.c.team_id == team.id)
    if (await uow.execute(below.union_all(members).limit(1))).first() is not None:
        raise precondition("TEAM_IN_USE", "A team with members or teams below it stays; move them first.")
    team.archive(uow.now)
    return team


async def _revise(team: Team, changes: dict[str, Any], uow: UnitOfWork) -> None:
    before = (team.parent_id, team.manager_id)
    if {"parent_id", "manager_id"} & changes.keys():
        await uow.lock("team_tree", uow.tenant_id)
    team.revise(**changes)
    if (team.parent_id, team.manager_id) != before:
        tree = await _demand_place(uow, team)
        await _tell_members(uow, tree, [team.id, *tree.below(team.id)])


async def _demand_place(uow: UnitOfWork, team: Team) -> Tree:
    """Raises DomainError where parent or manager are none; gives the tree with the team in its place."""
    tree = (await tree_of(uow.execute, uow.tenant_id)).with_(team)
    if team.parent_id is not None:
        if team.parent_id not in tree:
            raise invalid("team.parent_id", "There is no such team.", "TEAM_UNKNOWN")
        tree.demand_no_cycle(team.id, team.parent_id)
    if team.manager_id is not None:
        active = (t.user.c.tenant_id == uow.tenant_id, t.user.c.id == team.manager_id, t.user.c.state == UserState.ACTIVE.value)
        if (await uow.execute(select(t.user.c.id).where(*active))).first() is None:
            raise invalid("team.manager_id", "A team is managed by an active user.", "USER_UNKNOWN")
    return tree


async def _tell_members(uow: UnitOfWork, tree: Tree, team_ids: Sequence[UUID]) -> None:
    """Gives the members of these teams the manager that the tree says they have."""
    columns = (t.user.c.id, t.user.c.team_id, t.user.c.manager_id)
    rows = await uow.execute(select(*columns).where(t.user.c.tenant_id == uow.tenant_id, t.user.c.team_id.in_(team_ids)))
    managers = {row.id: tree.manager_of(row.id, row.team_id) for row in rows if tree.manager_of(row.id, row.team_id) != row.manager_id}
    for user in await uow.find(User, t.user.c.id.in_(managers), limit=max(1, len(managers))):
        user.manager_id = managers[user.id]
