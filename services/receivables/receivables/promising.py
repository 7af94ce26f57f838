"""Promises and the instalments that they are about: they change together, under the lock of their customer."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import select

from chassis.unit_of_work import UnitOfWork
from receivables import known
from receivables import tables as t
from receivables.domain.allocation import Allocation
from receivables.domain.instalment import Instalment
from receivables.domain.promise import Patience, Promise
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
    """What these lines of a receipt paid, or took back, is credited to promises of it: to those for earlier days first."""
    paying = [line for line in lines if line.kind is AllocationKind.CLAIM]
    promised = [line for line in paying if (await known.instalment_of(uow, line.instalment_id))[1].promises]
    if not promised:
        return
    promises = await _promises(uow, {line.instalment_id for line in promised})
    instalments = await _instalments(uow, promises)
    for line in promised:
        amount = line.amount
        for promise in promises if amount.minor > 0 else reversed(promises):
            instalment = (await known.instalment_of(uow, line.instalment_id))[1]
            if amount.minor > 0:
                amount = promise.credit(instalment, amount, instalments, received=receipt.received_date, at=uow.now)
            else:
                amount = -promise.debit(instalment, -amount, instalments, today=uow.today, at=uow.now)


async def _promises(uow: UnitOfWork, instalment_ids: Iterable[UUID]) -> list[Promise]:
    """Those of these instalments that payments still mean something to, in the order of their days."""
    of_instalments = select(t.promise_line.c.promise_id).where(
        t.promise_line.c.tenant_id == uow.tenant_id, t.promise_line.c.instalment_id.in_(instalment_ids)
    )
    promise = t.promise.c
    found = await uow.find(Promise, promise.id.in_(of_instalments), promise.state != PromiseState.WITHDRAWN)
    return sorted(found, key=lambda each: (each.promise_date, each.id))
