"""What every command of every service promises, shown on accounts."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select, text, update

from accounts import tables as accounts_tables
from accounts.service import SERVICE
from chassis import dead_letters, tables
from chassis.errors import DomainError
from chassis.ids import new_id
from chassis.principal import Principal
from chassis.reader import Reader
from chassis.runtime import Runtime
from chassis.sandbox import settle
from chassis.scope import Reach, Scope
from crm.accounts.v1 import accounts_pb2 as pb
from crm.common.v1 import types_pb2 as common
from crm.common.v1.event_pb2 import Event
from crm.identity.v1 import identity_pb2 as identity
from tests.support.running import answer, ask, person, running, send
from tests.support.servers import Servers

ALL = ("account.read", "account.create", "account.update", "account.archive", "account.assign", "account.import")


@pytest.fixture
async def accounts(servers: Servers) -> AsyncIterator[Runtime]:
    async with running(SERVICE, servers) as runtime:
        yield runtime


@pytest.fixture
def rep() -> Principal:
    return person(None, *ALL)


def named(name: str, **fields: Any) -> pb.CreateAccountRequest:
    return pb.CreateAccountRequest(account=pb.Account(name=name, **fields))


async def count(runtime: Runtime, table: object, tenant_id: UUID) -> int:
    async with runtime.database.as_app(Scope(tenant_id, Reach.TENANT)) as connection:
        return int(await connection.scalar(select(func.count()).select_from(table)) or 0)  # type: ignore[arg-type]


async def test_a_replayed_key_gets_the_stored_reply_and_changes_nothing(accounts: Runtime, rep: Principal) -> None:
    first = await answer(accounts, rep, "CreateAccount", named("甲"), key="k1")
    again = await answer(accounts, rep, "CreateAccount", named("甲"), key="k1")
    assert (first.replayed, again.replayed) == (False, True)
    assert first.message == again.message
    assert await count(accounts, accounts_tables.account, rep.tenant_id) == 1


async def test_a_query_sees_one_moment_however_often_it_asks(accounts: Runtime, rep: Principal) -> None:
    rows = select(func.count()).select_from(accounts_tables.account)
    async with accounts.database.reading.connect() as connection:
        reader = Reader(accounts, connection, rep, Scope(rep.tenant_id, Reach.TENANT))
        await reader.begin()
        before = (await reader.execute(rows)).scalar_one()
        await ask(accounts, rep, "CreateAccount", named("甲"))
        assert (await reader.execute(rows)).scalar_one() == before
    assert await count(accounts, accounts_tables.account, rep.tenant_id) == before + 1


async def test_two_calls_with_one_key_at_once_take_effect_once(accounts: Runtime, rep: Principal) -> None:
    replies = await asyncio.gather(*(answer(accounts, rep, "CreateAccount", named("甲"), key="k1") for _ in range(6)))
    created = [reply.message for reply in replies]
    assert len({account.id for account in created if isinstance(account, pb.Account)}) == 1
    assert sorted(reply.replayed for reply in replies) == [False, True, True, True, True, True]
    assert await count(accounts, accounts_tables.account, rep.tenant_id) == 1


async def test_a_key_with_another_body_is_refused(accounts: Runtime, rep: Principal) -> None:
    await ask(accounts, rep, "CreateAccount", named("甲"), key="k1")
    with pytest.raises(DomainError) as refusal:
        await ask(accounts, rep, "CreateAccount", named("乙"), key="k1")
    assert refusal.value.reason == "IDEMPOTENCY_KEY_REUSED"


async def test_a_refused_command_keeps_no_reply_and_its_key_can_be_used_again(accounts: Runtime, rep: Principal) -> None:
    with pytest.raises(DomainError):
        await ask(accounts, rep, "CreateAccount", named("甲", parent_id=str(new_id())), key="k1")
    assert not (await answer(accounts, rep, "CreateAccount", named("甲"), key="k1")).replayed


async def test_concurrent_changes_without_etag_are_all_kept(accounts: Runtime, rep: Principal) -> None:
    made = await ask(accounts, rep, "CreateAccount", named("甲"))
    changes = [pb.Account(industry="机械"), pb.Account(region="华东"), pb.Account(website="example.com")]
    await asyncio.gather(
        *(ask(accounts, rep, "UpdateAccount", pb.UpdateAccountRequest(account_id=made.id, account=change)) for change in changes)
    )
    account = await ask(accounts, rep, "GetAccount", pb.GetAccountRequest(account_id=made.id))
    assert (account.industry, account.region, account.website, account.etag) == ("机械", "华东", "example.com", "4")


async def test_numbers_are_gapless_although_a_command_fails_after_taking_one(accounts: Runtime, rep: Principal) -> None:
    code = "91330106MA2AXXXX0K"
    numbers = [(await ask(accounts, rep, "CreateAccount", named("甲", credit_code=code))).number]
    with pytest.raises(DomainError) as refusal:
        await ask(accounts, rep, "CreateAccount", named("乙", credit_code=code))
    assert refusal.value.reason == "CREDIT_CODE_TAKEN"
    numbers += [made.number for made in await asyncio.gather(*(ask(accounts, rep, "CreateAccount", named(f"丙{n}")) for n in range(8)))]
    assert sorted(numbers) == [f"KH{n:06d}" for n in range(1, 10)]


async def test_a_row_of_a_batch_that_is_refused_does_not_take_the_others_with_it(accounts: Runtime, rep: Principal) -> None:
    rows = [
        named("甲", external_refs=[common.ExternalRef(system="erp", external_id="1")]),
        named(""),
        named("乙", parent_id=str(new_id())),
        named("丙", credit_code="91330106MA2AXXXX0K"),
        named("丁", credit_code="91330106MA2AXXXX0K"),
    ]
    reply = await ask(accounts, rep, "BatchCreateAccounts", pb.BatchCreateAccountsRequest(requests=rows))
    assert [verdict.problem.reason for verdict in reply.verdicts] == ["", "INVALID_REQUEST", "NOT_FOUND", "", "CREDIT_CODE_TAKEN"]
    assert reply.verdicts[1].problem.pointer == "/account/name"
    assert await count(accounts, accounts_tables.account, rep.tenant_id) == 2

    again = await ask(accounts, rep, "BatchCreateAccounts", pb.BatchCreateAccountsRequest(requests=rows[:1]))
    assert again.verdicts[0].id == reply.verdicts[0].id
    assert await count(accounts, accounts_tables.account, rep.tenant_id) == 2


async def test_the_audit_tells_who_changed_what(accounts: Runtime, rep: Principal) -> None:
    made = await ask(accounts, rep, "CreateAccount", named("甲"))
    await ask(accounts, rep, "UpdateAccount", pb.UpdateAccountRequest(account_id=made.id, account=pb.Account(tier=pb.TIER_A)))
    async with accounts.database.as_app(Scope(rep.tenant_id, Reach.TENANT)) as connection:
        rows = (
            await connection.execute(select(tables.audit).where(tables.audit.c.subject_id == UUID(made.id)).order_by(tables.audit.c.id))
        ).all()
    assert [row.method for row in rows] == ["CreateAccount", "UpdateAccount"]
    assert rows[1].changes == {"tier": [None, "a"]}
    assert {row.actor for row in rows} == {f"user:{rep.person_id}"}


async def test_the_audit_cannot_be_changed(accounts: Runtime, rep: Principal) -> None:
    await ask(accounts, rep, "CreateAccount", named("甲"))
    with pytest.raises(Exception, match="permission denied for table audit"):
        async with accounts.database.as_app(Scope(rep.tenant_id, Reach.TENANT)) as connection:
            await connection.execute(text("update audit set reason = 'x'"))


async def test_app_without_a_tenant_reads_nothing_and_worker_reads_no_business_table(accounts: Runtime, rep: Principal) -> None:
    await ask(accounts, rep, "CreateAccount", named("甲"))
    async with accounts.database.app.connect() as connection:
        for table in accounts.service.metadata.sorted_tables:
            assert (await connection.scalar(select(func.count()).select_from(table))) == 0, table.name
    for table in accounts.service.metadata.sorted_tables:
        async with accounts.database.worker.connect() as connection:
            with pytest.raises(Exception, match="permission denied"):
                await connection.execute(select(table))


async def test_each_event_carries_the_final_state_and_a_gapless_sequence(accounts: Runtime, rep: Principal) -> None:
    made = await ask(accounts, rep, "CreateAccount", named("甲"))
    colleague = await member(accounts, rep.tenant_id)
    handover = common.Assignment(person_id=str(colleague), role=common.ASSIGNMENT_ROLE_OWNER, reason="调岗")
    await ask(accounts, rep, "AssignAccount", pb.AssignAccountRequest(account_id=made.id, assignment=handover))
    async with accounts.database.worker.connect() as connection:
        rows = await connection.scalars(select(tables.outbox.c.data).order_by(tables.outbox.c.position))
        events = [Event.FromString(row) for row in rows]
    assert [(event.type.rpartition(".")[2], event.changed, event.version, event.sequence) for event in events] == [
        ("Account", True, 1, 1),
        ("Account", True, 2, 2),
        ("AccountAssigned", False, 2, 3),
    ]
    assert pb.Account.FromString(events[1].payload).owner_id == str(colleague)
    assert events[1].previous_scope.owner_id == str(rep.person_id)
    assert events[1].scope.owner_id == str(colleague)


async def member(runtime: Runtime, tenant_id: UUID, team_id: UUID | None = None, *, id: UUID | None = None, version: int = 1) -> UUID:
    """A colleague whom identity has told of."""
    user = identity.User(id=str(id or new_id()), name="李四", team_id=str(team_id or new_id()), state=identity.USER_STATE_ACTIVE)
    await send(runtime, "identity", tenant_id, user, version=version)
    await settle([runtime])
    return UUID(user.id)


async def test_giving_a_row_away_works_under_reach_own_and_takes_it_out_of_sight(accounts: Runtime) -> None:
    rep = person(None, *ALL, reach=Reach.OWN)
    colleague = await member(accounts, rep.tenant_id)
    made = await ask(accounts, rep, "CreateAccount", named("甲"))
    handover = common.Assignment(person_id=str(colleague), role=common.ASSIGNMENT_ROLE_OWNER)
    await ask(accounts, rep, "AssignAccount", pb.AssignAccountRequest(account_id=made.id, assignment=handover))
    with pytest.raises(DomainError) as refusal:
        await ask(accounts, rep, "GetAccount", pb.GetAccountRequest(account_id=made.id))
    assert refusal.value.reason == "NOT_FOUND"
    successor = person(rep.tenant_id, *ALL, reach=Reach.OWN, person_id=colleague)
    assert (await ask(accounts, successor, "GetAccount", pb.GetAccountRequest(account_id=made.id))).owner_id == str(colleague)


async def test_a_collaborator_finds_the_account_among_their_own(accounts: Runtime) -> None:
    rep = person(None, *ALL, reach=Reach.OWN)
    colleague = await member(accounts, rep.tenant_id)
    made = await ask(accounts, rep, "CreateAccount", named("甲"))
    part = common.Assignment(person_id=str(colleague), role=common.ASSIGNMENT_ROLE_COLLABORATOR)
    given = await ask(accounts, rep, "AssignAccount", pb.AssignAccountRequest(account_id=made.id, assignment=part))
    other = person(rep.tenant_id, *ALL, reach=Reach.OWN, person_id=colleague)
    assert [account.id for account in (await ask(accounts, other, "ListAccounts", pb.ListAccountsRequest())).accounts] == [made.id]
    await ask(accounts, rep, "EndAccountAssignment", pb.EndAccountAssignmentRequest(account_id=made.id, assignment_id=given.id))
    assert not (await ask(accounts, other, "ListAccounts", pb.ListAccountsRequest())).accounts


async def test_rows_follow_a_member_who_moves_to_another_team(accounts: Runtime) -> None:
    north, south = new_id(), new_id()
    rep = person(None, *ALL, teams=(north,))
    await member(accounts, rep.tenant_id, north, id=rep.person_id)
    made = await ask(accounts, rep, "CreateAccount", named("甲"))
    assert made.team_id == str(north)
    await member(accounts, rep.tenant_id, south, id=rep.person_id, version=2)
    assert (await ask(accounts, rep, "GetAccount", pb.GetAccountRequest(account_id=made.id))).team_id == str(south)
    manager = person(rep.tenant_id, *ALL, reach=Reach.TEAM, teams=(south,))
    assert len((await ask(accounts, manager, "ListAccounts", pb.ListAccountsRequest())).accounts) == 1


async def test_rows_are_not_looked_at_for_a_change_of_their_owner_that_is_not_of_the_team(accounts: Runtime, rep: Principal) -> None:
    async def armed() -> list[Any]:
        async with accounts.database.as_app(Scope(rep.tenant_id, Reach.TENANT)) as connection:
            return list(await connection.execute(select(tables.timer).where(tables.timer.c.kind == "restamp")))

    team = new_id()
    colleague = await member(accounts, rep.tenant_id, team)
    before = await armed()
    assert [row.slot for row in before] == ["again"]
    await member(accounts, rep.tenant_id, team, id=colleague, version=2)
    assert await armed() == before


async def test_an_older_event_that_comes_late_does_not_overwrite_a_copy(accounts: Runtime, rep: Principal) -> None:
    colleague, new_team = new_id(), new_id()
    await member(accounts, rep.tenant_id, new_team, id=colleague, version=5)
    await member(accounts, rep.tenant_id, new_id(), id=colleague, version=4)
    async with accounts.database.as_app(Scope(rep.tenant_id, Reach.TENANT)) as connection:
        assert await connection.scalar(select(tables.copy_member.c.member_team_id)) == new_team


async def test_a_poison_event_goes_to_the_dead_letters_and_holds_up_nobody(accounts: Runtime, rep: Principal) -> None:
    poison = identity.User(id=str(new_id()), name="毒", team_id="not-an-id")
    await send(accounts, "identity", rep.tenant_id, poison)
    after = await member(accounts, rep.tenant_id)
    async with accounts.database.as_app(Scope(rep.tenant_id, Reach.TENANT)) as connection:
        assert list(await connection.scalars(select(tables.copy_member.c.id))) == [after]
        dead = (await connection.execute(select(tables.dead_letter))).one()
    assert (dead.kind, dead.resolution) == ("event", None)
    assert Event.FromString(dead.data).subject_id == poison.id
    assert "badly formed" in dead.error


async def test_a_dead_letter_is_replayed_once_its_cause_is_mended_or_discarded_for_a_reason(accounts: Runtime, rep: Principal) -> None:
    poison = identity.User(id=str(new_id()), name="毒", team_id="not-an-id")
    for version in (1, 2):
        await send(accounts, "identity", rep.tenant_id, poison, version=version)
    await settle([accounts])
    first, second = await dead_letters.open_letters(accounts)
    with pytest.raises(ValueError, match="badly formed"):
        await dead_letters.replay(accounts, first.id, "operator:eve")
    assert len(await dead_letters.open_letters(accounts)) == 2

    mended = Event.FromString(first.data)
    mended.payload = identity.User(id=poison.id, name="好", team_id=str(new_id())).SerializeToString()
    async with accounts.database.worker.begin() as connection:
        await connection.execute(
            update(tables.dead_letter).where(tables.dead_letter.c.id == first.id).values(data=mended.SerializeToString())
        )
    await dead_letters.replay(accounts, first.id, "operator:eve")
    await dead_letters.discard(accounts, second.id, "operator:eve", "the older state of the same person")
    assert not await dead_letters.open_letters(accounts)
    async with accounts.database.as_app(Scope(rep.tenant_id, Reach.TENANT)) as connection:
        assert await connection.scalar(select(tables.copy_member.c.name)) == "好"
        audited = (await connection.execute(select(tables.audit.c.on_behalf, tables.audit.c.reason).order_by(tables.audit.c.id))).all()
    assert [tuple(row) for row in audited] == [("operator:eve", ""), ("operator:eve", "the older state of the same person")]
