"""A company on a running identity service, and its people as they really sign in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from google.protobuf.message import Message

from chassis.pipeline import Call
from chassis.principal import Principal
from chassis.runtime import Runtime
from crm.identity.v1 import identity_pb2 as pb
from tests.support.running import ask

KEY = "key-of-the-installation"
PASSWORD = "correct horse battery"


async def knock(runtime: Runtime, method: str, request: Message, *, key: str = "", **metadata: str) -> Any:
    """Calls an RPC that has no principal yet."""
    given = tuple((name.replace("_", "-"), value) for name, value in metadata.items())
    return (await runtime.pipeline(method, request, Call(None, key, given))).message


async def resolved(runtime: Runtime, token: str) -> Principal:
    """Who stands behind the token, as services come to know them."""
    caller = await knock(runtime, "ResolveSession", pb.ResolveSessionRequest(token=token))
    return Principal.from_message(caller.principal)


@dataclass
class Company:
    """A tenant with its administrator signed in."""

    runtime: Runtime
    tenant: pb.Tenant
    admin: Principal
    admin_email: str

    @classmethod
    async def founded(cls, runtime: Runtime, code: str = "acme") -> Company:
        email = f"boss@{code}.cn"
        request = pb.CreateTenantRequest(
            tenant=pb.Tenant(name="为民机械", code=code),
            administrator=pb.Administrator(name="管理员", email=email, password=PASSWORD),
        )
        tenant = await knock(runtime, "CreateTenant", request, installation_key=KEY)
        company = cls(runtime, tenant, Principal.service("identity", tenant.id, cause="test"), email)
        company.admin = await company.enters(email)
        return company

    async def session(self, email: str, password: str = PASSWORD) -> pb.Session:
        request = pb.CreateSessionRequest(tenant=self.tenant.code, email=email, password=password, device="Firefox")
        session: pb.Session = await knock(self.runtime, "CreateSession", request)
        return session

    async def enters(self, email: str, password: str = PASSWORD) -> Principal:
        return await resolved(self.runtime, (await self.session(email, password)).token)

    async def role_id(self, key: str) -> str:
        roles = (await ask(self.runtime, self.admin, "ListRoles", pb.ListRolesRequest(page_size=200))).roles
        return str(next(role.id for role in roles if role.key == key))

    async def hires(self, name: str, *roles: str, team_id: str = "", **fields: Any) -> pb.User:
        """A user who has not signed in yet."""
        user = pb.User(
            name=name,
            email=fields.pop("email", f"{name}@{self.tenant.code}.cn"),
            role_ids=[await self.role_id(role) for role in roles],
            team_id=team_id,
            password="first password of all",
            **fields,
        )
        made: pb.User = await ask(self.runtime, self.admin, "CreateUser", pb.CreateUserRequest(user=user))
        return made

    async def at_work(self, user: pb.User) -> Principal:
        """The user has signed in and changed the first password."""
        principal = await self.enters(user.email, "first password of all")
        change = pb.ChangePasswordRequest(current_password="first password of all", new_password=PASSWORD)
        await ask(self.runtime, principal, "ChangePassword", change)
        return await self.enters(user.email)

    async def team(self, name: str, *, parent_id: str = "", manager_id: str = "") -> pb.Team:
        team = pb.Team(name=name, parent_id=parent_id, manager_id=manager_id)
        made: pb.Team = await ask(self.runtime, self.admin, "CreateTeam", pb.CreateTeamRequest(team=team))
        return made

    async def legal_entity(self) -> pb.LegalEntity:
        page = await ask(self.runtime, self.admin, "ListLegalEntities", pb.ListLegalEntitiesRequest())
        found: pb.LegalEntity = page.legal_entities[0]
        return found
