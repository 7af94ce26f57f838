"""Bills on a real server: what they pay when, the days on which something is said, and who may do what."""

from datetime import date

import pytest

from crm.receivables.v1 import bills_pb2 as bills
from crm.receivables.v1 import receivables_pb2 as pb
from tests.integration.receivables.company import Company, amount, money, to

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.capability("M-12")]

NUMBER = "63131000000012025120100000{:03}1"


async def bill_over(company: Company, given: str, number: int, *, tender: "pb.Tender.ValueType" = pb.TENDER_COMMERCIAL_BILL) -> bills.Bill:
    """A bill that came today, is due on 2 March 2026, and can be split."""
    cents = int(given.replace(".", ""))
    told = {"bill_number": NUMBER.format(number), "bill_due_date": "2026-03-02", "bill_sub_range": f"1-{cents}"}
    receipt = await company.receive(given, tender=tender, bill_acceptor="苏州精工医疗器械有限公司", **told)
    return await bill_of(company, receipt.bill_id)


async def bill_of(company: Company, id: str) -> bills.Bill:
    found: bills.Bill = await company.ask("GetBill", bills.GetBillRequest(bill_id=id))
    return found


async def steps(company: Company) -> dict[str, int]:
    report: pb.CollectionPath = await company.ask("ReportCollectionPath", pb.ReportCollectionPathRequest())
    return {pb.CollectionStep.Name(row.step).removeprefix("COLLECTION_STEP_"): row.amount.minor for row in report.totals}


async def collected(company: Company) -> int:
    asked = pb.ReportKeyFiguresRequest(from_date="2025-12-01", to_date=company.today.isoformat())
    report: pb.KeyFigures = await company.ask("ReportKeyFigures", asked)
    return sum(row.collected.minor for row in report.totals)


async def test_a_commercial_bill_pays_when_it_is_paid_and_a_bank_bill_when_it_comes(company: Company) -> None:
    down, *_ = await company.instalments(await company.sign("100000.00"))
    bank = await bill_over(company, "10000.00", 1, tender=pb.TENDER_BANK_BILL)
    await company.allocate(await company.receipt(bank.receipt_id), to(down))
    commercial = await bill_over(company, "20000.00", 2)
    receipt = await company.allocate(await company.receipt(commercial.receipt_id), to(down))
    assert (receipt.allocations[0].kind, amount(receipt.in_bills), amount(receipt.allocated)) == (3, "20000.00", "0.00")
    assert await collected(company) == 1_000_000
    assert (await steps(company))["BILL"] == 2_000_000
    assert await company.owed() == "20000.00"
    await company.walk_to(date(2026, 3, 2))
    said = await company.said()
    assert said.count("BillPresentable") == said.count("BillMatured") == 2
    await company.ask("PresentBill", bills.PresentBillRequest(bill_id=commercial.id), by=company.cashier)
    paid = await company.ask("PayBill", bills.PayBillRequest(bill_id=commercial.id), by=company.cashier)
    assert paid.state == bills.BILL_STATE_PAID
    assert await collected(company) == 3_000_000
    assert "BILL" not in await steps(company)
    assert await company.owed() == "0.00"
    await company.agrees()


async def test_a_bill_that_is_not_paid_leaves_the_claim_as_old_as_it_was(company: Company) -> None:
    down, *_ = await company.instalments(await company.sign("100000.00"))
    bill = await bill_over(company, "30000.00", 3, tender=pb.TENDER_BANK_BILL)
    await company.allocate(await company.receipt(bill.receipt_id), to(down))
    assert await company.owed() == "0.00"
    await company.walk_to(date(2026, 3, 4))
    asked = bills.DishonourBillRequest(bill_id=bill.id, reason="承兑人账户余额不足")
    dishonoured = await company.ask("DishonourBill", asked)
    assert (dishonoured.state, dishonoured.recourse) == (bills.BILL_STATE_DISHONOURED, bills.RECOURSE_OPEN)
    reopened = await company.ask("GetInstalment", pb.GetInstalmentRequest(instalment_id=down.id))
    assert (reopened.due_date, amount(reopened.open)) == (down.due_date, "30000.00")
    report = await company.ageing()
    assert [bucket.minor for bucket in report.totals[0].amounts][4] == 3_000_000
    assert "BillDishonoured" in await company.said()
    await company.agrees()


async def test_a_bill_is_split_endorsed_in_part_and_discounted_by_two_persons(company: Company) -> None:
    bill = await bill_over(company, "30000.00", 4)
    split = await company.ask("SplitBill", bills.SplitBillRequest(bill_id=bill.id, amount=money("CNY", "10000.00")))
    first, second = split.part_ids
    asked = bills.BillRequest(act=bills.BILL_ACT_ENDORSED, counterparty="无锡精密铸造有限公司")
    await company.ask("RequestBillAct", bills.RequestBillActRequest(bill_id=first, asked=asked))
    approve = bills.ApproveBillActRequest(bill_id=first)
    endorsed = await company.ask("ApproveBillAct", approve, by=company.manager)
    assert (endorsed.state, endorsed.recourse, endorsed.sub_range) == (bills.BILL_STATE_ENDORSED, bills.RECOURSE_CONTINGENT, "1-1000000")
    bank = bills.BillRequest(
        act=bills.BILL_ACT_DISCOUNTED, counterparty="江苏银行", bank_account_id=company.legal_entity_id, interest=money("CNY", "123.45")
    )
    await company.ask("RequestBillAct", bills.RequestBillActRequest(bill_id=second, asked=bank))
    await company.ask("ApproveBillAct", bills.ApproveBillActRequest(bill_id=second), by=company.manager)
    assert await company.balance("NOTES") == "0.00"
    assert await company.balance("DISCOUNT_INTEREST") == "123.45"
    report: bills.BillReport = await company.ask("ReportBills", bills.ReportBillsRequest())
    assert [(row.contingent.minor, row.unmatured.minor, row.held.minor) for row in report.rows] == [(1_000_000, 1_000_000, 0)]
    await company.agrees()
    taken = bills.TakeBackBillStepRequest(bill_id=second, reason="登记有误")
    await company.refused("MAKER_IS_CHECKER", "TakeBackBillStep", taken, by=company.manager)


async def test_a_receipt_that_is_reversed_takes_its_bill_with_it(company: Company) -> None:
    bill = await bill_over(company, "30000.00", 5)
    await company.reverse(await company.receipt(bill.receipt_id))
    assert (await bill_of(company, bill.id)).state == bills.BILL_STATE_REVERSED
    assert await company.balance("NOTES") == "0.00"
    await company.agrees()


async def test_the_policy_of_a_tender_holds_for_what_comes_afterwards(company: Company) -> None:
    before = await bill_over(company, "100.00", 6)
    policies = [pb.TenderPolicy(tender=pb.TENDER_COMMERCIAL_BILL, collected_when=pb.COLLECTED_WHEN_RECEIVED)]
    asked = pb.UpdateReceivableSettingsRequest(receivable_settings=pb.ReceivableSettings(tender_policies=policies))
    await company.ask("UpdateReceivableSettings", asked, by=company.manager)
    after = await bill_over(company, "100.00", 7)
    counts = [(await company.receipt(each.receipt_id)).collected_when for each in (before, after)]
    assert counts == [pb.COLLECTED_WHEN_PAID, pb.COLLECTED_WHEN_RECEIVED]


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ({"bill_number": "123", "bill_due_date": "2026-03-02"}, "BILL_NUMBER_INVALID"),
        ({"bill_number": NUMBER.format(8)}, "BILL_DUE_DATE_MISSING"),
        ({"bill_number": NUMBER.format(8), "bill_due_date": "2026-03-02", "bill_sub_range": "1-99"}, "SUB_RANGE_INVALID"),
    ],
)
async def test_a_bill_that_cannot_be_is_refused(company: Company, told: dict[str, str], reason: str) -> None:
    receipt = company.incoming("10000.00", tender=pb.TENDER_COMMERCIAL_BILL, **told)
    await company.refused(reason, "CreateReceipt", pb.CreateReceiptRequest(receipt=receipt), by=company.cashier)
