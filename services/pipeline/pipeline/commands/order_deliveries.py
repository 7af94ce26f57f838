"""Commands that note what of an order is delivered; all of them are changes of the order."""

from uuid import UUID

from chassis.messages import values
from chassis.service import command
from chassis.unit_of_work import UnitOfWork
from crm.pipeline.v1 import orders_pb2 as pb
from pipeline import shipments
from pipeline.commands import known
from pipeline.commands.orders import KIND
from pipeline.domain.order import SalesOrder
from pipeline.domain.order_parts import DeliveredLot, Shown


@command
async def deliver_sales_order(request: pb.DeliverSalesOrderRequest, uow: UnitOfWork) -> SalesOrder:
    """A person shows evidence; a program, which acts with an API key, speaks for the ERP.

    Goods that must be paid first go once they are."""
    order = await uow.get(SalesOrder, request.sales_order_id, etag=request.etag)
    given, by_person = values(request), uow.principal.kind == "user"
    shown = Shown(
        on=given["delivery_date"] or uow.today,
        evidence_attachment_id=given["evidence_attachment_id"],
        by=uow.principal.person_id if by_person else None,
        note=request.note,
    )
    lots, before = [DeliveredLot(**lot) for lot in given["lots"]], len(order.deliveries)
    order.deliver(lots, shown, today=uow.today, at=uow.now, by_system=not by_person, new_id=uow.new_id)
    await shipments.require_order_paid(uow, order, order.deliveries[before:])
    if shown.evidence_attachment_id is not None:
        await known.require_attachment(uow, shown.evidence_attachment_id, (KIND, order.id), "evidence_attachment_id")
    return order


@command
async def reverse_order_delivery(request: pb.ReverseOrderDeliveryRequest, uow: UnitOfWork) -> SalesOrder:
    order = await uow.get(SalesOrder, request.sales_order_id, etag=request.etag)
    by = uow.principal.person_id
    order.reverse_delivery(UUID(request.delivery_id), request.reason, today=uow.today, at=uow.now, by=by, id=uow.new_id())
    return order
