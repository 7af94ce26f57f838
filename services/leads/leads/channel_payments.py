"""What customers paid, for the channel returns: whoever the lead was, and whether there was one."""

from datetime import date
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from chassis.service import reaction
from chassis.unit_of_work import UnitOfWork
from crm.common.v1.event_pb2 import Event
from crm.receivables.v1 import events_pb2 as receivables
from leads import tables as t


@reaction
async def count_payment(fact: receivables.ReceiptAllocated, event: Event, uow: UnitOfWork) -> None:
    await _keep(fact, uow, taken_back=False)


@reaction
async def take_payment_back(fact: receivables.AllocationReversed, event: Event, uow: UnitOfWork) -> None:
    await _keep(fact, uow, taken_back=True)


async def _keep(fact: receivables.ReceiptAllocated | receivables.AllocationReversed, uow: UnitOfWork, *, taken_back: bool) -> None:
    """Once, and taken back for ever, also where that is told first."""
    payment = insert(t.channel_payment).values(
        allocation_id=UUID(fact.allocation_id),
        tenant_id=uow.tenant_id,
        customer_id=UUID(fact.receipt.customer_id) if fact.receipt.customer_id else None,
        pay_date=date.fromisoformat(fact.receipt.received_date),
        currency=fact.amount.currency_code,
        amount_minor=fact.amount.minor,
        reversed=taken_back,
    )
    keys = ["allocation_id"]
    await uow.execute(
        payment.on_conflict_do_update(index_elements=keys, set_={"reversed": True}) if taken_back else payment.on_conflict_do_nothing()
    )
