"""Fact -> effect: released orders become plans, what is delivered becomes claims or counts for its month.

As for contracts, facts come in any order and more than once: what a plan knows already from a later one, an earlier one does not change.
"""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from chassis.money import Money
from chassis.service import reaction
from chassis.unit_of_work import UnitOfWork
from crm.common.v1.event_pb2 import Event
from crm.pipeline.v1 import events_pb2 as facts
from crm.pipeline.v1 import orders_pb2 as orders
from receivables import known, months
from receivables.books import open_journal, post
from receivables.domain.contract import SignedContract, arrived, day_of
from receivables.domain.plan import PaymentPlan
from receivables.reactions import PlanAwaited, make_plan_of

Delivered = facts.OrderDelivered | facts.OrderDeliveryReversed


@reaction
async def make_plan_of_order(fact: facts.OrderReleased, event: Event, uow: UnitOfWork) -> None:
    """Each released order that is paid by its own terms has one plan."""
    if fact.basis != orders.SALES_ORDER_BASIS_ORDER:
        return
    told = await known.order(uow, UUID(fact.sales_order_id))
    if told.plan_id is None:
        await make_plan_of(SignedContract.ordered(fact, event.version), told.copy, event, uow)


@reaction
async def claim_by_delivery(fact: facts.OrderDelivered, event: Event, uow: UnitOfWork) -> None:
    if fact.basis == orders.SALES_ORDER_BASIS_ORDER:
        await _arrive(fact, "", event, uow)
    elif fact.basis == orders.SALES_ORDER_BASIS_MONTHLY:
        await _count(fact, fact.deliveries, uow)


@reaction
async def take_delivery_back(fact: facts.OrderDeliveryReversed, event: Event, uow: UnitOfWork) -> None:
    if fact.basis == orders.SALES_ORDER_BASIS_ORDER:
        await _arrive(fact, fact.reason, event, uow)
    elif fact.basis == orders.SALES_ORDER_BASIS_MONTHLY:
        await _count(fact, [fact.delivery], uow)


@reaction
async def cancel_what_was_ordered(fact: facts.OrderCancelled, event: Event, uow: UnitOfWork) -> None:
    if fact.basis != orders.SALES_ORDER_BASIS_ORDER:
        return
    plan = await _plan(fact.sales_order_id, uow)
    journal = await open_journal(uow, plan.legal_entity_id)
    plan.terminate(fact.reason, on=day_of(fact.cancel_date) or uow.today, journal=journal)
    post(uow, journal)


async def _arrive(fact: Delivered, reason: str, event: Event, uow: UnitOfWork) -> None:
    """Claims what has arrived; what has not arrived after all is planned again."""
    plan = await _plan(fact.sales_order_id, uow)
    journal = await open_journal(uow, plan.legal_entity_id)
    calendar = await known.calendar_of(uow, plan.legal_entity_id)
    missing = [arrived(each.code) for each in fact.arrivals if not each.actual_date]
    plan.withdraw(missing, reason, version=event.version, calendar=calendar, journal=journal)
    for each in fact.arrivals:
        if (day := day_of(each.actual_date)) is not None:
            plan.reach(arrived(each.code), day, version=event.version, calendar=calendar, journal=journal)
    post(uow, journal)


async def _count(fact: Delivered, deliveries: Sequence[orders.OrderDelivery], uow: UnitOfWork) -> None:
    for each in deliveries:
        delivery = months.Delivery(
            delivery_id=UUID(each.id),
            sales_order_id=UUID(fact.sales_order_id),
            order_number=fact.number,
            lot_code=each.lot_code,
            delivery_date=date.fromisoformat(each.delivery_date),
            customer_id=UUID(fact.customer_id),
            legal_entity_id=UUID(fact.legal_entity_id),
            amount=Money(each.amount.currency_code, each.amount.minor),
            cut_off_day=fact.cut_off_day,
            credit_days=fact.credit_days,
        )
        await months.count(uow, delivery)


async def _plan(sales_order_id: str, uow: UnitOfWork) -> PaymentPlan:
    """The order's plan, locked against payments. Raises PlanAwaited before the fact that makes it has come."""
    told = await known.order(uow, UUID(sales_order_id))
    if told.plan_id is None:
        raise PlanAwaited(f"The plan of order {sales_order_id} is not there yet.")
    return await known.plan_under_lock(uow, told.plan_id)
