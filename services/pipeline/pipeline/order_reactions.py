"""Fact -> effect: what receivables says of the credit of an order that is approved."""

from datetime import UTC
from uuid import UUID

from chassis.reasons import Reason
from chassis.service import reaction
from chassis.unit_of_work import UnitOfWork
from crm.common.v1.event_pb2 import Event
from crm.receivables.v1 import credit_pb2 as credit
from crm.receivables.v1 import events_pb2 as receivables
from pipeline import tables as t
from pipeline.domain.order import SalesOrder
from pipeline.domain.order_parts import OrderCredit

_SAID = {credit.CREDIT_DECISION_ALLOWED: OrderCredit.CLEAR, credit.CREDIT_DECISION_HELD: OrderCredit.HELD}


@reaction
async def hear_of_credit(fact: receivables.OrderCreditChecked, event: Event, uow: UnitOfWork) -> None:
    order = await uow.first(SalesOrder, t.sales_order.c.id == UUID(fact.sales_order_id))
    if order is not None:
        reasons = [Reason.of(each) for each in fact.reasons]
        order.judge(_SAID[fact.decision], reasons, at=event.create_time.ToDatetime(UTC), version=event.version)
