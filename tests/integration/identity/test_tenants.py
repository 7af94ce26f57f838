"""How a tenant comes to be, and that another one does not see it."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import func, select, text

from chassis.errors import DomainError
from chassis.runtime import Runtime
from chassis.tables import audit
from crm.identity.v1 import identity_pb2 as pb
from identity import tables as t
from identity.domain.shipped_roles import SHIPPED
from tests.integration.identity.company import KEY, PASSWORD, Company, knock
from tests.support.running import ask


def request(code: str = "acme", **administrator: str) -> pb.CreateTenantRequest:
    who = {"name": "管理员", "email": "boss@acme.cn", "password": PASSWORD, **administrator}
    return pb.CreateTenantRequest(tenant=pb.Tenant(name="为民机械", code=code), administrator=pb.Administrator(**who))


async def test_a_tenant_comes_with_a_legal_entity_the_shipped_roles_and_an_administrator(acme: Company) -> None:
    assert (acme.tenant.functional_currency, acme.tenant.time_zone, acme.tenant.locale) == ("CNY", "Asia/Shanghai", "zh-CN")
    entity = await acme.legal_entity()
    assert (entity.name, entity.functional_currency, entity.calendar) == ("为民机械", "CNY", "CN")
    roles = (await ask(acme.runtime, acme.admin, "ListRoles", pb.ListRolesRequest())).roles
    assert {role.key for role in roles} == set(SHIPPED)
    assert all(role.shipped and role.grants for role in roles)
    me = await ask(acme.runtime, acme.admin, "GetMe", pb.GetMeRequest())
    assert (me.user.name, me.tenant.code, me.user.must_change_password) == ("管理员", "acme", False)


@pytest.mark.parametrize("given", ["", "another-key"])
async def test_nobody_makes_a_tenant_without_the_key_of_the_installation(identity: Runtime, given: str) -> None:
    with pytest.raises(DomainError) as refusal:
        await knock(identity, "CreateTenant", request(), installation_key=given)
    assert refusal.value.reason == "INSTALLATION_KEY_INVALID"


async def test_a_refused_tenant_leaves_nothing_behind(identity: Runtime, acme: Company) -> None:
    for bad, reason in ((request(), "TENANT_CODE_TAKEN"), (request("other", password="short"), "PASSWORD_TOO_SHORT")):
        with pytest.raises(DomainError) as refusal:
            await knock(identity, "CreateTenant", bad, installation_key=KEY)
        assert refusal.value.reason == reason
    await Company.founded(identity, "other")


async def test_the_same_request_sent_twice_makes_one_tenant(identity: Runtime) -> None:
    first = await knock(identity, "CreateTenant", request(), installation_key=KEY, key="k1")
    assert await knock(identity, "CreateTenant", request(), installation_key=KEY, key="k1") == first
    with pytest.raises(DomainError) as refusal:
        await knock(identity, "CreateTenant", request("other"), installation_key=KEY, key="k1")
    assert refusal.value.reason == "IDEMPOTENCY_KEY_REUSED"


async def test_an_installation_tells_whoever_asks_that_it_waits_for_its_first_company_and_nothing_else(identity: Runtime) -> None:
    async def told() -> pb.Installation:
        said: pb.Installation = await knock(identity, "GetInstallation", pb.GetInstallationRequest())
        return said

    assert await told() == pb.Installation(empty=True)
    await Company.founded(identity)
    async with asyncio.timeout(10):
        while True:
            if not (await told()).empty:
                break
            await asyncio.sleep(0.05)


async def test_one_tenant_sees_nothing_of_another(acme: Company) -> None:
    other = await Company.founded(acme.runtime, "other")
    user = await acme.hires("李雷", "sales")
    for method, message in (
        ("GetTenant", pb.GetTenantRequest(tenant_id=acme.tenant.id)),
        ("GetUser", pb.GetUserRequest(user_id=user.id)),
        ("UpdateTenant", pb.UpdateTenantRequest(tenant_id=acme.tenant.id, tenant=pb.Tenant(name="ours now"))),
        ("DisableUser", pb.DisableUserRequest(user_id=user.id)),
    ):
        with pytest.raises(DomainError) as refusal:
            await ask(acme.runtime, other.admin, method, message)
        assert refusal.value.reason == "NOT_FOUND", method
    users = await ask(acme.runtime, other.admin, "ListUsers", pb.ListUsersRequest(search="李雷"))
    assert (len(users.users), users.total.count) == (0, 0)


async def test_the_same_address_may_work_for_two_tenants(acme: Company) -> None:
    other = await Company.founded(acme.runtime, "other")
    await acme.hires("李雷", email="lilei@example.com")
    await other.hires("李雷", email="LiLei@example.com")
    with pytest.raises(DomainError) as refusal:
        await other.hires("李雷 2", email="lilei@EXAMPLE.com")
    assert refusal.value.reason == "EMAIL_TAKEN"


async def test_the_code_never_changes_and_the_rest_does(acme: Company) -> None:
    async def update(**fields: Any) -> pb.Tenant:
        change = pb.UpdateTenantRequest(tenant_id=acme.tenant.id, tenant=pb.Tenant(**fields))
        changed: pb.Tenant = await ask(acme.runtime, acme.admin, "UpdateTenant", change)
        return changed

    assert (await update(name="为民集团", time_zone="Asia/Tokyo")).time_zone == "Asia/Tokyo"
    for field, value, reason in (("code", "other", "FIELD_IMMUTABLE"), ("time_zone", "Mars/Olympus", "TIME_ZONE_UNKNOWN")):
        with pytest.raises(DomainError) as refusal:
            await update(**{field: value})
        assert refusal.value.reason == reason


async def test_app_reads_nothing_without_a_tenant_but_the_door_it_knows_exactly(acme: Company) -> None:
    async with acme.runtime.database.app.connect() as connection:
        for table in (*t.metadata.sorted_tables, audit):
            assert await connection.scalar(select(func.count()).select_from(table)) == 0, table.name
        assert str(await connection.scalar(text("select tenant_by_code('acme')"))) == acme.tenant.id
        assert await connection.scalar(text("select tenant_by_code('acm_')")) is None
    async with acme.runtime.database.worker.connect() as connection:
        for table in t.metadata.sorted_tables:
            assert not await connection.scalar(
                text(f"select has_table_privilege('{table.name if table.name != 'user' else chr(34) + 'user' + chr(34)}', 'select')")
            )
        assert not await connection.scalar(text("select has_function_privilege('tenant_by_code(text)', 'execute')"))
