"""The facts of sales orders, as messages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from chassis.reasons import Reason
from chassis.wire import instant, money, text
from crm.pipeline.v1 import events_pb2 as pb
from crm.pipeline.v1 import orders_pb2
from pipeline.domain.order_parts import Arrival, OrderDelivery

if TYPE_CHECKING:
    from pipeline.domain.order import SalesOrder


def approved(order: SalesOrder) -> pb.OrderApproved:
    return pb.OrderApproved(
        sales_order_id=str(order.id),
        number=order.number,
        customer_order_number=order.customer_order_number,
        account_id=str(order.account_id),
        customer_id=str(order.customer_id),
        contract_id=text(order.contract_id),
        legal_entity_id=text(order.legal_entity_id),
        gross=money(order.gross),
        approved_by=text(order.approved_by),
        approve_date=text(order.approve_date),
        owner_id=text(order.owner_id),
        basis=_basis(order),
    )


def credit_asked(order: SalesOrder) -> pb.OrderCreditAsked:
    return pb.OrderCreditAsked(
        sales_order_id=str(order.id),
        number=order.number,
        account_id=str(order.account_id),
        customer_id=str(order.customer_id),
        contract_id=text(order.contract_id),
        legal_entity_id=text(order.legal_entity_id),
        basis=_basis(order),
        gross=money(order.gross),
        owner_id=text(order.owner_id),
    )


def held(order: SalesOrder, reason: Reason) -> pb.OrderHeld:
    return pb.OrderHeld(
        sales_order_id=str(order.id),
        number=order.number,
        account_id=str(order.account_id),
        customer_id=str(order.customer_id),
        contract_id=text(order.contract_id),
        legal_entity_id=text(order.legal_entity_id),
        gross=money(order.gross),
        reason=reason.text,
        why=reason.message,
        owner_id=text(order.owner_id),
    )


def released(order: SalesOrder) -> pb.OrderReleased:
    """Everything that a payment plan needs."""
    return pb.OrderReleased(
        sales_order_id=str(order.id),
        number=order.number,
        customer_order_number=order.customer_order_number,
        account_id=str(order.account_id),
        customer_id=str(order.customer_id),
        contract_id=text(order.contract_id),
        legal_entity_id=text(order.legal_entity_id),
        basis=_basis(order),
        gross=money(order.gross),
        release_date=text(order.release_date),
        terms=order.terms,
        lots=[pb.ContractLot(code=code, gross=money(gross)) for code, gross in order.parts.items()],
        arrivals=_arrivals(order),
        owner_id=text(order.owner_id),
        team_id=text(order.team_id),
        shared_with=[str(person) for person in order.shared_with],
        business_unit=order.business_unit,
        product_line=order.product_line,
        region=order.region,
    )


def delivered(order: SalesOrder, made: Iterable[OrderDelivery]) -> pb.OrderDelivered:
    return pb.OrderDelivered(
        sales_order_id=str(order.id),
        number=order.number,
        customer_order_number=order.customer_order_number,
        account_id=str(order.account_id),
        customer_id=str(order.customer_id),
        contract_id=text(order.contract_id),
        legal_entity_id=text(order.legal_entity_id),
        basis=_basis(order),
        deliveries=[_delivery(each) for each in made],
        arrivals=_arrivals(order),
        complete=order.deliver_date is not None,
        cut_off_day=order.cut_off_day,
        credit_days=order.credit_days,
        owner_id=text(order.owner_id),
    )


def delivery_reversed(order: SalesOrder, made: OrderDelivery) -> pb.OrderDeliveryReversed:
    return pb.OrderDeliveryReversed(
        sales_order_id=str(order.id),
        number=order.number,
        customer_order_number=order.customer_order_number,
        account_id=str(order.account_id),
        customer_id=str(order.customer_id),
        contract_id=text(order.contract_id),
        legal_entity_id=text(order.legal_entity_id),
        basis=_basis(order),
        delivery=_delivery(made),
        arrivals=_arrivals(order),
        reason=made.note,
        cut_off_day=order.cut_off_day,
        credit_days=order.credit_days,
        owner_id=text(order.owner_id),
    )


def cancelled(order: SalesOrder) -> pb.OrderCancelled:
    return pb.OrderCancelled(
        sales_order_id=str(order.id),
        number=order.number,
        account_id=str(order.account_id),
        customer_id=str(order.customer_id),
        contract_id=text(order.contract_id),
        legal_entity_id=text(order.legal_entity_id),
        basis=_basis(order),
        cancel_date=text(order.cancel_date),
        reason=order.cancel_reason,
        owner_id=text(order.owner_id),
    )


def _delivery(made: OrderDelivery) -> orders_pb2.OrderDelivery:
    return orders_pb2.OrderDelivery(
        id=str(made.id),
        lot_code=made.lot_code,
        quantity=f"{made.quantity.normalize():f}",
        amount=money(made.amount),
        delivery_date=text(made.delivery_date),
        evidence_attachment_id=text(made.evidence_attachment_id),
        note=made.note,
        recorded_by=text(made.recorded_by),
        record_time=instant(made.record_time),
        reverses_id=text(made.reverses_id),
    )


def _arrivals(order: SalesOrder) -> list[orders_pb2.OrderArrival]:
    return [_arrival(each) for each in order.arrivals]


def _arrival(of: Arrival) -> orders_pb2.OrderArrival:
    return orders_pb2.OrderArrival(code=of.code, planned_date=text(of.planned_date), actual_date=text(of.actual_date))


def _basis(order: SalesOrder) -> orders_pb2.SalesOrderBasis.ValueType:
    return orders_pb2.SalesOrderBasis.Value(f"SALES_ORDER_BASIS_{order.basis.upper()}")
