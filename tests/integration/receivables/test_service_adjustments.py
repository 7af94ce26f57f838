"""Refunds, write-offs, rounding differences and bank fees over the wire: who asks, who approves, and what the books say then."""

import asyncio
from typing import Any

import pytest

from chassis.errors import DomainError
from chassis.principal import Principal
from crm.receivables.v1 import adjustments_pb2 as pb
from crm.receivables.v1 import receivables_pb2 as books
from tests.integration.receivables.company import ACCOUNTANT, CASHIER, MANAGER, READ, Company, amount, cny, to

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.capability("M-08")]

REFUND, WRITE_OFF = pb.ADJUSTMENT_KIND_REFUND, pb.ADJUSTMENT_KIND_WRITE_OFF
ROUNDING, BANK_FEE = pb.ADJUSTMENT_KIND_ROUNDING, pb.ADJUSTMENT_KIND_BANK_FEE
REQUESTED, APPROVED, POSTED = pb.ADJUSTMENT_STATE_REQUESTED, pb.ADJUSTMENT_STATE_APPROVED, pb.ADJUSTMENT_STATE_POSTED
PAYER = "6222 0001 0002"


class Desk:
    """Who asks for adjustments, approves, confirms and pays them."""

    def __init__(self, company: Company) -> None:
        self.company = company
        self.accountant = company.somebody(*ACCOUNTANT, "adjustment.read", "adjustment.request")
        self.manager = company.somebody(*MANAGER, "adjustment.read", "adjustment.approve", "adjustment.reject")
        self.executive = company.somebody(*READ, "adjustment.read", "adjustment.confirm", "adjustment.reject")
        self.cashier = company.somebody(*CASHIER, "adjustment.read", "adjustment.pay")

    def body(self, kind: pb.AdjustmentKind.ValueType, given: str = "", **fields: Any) -> pb.CreateAdjustmentRequest:
        body = pb.Adjustment(kind=kind, reason="客户已注销", **fields)
        if given:
            body.amount.CopyFrom(cny(given))
        return pb.CreateAdjustmentRequest(adjustment=body)

    async def ask(self, kind: pb.AdjustmentKind.ValueType, given: str = "", **fields: Any) -> pb.Adjustment:
        made: pb.Adjustment = await self.company.ask("CreateAdjustment", self.body(kind, given, **fields), by=self.accountant)
        return made

    async def refused(self, reason: str, kind: pb.AdjustmentKind.ValueType, given: str = "", **fields: Any) -> DomainError:
        return await self.company.refused(reason, "CreateAdjustment", self.body(kind, given, **fields), by=self.accountant)

    async def approve(self, of: pb.Adjustment, by: Principal | None = None) -> pb.Adjustment:
        request = pb.ApproveAdjustmentRequest(adjustment_id=of.id)
        done: pb.Adjustment = await self.company.ask("ApproveAdjustment", request, by=by or self.manager)
        return done

    async def confirm(self, of: pb.Adjustment) -> pb.Adjustment:
        request = pb.ConfirmAdjustmentRequest(adjustment_id=of.id)
        done: pb.Adjustment = await self.company.ask("ConfirmAdjustment", request, by=self.executive)
        return done

    async def pay(self, of: pb.Adjustment, reference: str = "TK-1") -> pb.Adjustment:
        request = pb.PayAdjustmentRequest(adjustment_id=of.id, bank_reference=reference)
        done: pb.Adjustment = await self.company.ask("PayAdjustment", request, by=self.cashier)
        return done

    async def take_back(self, of: pb.Adjustment, given: str = "") -> pb.Adjustment:
        return await self.ask(pb.ADJUSTMENT_KIND_UNSPECIFIED, given, original_id=of.id)


@pytest.fixture
def desk(company: Company) -> Desk:
    return Desk(company)


@pytest.mark.capability("M-07")
async def test_what_was_paid_too_much_goes_back_to_the_payer_by_three_persons(company: Company, desk: Desk) -> None:
    (down, *_) = await company.instalments(await company.sign())
    receipt = await company.allocate(await company.receive("95000.00", payer_name="牡丹精工", payer_account=PAYER), to(down, "90000.00"))
    await desk.refused("ADJUSTMENT_TOO_LARGE", REFUND, "5000.01", receipt_id=receipt.id)
    asked = await desk.ask(REFUND, receipt_id=receipt.id)
    assert (asked.number, asked.state, amount(asked.amount), asked.payee_account) == ("TZ000001", REQUESTED, "5000.00", PAYER)
    assert (await desk.refused("ADJUSTMENT_PENDING", REFUND, "1.00", receipt_id=receipt.id)).metadata["adjustment_id"] == asked.id
    await company.refused(
        "NOT_APPROVED", "PayAdjustment", pb.PayAdjustmentRequest(adjustment_id=asked.id, bank_reference="TK-1"), by=desk.cashier
    )
    approved = await desk.approve(asked)
    assert (approved.state, amount((await company.receipt(receipt.id)).unapplied)) == (APPROVED, "5000.00")
    paid = await desk.pay(approved)
    assert (paid.state, paid.value_date, paid.bank_reference) == (POSTED, company.today.isoformat(), "TK-1")
    left = await company.receipt(receipt.id)
    assert (amount(left.unapplied), amount(left.refunded), amount(left.allocated)) == ("0.00", "5000.00", "90000.00")
    assert (await company.balance("CASH"), await company.balance("UNAPPLIED")) == ("90000.00", "0.00")
    asking = books.ReverseReceiptRequest(receipt_id=receipt.id, whole_receipt=True, reason="重复登记")
    await company.refused("RECEIPT_REFUNDED", "ReverseReceipt", asking)
    assert [name for name in await company.said() if name.startswith("Adjustment")] == [
        "AdjustmentRequested",
        "AdjustmentApproved",
        "AdjustmentPosted",
    ]
    await company.agrees()


async def test_a_refund_that_the_bank_returns_is_money_of_the_customer_again(company: Company, desk: Desk) -> None:
    receipt = await company.receive("5000.00", payer_account=PAYER)
    refund = await desk.pay(await desk.approve(await desk.ask(REFUND, "3000.00", receipt_id=receipt.id)))
    back = await desk.pay(await desk.approve(await desk.take_back(refund)), "TH-1")
    assert (back.original_id, back.state, back.kind) == (refund.id, POSTED, REFUND)
    left = await company.receipt(receipt.id)
    assert (amount(left.unapplied), amount(left.refunded), await company.balance("CASH")) == ("5000.00", "0.00", "5000.00")
    await company.agrees()


@pytest.mark.capability("M-11")
async def test_money_goes_to_another_account_than_the_payers_only_with_a_reason(company: Company, desk: Desk) -> None:
    receipt = await company.receive("5000.00", customer_id="", payer_account=PAYER)
    error = await desk.refused("PAYEE_UNKNOWN", REFUND, receipt_id=receipt.id, payee_account="6222 9999")
    assert error.metadata["field"] == "other_payee_reason"
    why = "付款账户已销户，客户来函指定"
    other = await desk.ask(REFUND, receipt_id=receipt.id, payee_account="6222 9999", other_payee_reason=why)
    await desk.pay(await desk.approve(other))
    assert await company.balance("UNIDENTIFIED") == "0.00"
    await company.agrees()


async def test_nobody_is_two_of_those_who_must_differ(company: Company, desk: Desk) -> None:
    (down, *_) = await company.instalments(await company.sign())
    both = company.somebody(
        *(*ACCOUNTANT, *MANAGER),
        *(f"adjustment.{act}" for act in ("read", "request", "approve", "confirm", "reject", "pay")),
    )
    asked: pb.Adjustment = await company.ask("CreateAdjustment", desk.body(WRITE_OFF, "200.00", instalment_id=down.id), by=both)
    error = await company.refused("MAKER_IS_CHECKER", "ApproveAdjustment", pb.ApproveAdjustmentRequest(adjustment_id=asked.id), by=both)
    assert error.metadata["field"] == "requested_by"
    seller = company.somebody(*ACCOUNTANT, "adjustment.request", person_id=company.lin.person_id)
    await company.refused("MAKER_IS_CHECKER", "CreateAdjustment", desk.body(WRITE_OFF, "1.00", instalment_id=down.id), by=seller)
    stranger = pb.WithdrawAdjustmentRequest(adjustment_id=asked.id)
    await company.refused("ADJUSTMENT_NOT_YOURS", "WithdrawAdjustment", stranger, by=desk.accountant)
    withdrawn = await company.ask("WithdrawAdjustment", stranger, by=both)
    assert withdrawn.state == pb.ADJUSTMENT_STATE_WITHDRAWN
    await company.refused("ADJUSTMENT_DECIDED", "ApproveAdjustment", pb.ApproveAdjustmentRequest(adjustment_id=asked.id), by=desk.manager)
    assert await company.balance("WRITE_OFF") == "0.00"


async def test_a_large_write_off_waits_for_an_executive_and_collects_nothing(company: Company, desk: Desk) -> None:
    contract = await company.sign("500000.00")
    (down, *_) = await company.instalments(contract)
    asked = await desk.ask(WRITE_OFF, instalment_id=down.id)
    assert (amount(asked.amount), asked.needs_confirmation) == ("150000.00", True)
    await company.refused("NOT_APPROVED", "ConfirmAdjustment", pb.ConfirmAdjustmentRequest(adjustment_id=asked.id), by=desk.executive)
    approved = await desk.approve(asked)
    assert (approved.state, await company.owed()) == (REQUESTED, "150000.00")
    posted = await desk.confirm(approved)
    (down, *_) = await company.instalments(contract)
    assert (posted.state, down.close_reason, down.settle_date) == (POSTED, books.CLOSE_REASON_WRITTEN_OFF, "")
    assert (amount(down.open), amount(down.written_off), await company.owed()) == ("0.00", "150000.00", "0.00")
    day = company.today.isoformat()
    (row,) = (await company.ask("ReportKeyFigures", books.ReportKeyFiguresRequest(from_date=day, to_date=day))).totals
    said = tuple(amount(each) for each in (row.arisen, row.collected, row.written_off, row.closing))
    assert said == ("150000.00", "0.00", "150000.00", "0.00")
    assert "InstalmentSettled" not in await company.said()
    await company.agrees()


async def test_a_written_off_claim_is_recovered_when_money_comes_later(company: Company, desk: Desk) -> None:
    contract = await company.sign()
    (down, *_) = await company.instalments(contract)
    due = down.due_date
    written = await desk.approve(await desk.ask(WRITE_OFF, instalment_id=down.id))
    receipt = await company.receive("40000.00")
    request = books.AllocateReceiptRequest(receipt_id=receipt.id, lines=[to(down)])
    await company.refused("ALREADY_SETTLED", "AllocateReceipt", request)
    recovered = await desk.approve(await desk.take_back(written, "40000.00"))
    assert (recovered.state, recovered.original_id) == (POSTED, written.id)
    await desk.company.allocate(receipt, to(down))
    (down, *_) = await company.instalments(contract)
    assert (amount(down.written_off), amount(down.open), down.due_date) == ("50000.00", "0.00", due)
    assert await company.balance("WRITE_OFF") == "50000.00"
    await desk.refused("ADJUSTMENT_TOO_LARGE", pb.ADJUSTMENT_KIND_UNSPECIFIED, "50000.01", original_id=written.id)
    await company.agrees()


async def test_last_cents_are_settled_at_once_within_the_limit_and_by_two_beyond_it(company: Company, desk: Desk) -> None:
    contract = await company.sign()
    (down, *_) = await company.instalments(contract)
    await company.pay(down, "89995.00")
    done = await desk.ask(ROUNDING, instalment_id=down.id)
    assert (done.state, done.needs_approval, amount(done.amount)) == (POSTED, False, "5.00")
    (down, *_) = await company.instalments(contract)
    assert (down.close_reason, amount(down.relieved), await company.balance("ROUNDING")) == (books.CLOSE_REASON_SETTLED, "5.00", "5.00")
    (other, *_) = await company.instalments(await company.sign())
    await company.pay(other, "89980.00")
    assert (await desk.ask(ROUNDING, instalment_id=other.id)).state == REQUESTED
    await company.agrees()


async def test_a_receipt_that_came_short_by_the_banks_fee_settles_its_instalment(company: Company, desk: Desk) -> None:
    contract = await company.sign()
    (down, *_) = await company.instalments(contract)
    unpaid = await company.receive("10.00")
    await desk.refused("FEE_WITHOUT_PAYMENT", BANK_FEE, "15.00", instalment_id=down.id, receipt_id=unpaid.id)
    receipt = await company.pay(down, "89985.00")
    fee = await desk.ask(BANK_FEE, instalment_id=down.id, receipt_id=receipt.id)
    assert (fee.state, amount(fee.amount), await company.balance("BANK_FEE")) == (POSTED, "15.00", "15.00")
    (down, *_) = await company.instalments(contract)
    assert down.claim_state == books.CLAIM_STATE_CLOSED
    back = await desk.approve(await desk.take_back(fee))
    (down, *_) = await company.instalments(contract)
    assert (back.state, amount(down.open), await company.balance("BANK_FEE")) == (POSTED, "15.00", "0.00")
    await company.agrees()


async def test_what_is_disputed_is_not_written_off(company: Company, desk: Desk) -> None:
    (down, *_) = await company.instalments(await company.sign())
    disputed = books.Dispute(instalment_id=down.id, amount=cny("60000.00"), reason=books.DISPUTE_REASON_QUALITY)
    await company.ask("CreateDispute", books.CreateDisputeRequest(dispute=disputed), by=company.lin)
    assert amount((await desk.ask(WRITE_OFF, instalment_id=down.id)).amount) == "30000.00"
    await desk.refused("ADJUSTMENT_TOO_LARGE", WRITE_OFF, "30000.01", instalment_id=down.id)


async def test_money_that_came_meanwhile_is_not_written_off_again(company: Company, desk: Desk) -> None:
    (down, *_) = await company.instalments(await company.sign())
    asked = await desk.ask(WRITE_OFF, instalment_id=down.id)
    await company.pay(down, "1000.00")
    request = pb.ApproveAdjustmentRequest(adjustment_id=asked.id)
    await company.refused("ADJUSTMENT_TOO_LARGE", "ApproveAdjustment", request, by=desk.manager)
    assert await company.balance("WRITE_OFF") == "0.00"
    await company.agrees()


async def test_of_two_who_ask_at_the_same_moment_one_waits_for_the_other(company: Company, desk: Desk) -> None:
    (down, *_) = await company.instalments(await company.sign())
    asking = (desk.ask(WRITE_OFF, "100.00", instalment_id=down.id) for _ in range(4))
    outcomes = await asyncio.gather(*asking, return_exceptions=True)
    refusals = [each.reason for each in outcomes if isinstance(each, DomainError)]
    assert (len(outcomes) - len(refusals), set(refusals)) == (1, {"ADJUSTMENT_PENDING"})


async def test_limits_are_the_companys_own(company: Company, desk: Desk) -> None:
    (down, *_) = await company.instalments(await company.sign())
    await company.pay(down, "89995.00")
    limits = pb.AdjustmentLimits(rounding=[cny("1.00")])
    settings = books.ReceivableSettings(adjustment_limits=limits)
    changed = await company.ask(
        "UpdateReceivableSettings", books.UpdateReceivableSettingsRequest(receivable_settings=settings), by=company.manager
    )
    assert [amount(each) for each in changed.adjustment_limits.rounding] == ["1.00"]
    assert changed.adjustment_limits.write_off == []
    assert (await desk.ask(ROUNDING, instalment_id=down.id)).state == REQUESTED
    twice = books.ReceivableSettings(adjustment_limits=pb.AdjustmentLimits(rounding=[cny("1.00"), cny("2.00")]))
    await company.refused(
        "NAMED_TWICE", "UpdateReceivableSettings", books.UpdateReceivableSettingsRequest(receivable_settings=twice), by=company.manager
    )


async def test_lists_find_what_waits(company: Company, desk: Desk) -> None:
    (down, *_) = await company.instalments(await company.sign())
    asked = await desk.ask(WRITE_OFF, "100.00", instalment_id=down.id)
    for criteria in (
        "state = REQUESTED AND kind = WRITE_OFF",
        f'instalment_id = "{down.id}"',
        "amount = 100 AND needs_confirmation = false",
    ):
        request = pb.ListAdjustmentsRequest(filter=criteria)
        found = await company.ask("ListAdjustments", request, by=desk.manager)
        assert ([each.id for each in found.adjustments], found.total.count) == ([asked.id], 1)
    rejected = await company.ask(
        "RejectAdjustment", pb.RejectAdjustmentRequest(adjustment_id=asked.id, reason="先走诉讼"), by=desk.executive
    )
    assert (rejected.state, rejected.end_reason) == (pb.ADJUSTMENT_STATE_REJECTED, "先走诉讼")


async def test_what_is_asked_for_is_told_under_its_number(company: Company, desk: Desk) -> None:
    receipt = await company.receive("5000.00", payer_account=PAYER)
    asked = await desk.ask(REFUND, "3000.00", receipt_id=receipt.id)
    (told,) = [each for each in await company.facts() if each.DESCRIPTOR.name == "AdjustmentRequested"]
    assert (told.adjustment.adjustment_id, told.adjustment.number) == (asked.id, asked.number)
