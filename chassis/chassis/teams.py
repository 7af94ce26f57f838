"""The tree of teams, from the local copy."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select

from chassis.reader import Reader
from chassis.tables import copy_team
from chassis.unit_of_work import UnitOfWork


async def with_those_above(uow: UnitOfWork | Reader, teams: Iterable[UUID]) -> set[UUID]:
    """These teams and all that they lie below: what is said of a team holds for the teams below it."""
    team = copy_team.c
    parents = {row.id: row.parent_id for row in await uow.execute(select(team.id, team.parent_id).where(team.tenant_id == uow.tenant_id))}
    seen: set[UUID] = set()
    for each in teams:
        above: UUID | None = each
        while above is not None and above not in seen:
            seen.add(above)
            above = parents.get(above)
    return seen
