"""Who looks with another person's eyes reads what they may and changes nothing, shown on accounts; every service has the same door."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from google.protobuf.message import Message
from sqlalchemy import func, select

from accounts import tables
from accounts.service import SERVICE
from chassis.disclosure import DISCLOSED
from chassis.errors import DomainError, Kind
from chassis.ids import new_id
from chassis.principal import Principal
from chassis.runtime import Runtime
from chassis.scope import Reach, Scope
from chassis.tables import audit
from crm.accounts.v1 import accounts_pb2 as pb
from tests.support.running import ask, person, running
from tests.support.servers import Servers

OWN = ("account.read", "account.create", "account.update", "contact.read", "contact.create", "contact.reveal")


@pytest.fixture
async def accounts(servers: Servers) -> AsyncIterator[Runtime]:
    async with running(SERVICE, servers) as runtime:
        yield runtime


@pytest.fixture
def rep() -> Principal:
    return person(None, *OWN, reach=Reach.OWN)


@pytest.fixture
def looking(rep: Principal) -> Principal:
    """An administrator, through the rep's eyes."""
    return replace(rep, viewer_id=new_id())


async def create(runtime: Runtime, who: Principal, name: str) -> str:
    made = await ask(runtime, who, "CreateAccount", pb.CreateAccountRequest(account=pb.Account(name=name)))
    return str(made.id)


async def test_every_command_is_refused_and_nothing_is_stored(accounts: Runtime, rep: Principal, looking: Principal) -> None:
    id = await create(accounts, rep, "杭州为民")
    contact = pb.Contact(account_id=id, name="王敏", phone="13800138000")
    wang = await ask(accounts, rep, "CreateContact", pb.CreateContactRequest(contact=contact))
    requests: list[tuple[str, Message]] = [
        ("CreateAccount", pb.CreateAccountRequest(account=pb.Account(name="青禾农业"))),
        ("UpdateAccount", pb.UpdateAccountRequest(account_id=id, account=pb.Account(name="另一个名字"))),
        ("RevealContact", pb.RevealContactRequest(contact_id=wang.id, reason="看看")),
        # What the rep may not do is refused for the same reason: it is no hint at what one could do.
        ("ArchiveAccount", pb.ArchiveAccountRequest(account_id=id)),
    ]
    for method, request in requests:
        with pytest.raises(DomainError) as refused:
            await ask(accounts, looking, method, request, key="k1")
        assert (refused.value.kind, refused.value.reason) == (Kind.FORBIDDEN, "VIEWING_AS_ANOTHER")
    async with accounts.database.as_app(Scope(rep.tenant_id, Reach.TENANT)) as connection:
        assert (await connection.execute(select(tables.account.c.name))).scalars().all() == ["杭州为民"]
        by_viewer = select(func.count()).select_from(audit).where(audit.c.person_id == looking.viewer_id)
        assert await connection.scalar(by_viewer) == 0


async def test_what_is_read_is_what_the_person_reads(accounts: Runtime, rep: Principal, looking: Principal) -> None:
    mine = await create(accounts, rep, "杭州为民")
    theirs = await create(accounts, person(rep.tenant_id, *OWN), "青禾农业")
    listed = await ask(accounts, looking, "ListAccounts", pb.ListAccountsRequest())
    assert [account.id for account in listed.accounts] == [mine]
    with pytest.raises(DomainError) as refused:
        await ask(accounts, looking, "GetAccount", pb.GetAccountRequest(account_id=theirs))
    assert refused.value.reason == "NOT_FOUND"


async def test_a_phone_that_the_person_reads_in_full_stays_masked(accounts: Runtime, rep: Principal, looking: Principal) -> None:
    contact = pb.Contact(account_id=await create(accounts, rep, "杭州为民"), name="王敏", phone="13800138000")
    wang = await ask(accounts, rep, "CreateContact", pb.CreateContactRequest(contact=contact))
    request = pb.GetContactRequest(contact_id=wang.id)
    assert (await ask(accounts, rep, "GetContact", request)).phone == "13800138000"
    assert (await ask(accounts, looking, "GetContact", request)).phone == "138****8000"
    async with accounts.database.as_app(Scope(rep.tenant_id, Reach.TENANT)) as connection:
        told = (await connection.execute(select(audit.c.person_id).where(audit.c.method == DISCLOSED))).scalars().all()
    assert told == [rep.person_id]
