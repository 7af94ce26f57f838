"""Commands on receipts: money comes in, is somebody's, and is put right."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from chassis import external
from chassis.batch import create_rows
from chassis.errors import invalid
from chassis.ids import well_formed
from chassis.messages import merged, values
from chassis.service import command
from chassis.unit_of_work import UnitOfWork
from chassis.validation import require
from crm.receivables.v1 import receivables_pb2 as pb
from receivables import known
from receivables.books import journal_of, open_journal, post
from receivables.domain.journal import Journal
from receivables.domain.receipt import Receipt
from receivables.domain.states import Tender
from receivables.promising import follow_payments

KIND = "receipt"
# What may still change of a receipt; all else is posted and only ever reversed.
CHANGEABLE = {"bank_reference", "payer_name", "payer_account", "memo", "contract_id", "custom", "external_refs"}


@command
async def create_receipt(request: pb.CreateReceiptRequest, uow: UnitOfWork) -> Receipt:
    given = values(request.receipt)
    allocations, amount = given.pop("allocations"), given.pop("amount")
    if allocations and not uow.historical:
        raise _not_here()
    await known.legal_entity(uow, given["legal_entity_id"], "receipt.legal_entity_id")
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
    await _take_scope(receipt, uow, "receipt.customer_id")
    journal = await open_journal(uow, receipt.legal_entity_id)
    receipt.enter(journal)
    await _pay(receipt, allocations, journal, uow)
    post(uow, journal)
    return uow.add(receipt)


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
    await known.learn_plans(uow, well_formed(line.instalment_id for row in rows for line in row.allocations))
    return pb.BatchCreateReceiptsResponse(verdicts=await create_rows(request.requests, create_receipt, uow, kind=KIND))


@command
async def upsert_receipt(request: pb.UpsertReceiptRequest, uow: UnitOfWork) -> Receipt:
    receipt = await uow.by_external(Receipt, request.system, request.company_code, request.external_id)
    if receipt is None:
        require(request.receipt, "receipt")
        external.add(request.receipt.external_refs, request.system, request.company_code, request.external_id)
        return await create_receipt(pb.CreateReceiptRequest(receipt=request.receipt), uow)
    _revise(receipt, values(request.receipt, request.update_mask))
    return receipt


@command
async def update_receipt(request: pb.UpdateReceiptRequest, uow: UnitOfWork) -> Receipt:
    receipt = await uow.get(Receipt, request.receipt_id, etag=request.etag)
    _revise(receipt, values(request.receipt, request.update_mask))
    return receipt


@command
async def identify_receipt(request: pb.IdentifyReceiptRequest, uow: UnitOfWork) -> Receipt:
    receipt = await uow.get(Receipt, request.receipt_id, etag=request.etag)
    customer_id = UUID(request.customer_id)
    await uow.lock("customer", *filter(None, (receipt.customer_id, customer_id)))
    journal = await open_journal(uow, receipt.legal_entity_id)
    receipt.identify(customer_id, journal)
    await _take_scope(receipt, uow, "customer_id")
    # Whose it is was not known when it was loaded.
    uow.check_duty(receipt)
    post(uow, journal)
    return receipt


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


def _revise(receipt: Receipt, changes: dict[str, Any]) -> None:
    if changes.pop("allocations", None):
        raise _not_here()
    for name, value in changes.items():
        if name in CHANGEABLE:
            setattr(receipt, name, merged(getattr(receipt, name), value))
        elif value != getattr(receipt, name):
            way = "say whose it is by `:identify`" if name == "customer_id" else "reverse the receipt and record it anew"
            raise invalid(f"receipt.{name}", f"{name} of a recorded receipt never changes so; {way}.", "RECEIPT_IS_POSTED")


def _not_here() -> Exception:
    return invalid("receipt.allocations", "What a receipt pays is said by `:allocate`, by somebody else.", "ALLOCATIONS_NOT_HERE")


async def _take_scope(receipt: Receipt, uow: UnitOfWork, field: str) -> None:
    """A receipt belongs to whom its customer belongs, and to nobody while that is not known."""
    if receipt.customer_id is not None:
        customer = await known.customer(uow, receipt.customer_id, field)
        receipt.owner_id, receipt.team_id, receipt.shared_with = customer.owner_id, customer.team_id, list(customer.shared_with)
