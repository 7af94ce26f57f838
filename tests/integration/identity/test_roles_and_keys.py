"""Roles of the tenant's own, and programs that act for people."""

from typing import Any

import pytest
from google.protobuf.timestamp_pb2 import Timestamp
from sqlalchemy import select

from chassis.clock import Clock
from chassis.errors import DomainError
from chassis.principal import Principal
from chassis.scope import Reach
from chassis.tables import idempotency
from crm.identity.v1 import identity_pb2 as pb
from tests.integration.identity.company import Company, knock
from tests.support.running import ask

OFFICE = "203.0.113.7"


def grant(permission: str, reach: pb.Reach.ValueType = pb.REACH_COMPANY, **limits: Any) -> pb.Grant:
    return pb.Grant(permission=permission, reach=reach, limits=pb.Limits(**limits) if limits else None)


async def role(acme: Company, key: str, *grants: pb.Grant) -> pb.Role:
    request = pb.CreateRoleRequest(role=pb.Role(key=key, name=key, grants=grants))
    made: pb.Role = await ask(acme.runtime, acme.admin, "CreateRole", request)
    return made


async def employed(acme: Company, name: str, *role_ids: str) -> Principal:
    user = await acme.hires(name)
    await ask(acme.runtime, acme.admin, "UpdateUser", pb.UpdateUserRequest(user_id=user.id, user=pb.User(role_ids=role_ids)))
    return await acme.at_work(user)


async def key_for(acme: Company, who: Principal, *grants: pb.Grant, **fields: Any) -> pb.ApiKey:
    request = pb.CreateApiKeyRequest(api_key=pb.ApiKey(name="erp", grants=grants, **fields))
    made: pb.ApiKey = await ask(acme.runtime, who, "CreateApiKey", request)
    return made


async def used(acme: Company, key: pb.ApiKey, address: str = OFFICE) -> Principal:
    caller = await knock(acme.runtime, "ResolveApiKey", pb.ResolveApiKeyRequest(secret=key.secret, address=address))
    return Principal.from_message(caller.principal)


async def reason(acme: Company, who: Principal, method: str, request: Any) -> str:
    with pytest.raises(DomainError) as refusal:
        await ask(acme.runtime, who, method, request)
    return refusal.value.reason


async def test_several_roles_come_together_and_the_wider_reach_wins(acme: Company) -> None:
    narrow = await role(acme, "narrow", grant("account.read", pb.REACH_OWN), grant("contact.read", pb.REACH_TEAM, regions=["华东"]))
    wide = await role(acme, "wide", grant("account.read"), grant("contact.read", pb.REACH_TEAM, regions=["华西"]))
    principal = await employed(acme, "李雷", narrow.id, wide.id)
    assert principal.permissions["account.read"].reach is Reach.COMPANY
    assert set(principal.permissions["contact.read"].limits.regions) == {"华东", "华西"}


async def test_a_changed_role_holds_from_the_next_request_on(acme: Company) -> None:
    own = await role(acme, "own", grant("account.read", pb.REACH_OWN))
    await employed(acme, "李雷", own.id)
    change = pb.UpdateRoleRequest(role_id=own.id, role=pb.Role(grants=[grant("account.create", pb.REACH_OWN)]))
    changed = await ask(acme.runtime, acme.admin, "UpdateRole", change)
    assert [each.permission for each in changed.grants] == ["account.create"]
    principal = await acme.enters("李雷@acme.cn")
    assert set(principal.permissions) == {"account.create"}


async def test_shipped_roles_stay_as_they_are_and_used_roles_stay(acme: Company) -> None:
    sales = await acme.role_id("sales")
    own = await role(acme, "own", grant("account.read"))
    await employed(acme, "李雷", own.id)
    assert await reason(acme, acme.admin, "UpdateRole", pb.UpdateRoleRequest(role_id=sales, role=pb.Role(name="x"))) == "ROLE_SHIPPED"
    assert await reason(acme, acme.admin, "ArchiveRole", pb.ArchiveRoleRequest(role_id=sales)) == "ROLE_SHIPPED"
    assert await reason(acme, acme.admin, "ArchiveRole", pb.ArchiveRoleRequest(role_id=own.id)) == "ROLE_IN_USE"
    unused = await role(acme, "unused", grant("account.read"))
    await ask(acme.runtime, acme.admin, "ArchiveRole", pb.ArchiveRoleRequest(role_id=unused.id))
    assert "unused" not in {each.key for each in (await ask(acme.runtime, acme.admin, "ListRoles", pb.ListRolesRequest())).roles}
    await ask(acme.runtime, acme.admin, "RestoreRole", pb.RestoreRoleRequest(role_id=unused.id))
    assert "unused" in {each.key for each in (await ask(acme.runtime, acme.admin, "ListRoles", pb.ListRolesRequest())).roles}


@pytest.mark.parametrize(
    ("grants", "expected"),
    [
        ([grant("account.read"), grant("account.fly")], "PERMISSION_UNKNOWN"),
        ([grant("account.read"), grant("account.read", pb.REACH_OWN)], "PERMISSION_TWICE"),
    ],
)
async def test_a_role_grants_what_there_is_once(acme: Company, grants: list[pb.Grant], expected: str) -> None:
    request = pb.CreateRoleRequest(role=pb.Role(key="odd", name="odd", grants=grants))
    assert await reason(acme, acme.admin, "CreateRole", request) == expected
    assert await reason(acme, acme.admin, "CreateRole", pb.CreateRoleRequest(role=pb.Role(key="sales", name="x"))) == "ROLE_KEY_TAKEN"


async def test_who_administers_posts_no_money_even_with_the_role_for_it(acme: Company) -> None:
    principal = await employed(acme, "李雷", await acme.role_id("administrator"), await acme.role_id("cashier"))
    assert principal.may("user.create")
    assert principal.may("receipt.read")
    assert not principal.may("receipt.record")


async def test_the_secret_of_a_key_is_shown_once_and_nowhere_else(acme: Company) -> None:
    made = await key_for(acme, acme.admin)
    assert made.secret.startswith("dzk_")
    assert made.secret.endswith(made.hint)
    listed = (await ask(acme.runtime, acme.admin, "ListApiKeys", pb.ListApiKeysRequest())).api_keys
    got = await ask(acme.runtime, acme.admin, "GetApiKey", pb.GetApiKeyRequest(api_key_id=made.id))
    assert [each.secret for each in (*listed, got)] == ["", ""]
    assert listed == [got]
    assert (got.person_id, got.etag) == (str(acme.admin.person_id), "1")


async def test_a_repeated_request_shows_the_same_secret_and_even_that_is_not_stored_in_the_clear(acme: Company) -> None:
    request = pb.CreateApiKeyRequest(api_key=pb.ApiKey(name="erp"))
    made = await ask(acme.runtime, acme.admin, "CreateApiKey", request, key="k1")
    assert await ask(acme.runtime, acme.admin, "CreateApiKey", request, key="k1") == made
    async with acme.runtime.database.worker.connect() as connection:
        kept = (await connection.scalars(select(idempotency.c.reply))).all()
    assert len(kept) == 1
    assert made.secret.encode() not in kept[0]


async def test_a_key_does_what_its_grants_and_its_person_allow(acme: Company) -> None:
    clerk = await employed(acme, "出纳", await acme.role_id("cashier"))
    everything = await used(acme, await key_for(acme, clerk))
    assert everything.permissions.keys() == clerk.permissions.keys()
    assert (everything.kind, everything.person_id) == ("key", clerk.person_id)
    little = await key_for(acme, clerk, grant("receipt.record"), grant("account.read", pb.REACH_OWN))
    principal = await used(acme, little)
    assert principal.permissions.keys() == {"receipt.record", "account.read"}
    assert principal.permissions["account.read"].reach is Reach.OWN
    user = pb.User(role_ids=[await acme.role_id("sales")])
    await ask(acme.runtime, acme.admin, "UpdateUser", pb.UpdateUserRequest(user_id=str(clerk.person_id), user=user))
    assert (await used(acme, little)).permissions.keys() == {"account.read"}


async def test_a_key_cannot_be_given_more_than_its_person_has(acme: Company) -> None:
    clerk = await employed(acme, "出纳", await acme.role_id("cashier"))
    for too_much in (grant("receipt.allocate"), grant("api_key.read", pb.REACH_COMPANY)):
        request = pb.CreateApiKeyRequest(api_key=pb.ApiKey(name="erp", grants=[too_much]))
        assert await reason(acme, clerk, "CreateApiKey", request) == "GRANT_TOO_WIDE"


async def test_an_administrator_makes_keys_for_others_but_none_that_posts_money(acme: Company) -> None:
    clerk = await employed(acme, "出纳", await acme.role_id("cashier"))
    made = await key_for(acme, acme.admin, person_id=str(clerk.person_id))
    principal = await used(acme, made)
    assert principal.may("receipt.read")
    assert not principal.may("receipt.record")
    request = pb.CreateApiKeyRequest(api_key=pb.ApiKey(name="erp", person_id=str(clerk.person_id), grants=[grant("receipt.record")]))
    assert await reason(acme, acme.admin, "CreateApiKey", request) == "GRANT_TOO_WIDE"
    theirs = pb.CreateApiKeyRequest(api_key=pb.ApiKey(name="erp", person_id=str(acme.admin.person_id)))
    assert await reason(acme, clerk, "CreateApiKey", theirs) == "KEY_FOR_ANOTHER"


async def test_one_sees_and_revokes_ones_own_keys_and_an_administrator_all(acme: Company) -> None:
    clerk = await employed(acme, "出纳", await acme.role_id("cashier"))
    mine, theirs = await key_for(acme, clerk), await key_for(acme, acme.admin)
    listed = (await ask(acme.runtime, clerk, "ListApiKeys", pb.ListApiKeysRequest())).api_keys
    assert [each.id for each in listed] == [mine.id]
    assert await reason(acme, clerk, "RevokeApiKey", pb.RevokeApiKeyRequest(api_key_id=theirs.id)) == "NOT_FOUND"
    await ask(acme.runtime, acme.admin, "RevokeApiKey", pb.RevokeApiKeyRequest(api_key_id=mine.id))
    with pytest.raises(DomainError) as refusal:
        await used(acme, mine)
    assert refusal.value.reason == "API_KEY_UNKNOWN"


async def test_a_key_works_until_it_expires_and_from_its_addresses(acme: Company) -> None:
    past, future = Timestamp(), Timestamp()
    past.FromDatetime(Clock.real())
    future.FromSeconds(past.seconds + 3600)
    expired = pb.CreateApiKeyRequest(api_key=pb.ApiKey(name="erp", expire_time=past))
    assert await reason(acme, acme.admin, "CreateApiKey", expired) == "EXPIRED_ALREADY"
    made = await key_for(acme, acme.admin, expire_time=future, addresses=["203.0.113.0/24"])
    assert (await used(acme, made)).may("user.read")
    with pytest.raises(DomainError) as refusal:
        await used(acme, made, "198.51.100.1")
    assert refusal.value.reason == "API_KEY_ADDRESS"
    got = await ask(acme.runtime, acme.admin, "GetApiKey", pb.GetApiKeyRequest(api_key_id=made.id))
    assert got.HasField("last_use_time")
