"""A frame contract and its call-offs: ordered, approved by another, released within the limit, delivered lot by lot, owed and paid."""

from datetime import date
from typing import Any

import pytest

from tests.e2e.test_contract_to_cash import Deal
from tests.support.papers import upload
from tests.support.world import World

CNY = {"currencyCode": "CNY"}
ON_ARRIVAL = {
    "terms": [
        {
            "name": "到货款",
            "share": "100",
            "trigger": {"anchors": [{"milestoneKind": "MILESTONE_KIND_ARRIVED"}]},
            "credit": {"offset": {"amount": 30, "unit": "OFFSET_UNIT_DAYS"}},
        }
    ]
}


async def framed(deal: Deal, **fields: Any) -> Any:
    """A frame contract of the customer, in effect."""
    deal.account = await deal.rep.post("/v1/accounts", {"name": "杭州为民机械有限公司"})
    await deal.world.settle()
    body = {"name": "年度框架", "accountId": deal.account["id"], "currency": "CNY", "frame": True, "endDate": "2026-12-31", **fields}
    contract = await deal.rep.post("/v1/contracts", body)
    path = f"/v1/contracts/{contract['id']}"
    await deal.manager.post(f"{path}:approve")
    await deal.commercial.post(f"{path}:seal")
    scan = await upload(deal.commercial, "contract", contract["id"], "contract_scan")
    await deal.commercial.post(f"{path}:recordReturn", {"scanAttachmentId": scan})
    effective = await deal.commercial.post(f"{path}:makeEffective")
    await deal.world.settle()
    return effective


async def ordered(deal: Deal, contract: Any, price: str = "1000.01", quantity: str = "3", **fields: Any) -> str:
    """The path of a call-off that is approved."""
    line = {"description": "备件", "quantity": quantity, "unitPrice": price, "taxRate": "13"}
    body = {"contractId": contract["id"], "pricesIncludeTax": True, "lines": [line], **fields}
    order = await deal.rep.post("/v1/orders", body)
    path = f"/v1/orders/{order['id']}"
    await deal.rep.post(f"{path}:submit")
    await deal.manager.post(f"{path}:approve")
    await deal.world.settle()
    return path


async def delivered(deal: Deal, path: str, *lots: tuple[str, str], **fields: Any) -> Any:
    note = await upload(deal.delivery, "sales_order", path.rpartition("/")[2], "delivery_note")
    wanted = [{"lotCode": code, "quantity": quantity} for code, quantity in lots]
    done = await deal.delivery.post(f"{path}:deliver", {"lots": wanted, "evidenceAttachmentId": note, **fields})
    await deal.world.settle()
    return done


async def owing(deal: Deal, basis: str) -> list[Any]:
    return await deal.accountant.everything("/v1/instalments", "instalments", filter=f"basis = {basis}", orderBy="create_time")


@pytest.mark.capability("P-43", "P-55", "R-01")
async def test_an_order_is_delivered_owed_and_paid(earth: World) -> None:
    deal = await Deal(await earth.company()).staff()
    company = deal.company
    contract = await framed(deal, frameLimit={**CNY, "amount": "5000.00"})
    await company.facts()
    lots = [
        {"code": "1-a", "lineCode": "1", "quantity": "2", "plannedDate": "2025-12-20"},
        {"code": "1-b", "lineCode": "1", "quantity": "1", "plannedDate": "2025-12-30"},
    ]
    path = await ordered(deal, contract, lots=lots, terms=ON_ARRIVAL)
    await company.expect_facts("OrderApproved", "OrderCreditChecked")

    # Maker is not checker, a call-off stays within the limit, and who sells does not release.
    second = await ordered(deal, contract, terms=ON_ARRIVAL)
    await company.facts()
    own = await deal.manager.post(
        "/v1/orders", {"contractId": contract["id"], "lines": [{"description": "x", "unitPrice": "1"}], "terms": ON_ARRIVAL}
    )
    await deal.manager.post(f"/v1/orders/{own['id']}:submit")
    await deal.manager.refused(403, "MAKER_IS_CHECKER", "POST", f"/v1/orders/{own['id']}:approve", {})
    await deal.rep.refused(403, "PERMISSION_DENIED", "POST", f"{path}:release", {})
    await deal.commercial.post(f"{path}:release")
    await deal.commercial.refused(409, "FRAME_LIMIT_EXCEEDED", "POST", f"{second}:release", {})
    assert (await deal.rep.get(f"/v1/contracts/{contract['id']}"))["calledOff"]["amount"] == "3000.03"
    await earth.settle()
    await company.expect_facts("OrderReleased", "PlanCreated")
    [planned] = await owing(deal, "ORDER")
    assert (planned["claimState"], planned["amount"]["amount"], planned["contractNumber"]) == ("CLAIM_STATE_PLANNED", "3000.03", "DD000001")

    # Without evidence nothing is delivered; the money is owed when the last lot is there.
    await deal.delivery.refused(400, "EVIDENCE_MISSING", "POST", f"{path}:deliver", {})
    order = await delivered(deal, path, ("1-a", "2"))
    assert (order["state"], order["delivered"]["amount"]) == ("SALES_ORDER_STATE_DELIVERING", "2000.02")
    order = await delivered(deal, path)
    await company.expect_facts("2 OrderDelivered", "PlanRevised", "InstalmentClaimable")
    assert order["state"] == "SALES_ORDER_STATE_DELIVERED"

    # A wrong note is taken back by a record of its own, and what was owed is planned again.
    wrong = order["deliveries"][1]["id"]
    await deal.delivery.post(f"{path}/deliveries/{wrong}:reverse", {"reason": "签收单拿错了"})
    await earth.settle()
    assert [each["claimState"] for each in await owing(deal, "ORDER")] == ["CLAIM_STATE_PLANNED"]
    assert await deal.owed() == "0.00"
    await deal.agrees()
    await delivered(deal, path, ("1-b", "1"))
    [claim] = await owing(deal, "ORDER")
    assert (claim["claimState"], claim["claimDate"], claim["dueDate"]) == ("CLAIM_STATE_CLAIMABLE", "2025-12-01", "2025-12-31")
    assert await deal.owed() == "3000.03"
    receipt = await deal.receive("3000.03")
    await deal.allocate(receipt, claim, "3000.03")
    await earth.settle()
    assert [each["claimState"] for each in await owing(deal, "ORDER")] == ["CLAIM_STATE_CLOSED"]
    assert await deal.owed() == "0.00"
    await deal.agrees()
    await deal.commercial.post(f"{path}:close")
    await deal.commercial.post(f"{second}:cancel", {"reason": "额度不足"})


@pytest.mark.capability("P-55", "R-01")
async def test_deliveries_of_a_month_are_one_instalment(earth: World) -> None:
    deal = await Deal(await earth.company()).staff()
    contract = await framed(deal, monthly=True, cutOffDay=25, creditDays=30)
    first, second = await ordered(deal, contract, "100.01"), await ordered(deal, contract, "50.00")
    for path in (first, second):
        await deal.commercial.post(f"{path}:release")
    await earth.settle()
    assert await owing(deal, "MONTHLY_STATEMENT") == []
    await delivered(deal, first, ("1", "2"))
    order = await delivered(deal, second)
    [month] = await owing(deal, "MONTHLY_STATEMENT")
    assert (month["amount"]["amount"], month["claimState"], month["contractNumber"]) == ("350.02", "CLAIM_STATE_PLANNED", "月结 2025-12-25")

    # On the day after its closing day it is owed; what comes late, and what is taken back, belong to the next.
    await earth.advance(deal.company, date(2025, 12, 26))
    [month] = await owing(deal, "MONTHLY_STATEMENT")
    assert (month["claimState"], month["claimDate"], month["dueDate"]) == ("CLAIM_STATE_CLAIMABLE", "2025-12-25", "2026-01-26")
    wrong = order["deliveries"][0]["id"]
    await deal.delivery.post(f"{second}/deliveries/{wrong}:reverse", {"reason": "客户拒收"})
    await earth.settle()
    assert len(await owing(deal, "MONTHLY_STATEMENT")) == 1
    await delivered(deal, first, deliveryDate="2025-12-20")
    await delivered(deal, second)
    months = await owing(deal, "MONTHLY_STATEMENT")
    assert [each["amount"]["amount"] for each in months] == ["350.02", "100.01"]
    lines = await deal.accountant.get(f"/v1/paymentPlans/{months[1]['paymentPlanId']}/monthlyLines")
    assert sorted(each["amount"]["amount"] for each in lines["monthlyLines"]) == ["100.01"]
    assert await deal.owed() == "350.02"
    await deal.agrees()


@pytest.mark.capability("M-22", "P-43")
async def test_an_order_beyond_the_limit_waits_until_another_person_lets_it_go(earth: World) -> None:
    deal = await Deal(await earth.company()).staff()
    contract = await framed(deal)
    until, customer = "2025-12-31", deal.account["id"]

    async def granted(kind: str, amount: str, **fields: str) -> None:
        body = {"customerId": customer, "kind": f"CREDIT_KIND_{kind}", "amount": {**CNY, "amount": amount}, "reason": "年度授信", **fields}
        asked = await deal.accountant.post("/v1/creditLimits", body)
        await deal.controller.post(f"/v1/creditLimits/{asked['id']}:approve")
        await earth.settle()

    await granted("LIMIT", "100.00")
    path = await ordered(deal, contract, "40.00", terms=ON_ARRIVAL)
    order = await deal.rep.get(path)
    assert (order["credit"], [why["code"] for why in order["creditReasons"]]) == ("ORDER_CREDIT_HELD", ["CREDIT_LIMIT_EXCEEDED"])
    problem = await deal.commercial.refused(409, "CREDIT_HELD", "POST", f"{path}:release", {})
    assert "20.00 CNY" in problem["metadata"]["reasons"]

    # Who asks is answered; nobody releases while the answer is on its way.
    assert (await deal.rep.post(f"{path}:checkCredit"))["credit"] == "ORDER_CREDIT_PENDING"
    await earth.settle()
    assert (await deal.rep.get(path))["credit"] == "ORDER_CREDIT_HELD"

    await granted("RELEASE", "20.00", validUntilDate=until)
    assert (await deal.rep.get(path))["credit"] == "ORDER_CREDIT_CLEAR"
    await deal.commercial.post(f"{path}:release")
    await earth.settle()
    exposure = await deal.accountant.get(f"/v1/exposureReport?customerId={customer}")
    assert [row["exposure"]["amount"] for row in exposure["rows"]] == ["120.00"]
