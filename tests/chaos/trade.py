"""People who go on working whatever breaks, and a book of what they were told: the oracle of the chaos tests."""

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from random import Random
from typing import Any

from sqlalchemy import func, select

from accounts import tables as accounts
from tests.chaos.plant import Plant, eventually
from tests.support.papers import upload
from tests.support.world import Company, Person, service_named

DOWN, ON_ACCEPTANCE = 30, 60  # per cent; the rest is planned for a year after


@dataclass
class Deal:
    """What a customer signed, and what is to be had of it now."""

    gross: int
    claimed: int = 0
    paid: int = 0


@dataclass
class Trade:
    """A company at work. `found`, `handed` and `deals` are what its people were told was done."""

    plant: Plant
    chance: Random
    company: Company
    manager: Person
    reps: list[Person]
    commercial: Person
    cashier: Person
    accountant: Person
    found: list[str] = field(default_factory=list)
    handed: Counter[str] = field(default_factory=Counter)
    deals: list[Deal] = field(default_factory=list)

    @classmethod
    async def start(cls, plant: Plant, chance: Random) -> "Trade":
        company = await plant.company(start=None)
        team = await company.team("华东")
        manager = await company.newcomer("sales_manager", "王经理", team_id=team)
        reps = [await company.newcomer("sales", name, team_id=team) for name in ("张三", "李四")]
        roles = ("commercial", "cashier", "receivables_accountant")
        commercial, cashier, accountant = [await company.newcomer(role) for role in roles]
        await plant.settle()
        return cls(plant, chance, company, manager, reps, commercial, cashier, accountant)

    # --- what people do --------------------------------------------------------------------------

    async def go_on(self, until: asyncio.Event) -> None:
        """Everybody works, with a pause for breath now and then, until told to stop; whatever was begun is finished."""

        async def repeat(act: Any) -> None:
            while not until.is_set():
                await act()
                await asyncio.sleep(self.chance.uniform(0, 0.4))

        await asyncio.gather(*(repeat(act) for act in (self.watch, self.find, self.find, self.sell)))

    async def watch(self) -> None:
        await self.manager.get("/v1/accounts", pageSize=5)

    async def find(self) -> None:
        """One customer more, handed to the reps a few times."""
        account = await self._account(self.manager)
        for turn in range(self.chance.randrange(3)):
            part = {"personId": self.reps[turn % 2].id, "role": "ASSIGNMENT_ROLE_OWNER", "reason": "分配"}
            await self.manager.post(f"/v1/accounts/{account['id']}/assignments", part)
            self.handed[account["name"]] += 1
        if self.chance.random() < 0.5:
            await self.manager.patch(f"/v1/accounts/{account['id']}", {"industry": "机械"})

    async def _account(self, who: Person) -> Any:
        name = f"客户{len(self.found) + 1:05}"
        self.found.append(name)
        return await who.post("/v1/accounts", {"name": name})

    async def sell(self) -> None:
        """A contract is signed and becomes a plan; perhaps it is accepted, perhaps some of it is paid."""
        rep, deal = self.reps[0], Deal(self.chance.randrange(10_000_00, 900_000_00))
        account = await self._account(rep)
        contract = await self._contract(rep, account, deal)
        self.deals.append(deal)
        deal.claimed += deal.gross * DOWN // 100
        if self.chance.random() < 0.5:
            await self._accept(rep, contract)
            deal.claimed += deal.gross * ON_ACCEPTANCE // 100
        await self._plan(contract)
        if self.chance.random() < 0.7:
            deal.paid = self.chance.randrange(1, deal.gross * DOWN // 100 + 1)
            await self._pay(account, deal.paid)

    async def _contract(self, rep: Person, account: Any, deal: Deal) -> Any:
        contract = await rep.post(
            "/v1/contracts",
            {
                "name": "产线",
                "accountId": account["id"],
                "currency": "CNY",
                "pricesIncludeTax": True,
                "lines": [{"description": "灌装线", "unitPrice": yuan(deal.gross), "taxRate": "13"}],
                "terms": {"template": "30/60/10"},
                "milestones": [{"kind": "MILESTONE_KIND_FINAL_ACCEPTANCE", "plannedDate": "2099-03-31"}],
            },
        )
        path = f"/v1/contracts/{contract['id']}"
        await self.manager.post(f"{path}:approve")
        await self.commercial.post(f"{path}:seal")
        scan = await upload(self.commercial, "contract", contract["id"], "contract_scan")
        await self.commercial.post(f"{path}:recordReturn", {"scanAttachmentId": scan})
        return await self.commercial.post(f"{path}:makeEffective")

    async def _accept(self, rep: Person, contract: Any) -> None:
        path = f"/v1/contracts/{contract['id']}/milestones"
        milestones = (await rep.get(path))["milestones"]
        acceptance = next(each for each in milestones if each["kind"] == "MILESTONE_KIND_FINAL_ACCEPTANCE")
        evidence = await upload(rep, "contract", contract["id"], "acceptance")
        await rep.post(f"{path}/{acceptance['id']}:reach", {"evidenceAttachmentId": evidence})

    async def _plan(self, contract: Any) -> None:
        async def is_made() -> bool:
            plans = await self.accountant.get("/v1/paymentPlans", filter=f'contract_id = "{contract["id"]}"')
            return len(plans["paymentPlans"]) == 1

        await eventually(is_made, f"the plan of {contract['number']}", patience=120)

    async def _pay(self, account: Any, minor: int) -> None:
        body = {
            "legalEntityId": self.company.legal_entity_id,
            "customerId": account["id"],
            "tender": "TENDER_BANK",
            "amount": {"currencyCode": "CNY", "amount": yuan(minor)},
            "receivedDate": self.plant.clock.today(self.company.tenant_id).isoformat(),
        }
        receipt = await self.cashier.post("/v1/receipts", body)
        await self.accountant.post(f"/v1/receipts/{receipt['id']}:allocate")

    # --- what must be true -----------------------------------------------------------------------

    async def is_all_there(self) -> None:
        """What people were told is what the books say: each customer, handover, contract and payment once."""
        assert not self.plant.transport.faults, self.plant.transport.faults[:5]
        await self._customers_are_there()
        await self._money_is_there()

    async def _customers_are_there(self) -> None:
        a, entry = accounts.account, accounts.timeline_entry
        mine = a.c.tenant_id == self.company.tenant_id
        handovers = select(a.c.name, func.count()).select_from(a.join(entry, a.c.id == entry.c.account_id))
        per_account = handovers.where(mine, entry.c.kind == "AccountAssigned").group_by(a.c.name)
        async with self.plant.database(service_named("accounts")) as connection:
            names = Counter(await connection.scalars(select(a.c.name).where(mine)))
            told = {row[0]: row[1] for row in await connection.execute(per_account)}
        assert names == Counter(self.found)
        assert told == dict(self.handed)

    async def _money_is_there(self) -> None:
        plans = await self.accountant.everything("/v1/paymentPlans", "paymentPlans")
        assert sorted(plan["total"]["amount"] for plan in plans) == sorted(yuan(deal.gross) for deal in self.deals)
        owed = sum(deal.claimed - deal.paid for deal in self.deals)
        totals = (await self.accountant.get("/v1/ageing"))["totals"]
        assert [each["total"]["amount"] for each in totals] == ([yuan(owed)] if owed else [])
        proof = await self.accountant.get("/v1/proof")
        assert proof["clean"], proof["drifts"]


def yuan(minor: int) -> str:
    return f"{minor // 100}.{minor % 100:02}"
