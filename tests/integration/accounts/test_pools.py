"""Pools on a real database: what falls into them, who sees it, and who gets it."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from google.protobuf.field_mask_pb2 import FieldMask

from chassis import sandbox
from chassis.errors import DomainError
from chassis.ids import new_id
from chassis.principal import Grant, Principal
from chassis.runtime import Runtime
from chassis.scope import Reach
from crm.accounts.v1 import accounts_pb2 as pb
from crm.accounts.v1 import interactions_pb2 as log
from crm.accounts.v1 import pools_pb2 as pools
from crm.common.v1.types_pb2 import Money
from crm.identity.v1 import identity_pb2 as identity
from crm.pipeline.v1 import pipeline_pb2 as pipeline
from crm.receivables.v1 import receivables_pb2 as receivables
from tests.support.running import ask, send

OWN = (
    "account.read",
    "account.create",
    "account.update",
    "account.release",
    "account.assign",
    "contact.create",
    "contact.read",
    "interaction.create",
)
COMPANY = ("account.claim", *(f"account_pool.{act}" for act in ("read", "create", "update", "archive")))


class Town:
    """A company with two reps in one team, and one in another."""

    def __init__(self, runtime: Runtime) -> None:
        self.runtime, self.tenant_id, self.east, self.west = runtime, new_id(), new_id(), new_id()

    async def settle(self) -> None:
        await sandbox.settle([self.runtime])

    async def open(self) -> "Town":
        tenant = identity.Tenant(id=str(self.tenant_id), name="示范", time_zone="Asia/Shanghai", functional_currency="CNY")
        await send(self.runtime, "identity", self.tenant_id, tenant)
        self.zhang, self.li, self.wang = [await self.rep(team) for team in (self.east, self.east, self.west)]
        await self.settle()
        return self

    async def rep(self, team: UUID) -> Principal:
        id = new_id()
        user = identity.User(id=str(id), name="张三", team_id=str(team), state=identity.USER_STATE_ACTIVE)
        await send(self.runtime, "identity", self.tenant_id, user)
        grants = {name: Grant(Reach.OWN) for name in OWN} | {name: Grant(Reach.COMPANY) for name in COMPANY}
        return Principal.user(id, tenant_id=self.tenant_id, permissions=grants, team_ids=(team,))

    async def ask(self, who: Principal, method: str, request: Any) -> Any:
        return await ask(self.runtime, who, method, request)

    async def account(self, who: Principal | None = None, name: str = "杭州为民机械有限公司", **fields: Any) -> pb.Account:
        made: pb.Account = await self.ask(
            who or self.zhang, "CreateAccount", pb.CreateAccountRequest(account=pb.Account(name=name, **fields))
        )
        return made

    async def release(self, account: pb.Account, who: Principal | None = None) -> pb.Account:
        request = pools.ReleaseAccountRequest(account_id=account.id, reason="跟不动")
        return await self.ask(who or self.zhang, "ReleaseAccount", request)  # type: ignore[no-any-return]

    async def claim(self, account: pb.Account, who: Principal) -> pb.Account:
        return await self.ask(who, "ClaimAccount", pools.ClaimAccountRequest(account_id=account.id))  # type: ignore[no-any-return]

    async def pool(self) -> pools.AccountPool:
        found = await self.ask(self.zhang, "ListAccountPools", pools.ListAccountPoolsRequest())
        return found.account_pools[0]  # type: ignore[no-any-return]

    async def rules(self, **fields: Any) -> None:
        pool = await self.pool()
        mask = FieldMask(paths=[*fields])
        change = pools.UpdateAccountPoolRequest(account_pool_id=pool.id, account_pool=pools.AccountPool(**fields), update_mask=mask)
        await self.ask(self.zhang, "UpdateAccountPool", change)

    async def pooled(self, who: Principal) -> list[str]:
        pool = await self.pool()
        page = await self.ask(who, "ListPooledAccounts", pools.ListPooledAccountsRequest(account_pool_id=pool.id))
        return [account.id for account in page.accounts]

    async def owns(self, who: Principal) -> list[str]:
        return [account.id for account in (await self.ask(who, "ListAccounts", pb.ListAccountsRequest())).accounts]

    async def days(self, count: int) -> None:
        now = self.runtime.clock.now(self.tenant_id)
        await sandbox.advance([self.runtime], self.tenant_id, now + timedelta(days=count))


@pytest.fixture
async def town(accounts: Runtime) -> Town:
    return await Town(accounts).open()


async def refusal(awaited: Any) -> str:
    with pytest.raises(DomainError) as refused:
        await awaited
    return refused.value.reason


@pytest.mark.capability("A-22")
async def test_who_may_claim_sees_what_lies_in_the_pool_and_nothing_else_of_others(town: Town) -> None:
    given_up, kept = await town.account(), await town.account(name="成都食品")
    await town.ask(town.zhang, "CreateContact", pb.CreateContactRequest(contact=pb.Contact(account_id=given_up.id, name="老王")))
    await town.release(given_up)
    assert await town.pooled(town.wang) == [given_up.id]
    assert await town.owns(town.wang) == []
    assert await town.owns(town.zhang) == [kept.id]
    for who in (town.wang, town.zhang):
        assert await refusal(town.ask(who, "GetAccount", pb.GetAccountRequest(account_id=given_up.id))) == "NOT_FOUND"
        assert not (await town.ask(who, "ListContacts", pb.ListContactsRequest())).contacts
    claimed = await town.claim(given_up, town.wang)
    assert (claimed.owner_id, claimed.pool_id) == (str(town.wang.person_id), "")
    assert await town.owns(town.wang) == [given_up.id]
    assert len((await town.ask(town.wang, "ListContacts", pb.ListContactsRequest())).contacts) == 1
    assert await town.pooled(town.wang) == []


@pytest.mark.capability("A-22")
async def test_of_two_who_claim_at_once_one_gets_it_and_the_other_is_told(town: Town) -> None:
    for _ in range(5):
        account = await town.account()
        await town.release(account)
        outcomes = await asyncio.gather(*(town.claim(account, who) for who in (town.li, town.wang)), return_exceptions=True)
        refused = [each.reason for each in outcomes if isinstance(each, DomainError)]
        assert refused == ["NOT_IN_POOL"]
        assert sum(isinstance(each, pb.Account) for each in outcomes) == 1


async def test_limits_hold_also_for_claims_that_come_at_once(town: Town) -> None:
    await town.rules(claims_per_day=2)
    lying = [await town.account(name=f"公司{number}") for number in range(4)]
    for account in lying:
        await town.release(account)
    outcomes = await asyncio.gather(*(town.claim(account, town.li) for account in lying), return_exceptions=True)
    assert sorted(each.reason for each in outcomes if isinstance(each, DomainError)) == ["CLAIM_LIMIT", "CLAIM_LIMIT"]
    assert len(await town.owns(town.li)) == 2
    await town.rules(holding_limit=2, claims_per_day=0)
    owned = await town.owns(town.li)
    lying_still = next(account for account in lying if account.id not in owned)
    assert await refusal(town.claim(lying_still, town.li)) == "HOLDING_LIMIT"
    assert (await town.claim(lying_still, town.wang)).owner_id == str(town.wang.person_id)


async def test_the_former_owner_cools_off_and_other_teams_stay_out(town: Town) -> None:
    await town.rules(cooling_off_days=30, claimer_team_ids=[str(town.east)])
    account = await town.account()
    await town.release(account)
    assert await refusal(town.claim(account, town.zhang)) == "COOLING_OFF"
    assert await refusal(town.claim(account, town.wang)) == "NOT_A_CLAIMER"
    assert await refusal(town.pooled(town.wang)) == "NOT_A_CLAIMER"
    assert (await town.claim(account, town.li)).owner_id == str(town.li.person_id)
    assert await refusal(town.claim(account, town.wang)) == "NOT_IN_POOL"


@pytest.mark.capability("A-22")
async def test_what_is_said_of_a_team_holds_for_teams_below_and_not_for_who_stands_above(town: Town) -> None:
    team = new_id()
    await send(town.runtime, "identity", town.tenant_id, identity.Team(id=str(town.west), name="西区", parent_id=str(team)))
    await town.settle()
    await town.rules(claimer_team_ids=[str(team)])
    account = await town.account()
    await town.release(account)
    boss = replace(await town.rep(new_id()), team_ids_below=(team, town.west))
    await town.settle()
    assert await refusal(town.claim(account, boss)) == "NOT_A_CLAIMER"
    assert await town.pooled(town.wang) == [account.id]
    assert (await town.claim(account, town.wang)).owner_id == str(town.wang.person_id)


async def test_a_pool_is_not_archived_while_customers_are_put_into_it(town: Town) -> None:
    made = [await town.account(name=f"第{number}机械有限公司") for number in range(4)]
    archive = pools.ArchiveAccountPoolRequest(account_pool_id=(await town.pool()).id)
    outcomes = await asyncio.gather(
        *(town.release(account) for account in made), town.ask(town.zhang, "ArchiveAccountPool", archive), return_exceptions=True
    )
    refused = {each.reason for each in outcomes if isinstance(each, DomainError)}
    assert refused in ({"POOL_IN_USE"}, {"NO_POOL"}), outcomes
    assert (len(await town.owns(town.zhang)) == len(made)) is (refused == {"NO_POOL"})


@pytest.mark.capability("A-21")
async def test_after_ninety_silent_days_an_account_falls_and_a_contact_keeps_it(town: Town) -> None:
    silent, busy, key = await town.account(), await town.account(name="常来往"), await town.account(name="重点", tier=pb.TIER_A)
    await town.days(80)
    talk = log.Interaction(subject_type="account", subject_id=busy.id, type=log.INTERACTION_TYPE_CALL, text="确认下月来厂验收")
    talk.interaction_time.FromDatetime(town.runtime.clock.now(town.tenant_id))
    await town.ask(town.zhang, "CreateInteraction", log.CreateInteractionRequest(interaction=talk))
    await town.days(5)
    told = await town.ask(town.zhang, "GetAccount", pb.GetAccountRequest(account_id=silent.id))
    assert told.pool_date
    await town.days(7)
    assert sorted(await town.owns(town.zhang)) == sorted([busy.id, key.id])
    assert await town.pooled(town.zhang) == [silent.id]
    await town.days(90)
    assert await town.owns(town.zhang) == [key.id]


@pytest.mark.capability("A-21")
async def test_what_still_runs_never_falls_and_cannot_be_given_up(town: Town) -> None:
    deal, contract, owing = [await town.account(name=name) for name in ("商机", "合同", "欠款")]
    about: Any = {"owner_id": str(town.zhang.person_id)}
    open_deal = pipeline.Opportunity(id=str(new_id()), account_id=deal.id, state=pipeline.OPPORTUNITY_STATE_OPEN, **about)
    running_contract = pipeline.Contract(id=str(new_id()), account_id=contract.id, state=pipeline.CONTRACT_STATE_EFFECTIVE, **about)
    owed = receivables.Instalment(
        id=str(new_id()), claim_state=receivables.CLAIM_STATE_CLAIMABLE, due_date="2099-01-01", open=Money(currency_code="CNY", minor=1)
    )
    plan = receivables.PaymentPlan(id=str(new_id()), customer_id=owing.id, instalments=[owed], **about)
    await send(town.runtime, "pipeline", town.tenant_id, open_deal)
    await send(town.runtime, "pipeline", town.tenant_id, running_contract)
    await send(town.runtime, "receivables", town.tenant_id, plan)
    await town.settle()
    for account in (deal, contract, owing):
        assert await refusal(town.release(account)) == "NEVER_POOLED"
    await town.days(200)
    assert len(await town.owns(town.zhang)) == 3
