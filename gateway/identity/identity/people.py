"""What follows from where a person stands: rights, teams, manager. Reads rows, loads no aggregates."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Executable, Result, select

from chassis.principal import Grant
from chassis.scope import Reach
from identity.domain import rights
from identity.domain.role import rights_of
from identity.domain.tree import Tree
from identity.tables import role, team

Execute = Callable[[Executable], Awaitable[Result[Any]]]


async def rights_of_roles(execute: Execute, tenant_id: UUID, role_ids: Sequence[UUID]) -> dict[str, Grant]:
    """What a person with these roles may do; archived roles count as long as somebody has them."""
    columns = (role.c.key, role.c.own_grants, role.c.shipped)
    rows = await execute(select(*columns).where(role.c.tenant_id == tenant_id, role.c.id.in_(role_ids)))
    return rights.together(rights_of(row.key, row.own_grants, shipped=row.shipped) for row in rows)


async def tree_of(execute: Execute, tenant_id: UUID) -> Tree:
    """All live teams of the tenant."""
    columns = (team.c.id, team.c.parent_id, team.c.manager_id)
    rows = await execute(select(*columns).where(team.c.tenant_id == tenant_id, team.c.archive_time.is_(None)).order_by(team.c.id))
    return Tree(rows.all())


@dataclass(frozen=True)
class Teams:
    """The person's own team first; `below` are those under it, and those that the person manages with all under them."""

    own: tuple[UUID, ...]
    below: tuple[UUID, ...]


async def teams_of(execute: Execute, tenant_id: UUID, person_id: UUID, team_id: UUID | None, granted: Sequence[Grant]) -> Teams:
    """The teams that a principal carries; those below only where a grant reaches them."""
    own = () if team_id is None else (team_id,)
    if all(grant.reach is not Reach.TEAM_AND_BELOW for grant in granted):
        return Teams(own, ())
    tree = await tree_of(execute, tenant_id)
    managed = tree.managed_by(person_id)
    reached = dict.fromkeys([*managed, *tree.below(*own, *managed)])
    return Teams(own, tuple(id for id in reached if id not in own))
