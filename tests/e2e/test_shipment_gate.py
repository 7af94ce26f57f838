"""款到发货: goods stay until the money is there, or until finance lets them go up to a day."""

from datetime import date
from typing import Any

import pytest

from tests.e2e.test_contract_to_cash import Deal
from tests.support.papers import upload
from tests.support.world import World

CNY = {"currencyCode": "CNY"}


async def signed(deal: Deal, total: str) -> tuple[str, Any]:
    """A contract whose goods are paid first, with a milestone for their shipment: where that is reached, and with what."""
    await deal.sign({"template": "payment_before_shipment"}, total)
    made = await deal.rep.post(f"{deal.path}/milestones", {"kind": "MILESTONE_KIND_SHIPPED", "plannedDate": "2025-12-20"})
    note = await upload(deal.delivery, "contract", deal.contract["id"], "delivery_note")
    await deal.world.settle()
    return f"{deal.path}/milestones/{made['id']}:reach", {"evidenceAttachmentId": note}


@pytest.mark.capability("M-22", "P-43")
async def test_goods_that_are_paid_first_are_shipped_once_the_money_is_allocated(earth: World) -> None:
    deal = await Deal(await earth.company()).staff()
    ship, evidence = await signed(deal, "80000.00")
    problem = await deal.delivery.refused(409, "SHIPMENT_HELD", "POST", ship, evidence)
    assert problem["metadata"] == {"open": "80000.00 CNY", "instalments": "全款"}
    held = await deal.rep.get(f"{deal.path}/shipment")
    [all_of_it] = await deal.instalments()
    assert (held["held"], held["open"]["amount"], held["gates"][0]["instalmentId"]) == (True, "80000.00", all_of_it["id"])

    # The goods are ready, what hangs on that is owed, and part of it is paid: they stay.
    ready = await deal.milestone("MILESTONE_KIND_READY_TO_SHIP")
    await deal.delivery.post(f"{deal.path}/milestones/{ready}:reach", evidence)
    await earth.settle()
    await deal.allocate(await deal.receive("30000.00"), all_of_it, "30000.00")
    await earth.settle()
    problem = await deal.delivery.refused(409, "SHIPMENT_HELD", "POST", ship, evidence)
    assert problem["metadata"]["open"] == "50000.00 CNY"

    # The rest comes, and they go.
    rest = await deal.receive("50000.00")
    await deal.allocate(rest, all_of_it, "50000.00")
    await earth.settle()
    assert not (await deal.rep.get(f"{deal.path}/shipment"))["held"]
    shipped = await deal.delivery.post(ship, evidence)
    assert shipped["actualDate"] == "2025-12-01"


@pytest.mark.capability("M-22", "P-43")
async def test_goods_that_finance_releases_go_up_to_the_last_day_of_the_release(earth: World) -> None:
    deal = await Deal(await earth.company()).staff()
    ship, evidence = await signed(deal, "80000.00")
    body = {
        "customerId": deal.account["id"],
        "kind": "CREDIT_KIND_RELEASE",
        "contractId": deal.contract["id"],
        "amount": {**CNY, "amount": "80000.00"},
        "validUntilDate": "2025-12-05",
        "reason": "客户催货，货款在途",
    }
    asked = await deal.rep.post("/v1/creditLimits", body)
    await earth.settle()
    await deal.delivery.refused(409, "SHIPMENT_HELD", "POST", ship, evidence)
    await deal.controller.post(f"/v1/creditLimits/{asked['id']}:approve")
    await earth.settle()
    free = await deal.rep.get(f"{deal.path}/shipment")
    assert (free["held"], free["released"]["amount"], free["releasedUntilDate"]) == (False, "80000.00", "2025-12-05")

    # Its last day is past: held again. Another one lets them go.
    await earth.advance(deal.company, date(2025, 12, 6))
    await deal.delivery.refused(409, "SHIPMENT_HELD", "POST", ship, evidence)
    asked = await deal.rep.post("/v1/creditLimits", {**body, "validUntilDate": "2025-12-10"})
    await deal.rep.refused(403, "PERMISSION_DENIED", "POST", f"/v1/creditLimits/{asked['id']}:approve", {})
    await deal.controller.post(f"/v1/creditLimits/{asked['id']}:approve")
    await earth.settle()
    assert (await deal.delivery.post(ship, evidence))["actualDate"] == "2025-12-06"
