"""Commands by which receipts pay instalments, and by which that is taken back.

The customer is locked before anything is computed from a balance; instalments and receipts that were loaded to learn the
customer are read again by the lock.
"""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from chassis.errors import not_found, precondition
from chassis.messages import values
from chassis.money import Money
from chassis.service import command
from chassis.unit_of_work import UnitOfWork
from crm.receivables.v1 import receivables_pb2 as pb
from receivables import tables
from receivables.books import open_journal, post
from receivables.domain.allocation_order import Candidate, proposal
from receivables.domain.instalment import Instalment
from receivables.domain.journal import Journal
from receivables.domain.plan import PaymentPlan
from receivables.domain.receipt import Receipt
from receivables.domain.states import ClaimState

# So many claims of one customer are looked at by the default order, the oldest due first.
MOST_CANDIDATES = 1000


@command
async def allocate_receipt(request: pb.AllocateReceiptRequest, uow: UnitOfWork) -> Receipt:
    receipt = await uow.get(Receipt, request.receipt_id, etag=request.etag)
    await _lock(receipt, uow)
    journal = await open_journal(uow, receipt.legal_entity_id)
    if request.lines:
        await _allocate_lines(receipt, request.lines, journal, uow)
    else:
        await _allocate_in_order(receipt, journal, uow)
    post(uow, journal)
    return receipt


@command
async def release_advance(request: pb.ReleaseAdvanceRequest, uow: UnitOfWork) -> Receipt:
    receipt = await uow.get(Receipt, request.receipt_id, etag=request.etag)
    await _lock(receipt, uow)
    _, instalment = await instalment_of(UUID(request.instalment_id), uow)
    journal = await open_journal(uow, receipt.legal_entity_id)
    receipt.release_advance(instalment, journal)
    post(uow, journal)
    return receipt


@command
async def approve_reversal(request: pb.ApproveReversalRequest, uow: UnitOfWork) -> Receipt:
    receipt = await uow.get(Receipt, request.receipt_id, etag=request.etag)
    await _lock(receipt, uow)
    journal = await open_journal(uow, receipt.legal_entity_id)
    receipt.approve_reversal({id: await uow.get(PaymentPlan, id) for id in receipt.plans_to_reverse()}, journal)
    post(uow, journal)
    return receipt


async def _lock(receipt: Receipt, uow: UnitOfWork) -> None:
    if receipt.customer_id is not None:
        await uow.lock("customer", receipt.customer_id)


async def _allocate_lines(receipt: Receipt, lines: Sequence[pb.AllocationLine], journal: Journal, uow: UnitOfWork) -> None:
    for line in lines:
        given = values(line)
        plan, instalment = await instalment_of(given["instalment_id"], uow)
        pay = receipt.hold_in_advance if line.in_advance else receipt.allocate
        pay(given["amount"], to=instalment, of=plan, journal=journal)


async def _allocate_in_order(receipt: Receipt, journal: Journal, uow: UnitOfWork) -> None:
    portions = proposal(receipt.unapplied, await _candidates(receipt, uow), today=uow.today, contract_id=receipt.contract_id)
    if not portions:
        raise precondition("NOTHING_TO_PAY", "The customer owes nothing that this receipt could pay, or nothing of it is left.")
    for portion in portions:
        plan, instalment = await instalment_of(portion.instalment_id, uow)
        receipt.allocate(portion.amount, to=instalment, of=plan, journal=journal)


async def _candidates(receipt: Receipt, uow: UnitOfWork) -> list[Candidate]:
    """What the customer owes to this legal entity in this currency."""
    i = tables.instalment.c
    statement = (
        select(i.id, i.contract_id, i.due_date, i.currency, i.open_minor, i.layer)
        .where(
            i.tenant_id == uow.tenant_id,
            i.customer_id == receipt.customer_id,
            i.claim_state == ClaimState.CLAIMABLE,
            i.legal_entity_id == receipt.legal_entity_id,
            i.currency == receipt.currency,
        )
        .order_by(i.due_date, i.id)
        .limit(MOST_CANDIDATES)
    )
    return [
        Candidate(
            instalment_id=row.id,
            contract_id=row.contract_id,
            due_date=row.due_date,
            payable=Money(row.currency, row.open_minor),
            layer=row.layer,
        )
        for row in await uow.execute(statement)
    ]


async def instalment_of(id: UUID, uow: UnitOfWork) -> tuple[PaymentPlan, Instalment]:
    """An instalment with its plan. Raises NOT_FOUND outside the scope."""
    known = uow.known.setdefault("plan_of", {})
    if id not in known:
        i = tables.instalment.c
        known[id] = (await uow.execute(select(i.payment_plan_id).where(i.tenant_id == uow.tenant_id, i.id == id))).scalar()
    if known[id] is None:
        raise not_found("instalment", id)
    plan = await uow.get(PaymentPlan, known[id])
    return plan, plan.instalment(id)


async def know_plans(instalment_ids: Sequence[UUID], uow: UnitOfWork) -> None:
    """Loads the plans of many instalments at once, for a batch."""
    if not instalment_ids:
        return
    i, plan = tables.instalment.c, tables.payment_plan.c
    rows = await uow.execute(select(i.id, i.payment_plan_id).where(i.tenant_id == uow.tenant_id, i.id.in_(set(instalment_ids))))
    known = {row.id: row.payment_plan_id for row in rows}
    uow.known.setdefault("plan_of", {}).update(known)
    await uow.find(PaymentPlan, plan.id.in_(set(known.values())))
