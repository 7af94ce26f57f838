"""A company with one record of every kind that somebody can own: what many rows are made of."""

from datetime import timedelta
from uuid import UUID

from tests.support.firm import Firm
from tests.support.signing import within
from tests.support.world import Refused


class Templates(Firm):
    """Nothing in it has a past: what falls due falls due in the days to come."""

    async def open(self) -> "Templates":
        await self.staff()
        rate = {"name": "回款提成", "rate": "1.5", "fromDate": "2025-01-01"}
        await self.controller.post("/v1/commissionPlans", rate)
        self.marketing = await self.company.person("marketing", "市场小何")
        self.weimin = await self.account(self.rep, "杭州为民", region="华东", tier="TIER_A")
        self.qinghe = await self.account(self.rep, "青禾农业", region="华东")
        self.far = await self.account(self.li, "广州远航", region="华南")
        contact = {"accountId": self.weimin, "name": "王敏", "title": "采购经理"}
        self.contact = await self.rep.post("/v1/contacts", contact)
        await self._sign()
        await self._sell()
        await self._care()
        await self._ask()
        await self.world.settle()
        teams = await self.company.admin.everything("/v1/teams", "teams")
        self.teams = [UUID(team["id"]) for team in teams]
        return self

    async def links(self) -> dict[str, list[UUID]]:
        """What rows may hang on, by column."""
        pools = {kind: await self.operations.everything(f"/v1/{kind}Pools", f"{kind}Pools") for kind in ("lead", "account")}
        hung = {f"{kind}.pool_id": [UUID(pool["id"]) for pool in found] for kind, found in pools.items()}
        return {**hung, "lead.referrer_account_id": [UUID(self.weimin)]}

    async def _care(self) -> None:
        soon = (self.today + timedelta(days=7)).isoformat()
        await self.rep.post("/v1/doNotDisturbs", {"accountId": self.weimin, "untilDate": soon, "reason": "本周不接电话"})
        await self.rep.post("/v1/careDates", {"accountId": self.weimin, "occasion": "OCCASION_ANNIVERSARY", "month": 6, "day": 1})
        await self.rep.post("/v1/touches", {"type": "TOUCH_TYPE_LINK_CLICKED", "leadId": self.leads[0]["id"], "detail": "灌装机"})
        await self.rep.post(
            "/v1/intents", {"instalmentId": self.soon["id"], "kind": "INTENT_KIND_WILLING", "evidence": "财务说下周安排付款"}
        )
        receipt = {"legalEntityId": self.company.legal_entity_id, "tender": "TENDER_BANK", "receivedDate": self.today.isoformat()}
        came = await self.cashier.post("/v1/receipts", receipt | {"amount": {"currencyCode": "CNY", "amount": "1.00"}})
        claim = {"customerId": self.weimin, "evidence": "客户转账截图"}
        await self.rep.post(f"/v1/receipts/{came['id']}:claim", claim)
        back = {"kind": "ADJUSTMENT_KIND_REFUND", "reason": "付重了", "otherPayeeReason": "客户来函"}
        await self.accountant.post("/v1/adjustments", back | {"receiptId": came["id"]})
        limit = {"kind": "CREDIT_KIND_LIMIT", "reason": "年度授信", "amount": {"currencyCode": "CNY", "amount": "500000.00"}}
        asked = await self.rep.post("/v1/creditLimits", limit | {"customerId": self.weimin})
        await self.controller.post(f"/v1/creditLimits/{asked['id']}:approve", {})
        bill = {"customerId": self.weimin, "tender": "TENDER_BANK_BILL", "billNumber": "1234567890123456", "billDueDate": soon}
        await self.cashier.post("/v1/receipts", receipt | bill | {"amount": {"currencyCode": "CNY", "amount": "2.00"}})
        await self.states(self.weimin)
        trip = {"description": "上门服务费", "unitPrice": "800", "taxRate": "6"}
        charge = {"customerId": self.weimin, "legalEntityId": self.company.legal_entity_id, "lines": [trip]}
        await self.rep.post("/v1/serviceCharges", charge | {"visitDate": self.today.isoformat()})
        part = {"description": "备件", "unitPrice": "10", "quantity": "2"}
        await self.rep.post("/v1/orders", {"accountId": self.weimin, "lines": [part], "monthly": True})
        draft = {"fromId": self.rep.id, "reason": "TRANSFER_REASON_LEAVE", "rules": [{"successorIds": [self.manager.id]}]}
        await self.operations.post("/v1/transfers", draft)

        about = {"subjectType": "contract", "subjectId": self.soon["contractId"]}
        await self.rep.post("/v1/interactions", self._call() | about)

    async def _ask(self) -> None:
        plan = await self.accountant.get(f"/v1/paymentPlans/{self.soon['paymentPlanId']}")
        lines = [{"instalmentId": each["id"], "term": within(90, "80000.00")} for each in plan["instalments"]]
        await self.rep.post("/v1/planRevisions", {"paymentPlanId": plan["id"], "lines": lines, "reason": "补充协议"})
        line = {"description": "灌装线", "taxRate": "13", "gross": {"currencyCode": "CNY", "amount": "100.00"}}
        invoice = {"contractId": self.soon["contractId"], "type": "INVOICE_TYPE_VAT_ORDINARY", "lines": [line]}
        await self.rep.post("/v1/invoices", invoice)
        await self.accountant.post("/v1/apiKeys", {"name": "erp"})
        await self.controller.post("/v1/exports", {"resource": "accounts", "format": "EXPORT_FORMAT_CSV"})
        headers = {"content-type": "text/csv"}
        params = {"resource": "accounts", "fileName": "名单.csv"}
        answer = await self.operations.client.post("/v1/imports", params=params, content="名称\n甲公司\n".encode(), headers=headers)
        if answer.status_code != 201:
            raise Refused(answer.text)
