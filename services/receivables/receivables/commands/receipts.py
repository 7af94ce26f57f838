"""Commands on receipts: money comes in, is somebody's, and is put right."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast
from uuid import UUID

from chassis import external
from chassis.batch import create_rows
from chassis.errors import invalid
from chassis.ids import well_formed
from chassis.messages import merged, values
from chassis.money import Money
from chassis.service import command
from chassis.unit_of_work import UnitOfWork
from chassis.validation import require
from crm.receivables.v1 import receivables_pb2 as pb
from receivables import known
from receivables.bills_known import of_receipt
from receivables.books import journal_of, open_journal, post
from receivables.domain.bill import Bill
from receivables.domain.journal import Journal
from receivables.domain.receipt import Receipt
from receivables.domain.states import BillKind, Tender
from receivables.movements import Movement, learn_movements, receipt_of
from receivables.promising import follow_payments

KIND = "receipt"
# What a receipt says of its bill on coming in; it stands there then.
OF_BILL = ("sub_range", "drawer", "acceptor", "issue_date")
# What may still change of a receipt; all else is posted and only ever reversed.
CHANGEABLE = {"bank_reference", "payer_name", "payer_account", "memo", "contract_id", "custom", "external_refs"}


@command
async def create_receipt(request: pb.CreateReceiptRequest, uow: UnitOfWork) -> Receipt:
    given = values(request.receipt)
    allocations, amount = given.pop("allocations"), given.pop("amount")
    of_bill = {name: given.pop(f"bill_{name}") for name in OF_BILL}
    if allocations and not uow.historical:
        raise _not_here()
    await known.legal_entity(uow, given["legal_entity_id"], "receipt.legal_entity_id")
    if (told := await _told_by_bank(uow, given, amount)) is not None:
        return told
    receipt = Receipt(
        id=uow.new_id(),
        tenant_id=uow.tenant_id,
        create_time=uow.now,
        update_time=uow.now,
        tender=Tender(given.pop("tender")),
        currency=amount.currency,
        amount_minor=amount.minor,
        **given,
    )
    if receipt.is_credit:
        raise invalid("receipt.tender", "A credit comes from a red invoice alone; take the invoice back.", "TENDER_BY_RED_INVOICE")
    await take_scope(receipt, uow, "receipt.customer_id")
    journal = await open_journal(uow, receipt.legal_entity_id)
    receipt.enter(journal, counts=(await known.settings(uow)).counts(receipt.tender))
    if receipt.tender.is_bill:
        uow.add(await _bill_of(receipt, of_bill, journal, uow))
    await _pay(receipt, allocations, journal, uow)
    post(uow, journal)
    return uow.add(receipt)


async def _told_by_bank(uow: UnitOfWork, given: dict[str, Any], amount: Money) -> Receipt | None:
    """The receipt that a bank statement brought already: it has another source now, and is one."""
    movement = (given["bank_account_id"], given["bank_reference"])
    if uow.historical or not all(movement) or given["tender"] != Tender.BANK:
        return None
    id = await receipt_of(uow, movement, amount, given["received_date"])
    if id is None:
        return None
    receipt = await uow.get(Receipt, id)
    if given["customer_id"] and receipt.customer_id is None:
        await _identify(receipt, given["customer_id"], uow)
    receipt.external_refs = [*receipt.external_refs, *(ref for ref in given["external_refs"] if ref not in receipt.external_refs)]
    return receipt


async def _bill_of(receipt: Receipt, of_bill: Mapping[str, Any], journal: Journal, uow: UnitOfWork) -> Bill:
    bill = Bill(
        id=cast(UUID, receipt.bill_id),
        tenant_id=uow.tenant_id,
        create_time=uow.now,
        update_time=uow.now,
        owner_id=receipt.owner_id,
        team_id=receipt.team_id,
        shared_with=list(receipt.shared_with),
        legal_entity_id=receipt.legal_entity_id,
        receipt_id=receipt.id,
        customer_id=receipt.customer_id,
        kind=BillKind(receipt.tender.value),
        bill_number=receipt.bill_number,
        currency=receipt.currency,
        amount_minor=receipt.amount_minor,
        received_date=receipt.received_date,
        due_date=receipt.bill_due_date,
        **{**of_bill, "drawer": of_bill["drawer"] or receipt.payer_name},
    )
    bill.receive(journal, await known.calendar_of(uow, receipt.legal_entity_id))
    return bill


async def _pay(receipt: Receipt, allocations: Sequence[dict[str, Any]], journal: Journal, uow: UnitOfWork) -> None:
    """What a receipt of long ago paid."""
    for line in allocations:
        plan, instalment = await known.instalment_of(uow, line["instalment_id"])
        receipt.allocate(line["amount"], to=instalment, of=plan, journal=journal, on=line["allocation_date"])
    await follow_payments(uow, receipt, receipt.allocations)


@command
async def batch_create_receipts(request: pb.BatchCreateReceiptsRequest, uow: UnitOfWork) -> pb.BatchCreateReceiptsResponse:
    """Customers are locked, and they and plans are read, for all rows together."""
    rows = [row.receipt for row in request.requests]
    await uow.lock("customer", *well_formed(row.customer_id for row in rows if row.allocations))
    await known.learn_customers(uow, well_formed(row.customer_id for row in rows))
    await learn_movements(uow, _movements(rows))
    await known.learn_plans(uow, well_formed(line.instalment_id for row in rows for line in row.allocations))
    return pb.BatchCreateReceiptsResponse(verdicts=await create_rows(request.requests, create_receipt, uow, kind=KIND))


@command
async def upsert_receipt(request: pb.UpsertReceiptRequest, uow: UnitOfWork) -> Receipt:
    receipt = await uow.by_external(Receipt, request.system, request.company_code, request.external_id)
    if receipt is None:
        require(request.receipt, "receipt")
        external.add(request.receipt.external_refs, request.system, request.company_code, request.external_id)
        return await create_receipt(pb.CreateReceiptRequest(receipt=request.receipt), uow)
    changes = values(request.receipt, request.update_mask)
    for name in OF_BILL:
        changes.pop(f"bill_{name}", None)
    _revise(receipt, changes)
    return receipt


@command
async def update_receipt(request: pb.UpdateReceiptRequest, uow: UnitOfWork) -> Receipt:
    receipt = await uow.get(Receipt, request.receipt_id, etag=request.etag)
    _revise(receipt, values(request.receipt, request.update_mask))
    return receipt


@command
async def identify_receipt(request: pb.IdentifyReceiptRequest, uow: UnitOfWork) -> Receipt:
    receipt = await uow.get(Receipt, request.receipt_id, etag=request.etag)
    await _identify(receipt, UUID(request.customer_id), uow)
    return receipt


async def _identify(receipt: Receipt, customer_id: UUID, uow: UnitOfWork) -> None:
    await uow.lock("customer", *filter(None, (receipt.customer_id, customer_id)))
    journal = await open_journal(uow, receipt.legal_entity_id)
    receipt.identify(customer_id, journal)
    await take_scope(receipt, uow, "customer_id")
    # Whose it is was not known when it was loaded.
    uow.check_duty(receipt)
    post(uow, journal)


@command
async def reverse_receipt(request: pb.ReverseReceiptRequest, uow: UnitOfWork) -> Receipt:
    receipt = await uow.get(Receipt, request.receipt_id, etag=request.etag)
    ids = [UUID(id) for id in request.allocation_ids]
    receipt.ask_reversal(ids, whole_receipt=request.whole_receipt, reason=request.reason, journal=journal_of(uow))
    return receipt


@command
async def decline_reversal(request: pb.DeclineReversalRequest, uow: UnitOfWork) -> Receipt:
    receipt = await uow.get(Receipt, request.receipt_id, etag=request.etag)
    receipt.decline_reversal(journal_of(uow))
    return receipt


def _movements(rows: Iterable[pb.Receipt]) -> list[Movement]:
    accounts = {str(id): id for id in well_formed(row.bank_account_id for row in rows)}
    return [(accounts[row.bank_account_id], row.bank_reference) for row in rows if row.bank_account_id in accounts and row.bank_reference]


def _revise(receipt: Receipt, changes: dict[str, Any]) -> None:
    if changes.pop("allocations", None):
        raise _not_here()
    for name in OF_BILL:
        if changes.pop(f"bill_{name}", None):
            raise invalid(f"receipt.bill_{name}", f"The {name} stands in the bill; change it there.", "CHANGE_THE_BILL")
    for name, value in changes.items():
        if name in CHANGEABLE:
            setattr(receipt, name, merged(getattr(receipt, name), value))
        elif value != getattr(receipt, name):
            way = "say whose it is by `:identify`" if name == "customer_id" else "reverse the receipt and record it anew"
            raise invalid(f"receipt.{name}", f"{name} of a recorded receipt never changes so; {way}.", "RECEIPT_IS_POSTED")


def _not_here() -> Exception:
    return invalid("receipt.allocations", "What a receipt pays is said by `:allocate`, by somebody else.", "ALLOCATIONS_NOT_HERE")


async def take_scope(receipt: Receipt, uow: UnitOfWork, field: str) -> None:
    """A receipt belongs to whom its customer belongs, and to nobody while that is not known."""
    if receipt.customer_id is not None:
        customer = await known.customer(uow, receipt.customer_id, field)
        receipt.owner_id, receipt.team_id, receipt.shared_with = customer.owner_id, customer.team_id, list(customer.shared_with)
        for bill in await of_receipt(uow, receipt):
            bill.customer_id, bill.owner_id, bill.team_id = receipt.customer_id, receipt.owner_id, receipt.team_id
            bill.shared_with = list(receipt.shared_with)
