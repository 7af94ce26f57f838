"""Promises and the instalments that they are about: they change together, under the lock of their customer."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import select

from chassis.unit_of_work import UnitOfWork
from receivables import known
from receivables import tables as t
from receivables.commissions import follow_commission
from receivables.domain.adjusting.adjustment import Adjustment
from receivables.domain.allocation import Allocation
from receivables.domain.instalment import Instalment
from receivables.domain.promise import Patience, Payment, Promise, paid, taken_back
from receivables.domain.receipt import Receipt
from receivables.domain.states import AllocationKind, PromiseState


async def patience_of(uow: UnitOfWork, legal_entity_id: UUID) -> Patience:
    settings = await known.settings(uow)
    calendar = await known.calendar_of(uow, legal_entity_id)
    return Patience(calendar, tolerance_days=settings.promise_tolerance_days, pauses=settings.promise_pauses)


async def promise_under_lock(uow: UnitOfWork, id: UUID | str, *, etag: str = "") -> tuple[Promise, dict[UUID, Instalment]]:
    """A promise whose instalments nobody pays before this transaction ends, and these by their ids."""
    promise = await uow.get(Promise, id, etag=etag)
    await uow.lock("customer", promise.customer_id)
    return promise, await _instalments(uow, [promise])


async def _instalments(uow: UnitOfWork, promises: Iterable[Promise]) -> dict[UUID, Instalment]:
    ids = {line.instalment_id for promise in promises for line in promise.lines}
    await known.learn_plans(uow, ids)
    return {id: (await known.instalment_of(uow, id))[1] for id in ids}


async def follow_payments(uow: UnitOfWork, receipt: Receipt, lines: Sequence[Allocation]) -> None:
    """What these lines of a receipt paid, or took back, is credited to the promises of it, and brings people their commission."""
    await follow_commission(uow, receipt, lines)
    paying = [line for line in lines if line.kind is AllocationKind.CLAIM]
    promised = [line for line in paying if (await known.instalment_of(uow, line.instalment_id))[1].promises]
    if not promised:
        return
    promises = await _promises(uow, {line.instalment_id for line in promised})
    instalments = await _instalments(uow, promises)
    lines_by_id = {line.id: line for line in receipt.allocations}
    for line in promised:
        _, instalment = await known.instalment_of(uow, line.instalment_id)
        if line.reverses_id is None:
            payment = Payment(line.amount, receipt.received_date, line.create_time)
            paid(promises, instalment, payment, instalments, uow.now)
        else:
            payment = Payment(-line.amount, receipt.received_date, lines_by_id[line.reverses_id].create_time)
            taken_back(promises, instalment, payment, instalments, uow.today, uow.now)


async def follow_relief(uow: UnitOfWork, adjustment: Adjustment, instalment: Instalment) -> None:
    """The customer kept its word where only cents or a bank's fee are missing."""
    if not instalment.promises:
        return
    promises = await _promises(uow, {instalment.id})
    instalments = await _instalments(uow, promises)
    if adjustment.original_id is None:
        paid(promises, instalment, Payment(adjustment.amount, uow.today, uow.now), instalments, uow.now)
    else:
        payment = Payment(adjustment.amount, uow.today, uow.now)
        taken_back(promises, instalment, payment, instalments, uow.today, uow.now)


async def _promises(uow: UnitOfWork, instalment_ids: Iterable[UUID]) -> list[Promise]:
    """Those of these instalments that payments still mean something to."""
    of_instalments = select(t.promise_line.c.promise_id).where(
        t.promise_line.c.tenant_id == uow.tenant_id, t.promise_line.c.instalment_id.in_(instalment_ids)
    )
    promise = t.promise.c
    return await uow.find(Promise, promise.id.in_(of_instalments), promise.state != PromiseState.WITHDRAWN)
