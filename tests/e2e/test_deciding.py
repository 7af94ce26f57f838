"""What one person asks for is a to-do of those who may decide, until one of them does or it is taken back."""

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
