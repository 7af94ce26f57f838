"""How edge learns who stands behind a credential. There is no principal yet: this is what principals are made from."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select, update

from chassis.pipeline import Call
from chassis.principal import Principal
from chassis.runtime import Runtime
from chassis.service import doorway
from chassis.wire import instant
from crm.identity.v1 import identity_pb2 as pb
from identity import credentials, doors
from identity import tables as t
from identity.callers import cause_of, unauthenticated, user_disabled
from identity.domain.api_key import may_come_from, rights_of_key
from identity.domain.permissions import VIEW_AS
from identity.domain.rights import Rights
from identity.domain.session import NOTED, ends_at
from identity.domain.user import UserState
from identity.people import Execute, rights_of_roles
from identity.standing import principal_with

# With the person that each acts for.
_SESSIONS = select(
    t.user,
    t.session.c.id.label("session_id"),
    *(t.session.c.sign_in_time, t.session.c.last_use_time, t.session.c.expire_time),
    *(t.session.c.viewed_id, t.session.c.view_end_time),
).join(t.session, t.session.c.user_id == t.user.c.id)
_KEYS = select(t.api_key, t.user.c.state, t.user.c.role_ids, t.user.c.team_id.label("person_team_id")).join(
    t.user, t.user.c.id == t.api_key.c.owner_id
)


@doorway
async def resolve_session(request: pb.ResolveSessionRequest, runtime: Runtime, call: Call) -> pb.Caller:
    now, token_hash = runtime.clock.real(), credentials.digest(request.token)
    async with doors.into_tenant(runtime, "tenant_by_session", token_hash) as (tenant_id, connection):
        row = (await connection.execute(_SESSIONS.where(t.session.c.token_hash == token_hash))).first()
        if tenant_id is None or row is None:
            raise unauthenticated("SESSION_UNKNOWN", "This session has ended; sign in again.")
        if row.state != UserState.ACTIVE:
            raise user_disabled()
        rights = await rights_of_roles(connection.execute, tenant_id, row.role_ids)
        expire_time = ends_at(row.last_use_time, row.expire_time, rights)
        if expire_time <= now:
            raise unauthenticated("SESSION_EXPIRED", "This session lay idle for too long, or was open for too long; sign in again.")
        if row.last_use_time < now - NOTED:
            await connection.execute(update(t.session).where(t.session.c.id == row.session_id).values(last_use_time=now))
            expire_time = ends_at(now, row.expire_time, rights)
        if (viewed := await _viewed(connection.execute, row, rights, runtime.clock.now(tenant_id))) is not None:
            principal = await _with_eyes_of(viewed, row.id, connection.execute)
        else:
            bare = Principal("user", str(row.id), tenant_id, row.id)
            principal = await principal_with(connection.execute, bare, row.id, row.team_id, rights)
        if row.must_change_password:
            principal = replace(principal, permissions={})
        principal = replace(principal, sign_in_time=int(row.sign_in_time.timestamp()), cause=cause_of(row.session_id))
        return pb.Caller(principal=principal.to_message(), expire_time=instant(expire_time))


@doorway
async def resolve_api_key(request: pb.ResolveApiKeyRequest, runtime: Runtime, call: Call) -> pb.Caller:
    now, secret_hash = runtime.clock.real(), credentials.digest(request.secret)
    async with doors.into_tenant(runtime, "tenant_by_api_key", secret_hash) as (tenant_id, connection):
        key = (await connection.execute(_KEYS.where(t.api_key.c.secret_hash == secret_hash))).first()
        if tenant_id is None or key is None or key.revoke_time is not None:
            raise unauthenticated("API_KEY_UNKNOWN", "There is no such API key, or it was revoked.")
        if key.state != UserState.ACTIVE:
            raise user_disabled()
        if key.expire_time is not None and key.expire_time <= now:
            raise unauthenticated("API_KEY_EXPIRED", "This API key has expired; make a new one.")
        if not may_come_from(request.address, key.addresses):
            raise unauthenticated("API_KEY_ADDRESS", "This API key may not be used from this address.")
        if key.last_use_time is None or key.last_use_time < now - NOTED:
            await connection.execute(update(t.api_key).where(t.api_key.c.id == key.id).values(last_use_time=now))
        of_person = await rights_of_roles(connection.execute, tenant_id, key.role_ids)
        rights = rights_of_key(of_person, key.grants, made_by_another=key.created_by_id != key.owner_id)
        principal = await principal_with(
            connection.execute, Principal("key", str(key.id), tenant_id, key.owner_id), key.owner_id, key.person_team_id, rights
        )
        return pb.Caller(principal=principal.to_message(), expire_time=instant(key.expire_time) if key.expire_time else None)


async def _viewed(execute: Execute, session: Row[Any], rights: Rights, now: datetime) -> Row[Any] | None:
    """With whose eyes the session's user looks at this moment, as long as they may and that person has not left."""
    if session.view_end_time is None or session.view_end_time <= now or VIEW_AS not in rights:
        return None
    person = (t.user.c.tenant_id == session.tenant_id, t.user.c.id == session.viewed_id, t.user.c.state == UserState.ACTIVE.value)
    return (await execute(select(t.user).where(*person))).first()


async def _with_eyes_of(person: Row[Any], viewer_id: UUID, execute: Execute) -> Principal:
    """What the person may, also before they have changed their first password: that is when one wants to know what they will see."""
    rights = await rights_of_roles(execute, person.tenant_id, person.role_ids)
    bare = Principal("user", str(person.id), person.tenant_id, person.id, viewer_id=viewer_id)
    return await principal_with(execute, bare, person.id, person.team_id, rights)
