"""Commands by which receipts pay instalments, and by which that is taken back.

The customer is locked before anything is computed from a balance: who waits for the lock reads the receipt again, and plans are only
read under it.
"""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import literal_column, select
from sqlalchemy.types import Text

from chassis.errors import precondition
from chassis.messages import values
from chassis.money import Money, positive
from chassis.service import command
from chassis.unit_of_work import UnitOfWork
from crm.receivables.v1 import receivables_pb2 as pb
from receivables import tables
from receivables.applying import outdate_proposal
from receivables.bills_known import of_receipt
from receivables.books import open_journal, post
from receivables.domain.allocation_order import Candidate, proposal
from receivables.domain.journal import Journal
from receivables.domain.plan import PaymentPlan
from receivables.domain.receipt import Receipt
from receivables.domain.states import ClaimState, ReceiptState
from receivables.known import instalment_of, receipt_under_lock
from receivables.promising import follow_payments

# So many claims of one customer are looked at by the default order: those of the contract that is referred to, then the oldest due.
MOST_CANDIDATES = 1000


@command
async def allocate_receipt(request: pb.AllocateReceiptRequest, uow: UnitOfWork) -> Receipt:
    receipt = await receipt_under_lock(uow, request.receipt_id, etag=request.etag)
    journal, before = await open_journal(uow, receipt.legal_entity_id), len(receipt.allocations)
    if request.lines:
        await _allocate_lines(receipt, request.lines, journal, uow)
    else:
        await _allocate_in_order(receipt, journal, uow)
    await follow_payments(uow, receipt, receipt.allocations[before:])
    await outdate_proposal(uow, receipt)
    post(uow, journal)
    return receipt


@command
async def release_advance(request: pb.ReleaseAdvanceRequest, uow: UnitOfWork) -> Receipt:
    receipt = await receipt_under_lock(uow, request.receipt_id, etag=request.etag)
    _, instalment = await instalment_of(uow, UUID(request.instalment_id))
    if instalment.id not in receipt.held:
        raise precondition("NOTHING_HELD", f"This receipt holds nothing in advance for '{instalment.name}'.")
    journal = await open_journal(uow, receipt.legal_entity_id)
    receipt.release_advance(instalment, journal)
    post(uow, journal)
    return receipt


@command
async def approve_reversal(request: pb.ApproveReversalRequest, uow: UnitOfWork) -> Receipt:
    receipt = await receipt_under_lock(uow, request.receipt_id, etag=request.etag)
    journal, before = await open_journal(uow, receipt.legal_entity_id), len(receipt.allocations)
    receipt.approve_reversal({id: await uow.get(PaymentPlan, id) for id in receipt.plans_to_reverse()}, journal)
    if receipt.state is ReceiptState.REVERSED:
        for bill in await of_receipt(uow, receipt):
            bill.void(journal)
    await follow_payments(uow, receipt, receipt.allocations[before:])
    post(uow, journal)
    return receipt


async def _allocate_lines(receipt: Receipt, lines: Sequence[pb.AllocationLine], journal: Journal, uow: UnitOfWork) -> None:
    for index, line in enumerate(lines):
        given = values(line)
        amount = None if given["amount"] is None else positive(f"lines.{index}.amount", given["amount"])
        plan, instalment = await instalment_of(uow, given["instalment_id"])
        pay = receipt.hold_in_advance if line.in_advance else receipt.allocate
        pay(amount, to=instalment, of=plan, journal=journal)


async def _allocate_in_order(receipt: Receipt, journal: Journal, uow: UnitOfWork) -> None:
    candidates = await _candidates(receipt, uow)
    portions = proposal(receipt.unapplied, candidates, today=uow.today, held=receipt.held, contract_id=receipt.contract_id)
    if not portions:
        raise precondition("NOTHING_TO_PAY", "The customer owes nothing that this receipt could pay, or nothing of it is left.")
    for portion in portions:
        plan, instalment = await instalment_of(uow, portion.instalment_id)
        receipt.allocate(portion.amount, to=instalment, of=plan, journal=journal)


async def _candidates(receipt: Receipt, uow: UnitOfWork) -> list[Candidate]:
    """What the customer owes to this legal entity in this currency, and neither disputes nor pays by bills under way."""
    i = tables.instalment.c
    # Literally, or a generic plan would not use the partial index.
    claimable = literal_column(f"'{ClaimState.CLAIMABLE}'", Text)
    statement = (
        select(
            i.id,
            i.contract_id,
            i.due_date,
            i.currency,
            (i.open_minor - i.disputed_minor - i.in_bills_minor).label("free_minor"),
            i.layer,
        )
        .where(
            i.tenant_id == uow.tenant_id,
            i.customer_id == receipt.customer_id,
            i.claim_state == claimable,
            i.legal_entity_id == receipt.legal_entity_id,
            i.currency == receipt.currency,
        )
        .order_by(i.contract_id.is_distinct_from(receipt.contract_id), i.due_date, i.id)
        .limit(MOST_CANDIDATES)
    )
    return [
        Candidate(
            instalment_id=row.id,
            contract_id=row.contract_id,
            due_date=row.due_date,
            payable=Money(row.currency, max(row.free_minor, 0)),
            layer=row.layer,
        )
        for row in await uow.execute(statement)
    ]
