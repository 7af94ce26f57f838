"""A small company with something of everything, made through the API: what the web app is looked at with."""

from datetime import date, timedelta
from typing import Any

from tests.support.office import Office
from tests.support.signing import body, within
from tests.support.world import Person

# So long ago its first contract was signed.
DAYS = 45


class Firm(Office):
    """Leads, customers, deals, contracts, and money that came, is due, and is late.

    By role: rep, li (of the other team), manager, head, commercial, cashier, accountant, controller, operations, boss, marketing, admin.
    """

    async def open(self) -> "Firm":
        """Works for DAYS days, up to now."""
        await self.staff()
        rate = {"name": "回款提成", "rate": "1.5", "fromDate": "2025-01-01"}
        await self.controller.post("/v1/commissionPlans", rate)
        self.marketing = await self.company.person("marketing", "市场小何")
        self.weimin = await self.account(self.rep, "杭州为民", region="华东", tier="TIER_A")
        self.qinghe = await self.account(self.rep, "青禾农业", region="华东")
        self.far = await self.account(self.li, "广州远航", region="华南")
        self.contact = await self.rep.post(
            "/v1/contacts",
            {"accountId": self.weimin, "name": "王敏", "title": "采购经理", "phone": "13800000001", "email": "wang@weimin.example"},
        )
        await self._sign()
        await self.world.advance(self.company, self.world.clock.real())
        await self._sell()
        await self.world.settle()
        return self

    def who(self, role: str) -> Person:
        """Somebody in this role."""
        person: Person = self.company.admin if role == "admin" else getattr(self, "controller" if role == "finance" else role)
        return person

    @property
    def today(self) -> date:
        return self.world.clock.today(self.company.tenant_id)

    async def _sign(self) -> None:
        """Three contracts: one part paid and late, one due soon, one paid by money that nobody has claimed yet."""
        self.late, self.paid = await self.sells(
            self.rep, self.weimin, "300000.00", within(7, "100000.00", "预付款"), within(15, "200000.00")
        )
        (self.soon,) = await self.sells(self.rep, self.qinghe, "80000.00", within(DAYS + 3, "80000.00"))
        (self.theirs,) = await self.sells(self.li, self.far, "120000.00", within(20, "120000.00"))
        await self.pays(self.paid, "50000.00")

    async def _sell(self) -> None:
        """What is going on today."""
        money = {"currencyCode": "CNY", "amount": "260000.00"}
        close = (self.today + timedelta(days=40)).isoformat()
        deal = {"name": "二号产线", "accountId": self.weimin, "expectedAmount": money, "expectedCloseDate": close}
        self.deal = await self.rep.post("/v1/opportunities", deal)
        self.draft = await self.rep.post("/v1/contracts", body(self.qinghe, "50000.00", [within(30, "50000.00")], name="备件合同"))
        self.leads = [await self._lead(number) for number in range(1, 4)]
        await self.promises(self.late, self.today + timedelta(days=5))
        await self.disputes(self.paid, "20000.00")
        await self.states(self.paid["customerId"])
        await self.rep.post("/v1/interactions", self._call())
        await self.rep.post("/v1/todos", {"title": "问问财务开票信息", "dueTime": f"{self.today + timedelta(days=1)}T02:00:00Z"})

    async def _lead(self, number: int) -> Any:
        lead = {
            "name": f"陈静{number}",
            "companyName": f"宁波第{number}机械有限公司",
            "phone": f"1390013800{number}",
            "need": "灌装机一台",
            "ownerId": self.rep.id,
        }
        return (await self.rep.post("/v1/leads", lead))["lead"]

    def _call(self) -> dict[str, Any]:
        return {
            "subjectType": "account",
            "subjectId": self.weimin,
            "type": "INTERACTION_TYPE_CALL",
            "outcome": "OUTCOME_REACHED",
            "text": "与王敏通话，二号产线预算 26 万元，月底前要正式报价",
            "nextStep": "发送正式报价",
        }
