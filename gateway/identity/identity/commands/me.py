"""What people change about themselves."""

from chassis.errors import DomainError, Kind, invalid
from chassis.messages import values
from chassis.service import command
from chassis.unit_of_work import UnitOfWork
from crm.identity.v1 import identity_pb2 as pb
from identity import attempts, passwords
from identity.callers import demand_session
from identity.commands.users import company_names, end_sessions, sealed
from identity.domain import password_rules
from identity.domain.user import User
from identity.me import described

OWN_FIELDS = ("name", "phone", "locale")


@command
async def update_me(request: pb.UpdateMeRequest, uow: UnitOfWork) -> pb.Me:
    user = await _me(uow, etag=request.etag)
    changes = values(request.user, request.update_mask)
    if foreign := [name for name in changes if name not in OWN_FIELDS]:
        raise invalid(f"user.{foreign[0]}", "You change your name, phone and locale yourself; the rest is an administrator's.", "NOT_YOURS")
    user.revise(**await sealed(uow, user, changes))
    await uow.stage()
    return await described(uow, user)


@command
async def change_password(request: pb.ChangePasswordRequest, uow: UnitOfWork) -> None:
    """The session in which it is changed goes on; a thief's does not."""
    session_id, user = demand_session(uow.principal), await _me(uow)
    await demand_password(uow, user, request.current_password, field="current_password")
    password_rules.check(request.new_password, field="new_password", known=[user.email, user.name, *await company_names(uow)])
    if request.new_password == request.current_password:
        raise invalid("new_password", "This is the password you have already.", "PASSWORD_UNCHANGED")
    user.set_password(await passwords.hashed(request.new_password), temporary=False)
    await end_sessions(uow, user.id, but=session_id)


async def demand_password(uow: UnitOfWork, user: User, password: str, *, field: str) -> None:
    """Raises DomainError for a wrong password, which counts like one at sign-in: a stolen session must not be a place to guess."""
    account = attempts.account_of(user.email)
    async with uow.apart() as connection:
        await attempts.count(connection.execute, uow.tenant_id, account, uow.clock.real())
    if not await passwords.matches(user.password_hash, password):
        raise invalid(field, "This is not your password.", "PASSWORD_WRONG")
    await attempts.forget(uow.execute, uow.tenant_id, account)


async def _me(uow: UnitOfWork, *, etag: str = "") -> User:
    if uow.principal.person_id is None:
        raise DomainError(Kind.FORBIDDEN, "PERSON_NEEDED", "Only people can do this.")
    return await uow.get(User, uow.principal.person_id, etag=etag)
