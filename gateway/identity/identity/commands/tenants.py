"""A new tenant, and changes of one."""

import hmac
from typing import Any
from uuid import UUID

from sqlalchemy import delete, exists, select
from sqlalchemy.exc import DBAPIError

from chassis.errors import already_exists, not_found
from chassis.ids import derived_id, new_id
from chassis.messages import to_message, values
from chassis.pipeline import Call
from chassis.principal import Principal
from chassis.runtime import Runtime
from chassis.service import command, doorway
from chassis.tables import copy_tenant
from chassis.unit_of_work import UnitOfWork
from crm.identity.v1 import identity_pb2 as pb
from identity import passwords
from identity import tables as t
from identity.callers import unauthenticated
from identity.domain import password_rules
from identity.domain.legal_entity import LegalEntity
from identity.domain.role import Role
from identity.domain.shipped_roles import ADMINISTRATOR, SHIPPED_ROLES
from identity.domain.tenant import Tenant
from identity.domain.user import User

INSTALLATION_KEY = "installation-key"


@doorway
async def get_installation(_: pb.GetInstallationRequest, runtime: Runtime, call: Call) -> pb.Installation:
    """A new company shows a moment later; by then whoever made it is signed in."""
    companies = select(copy_tenant.c.id).where(~copy_tenant.c.archived)
    async with runtime.database.worker.connect() as connection:
        return pb.Installation(empty=not await connection.scalar(select(exists(companies))))


@doorway
async def create_tenant(request: pb.CreateTenantRequest, runtime: Runtime, call: Call) -> pb.Tenant:
    """All or nothing: a tenant always has a legal entity, the shipped roles and somebody who administers it."""
    _demand_installation_key(runtime, call)
    who = request.administrator
    known = [who.email, who.name, request.tenant.code, request.tenant.name]
    password_rules.check(who.password, field="administrator.password", known=known)
    password_hash = await passwords.hashed(who.password)
    # There is no tenant yet to keep the idempotency key in: the id follows from it instead.
    tenant_id = derived_id("tenant", call.idempotency_key) if call.idempotency_key else new_id()
    try:
        async with runtime.unit_of_work(Principal.service("identity", tenant_id, cause="installation"), method="CreateTenant") as uow:
            tenant = await uow.session.get(Tenant, tenant_id)
            if tenant is None:
                tenant = _found(request.tenant, uow)
                _employ(who, password_hash, tenant, uow)
            elif tenant.code != request.tenant.code:
                raise already_exists("IDEMPOTENCY_KEY_REUSED", "This Idempotency-Key made another tenant; use a new key for a new one.")
    except DBAPIError as error:
        raise runtime.pipeline.meaning(error) from error
    runtime.clock.place(tenant.id, tenant.time_zone)
    return to_message(pb.Tenant, tenant)


@command
async def update_tenant(request: pb.UpdateTenantRequest, uow: UnitOfWork) -> Tenant:
    if request.tenant_id != str(uow.tenant_id):
        raise not_found("tenant", request.tenant_id)
    tenant = await uow.get(Tenant, request.tenant_id, etag=request.etag)
    tenant.revise(**values(request.tenant, request.update_mask))
    return tenant


@command
async def remove_tenant(request: pb.RemoveTenantRequest, uow: UnitOfWork) -> Tenant:
    """Everybody is signed out with it; the rows of all services follow in a moment (chassis.purge)."""
    if request.tenant_id != str(uow.tenant_id):
        raise not_found("tenant", request.tenant_id)
    tenant = await uow.get(Tenant, request.tenant_id, etag=request.etag)
    tenant.remove(request.code, uow.now)
    for table in (t.session, t.api_key):
        await uow.execute(delete(table).where(table.c.tenant_id == uow.tenant_id))
    return tenant


def _demand_installation_key(runtime: Runtime, call: Call) -> None:
    known = str(runtime.extras.get("installation_key", ""))
    given = call.get(INSTALLATION_KEY)
    if not known or not hmac.compare_digest(known.encode(), given.encode()):
        detail = "A tenant is made by who runs the installation: send its key in the header Installation-Key."
        raise unauthenticated("INSTALLATION_KEY_INVALID", detail)


def _found(given: pb.Tenant, uow: UnitOfWork) -> Tenant:
    """The tenant, its first legal entity, which is hidden while it is the only one, and the shipped roles."""
    common: dict[str, Any] = {"tenant_id": uow.tenant_id, "create_time": uow.now, "update_time": uow.now}
    tenant = Tenant(
        id=uow.tenant_id,
        name=given.name,
        code=given.code,
        functional_currency=given.functional_currency or "CNY",
        time_zone=given.time_zone or "Asia/Shanghai",
        locale=given.locale or "zh-CN",
        sandbox=given.sandbox,
        **common,
    )
    uow.add(tenant)
    currency, zone = tenant.functional_currency, tenant.time_zone
    uow.add(LegalEntity(id=uow.new_id(), name=tenant.name, functional_currency=currency, time_zone=zone, **common))
    for shipped in SHIPPED_ROLES:
        uow.add(Role(id=_role_id(tenant, shipped.key), key=shipped.key, name=shipped.name, shipped=True, **common))
    return tenant


def _employ(who: pb.Administrator, password_hash: str, tenant: Tenant, uow: UnitOfWork) -> None:
    uow.add(
        User(
            id=uow.new_id(),
            tenant_id=tenant.id,
            create_time=uow.now,
            update_time=uow.now,
            name=who.name,
            email=who.email,
            role_ids=[_role_id(tenant, ADMINISTRATOR)],
            password_hash=password_hash,
        )
    )


def _role_id(tenant: Tenant, key: str) -> UUID:
    return derived_id("role", tenant.id, key)
