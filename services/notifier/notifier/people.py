"""Who is who, as identity tells it: managers, teams, roles, languages. Looked up once per transaction."""

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select

from chassis.tables import copy_legal_entity, copy_member, copy_team
from chassis.unit_of_work import UnitOfWork
from notifier import todo_tables as t
from notifier.domain.kinds import shipped_grants
from notifier.domain.organisation import Organisation, Person, Right, Team


async def organisation(uow: UnitOfWork) -> Organisation:
    """The people and teams of the company. It is small, and asked often: learned whole, once."""
    known = uow.known.setdefault("organisation", {})
    if "" not in known:
        known[""] = Organisation(await _people(uow), await _teams(uow))
    return known[""]  # type: ignore[no-any-return]


async def _people(uow: UnitOfWork) -> dict[UUID, Person]:
    member, user = copy_member.c, t.copy_user.c
    role = t.copy_role.c
    roles = {row.id: row for row in await uow.execute(select(role.id, role.key, role.grants).where(_mine(uow, t.copy_role)))}
    statement = (
        select(member.id, member.name, member.member_team_id, member.state, user.locale, user.role_ids)
        .outerjoin(t.copy_user, user.id == member.id)
        .where(_mine(uow, copy_member))
    )
    return {
        row.id: Person(
            id=row.id,
            name=row.name,
            team_id=row.member_team_id,
            active=row.state == "active",
            locale=row.locale or "",
            roles=frozenset(each.key for each in mine),
            rights=_rights(mine),
        )
        for row in await uow.execute(statement)
        for mine in [[roles[role] for role in row.role_ids or () if role in roles]]
    }


def _rights(roles: Iterable[Row[Any]]) -> dict[str, tuple[Right, ...]]:
    """What several roles give adds up."""
    found: dict[str, tuple[Right, ...]] = {}
    for role in roles:
        for permission, grants in {**shipped_grants(role.key), **(role.grants or {})}.items():
            rights = (Right(each["reach"], {name: frozenset(values) for name, values in each["limits"].items()}) for each in grants)
            found[permission] = (*found.get(permission, ()), *rights)
    return found


async def _teams(uow: UnitOfWork) -> dict[UUID, Team]:
    team = copy_team.c
    rows = await uow.execute(select(team.id, team.parent_id, team.manager_id).where(_mine(uow, copy_team)))
    return {row.id: Team(row.parent_id, row.manager_id) for row in rows}


async def calendar_name(uow: UnitOfWork) -> str:
    """The calendar of the company's first legal entity: by its working days messages wait."""
    known = uow.known.setdefault("calendar", {})
    if "" not in known:
        entity = copy_legal_entity.c
        found = (await uow.execute(select(entity.calendar).where(_mine(uow, copy_legal_entity)).order_by(entity.id).limit(1))).scalar()
        known[""] = found or "CN"
    return str(known[""])


async def subjects(uow: UnitOfWork, ids: Collection[UUID]) -> dict[UUID, Row[Any]]:
    """What is known of these subjects. Copies are stored before anything of a transaction asks, so each is looked up once."""
    known = uow.known.setdefault("subjects", {})
    if missing := [id for id in set(ids) if id not in known]:
        subject = t.copy_subject
        rows = await uow.execute(select(subject).where(subject.c.tenant_id == uow.tenant_id, subject.c.id.in_(missing)))
        known.update(dict.fromkeys(missing))
        known.update({row.id: row for row in rows})
    return {id: found for id in ids if (found := known[id]) is not None}


def _mine(uow: UnitOfWork, table: Any) -> Any:
    return table.c.tenant_id == uow.tenant_id
