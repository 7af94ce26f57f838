"""Commands on promises. The customer is locked: what may be promised depends on what is paid, disputed and promised already."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from chassis.errors import invalid
from chassis.messages import merged, values
from chassis.service import command
from chassis.unit_of_work import UnitOfWork
from crm.receivables.v1 import receivables_pb2 as pb
from receivables import known
from receivables.domain.contract import give
from receivables.domain.instalment import Instalment
from receivables.domain.limitation import InterruptionKind
from receivables.domain.plan import PaymentPlan
from receivables.domain.promise import Promise
from receivables.domain.states import PromiseMedium
from receivables.limiting import acknowledged, show
from receivables.promising import patience_of, promise_under_lock


@command
async def create_promise(request: pb.CreatePromiseRequest, uow: UnitOfWork) -> Promise:
    given = values(request.promise)
    lines, day = given.pop("lines"), given.pop("promise_date")
    found = await _under_lock(uow, [line["instalment_id"] for line in lines])
    plan, first = found[0]
    patience = await patience_of(uow, plan.legal_entity_id)
    promise = Promise(
        id=uow.new_id(),
        tenant_id=uow.tenant_id,
        create_time=uow.now,
        update_time=uow.now,
        customer_id=plan.customer_id,
        contract_id=plan.contract_id,
        legal_entity_id=plan.legal_entity_id,
        currency=first.currency,
        promise_date=day,
        break_date=patience.break_date(day),
        medium=PromiseMedium(given.pop("medium")),
        recorded_by=uow.principal.person_id,
        **given,
    )
    give(promise, plan.belonging)
    promise.promise_for(day, uow.today, patience)
    for line, (_, instalment) in zip(lines, found, strict=True):
        promise.add_line(uow.new_id(), instalment, line["amount"], patience)
    promise.say_made({instalment.id: instalment for _, instalment in found})
    for plan, instalment in found:
        plan.interrupt(instalment, acknowledged(InterruptionKind.PROMISE, promise.id, uow, proven=promise.is_written))
    return uow.add(promise)


async def _under_lock(uow: UnitOfWork, ids: Sequence[UUID]) -> list[tuple[PaymentPlan, Instalment]]:
    """Instalments with their plans, read again once nobody else can pay them."""
    await known.learn_plans(uow, ids)
    customers: Iterable[UUID] = [(await known.instalment_of(uow, id))[0].customer_id for id in ids]
    await uow.lock("customer", *customers)
    return [await known.instalment_of(uow, id) for id in ids]


@command
async def update_promise(request: pb.UpdatePromiseRequest, uow: UnitOfWork) -> Promise:
    promise, instalments = await promise_under_lock(uow, request.promise_id, etag=request.etag)
    promise.check_changeable(uow.today)
    changes = values(request.promise, request.update_mask)
    _check_lines(promise, changes.pop("lines", []))
    patience = await patience_of(uow, promise.legal_entity_id)
    if (day := changes.pop("promise_date", None)) and day != promise.promise_date:
        promise.move(day, instalments, today=uow.today, patience=patience)
    if medium := changes.pop("medium", None):
        promise.medium = PromiseMedium(medium)
    for name, value in changes.items():
        setattr(promise, name, merged(getattr(promise, name), value))
    await show(uow, instalments, promise.id, proven=promise.is_written)
    return promise


def _check_lines(promise: Promise, lines: Sequence[dict[str, Any]]) -> None:
    """A client may send back what it got. Raises LINES_STAY for anything else."""
    present = [(line.instalment_id, line.amount) for line in promise.lines]
    if lines and [(line["instalment_id"], line["amount"]) for line in lines] != present:
        raise invalid("promise.lines", "What is promised does not change; withdraw the promise and note another.", "LINES_STAY")


@command
async def withdraw_promise(request: pb.WithdrawPromiseRequest, uow: UnitOfWork) -> Promise:
    promise, instalments = await promise_under_lock(uow, request.promise_id, etag=request.etag)
    promise.withdraw(request.reason, instalments, uow.now)
    return promise
