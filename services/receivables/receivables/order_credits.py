"""Whether orders that are approved may be taken on credit: asked when they are, again when a limit changes, and every morning.

Whoever judges holds the lock of the topmost company of the group, so that of two orders that come at once the second sees what the first
takes.
"""

from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from chassis.ids import derived_id
from chassis.money import Money
from chassis.scope import Limits
from chassis.service import Due, reaction, timer
from chassis.unit_of_work import UnitOfWork
from crm.common.v1.event_pb2 import Event
from crm.pipeline.v1 import events_pb2 as facts
from crm.pipeline.v1 import orders_pb2 as orders
from receivables import credit_exposure as made_of
from receivables import known
from receivables.credit_tables import waiting_order
from receivables.credit_used import at, used
from receivables.domain.contract import id_of
from receivables.domain.credit.exposure import Exposed
from receivables.domain.credit.states import CreditDecision, ExposureComponent
from receivables.domain.credit.verdict import verdict
from receivables.domain.credit.waiting import WaitingOrder

ORDER_CREDIT_DAY = "order_credit_day"
APPROVED = "approved"

w = waiting_order.c


@reaction
async def look_at_approved_order(fact: facts.OrderApproved, event: Event, uow: UnitOfWork) -> None:
    await _ask(fact, event, uow, aloud=False)


@reaction
async def look_at_order_again(fact: facts.OrderCreditAsked, event: Event, uow: UnitOfWork) -> None:
    await _ask(fact, event, uow, aloud=True)


async def _ask(fact: facts.OrderApproved | facts.OrderCreditAsked, event: Event, uow: UnitOfWork, *, aloud: bool) -> None:
    """Once the order is known to be released or cancelled, nobody asks any more."""
    copy = (await known.order(uow, UUID(fact.sales_order_id))).copy
    if copy is not None and copy.version >= event.version and copy.state not in (None, APPROVED):
        return
    order = await uow.first(WaitingOrder, w.id == _id_of(UUID(fact.sales_order_id)))
    await _judge(order or uow.add(_waiting(fact, uow)), uow, aloud=aloud)


def _waiting(fact: facts.OrderApproved | facts.OrderCreditAsked, uow: UnitOfWork) -> WaitingOrder:
    return WaitingOrder(
        id=_id_of(UUID(fact.sales_order_id)),
        tenant_id=uow.tenant_id,
        create_time=uow.now,
        update_time=uow.now,
        sales_order_id=UUID(fact.sales_order_id),
        number=fact.number,
        customer_id=UUID(fact.customer_id),
        legal_entity_id=UUID(fact.legal_entity_id),
        contract_id=id_of(fact.contract_id),
        paid_by_contract=fact.basis == orders.SALES_ORDER_BASIS_CONTRACT,
        currency=fact.gross.currency_code,
        amount_minor=fact.gross.minor,
        taken_minor=fact.gross.minor,
    )


async def _judge(order: WaitingOrder, uow: UnitOfWork, *, aloud: bool) -> None:
    above = await _above(order.customer_id, uow)
    await uow.lock("order_credit", above[-1])
    taken = await _taken(order, uow)
    usages = await used(
        await uow.session.connection(),
        uow.tenant_id,
        uow.today,
        at(above, order.legal_entity_id, order.currency),
        (await known.settings(uow)).credit_near_percent,
        Limits(),
        contract_id=order.contract_id,
        releasing=above,
        besides=await _cleared(order, above[-1], uow),
    )
    order.judge(verdict(taken, usages, (), Money.zero(order.currency)), taken.minor, uow.today, aloud=aloud)
    # Who is judged next in this unit of work sees what this one takes.
    await uow.stage()


async def _taken(order: WaitingOrder, uow: UnitOfWork) -> Money:
    """What is claimed of its contract, or has gone, is exposed already."""
    if not order.paid_by_contract or order.contract_id is None:
        return order.amount
    planned = (await uow.execute(made_of.unshipped(uow.tenant_id, order.contract_id))).scalar_one()
    return Money(order.currency, min(order.amount_minor, int(planned)))


async def _cleared(but: WaitingOrder, head: UUID, uow: UnitOfWork) -> list[Exposed]:
    """What other orders of the group may take, and do once they are released."""
    group = await _group(head, uow)
    key = (w.customer_id, w.legal_entity_id, w.currency)
    others = (w.tenant_id == uow.tenant_id, w.id != but.id, w.customer_id.in_(group), w.look_date.is_not(None))
    statement = select(*key, func.sum(w.taken_minor).label("minor")).where(*others, w.decision == CreditDecision.ALLOWED).group_by(*key)
    return [
        Exposed(
            component=ExposureComponent.RELEASED_ORDERS,
            customer_id=row.customer_id,
            legal_entity_id=row.legal_entity_id,
            currency=row.currency,
            amount_minor=int(row.minor),
        )
        for row in await uow.execute(statement)
    ]


async def _above(customer_id: UUID, uow: UnitOfWork) -> list[UUID]:
    """The customer and the companies above it, the topmost last."""
    return await made_of.chain(await uow.session.connection(), uow.tenant_id, customer_id) or [customer_id]


async def _group(head: UUID, uow: UnitOfWork) -> Collection[UUID]:
    return (await made_of.members(await uow.session.connection(), uow.tenant_id, (head,)))[head]


# --- again -----------------------------------------------------------------------------------------


async def look_again(uow: UnitOfWork, customer_id: UUID) -> None:
    """At once, at all that wait in the group of the customer; each in a transaction of its own."""
    head = (await _above(customer_id, uow))[-1]
    group = await _group(head, uow)
    for order in await uow.find(WaitingOrder, w.customer_id.in_(group), w.look_date.is_not(None)):
        order.look_at(uow.today)


async def forget(uow: UnitOfWork, gone: Mapping[UUID, str]) -> None:
    """Orders that wait for nothing any more, with their state; one that was cancelled leaves room to others."""
    ids = [_id_of(id) for id in gone]
    for order in await uow.find(WaitingOrder, w.id.in_(ids), w.look_date.is_not(None)) if ids else ():
        order.leave()
        if gone[order.sales_order_id] == "cancelled":
            await look_again(uow, order.customer_id)


def waiting_timers(order: WaitingOrder) -> Mapping[tuple[str, str], date]:
    return {} if order.look_date is None else {(ORDER_CREDIT_DAY, ""): order.look_date}


@timer(ORDER_CREDIT_DAY)
async def look_at_waiting_order(due: Due, uow: UnitOfWork) -> None:
    order = await uow.get(WaitingOrder, due.subject_id)
    if order.look_date is not None:
        await _judge(order, uow, aloud=False)


def _id_of(sales_order_id: UUID) -> UUID:
    return derived_id("waiting_order", sales_order_id)
