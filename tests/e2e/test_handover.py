"""Story 3 of handing over: a rep leaves, and nothing that was open is lost; or it was a mistake, and everything comes back."""

import asyncio
from collections import Counter
from datetime import date
from typing import Any

import pytest

from tests.support.papers import upload
from tests.support.signing import body, sign, within
from tests.support.world import Company, Person, World

REGIONS = ("华东", "华东", "西南", "华东", "西南", "西南", "华东", "西南")
# Kind: how many of them are open.
OPEN = {
    "account": 8,
    "care_date": 4,
    "opportunity": 7,
    "contract": 3,
    "payment_plan": 2,
    "instalment": 6,
    "lead": 4,
    "collaboration": 3,
}


class Desk:
    """A team, and everything that one of its people has open: 37 things of eight kinds."""

    def __init__(self, company: Company) -> None:
        self.company, self.world = company, company.world

    async def staff(self) -> "Desk":
        company = self.company
        self.team = await company.team("华东")
        self.rep = await company.newcomer("sales", "张三", team_id=self.team)
        self.li = await company.newcomer("sales", "李四", team_id=self.team)
        self.wang = await company.newcomer("sales", "王五", team_id=self.team)
        self.manager = await company.newcomer("sales_manager", "王经理", team_id=self.team)
        self.commercial = await company.person("commercial", "商务小陈")
        return self

    async def open_everything(self) -> "Desk":
        self.accounts = [await self.account(f"第{number}机械有限公司", region) for number, region in enumerate(REGIONS, start=1)]
        theirs = [await self.account(f"李四的客户{number}", "华东", self.li) for number in range(3)]
        # The first two get theirs with their first contract.
        for account in self.accounts[2:4]:
            await self.rep.post("/v1/careDates", {"accountId": account, "occasion": "OCCASION_ANNIVERSARY", "month": 6, "day": 1})
        await self.world.settle()
        self.deals = [await self.deal(self.rep, account) for account in self.accounts[:7]]
        for deal in [await self.deal(self.li, account) for account in theirs]:
            part = {"personId": self.rep.id, "role": "ASSIGNMENT_ROLE_COLLABORATOR"}
            await self.manager.post(f"/v1/opportunities/{deal}/assignments", part)
        self.contracts = [await self.contract(account, effective=account != self.accounts[2]) for account in self.accounts[:3]]
        await self.rep.post("/v1/todos", {"title": "问问财务开票信息", "dueTime": "2025-12-20T02:00:00Z"})
        for number in range(4):
            lead = {"name": f"咨询{number}", "companyName": f"询价企业{number}", "phone": f"1380013800{number}", "ownerId": self.rep.id}
            await self.rep.post("/v1/leads", lead)
        await self.world.settle()
        await self.company.facts()
        return self

    async def account(self, name: str, region: str, who: Person | None = None) -> str:
        return str((await (who or self.rep).post("/v1/accounts", {"name": name, "region": region}))["id"])

    async def deal(self, who: Person, account: str) -> str:
        body = {"name": "产线", "accountId": account, "expectedAmount": {"currencyCode": "CNY", "amount": "100000.00"}}
        return str((await who.post("/v1/opportunities", body))["id"])

    async def contract(self, account: str, *, effective: bool) -> str:
        body = {
            "name": "产线合同",
            "accountId": account,
            "currency": "CNY",
            "pricesIncludeTax": True,
            "lines": [{"description": "灌装线", "unitPrice": "300000.01", "taxRate": "13"}],
            "terms": {"template": "30/60/10"},
            "milestones": [{"kind": "MILESTONE_KIND_FINAL_ACCEPTANCE", "plannedDate": "2026-03-31"}],
        }
        contract = await self.rep.post("/v1/contracts", body)
        path = f"/v1/contracts/{contract['id']}"
        if effective:
            await self.manager.post(f"{path}:approve")
            await self.commercial.post(f"{path}:seal")
            scan = await upload(self.commercial, "contract", contract["id"], "contract_scan")
            await self.commercial.post(f"{path}:recordReturn", {"scanAttachmentId": scan})
            await self.commercial.post(f"{path}:makeEffective")
        return str(contract["id"])

    async def draft(self, **fields: Any) -> str:
        body = {
            "fromId": self.rep.id,
            "reason": "TRANSFER_REASON_LEAVE",
            "rules": [{"regions": ["华东"], "successorIds": [self.li.id]}, {"successorIds": [self.wang.id, self.li.id]}],
            **fields,
        }
        return str((await self.manager.post("/v1/transfers", body))["id"])

    async def transfer(self, id: str) -> Any:
        return await self.manager.get(f"/v1/transfers/{id}")

    async def execute(self, id: str) -> Any:
        await self.manager.post(f"/v1/transfers/{id}:execute")
        return await self.ended(id)

    async def ended(self, id: str) -> Any:
        """Once everything that follows has followed, and the lists were compared."""
        async with asyncio.timeout(30):
            while True:
                await self.world.settle()
                transfer = await self.transfer(id)
                if transfer["state"] == "TRANSFER_STATE_UNDONE" or (transfer["state"] == "TRANSFER_STATE_EXECUTED" and transfer["agreed"]):
                    return transfer
                await asyncio.sleep(0.5)

    async def noted(self, who: Person) -> list[Any]:
        """What people noted down to do, of what the person has to do."""
        return [todo for todo in await who.everything("/v1/todos", "todos") if todo["title"] == "问问财务开票信息"]

    async def has(self, who: Person) -> Counter[str]:
        """How much of what a person sees is the person's own."""
        found: Counter[str] = Counter()
        for path, name in (("accounts", "accounts"), ("opportunities", "opportunities"), ("contracts", "contracts"), ("leads", "leads")):
            rows = await who.everything(f"/v1/{path}", name)
            found[name] = sum(row["ownerId"] == who.id for row in rows)
        return found


def counts(lines: list[Any], count: str) -> dict[str, int]:
    """By kind, besides to-dos: what follows from facts changes with what there is to do."""
    return {line["kind"]: line[count] for line in lines if line["kind"] != "todo"}


@pytest.mark.capability("A-23", "A-24", "A-25", "S-23", "X-09")
async def test_a_rep_leaves_and_37_open_things_of_eight_kinds_go_to_two_successors_and_come_back_on_day_six(earth: World) -> None:
    desk = await (await Desk(await earth.company()).staff()).open_everything()
    company, manager = desk.company, desk.manager

    # Previewed: everything that is open, in every service, and who would get it.
    transfer = await desk.draft()
    preview = await manager.get(f"/v1/transfers/{transfer}/preview")
    assert counts(preview["kinds"], "count") == OPEN
    assert sum(OPEN.values()) == 37
    assert preview["withoutSuccessor"] == 0
    east = {account for account, region in zip(desk.accounts, REGIONS, strict=True) if region == "华东"}
    by_account: dict[str, set[str]] = {}
    for item in preview["items"]:
        by_account.setdefault(item["accountId"], set()).add(item["successorId"])
    assert all(by_account[account] == {desk.li.id} for account in east)
    assert all(len(by_account[account]) == 1 for account in desk.accounts)
    assert {item["successorId"] for item in preview["items"]} == {desk.li.id, desk.wang.id}
    await company.expect_facts()

    # Switched, and counted where it is now.
    switched = await desk.execute(transfer)
    assert (switched["state"], switched["agreed"], switched["trouble"]) == ("TRANSFER_STATE_EXECUTED", True, "")
    for count in ("before", "after"):
        assert counts(switched["checks"], count) == OPEN
    assert not any(check["left"] or check["elsewhere"] for check in switched["checks"])
    assert [item["title"] for item in await desk.noted(desk.wang)] == ["问问财务开票信息"]
    facts = Counter(await company.facts())
    assert (facts["AccountAssigned"], facts["OpportunityAssigned"], facts["ContractAssigned"], facts["CustomersTransferred"]) == (
        8,
        7,
        3,
        1,
    )
    before = await desk.has(desk.rep)
    assert sum(before.values()) == 0
    signed = await manager.post(f"/v1/transfers/{transfer}:sign")
    assert signed["signedBy"] == manager.id

    # A successor sees what came to them, and nothing of what others got.
    shown = (await desk.wang.get(f"/v1/transfers/{transfer}/items"))["items"]
    assert {item["successorId"] for item in shown} == {desk.wang.id}
    again = await desk.wang.get(f"/v1/transfers/{transfer}/preview")
    assert not again["items"]

    # The successor sees who looked after the customer before, and why no longer.
    mine = desk.accounts[0]
    history = (await desk.li.get(f"/v1/accounts/{mine}/assignments"))["assignments"]
    assert [(each["personId"], each["reason"], bool(each["validToDate"])) for each in history] == [
        (desk.li.id, f"离职移交 {switched['number']}", False),
        (desk.rep.id, "", True),
    ]
    assert history[0]["transferId"] == transfer
    assert (await desk.li.get(f"/v1/accounts/{mine}/overview"))["contracts"] == 1

    # Day five: one customer goes on to somebody else. Day six: it was a mistake.
    await earth.advance(company, date(2025, 12, 6))
    await manager.post(f"/v1/accounts/{mine}/assignments", {"personId": desk.wang.id, "role": "ASSIGNMENT_ROLE_OWNER"})
    await earth.advance(company, date(2025, 12, 7))
    await manager.post(f"/v1/transfers/{transfer}:undo", {"reason": "张三留任"})
    undone = await desk.ended(transfer)
    assert undone["state"] == "TRANSFER_STATE_UNDONE"
    kept = (await manager.get(f"/v1/transfers/{transfer}/items", filter='state = KEPT AND kind = "account"'))["items"]
    assert [(item["subjectId"], item["holderId"]) for item in kept] == [(mine, desk.wang.id)]
    assert await desk.has(desk.rep) == Counter(accounts=7, opportunities=7, contracts=3, leads=4)
    assert sum((await desk.has(desk.wang)).values()) == 1
    assert len(await desk.noted(desk.rep)) == 1
    await earth.nothing_failed()


@pytest.mark.capability("A-23", "X-09")
async def test_a_holiday_ends_by_itself_and_only_managers_of_the_team_transfer(earth: World) -> None:
    desk = await Desk(await earth.company()).staff()
    other = await desk.company.person("sales_manager", "外区经理", team_id=await desk.company.team("华南"))
    account = await desk.account("杭州为民机械有限公司", "华东")
    await earth.settle()
    holiday = {"reason": "TRANSFER_REASON_HOLIDAY", "returnDate": "2025-12-15"}
    everything = [{"successorIds": [desk.li.id]}]

    body = {"fromId": desk.rep.id, **holiday, "rules": everything}
    await other.refused(403, "OUTSIDE_YOUR_TEAMS", "POST", "/v1/transfers", body)
    await desk.rep.refused(403, "PERMISSION_DENIED", "POST", "/v1/transfers", body)
    nobody = await desk.draft(**holiday, rules=[{"regions": ["西北"], "successorIds": [desk.li.id]}])
    await desk.manager.refused(409, "NO_SUCCESSOR", "POST", f"/v1/transfers/{nobody}:execute", {})
    await other.refused(404, "NOT_FOUND", "GET", f"/v1/transfers/{nobody}")
    await desk.manager.post(f"/v1/transfers/{nobody}:cancel")

    transfer = await desk.draft(**holiday, rules=everything)
    assert (await desk.execute(transfer))["agreed"]
    assert (await desk.li.get(f"/v1/transfers/{transfer}"))["number"] == (await desk.transfer(transfer))["number"]
    assert (await desk.li.get(f"/v1/accounts/{account}"))["ownerId"] == desk.li.id
    await earth.advance(desk.company, date(2025, 12, 15))
    back = await desk.ended(transfer)
    assert (back["state"], back["undoReason"]) == ("TRANSFER_STATE_UNDONE", "休假结束")
    assert (await desk.rep.get(f"/v1/accounts/{account}"))["ownerId"] == desk.rep.id


@pytest.mark.capability("A-23", "N-04", "R-07")
async def test_to_dos_and_reminders_go_with_what_they_are_about_and_come_back_with_it(earth: World) -> None:
    desk = await Desk(await earth.company()).staff()
    rep, li = desk.rep, desk.li
    heard: set[tuple[str, str]] = set()

    async def hears(who: Person) -> list[str]:
        """By which rules a person was told something since the last look."""
        listed = (await who.get("/v1/notifications"))["notifications"]
        fresh = [each for each in listed if (who.id, each["id"]) not in heard]
        heard.update((who.id, each["id"]) for each in fresh)
        return sorted(line["rule"] for each in fresh for line in each["lines"])

    async def does(who: Person) -> list[str]:
        return sorted(todo["kind"] for todo in await who.everything("/v1/todos", "todos") if todo["state"] == "TODO_STATE_OPEN")

    # An enquiry that nobody has answered yet, and money that is due on Monday the 8th.
    account = await desk.account("杭州为民机械有限公司", "华东")
    await rep.post("/v1/leads", {"name": "咨询", "companyName": "询价企业", "phone": "13800138000", "ownerId": rep.id})
    await earth.settle()
    await sign(rep, desk.manager, desk.commercial, body(account, "40000.00", [within(7, "40000.00")]))
    await earth.settle()
    assert await does(rep) == ["lead_first_follow_up"]
    await hears(rep)

    # From the transfer on all of it is the successor's, who hears of what is late and what is due; the leaver hears nothing.
    transfer = await desk.draft(rules=[{"successorIds": [li.id]}])
    assert (await desk.execute(transfer))["agreed"]
    assert (await does(rep), await does(li)) == ([], ["lead_first_follow_up", "take_over"])
    await earth.advance(desk.company, date(2025, 12, 3))
    await earth.advance(desk.company, date(2025, 12, 5))
    assert {"lead_first_follow_up_missed", "instalment_reminder"} <= set(await hears(li))
    assert "collect" in await does(li)
    assert (await hears(rep), await does(rep)) == ([], [])

    # It was a mistake: to-dos that opened meanwhile come along, and the next reminder finds the one who has the customer again.
    await desk.manager.post(f"/v1/transfers/{transfer}:undo", {"reason": "张三留任"})
    assert (await desk.ended(transfer))["state"] == "TRANSFER_STATE_UNDONE"
    assert await does(li) == ["take_over"]
    assert {"collect", "lead_first_follow_up"} <= set(await does(rep))
    for who in (li, rep):
        await hears(who)
    await earth.advance(desk.company, date(2025, 12, 8))
    assert "instalment_reminder" in await hears(rep)
    assert (await hears(li), await does(li)) == ([], ["take_over"])
    await earth.nothing_failed()
