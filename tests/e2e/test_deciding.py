"""What one person asks for is a to-do of those who may decide, until one of them does or it is taken back."""

from datetime import date
from typing import Any

import pytest

from tests.e2e.test_contract_to_cash import Deal
from tests.support.signing import within
from tests.support.world import Person, World


def cny(amount: str) -> dict[str, str]:
    return {"currencyCode": "CNY", "amount": amount}


async def asked_of(*people: Person) -> list[list[str]]:
    found = [(await person.get("/v1/todos", filter=f'state = OPEN AND owner_id = "{person.id}"'))["todos"] for person in people]
    return [sorted(todo["kind"] for todo in todos) for todos in found]


@pytest.mark.capability("M-05", "M-22", "R-14", "X-17")
async def test_money_that_waits_for_a_second_person_is_on_the_list_of_who_may_decide(earth: World) -> None:
    deal = await (await Deal(await earth.company()).staff()).sign()
    boss = await deal.company.person("executive", "总经理")
    down, *_ = await deal.instalments()
    manager, rep, accountant, controller = deal.manager, deal.rep, deal.accountant, deal.controller
    before = await asked_of(rep)

    # Turned down, and taken back by who asked.
    write_off = {"kind": "ADJUSTMENT_KIND_WRITE_OFF", "instalmentId": down["id"], "amount": cny("30000.00"), "reason": "客户破产"}
    for verb, decides, body in (("reject", controller, {"reason": "先走诉讼"}), ("withdraw", accountant, {})):
        adjustment = await accountant.post("/v1/adjustments", write_off)
        await earth.settle()
        assert await asked_of(controller, accountant, boss, rep) == [["adjustment_approve"], [], [], *before]
        (todo,) = (await controller.get("/v1/todos", filter="state = OPEN"))["todos"]
        assert (todo["subjectId"], todo["items"][0]["amount"]["amount"]) == (adjustment["id"], "30000.00")
        assert "客户破产" in todo["reasons"][0]["text"]
        await decides.post(f"/v1/adjustments/{adjustment['id']}:{verb}", body)
        await earth.settle()
        assert await asked_of(controller) == [[]]

    # A great one needs an executive besides.
    limit: dict[str, Any] = {"customerId": deal.account["id"], "kind": "CREDIT_KIND_LIMIT", "reason": "年度授信"}
    asked = await rep.post("/v1/creditLimits", {**limit, "amount": cny("90000000.00")})
    await earth.settle()
    assert await asked_of(controller, boss, rep) == [["credit_approve"], [], *before]
    await controller.post(f"/v1/creditLimits/{asked['id']}:approve")
    await earth.settle()
    assert await asked_of(controller, boss) == [[], ["credit_confirm"]]
    await boss.post(f"/v1/creditLimits/{asked['id']}:confirm")
    await earth.settle()
    assert await asked_of(controller, boss) == [[], []]

    # Two sides decide on a plan, in any order.
    plan = await deal.plan()
    moved = [{"instalmentId": each["id"], "term": within(30, each["amount"]["amount"])} for each in plan["instalments"]]
    asked = await rep.post("/v1/planRevisions", {"paymentPlanId": plan["id"], "lines": moved, "reason": "客户要求延期"})
    await earth.settle()
    assert await asked_of(manager, controller) == [["plan_revision_approve"], ["plan_revision_confirm"]]
    await controller.post(f"/v1/planRevisions/{asked['id']}:confirm")
    await earth.settle()
    assert await asked_of(manager, controller) == [["plan_revision_approve"], []]
    await manager.post(f"/v1/planRevisions/{asked['id']}:approve")
    await earth.settle()
    assert await asked_of(manager, controller) == [[], []]


@pytest.mark.capability("M-04", "M-08", "M-11", "X-17")
async def test_what_finance_asks_of_finance_is_on_the_list_of_a_second_person(earth: World) -> None:
    deal = await (await Deal(await earth.company()).staff()).sign()
    company, accountant, controller = deal.company, deal.accountant, deal.controller
    second = await company.newcomer("receivables_accountant", "会计小钱")
    operations = await company.person("operations", "运营小李")
    down, *_ = await deal.instalments()

    # Turned down, then carried out.
    receipt = await deal.receive("90000.00")
    paid = await deal.allocate(receipt, down, "90000.00")
    asked = {"allocationIds": [paid["allocations"][0]["id"]], "reason": "核销错合同"}
    for verb in ("declineReversal", "approveReversal"):
        await accountant.post(f"/v1/receipts/{receipt['id']}:reverse", asked)
        await earth.settle()
        assert await asked_of(controller, accountant, second) == [["reversal_approve"], [], []]
        (todo,) = (await controller.get("/v1/todos", filter="state = OPEN"))["todos"]
        assert (todo["subjectType"], todo["subjectId"]) == ("receipt", receipt["id"])
        assert todo["items"][0]["amount"]["amount"] == "90000.00"
        await controller.post(f"/v1/receipts/{receipt['id']}:{verb}")
        await earth.settle()
        assert await asked_of(controller) == [[]]

    # Either of the two who may, and not who said it.
    payer = {"customerId": deal.account["id"], "payerName": "王五五金店", "evidence": "三方付款协议"}
    for verb, decides in (("confirm", second), ("end", accountant)):
        alias = await accountant.post("/v1/payerAliases", payer)
        await earth.settle()
        assert await asked_of(controller, second, accountant) == [["payer_alias_confirm"], ["payer_alias_confirm"], []]
        await decides.post(f"/v1/payerAliases/{alias['id']}:{verb}")
        await earth.settle()
        assert await asked_of(controller, second) == [[], []]

    # Discarded by who prepared it, then posted by the other.
    rates = [{"fromDays": 0, "rate": "0.5"}, {"fromDays": 1, "rate": "2"}]
    await operations.patch("/v1/receivableSettings", {"provisionRates": rates})
    periods = f"/v1/legalEntities/{company.legal_entity_id}/fiscalPeriods"
    month = {"name": "2025-12", "startDate": "2025-12-01", "endDate": "2025-12-31"}
    period = await controller.post(periods, month)
    await earth.advance(company, date(2026, 1, 5))
    before = await asked_of(controller, accountant)
    for verb, decides in (("discard", accountant), ("post", controller)):
        run = await accountant.post(f"{periods}/{period['id']}:prepareProvision")
        await earth.settle()
        assert await asked_of(controller, accountant) == [sorted([*before[0], "provision_confirm"]), before[1]]
        (todo,) = (await controller.get("/v1/todos", filter="state = OPEN AND kind = provision_confirm"))["todos"]
        assert todo["reasons"][0]["parameters"]["fiscal_period_id"] == period["id"]
        await decides.post(f"/v1/provisionRuns/{run['id']}:{verb}")
        await earth.settle()
        assert await asked_of(controller, accountant) == before
