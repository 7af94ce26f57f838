"""Answers 'why can I (not) see this?': the grants are identity's, and where the record lies the gateway has asked its owner."""

from collections.abc import AsyncIterator
from uuid import UUID

from sqlalchemy import select

from chassis.errors import forbidden, invalid, not_found
from chassis.messages import to_message
from chassis.names import snake
from chassis.principal import Grant, Principal
from chassis.reader import Reader
from chassis.service import query
from crm.identity.v1 import identity_pb2 as pb
from identity import tables as t
from identity.domain.access import Asked, Explanation, Place, explain
from identity.domain.grants import entries_of
from identity.domain.permissions import KNOWN, rpcs
from identity.domain.role import rights_of
from identity.standing import standing_principal

# Who may decide what others see may ask why they do.
FOR_OTHERS = "role.update"
# What reads each kind of record.
READING = {snake(rpc.output_type.name): access.permission for rpc, access in rpcs() if rpc.name == f"Get{rpc.output_type.name}"}


@query
async def explain_access(request: pb.ExplainAccessRequest, reader: Reader) -> pb.AccessExplanation:
    permission = request.permission or READING.get(request.subject_type, "")
    if not permission:
        raise invalid("subject_type", f"There are no records of type {request.subject_type}.", "SUBJECT_TYPE_UNKNOWN")
    if permission not in KNOWN:
        raise invalid("permission", f"There is no permission {permission}.", "PERMISSION_UNKNOWN", permission=permission)
    about = await _about(request.person_id, reader)
    grant = about.permissions.get(permission)
    place = _place(request.subject) if request.HasField("subject") else None
    names = await _names(reader, about, grant, place)
    teams = about.scope_for(permission).team_ids if grant else ()
    return await _told(explain(Asked(about.person_id, permission, grant, teams, names), place), permission, about, grant, reader)


async def _about(person_id: str, reader: Reader) -> Principal:
    """Who would do it. Raises PERMISSION_DENIED for others unless one decides what they see, and NOT_FOUND."""
    me = reader.principal
    if not person_id or person_id == str(me.person_id):
        return me
    if not me.may(FOR_OTHERS):
        raise forbidden("PERMISSION_DENIED", f"To ask for others takes {FOR_OTHERS}; ask for yourself.", permission=FOR_OTHERS)
    user = t.user.c
    there = select(user.id).where(user.tenant_id == reader.tenant_id, user.id == UUID(person_id))
    if (await reader.execute(there)).first() is None:
        raise not_found("user", person_id)
    return await standing_principal(reader.execute, Principal("user", person_id, reader.tenant_id, UUID(person_id)), reader.now)


def _place(subject: pb.AccessSubject) -> Place:
    return Place(
        unowned=subject.unowned,
        owner_id=UUID(subject.owner_id) if subject.owner_id else None,
        team_id=UUID(subject.team_id) if subject.team_id else None,
        shared_with=[UUID(person) for person in subject.shared_with],
        limiting=dict(subject.places),
    )


async def _names(reader: Reader, about: Principal, grant: Grant | None, place: Place | None) -> dict[UUID, str]:
    """What the people, teams and companies of ours are called that the answer speaks of."""
    people, teams, entities = {about.person_id}, set[UUID | None](), set[UUID | None](grant.limits.legal_entity_ids if grant else ())
    if place is not None:
        people.add(place.owner_id)
        teams.add(place.team_id)
        if entity := place.limiting.get("legal_entity_id"):
            entities.add(UUID(entity))
    found: dict[UUID, str] = {}
    for table, ids in ((t.user, people), (t.team, teams), (t.legal_entity, entities)):
        # Who may not look up colleagues learns no names here.
        ids &= {reader.principal.person_id} if not reader.principal.may(READING[table.name]) else ids
        mine = (table.c.tenant_id == reader.tenant_id, table.c.id.in_(ids - {None}))
        found.update({row.id: row.name for row in await reader.execute(select(table.c.id, table.c.name).where(*mine))})
    return found


async def _told(found: Explanation, permission: str, about: Principal, grant: Grant | None, reader: Reader) -> pb.AccessExplanation:
    verdict = {True: pb.ACCESS_VERDICT_ALLOWED, False: pb.ACCESS_VERDICT_DENIED, None: pb.ACCESS_VERDICT_UNTOLD}[found.allowed]
    return pb.AccessExplanation(
        permission=permission,
        person_id=str(about.person_id or ""),
        verdict=verdict,
        summary=found.summary.message,
        grant=_grant(permission, grant),
        roles=[role async for role in _roles(permission, about, reader)],
        findings=[pb.AccessFinding(holds=each.holds, why=each.why.message) for each in found.findings],
        remedies=filter(None, (each.message for each in found.remedies)),
    )


async def _roles(permission: str, about: Principal, reader: Reader) -> AsyncIterator[pb.AccessRole]:
    user, role = t.user.c, t.role.c
    theirs = select(user.role_ids).where(user.tenant_id == reader.tenant_id, user.id == about.person_id)
    ids = (await reader.execute(theirs)).scalar_one()
    columns = (role.id, role.key, role.name, role.own_grants, role.shipped)
    rows = await reader.execute(select(*columns).where(role.tenant_id == reader.tenant_id, role.id.in_(ids)).order_by(role.name, role.id))
    for row in rows:
        granted = rights_of(row.key, row.own_grants, shipped=row.shipped).get(permission)
        yield pb.AccessRole(role_id=str(row.id), name=row.name, grant=_grant(permission, granted))


def _grant(permission: str, grant: Grant | None) -> pb.Grant | None:
    return None if grant is None else to_message(pb.Grant, entries_of({permission: grant})[0])
