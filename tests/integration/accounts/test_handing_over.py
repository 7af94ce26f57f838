"""Giving the records of a person to others: as the service does it that has them, interrupted and repeated at any point."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import event, select

from chassis import sandbox
from chassis.errors import DomainError
from chassis.handover import MOST_MOVES
from chassis.ids import new_id
from chassis.principal import Principal
from chassis.runtime import Runtime
from chassis.scope import Reach
from chassis.tables import assignment, audit
from crm.accounts.v1 import accounts_pb2 as pb
from crm.common.v1 import handover_pb2 as handover
from crm.common.v1 import types_pb2 as common
from crm.identity.v1 import identity_pb2 as identity
from tests.support.running import ask, person, send

RIGHTS = ("account.read", "account.create", "account.assign", "contact.create", "contact.read")
MOVED, ELSEWHERE, GONE = handover.HANDOVER_OUTCOME_MOVED, handover.HANDOVER_OUTCOME_ELSEWHERE, handover.HANDOVER_OUTCOME_GONE


class Office:
    """Three colleagues, the first of whom leaves."""

    def __init__(self, runtime: Runtime) -> None:
        self.runtime, self.tenant_id, self.transfer_id = runtime, new_id(), str(new_id())
        self.zhang, self.li, self.wang = (new_id() for _ in range(3))
        self.manager = person(self.tenant_id, *RIGHTS, reach=Reach.COMPANY)

    async def open(self) -> "Office":
        for id in (self.zhang, self.li, self.wang):
            user = identity.User(id=str(id), name="同事", team_id=str(new_id()), state=identity.USER_STATE_ACTIVE)
            await send(self.runtime, "identity", self.tenant_id, user)
        await sandbox.settle([self.runtime])
        return self

    async def account(self, owner: UUID | None = None) -> str:
        given = pb.Account(name="杭州为民机械有限公司", owner_id=str(owner or self.zhang))
        made = await ask(self.runtime, self.manager, "CreateAccount", pb.CreateAccountRequest(account=given))
        return str(made.id)

    async def assign(self, account: str, to: UUID, role: Any = common.ASSIGNMENT_ROLE_OWNER, **shares: Any) -> None:
        part = common.Assignment(person_id=str(to), role=role, **shares)
        await ask(self.runtime, self.manager, "AssignAccount", pb.AssignAccountRequest(account_id=account, assignment=part))

    async def give(
        self, *accounts: str, giver: UUID | None = None, taker: UUID | None = None, role: str = "owner", undo: bool = False
    ) -> list[tuple[int, str]]:
        people = {"from_id": str(giver or self.zhang), "to_id": str(taker or self.li), "role": role}
        moves = [handover.HandoverMove(subject_type="account", subject_id=account, **people) for account in accounts]
        request = handover.HandOverRequest(transfer_id=self.transfer_id, reason="离职移交 YJ000001", undo=undo, moves=moves)
        reply = await ask(self.runtime, self.leader, "HandOver", request)
        return [(verdict.outcome, verdict.holder_id) for verdict in reply.verdicts]

    @property
    def leader(self) -> Principal:
        return Principal.service("accounts", self.tenant_id, cause="transfer", on_behalf="user:manager")

    async def report(self, who: UUID, *subjects: str) -> handover.ReportHandoverResponse:
        asked = [handover.HandoverSubject(subject_type="account", subject_id=subject) for subject in subjects]
        request = handover.ReportHandoverRequest(person_id=str(who), subjects=asked)
        return await ask(self.runtime, self.leader, "ReportHandover", request)  # type: ignore[no-any-return]

    async def read(self, account: str) -> pb.Account:
        return await ask(self.runtime, self.manager, "GetAccount", pb.GetAccountRequest(account_id=account))  # type: ignore[no-any-return]

    async def rows(self, statement: Any) -> list[Any]:
        async with self.runtime.unit_of_work(self.leader, method="test") as uow:
            return [*await uow.execute(statement)]

    async def parts(self, account: str) -> list[tuple[UUID, str, date | None, UUID | None]]:
        row = assignment.c
        columns = (row.person_id, row.role, row.valid_to_date, row.transfer_id)
        found = await self.rows(select(*columns).where(row.subject_id == UUID(account)).order_by(row.id))
        return [(*each,) for each in found]


@pytest.fixture
async def office(accounts: Runtime) -> Office:
    return await Office(accounts).open()


@contextmanager
def statements(runtime: Runtime) -> Iterator[list[str]]:
    """What is said to the database meanwhile."""
    said: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        said.append(statement)

    engine = runtime.database.app.sync_engine
    event.listen(engine, "before_cursor_execute", note)
    yield said
    event.remove(engine, "before_cursor_execute", note)


@pytest.mark.capability("A-23", "S-23")
async def test_what_was_interrupted_is_asked_again_and_happens_once(office: Office) -> None:
    account = await office.account()
    assert await office.give(account) == [(MOVED, str(office.li))]
    assert await office.give(account) == [(MOVED, str(office.li))]
    (former, present) = await office.parts(account)
    assert (former[0], former[2] is not None, former[3]) == (office.zhang, True, None)
    assert (present[0], present[2], str(present[3])) == (office.li, None, office.transfer_id)


async def test_what_went_elsewhere_meanwhile_stays_there_and_is_named(office: Office) -> None:
    given, mine = await office.account(), await office.account()
    await office.assign(given, office.wang)
    nowhere = str(new_id())
    assert await office.give(given, mine, nowhere) == [(ELSEWHERE, str(office.wang)), (MOVED, str(office.li)), (GONE, "")]
    assert (await office.read(given)).owner_id == str(office.wang)


@pytest.mark.capability("X-09")
async def test_an_undo_gives_back_what_this_transfer_gave_and_nothing_that_changed_hands_since(office: Office) -> None:
    here, gone, round_trip, never = [await office.account() for _ in range(4)]
    await office.give(here, gone, round_trip)
    await office.assign(gone, office.wang)
    await office.assign(round_trip, office.wang)
    await office.assign(round_trip, office.li)
    for _ in range(2):
        outcome = await office.give(here, gone, round_trip, never, giver=office.li, taker=office.zhang, undo=True)
        assert outcome == [
            (MOVED, str(office.zhang)),
            (ELSEWHERE, str(office.wang)),
            (ELSEWHERE, str(office.li)),
            (ELSEWHERE, str(office.zhang)),
        ]
    assert [part[0] for part in await office.parts(here)] == [office.zhang, office.li, office.zhang]


async def test_a_part_in_what_others_own_goes_with_its_shares(office: Office) -> None:
    account = await office.account(office.wang)
    await office.assign(account, office.zhang, common.ASSIGNMENT_ROLE_PRESALES, signed_share="30", collected_share="10")
    (item,) = (await office.report(office.zhang)).items
    assert (item.kind, item.role, item.name) == ("collaboration", "presales", "杭州为民机械有限公司")
    await office.give(account, role="presales")
    assert (await office.read(account)).shared_with == [str(office.li)]
    row = assignment.c
    shares = select(row.signed_share, row.collected_share).where(row.person_id == office.li)
    assert [(*each,) for each in await office.rows(shares)] == [(30, 10)]
    (holder,) = (await office.report(office.zhang, account)).holders
    assert [(part.person_id, part.role) for part in holder.parts] == [(str(office.li), "presales")]
    await office.give(account, role="presales", giver=office.li, taker=office.zhang, undo=True)
    assert (await office.read(account)).shared_with == [str(office.zhang)]


async def test_a_successor_who_worked_on_it_owns_it_and_works_on_it_again_after_the_undo(office: Office) -> None:
    account = await office.account()
    await office.assign(account, office.li, common.ASSIGNMENT_ROLE_COLLABORATOR)
    await office.give(account)
    given = await office.read(account)
    assert (given.owner_id, [*given.shared_with]) == (str(office.li), [])
    await office.give(account, giver=office.li, taker=office.zhang, undo=True)
    assert (await office.read(account)).shared_with == [str(office.li)]


async def test_a_hundred_go_in_few_statements_and_each_is_audited(office: Office) -> None:
    accounts = [await office.account() for _ in range(MOST_MOVES)]
    with statements(office.runtime) as said:
        outcomes = await office.give(*accounts)
    assert outcomes == [(MOVED, str(office.li))] * MOST_MOVES
    # A record and its clock are written one by one, each under its version; nothing else is said of each.
    written = sum(each.startswith(("UPDATE account SET version", "UPDATE account_clock SET version")) for each in said)
    assert written == 2 * MOST_MOVES
    assert len(said) - written < 30, Counter(each[:50] for each in said).most_common(4)
    line = audit.c
    lines = await office.rows(select(line.on_behalf, line.reason).where(line.method == "HandOver", line.subject_type == "account"))
    assert [(*each,) for each in lines] == [("user:manager", "离职移交 YJ000001")] * MOST_MOVES


async def test_only_the_service_that_leads_transfers_may_ask(office: Office) -> None:
    account = await office.account()
    request = handover.HandOverRequest(transfer_id=office.transfer_id)
    for who in (office.manager, Principal.service("pipeline", office.tenant_id, cause="test")):
        with pytest.raises(DomainError) as refused:
            await ask(office.runtime, who, "HandOver", request)
        assert refused.value.reason == "PERMISSION_DENIED"
    assert (await office.read(account)).owner_id == str(office.zhang)
