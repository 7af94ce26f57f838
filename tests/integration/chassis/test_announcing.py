"""What a service says and forgets after its database, or that of another, came back from an older copy."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import select

from accounts.service import SERVICE
from chassis import tables
from chassis.announcing import announce, forget, version_at
from chassis.clock import Clock
from chassis.ids import new_id
from chassis.principal import Principal
from chassis.runtime import Runtime
from chassis.sandbox import settle
from chassis.scope import Reach, Scope
from crm.accounts.v1 import accounts_pb2 as pb
from crm.common.v1.event_pb2 import Event
from crm.identity.v1 import identity_pb2 as identity
from tests.support.running import ask, person, running, send
from tests.support.servers import Servers


@pytest.fixture
async def accounts(servers: Servers) -> AsyncIterator[Runtime]:
    async with running(SERVICE, servers) as runtime:
        yield runtime


@pytest.fixture
async def rep(accounts: Runtime) -> Principal:
    found = person(None, "account.read", "account.create", "account.update")
    await send(accounts, "identity", found.tenant_id, identity.Tenant(id=str(found.tenant_id), name="青禾", time_zone="Asia/Shanghai"))
    await settle([accounts])
    return found


async def said(runtime: Runtime) -> list[Event]:
    async with runtime.database.worker.connect() as connection:
        rows = await connection.scalars(select(tables.outbox.c.data).order_by(tables.outbox.c.position))
        return [Event.FromString(row) for row in rows]


async def test_every_record_is_told_anew_under_a_version_that_nobody_can_have_heard(accounts: Runtime, rep: Principal) -> None:
    made = await ask(accounts, rep, "CreateAccount", pb.CreateAccountRequest(account=pb.Account(name="青禾农机")))
    before, moment = len(await said(accounts)), Clock.real()
    assert await announce(accounts, moment) >= 1
    [told] = [event for event in (await said(accounts))[before:] if event.subject_id == made.id]
    assert (told.version, told.changed, told.historical) == (version_at(moment), True, True)
    assert pb.Account.FromString(told.payload).name == "青禾农机"
    sequences = [event.sequence for event in await said(accounts) if event.subject_id == made.id]
    assert sequences == list(range(1, len(sequences) + 1))


async def test_work_goes_on_after_an_announcement_and_another_one_is_newer_still(accounts: Runtime, rep: Principal) -> None:
    made = await ask(accounts, rep, "CreateAccount", pb.CreateAccountRequest(account=pb.Account(name="青禾农机")))
    moment = Clock.real()
    assert await announce(accounts, moment) >= 1
    assert await announce(accounts, moment) == 0  # what stands is not told twice
    changed = pb.UpdateAccountRequest(account_id=made.id, account=pb.Account(industry="农机"))
    changed.update_mask.paths.append("industry")
    assert (await ask(accounts, rep, "UpdateAccount", changed)).industry == "农机"
    assert await announce(accounts, moment + timedelta(days=1)) >= 1
    versions = [event.version for event in await said(accounts) if event.subject_id == made.id and event.changed]
    assert versions == sorted(set(versions))


async def test_a_copy_of_what_its_owner_did_not_announce_is_archived(accounts: Runtime, rep: Principal) -> None:
    moment = Clock.real()
    kept, lost = identity.Team(id=str(new_id()), name="华东"), identity.Team(id=str(new_id()), name="华南")
    await send(accounts, "identity", rep.tenant_id, kept, version=version_at(moment))
    await send(accounts, "identity", rep.tenant_id, lost, version=7)
    await settle([accounts])
    assert (await forget(accounts, moment))["copy_team"] == 1
    async with accounts.database.as_app(Scope(rep.tenant_id, Reach.TENANT)) as connection:
        teams = await connection.execute(select(tables.copy_team.c.name, tables.copy_team.c.archived))
        assert {row.name: row.archived for row in teams} == {"华东": False, "华南": True}
    assert "copy_team" not in await forget(accounts, moment)
