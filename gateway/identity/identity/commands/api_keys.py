"""Commands on API keys."""

from uuid import UUID

from chassis.errors import forbidden, invalid
from chassis.messages import to_message, values
from chassis.scope import Reach
from chassis.service import command
from chassis.unit_of_work import UnitOfWork
from crm.identity.v1 import identity_pb2 as pb
from identity import credentials
from identity.callers import demand_session
from identity.domain.api_key import ApiKey, checked_addresses, checked_grants, without_foreign_money
from identity.domain.user import User, UserState
from identity.people import rights_of_roles


@command
async def create_api_key(request: pb.CreateApiKeyRequest, uow: UnitOfWork) -> pb.ApiKey:
    demand_session(uow.principal)
    given = values(request.api_key)
    user = await _person(uow, given["person_id"])
    caller_id = uow.principal.person_id
    if given["expire_time"] is not None and given["expire_time"] <= uow.clock.real():
        raise invalid("api_key.expire_time", "This time has passed.", "EXPIRED_ALREADY")
    of_person = await rights_of_roles(uow.execute, uow.tenant_id, user.role_ids)
    within = without_foreign_money(of_person, made_by_another=user.id != caller_id)
    secret = credentials.new_secret(credentials.API_KEY)
    key = ApiKey(
        id=uow.new_id(),
        tenant_id=uow.tenant_id,
        create_time=uow.now,
        update_time=uow.now,
        name=given["name"],
        owner_id=user.id,
        team_id=user.team_id,
        created_by_id=caller_id or user.id,
        secret_hash=credentials.digest(secret),
        hint=secret[-4:],
        grants=checked_grants(given["grants"], within),
        addresses=checked_addresses(given["addresses"]),
        expire_time=given["expire_time"],
    )
    uow.add(key)
    await uow.stage()
    reply = to_message(pb.ApiKey, key)
    reply.secret = secret
    return reply


@command
async def revoke_api_key(request: pb.RevokeApiKeyRequest, uow: UnitOfWork) -> ApiKey:
    key = await uow.get(ApiKey, request.api_key_id, etag=request.etag)
    key.revoke(uow.now)
    return key


async def _person(uow: UnitOfWork, person_id: UUID | None) -> User:
    """For whom the key acts: the caller; somebody else only where the caller's grant reaches the company."""
    if person_id not in (None, uow.principal.person_id) and uow.scope.reach is not Reach.COMPANY:
        raise forbidden("KEY_FOR_ANOTHER", "You may make API keys for yourself only.")
    user = await uow.get(User, person_id or uow.principal.person_id or "")
    if user.state != UserState.ACTIVE:
        raise invalid("api_key.person_id", "This user is disabled.", "USER_DISABLED")
    return user
