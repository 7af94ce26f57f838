"""Story 1: a contract of 300,000.01 CNY on 30 / 60 / 10 becomes a plan, claims, money, and every figure agrees at every step."""

from datetime import date
from typing import Any

import pytest

from tests.support.papers import upload
from tests.support.world import Company, World

TOTAL = "300000.01"


class Deal:
    """The people of one deal, the contract and what it became."""

    def __init__(self, company: Company) -> None:
        self.company, self.world = company, company.world

    async def staff(self) -> "Deal":
        team = await self.company.team("华东")
        self.rep = await self.company.newcomer("sales", "张三", team_id=team)
        self.manager = await self.company.newcomer("sales_manager", "王经理", team_id=team)
        self.commercial = await self.company.newcomer("commercial", "商务小陈")
        self.delivery = await self.company.newcomer("delivery", "交付老周")
        self.cashier = await self.company.newcomer("cashier", "出纳小林")
        self.accountant = await self.company.newcomer("receivables_accountant", "会计小赵")
        self.controller = await self.company.person("finance_manager", "财务钱总")
        await self.company.facts()
        return self

    async def sign(self, terms: dict[str, Any] | None = None, total: str = TOTAL) -> "Deal":
        """From the account to the effective contract, each step by who may do it."""
        self.account = await self.rep.post("/v1/accounts", {"name": "杭州为民机械有限公司"})
        await self.world.settle()
        contract = await self.rep.post(
            "/v1/contracts",
            {
                "name": "三号产线",
                "accountId": self.account["id"],
                "currency": "CNY",
                "pricesIncludeTax": True,
                "lines": [{"description": "灌装线", "unitPrice": total, "taxRate": "13"}],
                "terms": terms or {"template": "30/60/10"},
                "milestones": [{"kind": "MILESTONE_KIND_FINAL_ACCEPTANCE", "plannedDate": "2026-03-31"}],
            },
        )
        path = f"/v1/contracts/{contract['id']}"
        await self.manager.post(f"{path}:approve")
        await self.commercial.post(f"{path}:seal")
        scan = await upload(self.commercial, "contract", contract["id"], "contract_scan")
        await self.commercial.post(f"{path}:recordReturn", {"scanAttachmentId": scan})
        self.contract = await self.commercial.post(f"{path}:makeEffective")
        await self.world.settle()
        return self

    @property
    def path(self) -> str:
        return f"/v1/contracts/{self.contract['id']}"

    async def plan(self) -> Any:
        plans = await self.accountant.get("/v1/paymentPlans", filter=f'contract_id = "{self.contract["id"]}"')
        assert len(plans["paymentPlans"]) == 1
        return await self.accountant.get(f"/v1/paymentPlans/{plans['paymentPlans'][0]['id']}")

    async def instalments(self) -> list[Any]:
        instalments: list[Any] = (await self.plan())["instalments"]
        return instalments

    async def milestone(self, kind: str) -> str:
        found = await self.rep.get(f"{self.path}/milestones")
        return next(str(each["id"]) for each in found["milestones"] if each["kind"] == kind)

    async def receive(self, amount: str, currency: str = "CNY", **fields: Any) -> Any:
        """The cashier records money of the customer."""
        body = {
            "legalEntityId": self.company.legal_entity_id,
            "customerId": self.account["id"],
            "tender": "TENDER_BANK",
            "amount": {"currencyCode": currency, "amount": amount},
            "receivedDate": self.world.clock.today(self.company.tenant_id).isoformat(),
            **fields,
        }
        return await self.cashier.post("/v1/receipts", body)

    async def allocate(self, receipt: Any, instalment: Any, amount: str) -> Any:
        line = {"instalmentId": instalment["id"], "amount": {"currencyCode": "CNY", "amount": amount}}
        return await self.accountant.post(f"/v1/receipts/{receipt['id']}:allocate", {"lines": [line]})

    async def owed(self) -> str:
        """The receivable of today as ageing has it."""
        report = await self.accountant.get("/v1/ageing")
        return str(report["totals"][0]["total"]["amount"]) if report["totals"] else "0.00"

    async def agrees(self) -> None:
        """Recomputed from the first entry, nothing disagrees."""
        proof = await self.accountant.get("/v1/proof")
        assert proof["clean"], proof["drifts"]


def amounts(instalments: list[Any], field: str = "amount") -> list[str]:
    return [each[field]["amount"] for each in instalments]


@pytest.mark.capability("R-01", "R-02", "R-03", "R-04", "R-06", "P-40", "M-01", "M-03", "X-01", "X-03")
async def test_a_contract_becomes_money_and_every_figure_agrees(earth: World) -> None:
    deal = await (await Deal(await earth.company()).staff()).sign()
    company = deal.company
    # The down payment hangs on the signature: it is owed at once; the rest is only planned.
    await company.expect_facts("ContractEffective", "PlanCreated", "InstalmentClaimable", "InstalmentDue", "InstalmentReminderDue")
    plan = await deal.plan()
    assert amounts(plan["instalments"]) == ["90000.00", "180000.00", "30000.01"]
    assert [each["claimState"] for each in plan["instalments"]] == ["CLAIM_STATE_CLAIMABLE", "CLAIM_STATE_PLANNED", "CLAIM_STATE_PLANNED"]
    assert plan["total"]["amount"] == TOTAL
    assert await deal.owed() == "90000.00"
    await deal.agrees()

    # Acceptance slips: what hangs on it moves, and a version says why, how much and by how many days.
    acceptance = await deal.milestone("MILESTONE_KIND_FINAL_ACCEPTANCE")
    expected = [each["expectedDate"] for each in plan["instalments"]]
    await deal.rep.post(f"{deal.path}/milestones/{acceptance}:reschedule", {"expectedDate": "2026-05-15", "reason": "客户土建延期"})
    await company.expect_facts("MilestoneRescheduled", "PlanRevised")
    plan = await deal.plan()
    assert plan["planVersion"] == 2
    assert plan["instalments"][0]["expectedDate"] == expected[0]
    assert [each["id"] for each in plan["instalments"]] == [each["id"] for each in plan["instalments"]]
    versions = (await deal.accountant.get(f"/v1/paymentPlans/{plan['id']}/versions"))["versions"]
    assert versions[0]["reason"] == "客户土建延期"
    assert versions[0]["moved"]["amount"] == "210000.01"
    assert versions[0]["movedDays"] > 40
    await deal.agrees()

    # Partly paid and past its due date is overdue all the same.
    await earth.advance(company, date(2025, 12, 10))
    await company.expect_facts("InstalmentOverdue", "2 InstalmentReminderDue", "AccountGoingCold")
    down = (await deal.instalments())[0]
    receipt = await deal.receive("50000.00")
    await deal.allocate(receipt, down, "50000.00")
    await company.expect_facts("ReceiptRecorded", "ReceiptAllocated")
    down = (await deal.instalments())[0]
    assert (down["paymentState"], down["timeState"]) == ("PAYMENT_STATE_PARTIAL", "TIME_STATE_OVERDUE")
    assert down["open"]["amount"] == "40000.00"
    assert await deal.owed() == "40000.00"
    await deal.agrees()

    # Full payment settles it; what is too much stays unapplied.
    receipt = await deal.receive("45000.00")
    receipt = await deal.accountant.post(f"/v1/receipts/{receipt['id']}:allocate")
    assert receipt["unapplied"]["amount"] == "5000.00"
    await company.expect_facts("ReceiptRecorded", "ReceiptAllocated", "InstalmentSettled")
    assert (await deal.instalments())[0]["claimState"] == "CLAIM_STATE_CLOSED"
    assert await deal.owed() == "0.00"
    await deal.agrees()

    # A reversal takes two persons and reopens the claim under its old due date.
    line = receipt["allocations"][0]["id"]
    await deal.accountant.post(f"/v1/receipts/{receipt['id']}:reverse", {"allocationIds": [line], "reason": "核销错误"})
    await deal.accountant.refused(403, "PERMISSION_DENIED", "POST", f"/v1/receipts/{receipt['id']}:approveReversal", {})
    await deal.controller.post(f"/v1/receipts/{receipt['id']}:approveReversal")
    await company.expect_facts("ReversalAsked", "AllocationReversed", "ReversalApproved")
    reopened = (await deal.instalments())[0]
    assert (reopened["claimState"], reopened["dueDate"]) == ("CLAIM_STATE_CLAIMABLE", down["dueDate"])
    assert await deal.owed() == "40000.00"
    await deal.agrees()

    # Acceptance: sixty per cent are owed from now on, due on a working day.
    await earth.advance(company, date(2026, 5, 15))
    await company.facts()
    evidence = await upload(deal.delivery, "contract", deal.contract["id"], "acceptance")
    await deal.delivery.post(f"{deal.path}/milestones/{acceptance}:reach", {"evidenceAttachmentId": evidence})
    await earth.settle()
    assert "InstalmentClaimable" in await company.facts()
    second = (await deal.instalments())[1]
    assert second["claimState"] == "CLAIM_STATE_CLAIMABLE"
    assert date.fromisoformat(second["dueDate"]).weekday() < 5
    assert await deal.owed() == "220000.00"
    await deal.agrees()

    # Termination cancels what is only planned.
    await deal.commercial.post(f"{deal.path}:terminate", {"reason": "客户破产"})
    await earth.settle()
    assert {"ContractTerminated", "PlanRevised"} <= set(await company.facts())
    states = [each["claimState"] for each in await deal.instalments()]
    assert states == ["CLAIM_STATE_CLAIMABLE", "CLAIM_STATE_CLAIMABLE", "CLAIM_STATE_CLOSED"]
    assert await deal.owed() == "220000.00"
    await deal.agrees()


@pytest.mark.capability("M-04", "M-05", "X-16", "X-17")
async def test_money_of_another_currency_or_company_pays_nothing_and_duties_are_kept(earth: World) -> None:
    deal = await (await Deal(await earth.company()).staff()).sign()
    down = (await deal.instalments())[0]
    one = {"lines": [{"instalmentId": down["id"]}]}
    dollars = await deal.receive("90000.00", "USD")
    await deal.accountant.refused(409, "OTHER_CURRENCY", "POST", f"/v1/receipts/{dollars['id']}:allocate", one)
    other = await deal.company.admin.post("/v1/legalEntities", {"name": "第二主体", "functionalCurrency": "CNY"})
    await earth.settle()
    elsewhere = await deal.receive("90000.00", legalEntityId=other["id"])
    await deal.accountant.refused(409, "OTHER_LEGAL_ENTITY", "POST", f"/v1/receipts/{elsewhere['id']}:allocate", one)
    await deal.rep.refused(403, "PERMISSION_DENIED", "POST", "/v1/receipts", {})
    await deal.cashier.refused(403, "PERMISSION_DENIED", "POST", f"/v1/receipts/{elsewhere['id']}:allocate", one)
    await deal.company.admin.refused(403, "PERMISSION_DENIED", "POST", f"/v1/receipts/{elsewhere['id']}:allocate", one)
    assert await deal.owed() == "90000.00"
    await deal.agrees()
