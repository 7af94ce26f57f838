"""Commands on what was handed to channels."""

from uuid import UUID

from sqlalchemy import select, update

from chassis.errors import not_found, precondition
from chassis.messages import to_message
from chassis.service import command
from chassis.unit_of_work import UnitOfWork
from crm.notifier.v1 import notifier_pb2 as pb
from notifier import tables as t
from notifier.channels.deliveries import HELD
from notifier.domain.delivery import DeliveryState

_OPEN = (DeliveryState.WAITING, DeliveryState.SENT)


@command
async def retry_delivery(request: pb.RetryDeliveryRequest, uow: UnitOfWork) -> pb.Delivery:
    d, id = t.delivery.c, UUID(request.delivery_id)
    row = (await uow.execute(select(t.delivery).where(d.tenant_id == uow.tenant_id, d.id == id).with_for_update())).first()
    if row is None:
        raise not_found("delivery", id)
    if row.state in _OPEN:
        raise precondition("DELIVERY_NOT_OVER", f"It is {row.state}; only what failed, expired or was withheld is sent again.")
    uow.note("delivery", id, {"state": [row.state, DeliveryState.WAITING.value]})
    again = {"state": DeliveryState.WAITING.value, "attempts": 0, "due_time": uow.clock.real(), "expire_time": uow.now + HELD}
    changed = await uow.execute(update(t.delivery).where(d.id == id).values(again).returning(t.delivery))
    return to_message(pb.Delivery, changed.one())
