"""A contract is invoiced, part of it is taken back in red, and what was paid of that is the customer's money again: every figure agrees."""

from typing import Any

import pytest

from tests.e2e.test_contract_to_cash import Deal
from tests.support.world import World


def cny(amount: str) -> dict[str, str]:
    return {"currencyCode": "CNY", "amount": amount}


def line(gross: str, rate: str) -> dict[str, Any]:
    return {"description": "灌装线", "taxRate": rate, "gross": cny(gross)}


@pytest.mark.capability("M-25", "M-07", "R-15")
async def test_an_invoice_is_asked_for_issued_booked_and_taken_back_in_part(earth: World) -> None:
    deal = await (await Deal(await earth.company()).staff()).sign()
    await deal.rep.patch(
        f"/v1/accounts/{deal.account['id']}", {"invoiceProfile": {"title": "杭州为民机械有限公司", "taxNumber": "91330100MA27XL0000"}}
    )
    await earth.settle()
    await deal.company.facts()
    down = (await deal.instalments())[0]

    # Sales asks, finance approves, the tax system issues: two rates of tax, exact to the cent.
    asked = {
        "contractId": deal.contract["id"],
        "type": "INVOICE_TYPE_VAT_SPECIAL",
        "lines": [line("80000.00", "13"), line("10000.00", "6")],
        "coverage": [{"instalmentId": down["id"]}],
    }
    invoice = await deal.rep.post("/v1/invoices", asked)
    path = f"/v1/invoices/{invoice['id']}"
    assert invoice["invoicee"]["taxNumber"] == "91330100MA27XL0000"
    assert [invoice[name]["amount"] for name in ("net", "tax", "gross")] == ["80230.42", "9769.58", "90000.00"]
    await deal.rep.refused(403, "PERMISSION_DENIED", "POST", f"{path}:approve", {})
    await deal.controller.post(f"{path}:approve")
    await deal.accountant.post(f"{path}:issue", {"invoiceNumber": "25332000000012345678"})
    await deal.company.expect_facts("InvoiceRequested", "InvoiceApproved", "InvoiceIssued")
    assert (await deal.instalments())[0]["invoiced"]["amount"] == "90000.00"
    await deal.agrees()

    # Whose move it is, the path says, and the person who has it a to-do.
    assert await standing(deal) == ("INVOICE_PROGRESS_ISSUED", "invoice_deliver")
    await deal.rep.post(f"{path}:deliver", {"note": "王会计的邮箱"})
    await earth.settle()
    assert await standing(deal) == ("INVOICE_PROGRESS_DELIVERED", "invoice_book")
    await deal.rep.post(f"{path}:book")
    await earth.settle()
    assert await standing(deal) == ("INVOICE_PROGRESS_BOOKED", "")
    await deal.company.expect_facts("InvoiceDelivered", "InvoiceBooked")

    # The customer pays, then sends goods back: one asks for the red invoice, another approves, both sides confirm.
    await deal.allocate(await deal.receive("90000.00"), down, "90000.00")
    asked_red = {"reason": "RED_REASON_GOODS_RETURNED", "amount": cny("9000.00")}
    red = await deal.accountant.post(f"{path}:requestRed", asked_red)
    red_path = f"/v1/invoices/{red['id']}"
    await deal.accountant.refused(403, "PERMISSION_DENIED", "POST", f"{red_path}:approveRed", {})
    await deal.controller.post(f"{red_path}:approveRed")
    number = {"invoiceNumber": "25332000000012345679"}
    await deal.accountant.refused(409, "CONFIRMATION_MISSING", "POST", f"{red_path}:issue", number)
    await deal.accountant.post(f"{red_path}:confirmRed", {"confirmationNumber": "3301002512000001"})
    red = await deal.accountant.post(f"{red_path}:issue", number)
    assert red["gross"]["amount"] == "-9000.00"
    credit = await deal.accountant.get(f"/v1/receipts/{red['creditId']}")
    assert (credit["tender"], credit["unapplied"]["amount"]) == ("TENDER_CREDIT", "9000.00")
    too_much = {"reason": "RED_REASON_ALLOWANCE", "amount": cny("81000.01")}
    await deal.accountant.refused(409, "RED_TOO_LARGE", "POST", f"{path}:requestRed", too_much)
    left = await deal.accountant.get(path)
    assert (left["reduced"]["amount"], left["covered"]["amount"]) == ("9000.00", "81000.00")
    await deal.agrees()


async def standing(deal: Deal) -> tuple[str, str]:
    """How far the invoices of the down payment are, and which to-do about one its owner has."""
    todos = (await deal.rep.get("/v1/todos", filter="state = OPEN"))["todos"]
    kinds = [each["kind"] for each in todos if each["kind"].startswith("invoice_")]
    return (await deal.instalments())[0]["invoiceProgress"], " ".join(kinds)
