"""What people can read of who did what, shown on accounts; every service lists its own in the same way."""

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

from accounts.service import SERVICE
from chassis.errors import DomainError
from chassis.ids import new_id
from chassis.principal import Grant, Principal
from chassis.runtime import Runtime
from chassis.scope import Limits, Reach
from crm.accounts.v1 import accounts_pb2 as pb
from crm.common.v1.audit_pb2 import AuditEntry, ListAuditEntriesRequest
from tests.support.running import ask, person, running
from tests.support.servers import Servers

pytestmark = pytest.mark.capability("S-14")


@pytest.fixture
async def accounts(servers: Servers) -> AsyncIterator[Runtime]:
    async with running(SERVICE, servers) as runtime:
        yield runtime


@pytest.fixture
def rep() -> Principal:
    return person(None, "account.create", "account.update", "contact.create", "contact.erase")


@pytest.fixture
def auditor(rep: Principal) -> Principal:
    return person(rep.tenant_id, "audit.read")


async def entries(runtime: Runtime, who: Principal, filter: str = "", **more: Any) -> list[AuditEntry]:
    reply = await ask(runtime, who, "ListAuditEntries", ListAuditEntriesRequest(filter=filter, **more))
    return list(reply.audit_entries)


async def create(runtime: Runtime, who: Principal, name: str) -> str:
    made = await ask(runtime, who, "CreateAccount", pb.CreateAccountRequest(account=pb.Account(name=name)))
    return str(made.id)


async def test_it_tells_the_newest_first_who_changed_what_from_what_to_what(accounts: Runtime, rep: Principal, auditor: Principal) -> None:
    id = await create(accounts, rep, "杭州为民")
    await ask(accounts, rep, "UpdateAccount", pb.UpdateAccountRequest(account_id=id, account=pb.Account(name="杭州为民机械")))
    changed, created = await entries(accounts, auditor)
    assert (changed.method, created.method) == ("UpdateAccount", "CreateAccount")
    assert (changed.actor, changed.person_id) == (rep.actor, str(rep.person_id))
    assert (changed.subject_type, changed.subject_id) == ("account", id)
    assert json.loads(changed.changes)["name"] == ["杭州为民", "杭州为民机械"]


async def test_it_is_searched_by_record_by_person_by_act_and_by_time(accounts: Runtime, rep: Principal, auditor: Principal) -> None:
    colleague = person(rep.tenant_id, "account.create")
    mine, theirs = await create(accounts, rep, "甲"), await create(accounts, colleague, "乙")
    for filter, expected in {
        f'subject_type = "account" AND subject_id = "{mine}"': [mine],
        f'person_id = "{colleague.person_id}"': [theirs],
        f'actor = "{rep.actor}"': [mine],
        'method = "CreateAccount" AND create_time > today-1d': [theirs, mine],
        'method = "UpdateAccount"': [],
        "create_time < today-1d": [],
    }.items():
        assert [entry.subject_id for entry in await entries(accounts, auditor, filter)] == expected, filter


async def test_it_comes_in_pages(accounts: Runtime, rep: Principal, auditor: Principal) -> None:
    made = [await create(accounts, rep, name) for name in "甲乙丙"]
    first = await ask(accounts, auditor, "ListAuditEntries", ListAuditEntriesRequest(page_size=2))
    assert first.total.count == 3
    rest = await entries(accounts, auditor, page_size=2, page_token=first.next_page_token)
    assert [entry.subject_id for entry in [*first.audit_entries, *rest]] == made[::-1]


async def test_a_reason_that_was_given_is_kept(accounts: Runtime, rep: Principal, auditor: Principal) -> None:
    contact = pb.Contact(account_id=await create(accounts, rep, "甲"), name="张三", phone="13812341234")
    made = await ask(accounts, rep, "CreateContact", pb.CreateContactRequest(contact=contact))
    await ask(accounts, rep, "EraseContact", pb.EraseContactRequest(contact_id=made.id, reason="本人要求"))
    found = await entries(accounts, auditor, f'subject_id = "{made.id}"')
    assert [(entry.method, entry.reason) for entry in found] == [("EraseContact", "本人要求"), ("CreateContact", "")]
    assert not [entry for entry in found if "13812341234" in entry.changes]


async def test_another_company_reads_nothing_of_it(accounts: Runtime, rep: Principal) -> None:
    await create(accounts, rep, "甲")
    assert await entries(accounts, person(new_id(), "audit.read")) == []


@pytest.mark.parametrize(
    "grant",
    [Grant(Reach.OWN), Grant(Reach.TEAM_AND_BELOW), Grant(Reach.COMPANY, Limits(regions=("华东",)))],
    ids=["own", "team", "one region"],
)
async def test_a_right_to_a_part_of_the_company_shows_none_of_it(accounts: Runtime, rep: Principal, grant: Grant) -> None:
    await create(accounts, rep, "甲")
    assert rep.person_id is not None
    partial = Principal.user(rep.person_id, tenant_id=rep.tenant_id, permissions={"audit.read": grant}, team_ids=rep.team_ids)
    with pytest.raises(DomainError) as refusal:
        await entries(accounts, partial)
    assert refusal.value.reason == "COMPANY_WIDE_ONLY"


async def test_without_the_right_it_is_refused(accounts: Runtime, rep: Principal) -> None:
    with pytest.raises(DomainError) as refusal:
        await entries(accounts, rep)
    assert refusal.value.reason == "PERMISSION_DENIED"
