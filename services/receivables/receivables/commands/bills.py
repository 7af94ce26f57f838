"""Commands on bills. The customer is locked: that a bill is paid, or is not, changes what its receipt pays."""

from typing import Any

from chassis.errors import invalid
from chassis.messages import merged, values
from chassis.service import command
from chassis.unit_of_work import UnitOfWork
from crm.receivables.v1 import bills_pb2 as pb
from receivables.bills_known import Held, under_lock
from receivables.books import journal_of, open_journal, post
from receivables.domain.bill import Bill
from receivables.domain.bill_parts import BillRequest
from receivables.domain.states import BillAct
from receivables.promising import follow_payments

# What may still change of a bill; all else is posted, or stands on it.
CHANGEABLE = {"drawer", "acceptor", "payee", "issue_date", "custom", "external_refs"}


@command
async def update_bill(request: pb.UpdateBillRequest, uow: UnitOfWork) -> Bill:
    bill = await uow.get(Bill, request.bill_id, etag=request.etag)
    for name, value in values(request.bill, request.update_mask).items():
        if name in CHANGEABLE:
            setattr(bill, name, merged(getattr(bill, name), value))
        elif value and value != getattr(bill, name):
            raise invalid(f"bill.{name}", f"{name} of a bill never changes; reverse its receipt and record it anew.", "BILL_STAYS")
    return bill


@command
async def split_bill(request: pb.SplitBillRequest, uow: UnitOfWork) -> Bill:
    held = await under_lock(uow, request.bill_id, etag=request.etag)
    journal = await open_journal(uow, held.bill.legal_entity_id)
    for part in held.bill.split(values(request)["amount"], journal, request.note):
        uow.add(part)
    post(uow, journal)
    return held.bill


@command
async def request_bill_act(request: pb.RequestBillActRequest, uow: UnitOfWork) -> Bill:
    bill = await uow.get(Bill, request.bill_id, etag=request.etag)
    bill.ask(_asked(values(request.asked), bill), journal_of(uow))
    return bill


def _asked(given: dict[str, Any], bill: Bill) -> BillRequest:
    interest = given.pop("interest")
    if interest is not None and interest.currency != bill.currency:
        raise invalid("asked.interest", f"The bill is in {bill.currency}.", "INTEREST_CURRENCY_INVALID")
    return BillRequest(act=BillAct(given.pop("act")), currency=bill.currency, interest_minor=interest.minor if interest else 0, **given)


@command
async def approve_bill_act(request: pb.ApproveBillActRequest, uow: UnitOfWork) -> Bill:
    held = await under_lock(uow, request.bill_id, etag=request.etag)
    journal, before = await open_journal(uow, held.bill.legal_entity_id), len(held.receipt.allocations)
    held.bill.approve(held.receipt, held.plans, journal, request.note)
    await _followed(held, before, uow)
    post(uow, journal)
    return held.bill


@command
async def decline_bill_act(request: pb.DeclineBillActRequest, uow: UnitOfWork) -> Bill:
    bill = await uow.get(Bill, request.bill_id, etag=request.etag)
    bill.decline(request.reason, journal_of(uow))
    return bill


@command
async def release_bill(request: pb.ReleaseBillRequest, uow: UnitOfWork) -> Bill:
    bill, given = await uow.get(Bill, request.bill_id, etag=request.etag), values(request)
    bill.release(journal_of(uow), on=given["release_date"], note=request.note, evidence=given["evidence_attachment_ids"])
    return bill


@command
async def present_bill(request: pb.PresentBillRequest, uow: UnitOfWork) -> Bill:
    bill, given = await uow.get(Bill, request.bill_id, etag=request.etag), values(request)
    bill.present(journal_of(uow), on=given["present_date"], note=request.note, evidence=given["evidence_attachment_ids"])
    return bill


@command
async def pay_bill(request: pb.PayBillRequest, uow: UnitOfWork) -> Bill:
    held, given = await under_lock(uow, request.bill_id, etag=request.etag), values(request)
    journal, before = await open_journal(uow, held.bill.legal_entity_id), len(held.receipt.allocations)
    held.bill.pay(
        held.receipt,
        held.plans,
        journal,
        bank_account_id=given["bank_account_id"],
        on=given["pay_date"],
        note=request.note,
        evidence=given["evidence_attachment_ids"],
    )
    await _followed(held, before, uow)
    post(uow, journal)
    return held.bill


@command
async def dishonour_bill(request: pb.DishonourBillRequest, uow: UnitOfWork) -> Bill:
    held, given = await under_lock(uow, request.bill_id, etag=request.etag), values(request)
    journal, before = await open_journal(uow, held.bill.legal_entity_id), len(held.receipt.allocations)
    evidence = given["evidence_attachment_ids"]
    held.bill.dishonour(held.receipt, held.plans, request.reason, journal, on=given["dishonour_date"], evidence=evidence)
    await _followed(held, before, uow)
    post(uow, journal)
    return held.bill


@command
async def settle_recourse(request: pb.SettleRecourseRequest, uow: UnitOfWork) -> Bill:
    bill = await uow.get(Bill, request.bill_id, etag=request.etag)
    bill.settle_recourse(request.note, journal_of(uow), evidence=values(request)["evidence_attachment_ids"])
    return bill


@command
async def take_back_bill_step(request: pb.TakeBackBillStepRequest, uow: UnitOfWork) -> Bill:
    held = await under_lock(uow, request.bill_id, etag=request.etag)
    journal, before = await open_journal(uow, held.bill.legal_entity_id), len(held.receipt.allocations)
    held.bill.take_back(held.receipt, held.plans, request.reason, journal)
    await _followed(held, before, uow)
    post(uow, journal)
    return held.bill


async def _followed(held: Held, before: int, uow: UnitOfWork) -> None:
    """Promises hear of what was paid by it, or is not any more."""
    await follow_payments(uow, held.receipt, held.receipt.allocations[before:])
