"""Accounts on a real database: create, find, change, hand over."""

from typing import Any

import pytest

from chassis.errors import DomainError
from chassis.principal import Principal
from chassis.runtime import Runtime
from crm.accounts.v1 import accounts_pb2 as pb
from tests.support.running import ask, person

ALL = ("account.read", "account.create", "account.update", "account.archive", "account.assign", "account.import")


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


async def test_an_upsert_creates_once_and_changes_only_what_the_body_names(accounts: Runtime, rep: Principal) -> None:
    def upsert(**fields: Any) -> pb.UpsertAccountRequest:
        return pb.UpsertAccountRequest(system="erp", external_id="C-1", account=pb.Account(**fields))

    with pytest.raises(DomainError) as refusal:
        await ask(accounts, rep, "UpsertAccount", upsert(industry="机械"))
    assert refusal.value.violations[0].field == "account.name"
    made = await ask(accounts, rep, "UpsertAccount", upsert(name="甲公司", industry="机械"))
    again = await ask(accounts, rep, "UpsertAccount", upsert(name="甲公司（新）"))
    assert (again.id, again.name, again.industry) == (made.id, "甲公司（新）", "机械")
    page = await ask(accounts, rep, "ListAccounts", pb.ListAccountsRequest())
    assert [account.external_refs[0].external_id for account in page.accounts] == ["C-1"]


async def test_an_archived_account_leaves_the_list_and_takes_no_changes_until_it_is_restored(accounts: Runtime, rep: Principal) -> None:
    made = await create(accounts, rep, "甲公司")
    await ask(accounts, rep, "ArchiveAccount", pb.ArchiveAccountRequest(account_id=made.id))
    assert not (await ask(accounts, rep, "ListAccounts", pb.ListAccountsRequest())).accounts
    assert len((await ask(accounts, rep, "ListAccounts", pb.ListAccountsRequest(show_archived=True))).accounts) == 1
    with pytest.raises(DomainError) as refusal:
        await ask(accounts, rep, "UpdateAccount", pb.UpdateAccountRequest(account_id=made.id, account=pb.Account(name="乙")))
    assert refusal.value.reason == "ARCHIVED"
    await ask(accounts, rep, "RestoreAccount", pb.RestoreAccountRequest(account_id=made.id))
    assert len((await ask(accounts, rep, "ListAccounts", pb.ListAccountsRequest())).accounts) == 1


async def test_no_account_stands_above_itself(accounts: Runtime, rep: Principal) -> None:
    head = await create(accounts, rep, "集团")
    branch = await create(accounts, rep, "分公司", parent_id=head.id)
    for account, parent in ((head, head), (head, branch)):
        change = pb.UpdateAccountRequest(account_id=account.id, account=pb.Account(parent_id=parent.id))
        with pytest.raises(DomainError) as refusal:
            await ask(accounts, rep, "UpdateAccount", change)
        assert refusal.value.reason in {"PARENT_IS_SELF", "PARENT_CYCLE"}


async def test_lists_are_filtered_sorted_and_paged(accounts: Runtime, rep: Principal) -> None:
    for number, name in enumerate(("重庆机电", "阿里山茶业", "北京大新", "长春化工")):
        await create(accounts, rep, name, tier=pb.TIER_A if number % 2 else pb.TIER_B, employees=number * 10)
    by_name = pb.ListAccountsRequest(order_by="sort_key", page_size=3)
    first = await ask(accounts, rep, "ListAccounts", by_name)
    second = await ask(
        accounts, rep, "ListAccounts", pb.ListAccountsRequest(order_by="sort_key", page_size=3, page_token=first.next_page_token)
    )
    assert [account.name for account in (*first.accounts, *second.accounts)] == ["阿里山茶业", "北京大新", "长春化工", "重庆机电"]
    assert second.next_page_token == ""
    found = await ask(accounts, rep, "ListAccounts", pb.ListAccountsRequest(filter="tier = A AND employees >= 20"))
    assert [account.name for account in found.accounts] == ["长春化工"]
    with pytest.raises(DomainError) as refusal:
        await ask(accounts, rep, "ListAccounts", pb.ListAccountsRequest(filter="colour = red"))
    assert refusal.value.violations[0].field == "filter"
