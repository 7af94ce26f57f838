"""Commands on people."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select

from chassis import external
from chassis.batch import create_rows
from chassis.errors import invalid, precondition
from chassis.messages import values
from chassis.personal_forms import PersonalKind
from chassis.service import command
from chassis.unit_of_work import UnitOfWork
from chassis.validation import require
from crm.identity.v1 import identity_pb2 as pb
from identity import attempts, passwords
from identity import tables as t
from identity.domain import password_rules
from identity.domain.api_key import ApiKey
from identity.domain.shipped_roles import ADMINISTRATOR
from identity.domain.tenant import Tenant
from identity.domain.user import User, UserState
from identity.people import tree_of

KIND = "user"


@command
async def create_user(request: pb.CreateUserRequest, uow: UnitOfWork) -> User:
    given = values(request.user)
    password, name, email = given.pop("password"), given.pop("name"), given.pop("email")
    team_id, role_ids = given.pop("team_id"), await _roles(uow, given.pop("role_ids"))
    user = User(id=uow.new_id(), tenant_id=uow.tenant_id, create_time=uow.now, update_time=uow.now, name=name, email=email)
    user.team_id, user.manager_id, user.role_ids = team_id, await _manager(uow, user.id, team_id), role_ids
    user.revise(**await sealed(uow, user, given))
    if password:
        password_rules.check(password, field="user.password", known=[email, name, *await company_names(uow)])
        user.set_password(await passwords.hashed(password), temporary=True)
    return uow.add(user)


@command
async def batch_create_users(request: pb.BatchCreateUsersRequest, uow: UnitOfWork) -> pb.BatchCreateUsersResponse:
    return pb.BatchCreateUsersResponse(verdicts=await create_rows(request.requests, create_user, uow, kind=KIND))


@command
async def upsert_user(request: pb.UpsertUserRequest, uow: UnitOfWork) -> User:
    user = await uow.by_external(User, request.system, request.company_code, request.external_id)
    if user is None:
        require(request.user, "user")
        external.add(request.user.external_refs, request.system, request.company_code, request.external_id)
        return await create_user(pb.CreateUserRequest(user=request.user), uow)
    await _revise(user, values(request.user, request.update_mask), uow)
    return user


@command
async def update_user(request: pb.UpdateUserRequest, uow: UnitOfWork) -> User:
    user = await uow.get(User, request.user_id, etag=request.etag)
    await _revise(user, values(request.user, request.update_mask), uow)
    return user


@command
async def disable_user(request: pb.DisableUserRequest, uow: UnitOfWork) -> User:
    user = await uow.get(User, request.user_id, etag=request.etag)
    await _demand_another_administrator(uow, user)
    user.disable(request.reason)
    await end_sessions(uow, user.id)
    for key in await uow.find(ApiKey, t.api_key.c.owner_id == user.id, t.api_key.c.revoke_time.is_(None)):
        key.revoke(uow.now)
    return user


@command
async def enable_user(request: pb.EnableUserRequest, uow: UnitOfWork) -> User:
    user = await uow.get(User, request.user_id, etag=request.etag)
    user.enable()
    return user


@command
async def reset_password(request: pb.ResetPasswordRequest, uow: UnitOfWork) -> pb.ResetPasswordResponse:
    user = await uow.get(User, request.user_id)
    password = passwords.temporary()
    user.set_password(await passwords.hashed(password), temporary=True)
    await end_sessions(uow, user.id)
    await attempts.forget(uow.execute, uow.tenant_id, attempts.account_of(user.email))
    return pb.ResetPasswordResponse(temporary_password=password)


async def company_names(uow: UnitOfWork) -> tuple[str, str]:
    """What everybody knows of the company."""
    tenant = await uow.get(Tenant, str(uow.tenant_id))
    return tenant.code, tenant.name


async def end_sessions(uow: UnitOfWork, user_id: UUID, *, but: UUID | None = None) -> None:
    """Ends all sessions of a person, or all others than one."""
    mine = (t.session.c.tenant_id == uow.tenant_id, t.session.c.user_id == user_id)
    await uow.execute(delete(t.session).where(*mine, *([t.session.c.id != but] if but else [])))


async def sealed(uow: UnitOfWork, user: User, given: dict[str, Any]) -> dict[str, Any]:
    """The given values with the phone enciphered under the person's own key."""
    if "phone" not in given:
        return given
    return given | {"phone": await uow.vault.seal(user.id, PersonalKind.PHONE, given["phone"], field="user.phone")}


async def _revise(user: User, changes: dict[str, Any], uow: UnitOfWork) -> None:
    if changes.pop("password", ""):
        raise invalid("user.password", "A user gets another password by …:resetPassword.", "USE_RESET_PASSWORD")
    if "role_ids" in changes:
        changes["role_ids"] = await _roles(uow, changes["role_ids"])
        if set(user.role_ids) - set(changes["role_ids"]):
            await _demand_another_administrator(uow, user, remaining=changes["role_ids"])
    if "team_id" in changes:
        team_id = changes.pop("team_id")
        user.move(team_id, await _manager(uow, user.id, team_id))
    user.revise(**await sealed(uow, user, changes))


async def _roles(uow: UnitOfWork, role_ids: Sequence[UUID]) -> list[UUID]:
    """The roles, each once. Raises DomainError naming one that does not exist or is archived."""
    live = (t.role.c.tenant_id == uow.tenant_id, t.role.c.id.in_(role_ids), t.role.c.archive_time.is_(None))
    known = set((await uow.execute(select(t.role.c.id).where(*live))).scalars()) if role_ids else set()
    for index, id in enumerate(role_ids):
        if id not in known:
            raise invalid(f"user.role_ids.{index}", f"There is no role {id}.", "ROLE_UNKNOWN")
    return list(dict.fromkeys(role_ids))


async def _manager(uow: UnitOfWork, user_id: UUID, team_id: UUID | None) -> UUID | None:
    """Who manages somebody in this team. Raises DomainError where there is no such team."""
    if team_id is None:
        return None
    tree = await tree_of(uow.execute, uow.tenant_id)
    if team_id not in tree:
        raise invalid("user.team_id", "There is no such team.", "TEAM_UNKNOWN")
    return tree.manager_of(user_id, team_id)


async def _demand_another_administrator(uow: UnitOfWork, user: User, *, remaining: Sequence[UUID] = ()) -> None:
    """Raises DomainError where the user is the last active one with the shipped role of administrators, and would no longer be."""
    which = (t.role.c.tenant_id == uow.tenant_id, t.role.c.key == ADMINISTRATOR, t.role.c.shipped)
    role_id = (await uow.execute(select(t.role.c.id).where(*which))).scalar_one()
    if role_id not in user.role_ids or role_id in remaining:
        return
    await uow.lock("administrators", uow.tenant_id)
    others = (t.user.c.tenant_id == uow.tenant_id, t.user.c.id != user.id, t.user.c.state == UserState.ACTIVE.value)
    if not (await uow.execute(select(func.count()).where(*others, t.user.c.role_ids.contains([role_id])))).scalar_one():
        raise precondition("LAST_ADMINISTRATOR", "Somebody must be able to administer; make another user an administrator first.")
