"""Signing in and out."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete

from chassis.errors import not_found
from chassis.messages import to_message
from chassis.pipeline import Call
from chassis.principal import Principal
from chassis.runtime import Runtime
from chassis.service import command, doorway
from chassis.unit_of_work import UnitOfWork
from crm.identity.v1 import identity_pb2 as pb
from identity import attempts, credentials, doors, passwords
from identity import tables as t
from identity.callers import demand_session, session_of, unauthenticated, user_disabled
from identity.commands.me import demand_password
from identity.commands.viewing import own_session, tell_end_of_view
from identity.domain.session import LONGEST, Session
from identity.domain.user import User, UserState, email_key

# Where attempts on tenants that do not exist are counted.
NOWHERE = UUID(int=0)


@doorway
async def create_session(request: pb.CreateSessionRequest, runtime: Runtime, call: Call) -> pb.Session:
    """Takes as long, and refuses in the same words, whether tenant, account or password is the one that is wrong."""
    tenant_id = await doors.tenant_by_code(runtime, request.tenant)
    account = attempts.account_of(request.email, "" if tenant_id else request.tenant)
    user = await _candidate(runtime, tenant_id or NOWHERE, account, request.email)
    right = await passwords.matches(user.password_hash if user else "", request.password)
    if user is None or not right:
        raise unauthenticated("SIGN_IN_REFUSED", "Tenant, mail address or password is wrong.")
    if user.state != UserState.ACTIVE:
        raise user_disabled()
    fresh_hash = await passwords.hashed(request.password) if passwords.is_outdated(user.password_hash) else ""
    token = credentials.new_secret(credentials.SESSION)
    principal = Principal.user(user.id, tenant_id=user.tenant_id, permissions={})
    async with runtime.unit_of_work(principal, method="CreateSession") as uow:
        await attempts.forget(uow.execute, user.tenant_id, account)
        if fresh_hash:
            (await uow.get(User, user.id)).password_hash = fresh_hash
        session = uow.add(_begun(uow, user.id, credentials.digest(token), request.device))
        await uow.execute(delete(t.session).where(t.session.c.tenant_id == uow.tenant_id, t.session.c.expire_time < uow.clock.real()))
    reply = to_message(pb.Session, session)
    reply.token, reply.current, reply.must_change_password = token, True, user.must_change_password
    return reply


@command
async def confirm_session(request: pb.ConfirmSessionRequest, uow: UnitOfWork) -> pb.Session:
    if str(demand_session(uow.principal)) != request.session_id:
        raise not_found("session", request.session_id)
    session = await own_session(uow, request.session_id)
    user = await uow.get(User, session.user_id)
    await demand_password(uow, user, request.password, field="password")
    session.confirm(uow.clock.real())
    await uow.stage()
    reply = to_message(pb.Session, session)
    reply.current, reply.must_change_password = True, user.must_change_password
    return reply


@command
async def delete_session(request: pb.DeleteSessionRequest, uow: UnitOfWork) -> None:
    """Who looks with another person's eyes can sign out, and ends no other session."""
    if str(session_of(uow.principal)) != request.session_id:
        uow.principal.demand_own_eyes()
    session = await own_session(uow, request.session_id)
    tell_end_of_view(session, uow)
    await uow.delete(session)


async def _candidate(runtime: Runtime, tenant_id: UUID, account: bytes, email: str) -> User | None:
    """Counts the attempt, and gives the account that it is about."""
    async with runtime.unit_of_work(Principal.service("identity", tenant_id, cause="sign-in"), method="CreateSession") as uow:
        now = uow.clock.real()
        await attempts.count(uow.execute, tenant_id, account, now)
        await attempts.sweep(uow.execute, tenant_id, now)
        return await uow.first(User, t.user.c.email_key == email_key(email))


def _begun(uow: UnitOfWork, user_id: UUID, token_hash: bytes, device: str) -> Session:
    now: datetime = uow.clock.real()
    return Session(
        id=uow.new_id(),
        tenant_id=uow.tenant_id,
        create_time=uow.now,
        update_time=uow.now,
        user_id=user_id,
        token_hash=token_hash,
        device=device,
        sign_in_time=now,
        last_use_time=now,
        expire_time=now + LONGEST,
    )
