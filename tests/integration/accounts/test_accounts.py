"""Accounts on a real database: create, find, change, hand over."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from accounts.service import SERVICE
from chassis.errors import DomainError
from chassis.principal import Principal
from chassis.runtime import Runtime
from crm.accounts.v1 import accounts_pb2 as pb
from tests.support.running import ask, person, running
from tests.support.servers import Servers

ALL = ("account.read", "account.create", "account.update", "account.archive", "account.assign", "account.import")


@pytest.fixture
async def accounts(servers: Servers) -> AsyncIterator[Runtime]:
    async with running(SERVICE, servers) as runtime:
        yield runtime


@pytest.fixture
def rep() -> Principal:
    return person(None, *ALL)


async def create(runtime: Runtime, who: Principal, name: str, **fields: Any) -> pb.Account:
    reply: pb.Account = await ask(runtime, who, "CreateAccount", pb.CreateAccountRequest(account=pb.Account(name=name, **fields)))
    return reply


@pytest.mark.capability("A-01")
async def test_a_created_account_can_be_read_listed_and_found(accounts: Runtime, rep: Principal) -> None:
    made = await create(accounts, rep, "杭州为民机械有限公司", tier=pb.TIER_A, tags=["高意向"])
    assert made.number == "KH000001"
    assert made.owner_id == str(rep.person_id)
    assert await ask(accounts, rep, "GetAccount", pb.GetAccountRequest(account_id=made.id)) == made
    for search in ("", "为民", "weimin", "hzwm", "KH000001"):
        page = await ask(accounts, rep, "ListAccounts", pb.ListAccountsRequest(search=search))
        assert [account.id for account in page.accounts] == [made.id], search
        assert page.total.count == 1


async def test_a_stale_etag_is_refused(accounts: Runtime, rep: Principal) -> None:
    made = await create(accounts, rep, "甲公司")
    change = pb.UpdateAccountRequest(account_id=made.id, account=pb.Account(name="乙公司"), etag=made.etag)
    changed = await ask(accounts, rep, "UpdateAccount", change)
    assert (changed.name, changed.etag) == ("乙公司", "2")
    with pytest.raises(DomainError) as refusal:
        await ask(accounts, rep, "UpdateAccount", change)
    assert refusal.value.reason == "STALE_ETAG"
