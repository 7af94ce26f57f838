"""What somebody may do at this moment: for who comes with a credential, and for work that goes on after they went."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from chassis.principal import Principal
from identity import tables as t
from identity.callers import unauthenticated, user_disabled
from identity.domain.api_key import rights_of_key
from identity.domain.rights import Rights
from identity.domain.user import UserState
from identity.people import Execute, rights_of_roles, teams_of


async def principal_with(execute: Execute, bare: Principal, person_id: UUID, team_id: UUID | None, rights: Rights) -> Principal:
    """The principal with what its person may do, where the person stands, and whether all this is only tried out."""
    teams = await teams_of(execute, bare.tenant_id, person_id, team_id, list(rights.values()))
    sandbox = (await execute(select(t.tenant.c.sandbox).where(t.tenant.c.id == bare.tenant_id))).scalar_one()
    return replace(bare, permissions=rights, team_ids=teams.own, team_ids_below=teams.below, sandbox=sandbox)


async def standing_principal(execute: Execute, bare: Principal, now: datetime) -> Principal:
    """The same without a credential, by who it is alone. Raises UNAUTHENTICATED where a credential would be refused."""
    user = (await execute(select(t.user).where(t.user.c.tenant_id == bare.tenant_id, t.user.c.id == bare.person_id))).one()
    if user.state != UserState.ACTIVE:
        raise user_disabled()
    rights: Rights = {} if user.must_change_password else await rights_of_roles(execute, bare.tenant_id, user.role_ids)
    if bare.kind == "key":
        rights = await _of_key(execute, bare, rights, now)
    return await principal_with(execute, bare, user.id, user.team_id, rights)


async def _of_key(execute: Execute, bare: Principal, of_person: Rights, now: datetime) -> Rights:
    key = (await execute(select(t.api_key).where(t.api_key.c.tenant_id == bare.tenant_id, t.api_key.c.id == UUID(bare.id)))).one()
    if key.revoke_time is not None or (key.expire_time is not None and key.expire_time <= now):
        raise unauthenticated("API_KEY_EXPIRED", "This API key has expired or was revoked; make a new one.")
    return rights_of_key(of_person, key.grants, made_by_another=key.created_by_id != key.owner_id)
