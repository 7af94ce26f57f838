"""Commands on receipts: money comes in, is somebody's, and is put right."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from chassis import external
from chassis.batch import create_rows
from chassis.errors import DomainError, Kind, Violation, invalid
from chassis.messages import merged, values
from chassis.service import command
from chassis.unit_of_work import UnitOfWork
from crm.receivables.v1 import receivables_pb2 as pb
from receivables import tables
from receivables.books import legal_entity, open_journal, post
from receivables.commands.paying import instalment_of, know_plans
from receivables.domain.receipt import Receipt
from receivables.domain.states import Tender

KIND = "receipt"
# What may still change of a receipt; all else is posted and only ever reversed.
TEXTS = {"payer_name", "payer_account", "memo", "contract_id", "custom", "external_refs"}


@command
async def create_receipt(request: pb.CreateReceiptRequest, uow: UnitOfWork) -> Receipt:
    given = values(request.receipt)
    allocations, amount = given.pop("allocations"), given.pop("amount")
    if allocations and not uow.historical:
        raise invalid("receipt.allocations", "What a receipt pays is said by `:allocate`, by somebody else.", "ALLOCATIONS_NOT_HERE")
    await legal_entity(uow, given["legal_entity_id"], "receipt.legal_entity_id")
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
    for line in allocations:
        plan, instalment = await instalment_of(line["instalment_id"], uow)
        receipt.allocate(line["amount"], to=instalment, of=plan, journal=journal, on=line["allocation_date"])
    post(uow, journal)
    return uow.add(receipt)


@command
async def batch_create_receipts(request: pb.BatchCreateReceiptsRequest, uow: UnitOfWork) -> pb.BatchCreateReceiptsResponse:
    """Customers are locked and plans loaded for all rows together."""
    rows = [row.receipt for row in request.requests]
    await uow.lock("customer", *(UUID(row.customer_id) for row in rows if row.customer_id and row.allocations))
    await know_plans([UUID(line.instalment_id) for row in rows for line in row.allocations], uow)
    return pb.BatchCreateReceiptsResponse(verdicts=await create_rows(request.requests, create_receipt, uow, kind=KIND))


@command
async def upsert_receipt(request: pb.UpsertReceiptRequest, uow: UnitOfWork) -> Receipt:
    receipt = await uow.by_external(Receipt, request.system, request.company_code, request.external_id)
    if receipt is None:
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
    post(uow, journal)
    return receipt


@command
async def reverse_receipt(request: pb.ReverseReceiptRequest, uow: UnitOfWork) -> Receipt:
    receipt = await uow.get(Receipt, request.receipt_id, etag=request.etag)
    journal = await open_journal(uow, receipt.legal_entity_id)
    ids = [UUID(id) for id in request.allocation_ids]
    receipt.ask_reversal(ids, whole_receipt=request.whole_receipt, reason=request.reason, journal=journal)
    return receipt


@command
async def decline_reversal(request: pb.DeclineReversalRequest, uow: UnitOfWork) -> Receipt:
    receipt = await uow.get(Receipt, request.receipt_id, etag=request.etag)
    receipt.decline_reversal(await open_journal(uow, receipt.legal_entity_id))
    return receipt


def _revise(receipt: Receipt, changes: dict[str, Any]) -> None:
    for name, value in changes.items():
        if name in TEXTS:
            setattr(receipt, name, merged(getattr(receipt, name), value))
        elif name != "allocations" and value != getattr(receipt, name):
            detail = f"{name} of a recorded receipt never changes; reverse the receipt and record it anew."
            raise invalid(f"receipt.{name}", detail, "RECEIPT_IS_POSTED")


async def _take_scope(receipt: Receipt, uow: UnitOfWork, field: str) -> None:
    """A receipt belongs to whom its customer belongs. Raises CUSTOMER_UNKNOWN for one that is not known here (yet)."""
    if receipt.customer_id is None:
        return
    known = uow.known.setdefault("customer", {})
    if receipt.customer_id not in known:
        account = tables.copy_account.c
        statement = select(account.owner_id, account.team_id, account.shared_with)
        found = await uow.execute(statement.where(account.tenant_id == uow.tenant_id, account.id == receipt.customer_id))
        known[receipt.customer_id] = found.first()
    customer = known[receipt.customer_id]
    if customer is None:
        detail = f"Nothing is known of customer {receipt.customer_id} yet; a new one is known here after a moment."
        metadata = {"customer_id": str(receipt.customer_id)}
        raise DomainError(Kind.PRECONDITION, "CUSTOMER_UNKNOWN", detail, metadata=metadata, violations=(Violation(field, detail),))
    receipt.owner_id, receipt.team_id, receipt.shared_with = customer.owner_id, customer.team_id, list(customer.shared_with)
