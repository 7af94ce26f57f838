"""What commands and timers on bills look up."""

from dataclasses import dataclass
from uuid import UUID

from chassis.unit_of_work import UnitOfWork
from receivables import bill_tables as t
from receivables.domain.bill import Bill
from receivables.domain.plan import PaymentPlan
from receivables.domain.receipt import Receipt

# So many parts one bill is split into at most, in all.
MOST_PARTS = 200


@dataclass(frozen=True, slots=True)
class Held:
    """A bill, the receipt that it came with, and the plans that this pays."""

    bill: Bill
    receipt: Receipt
    plans: dict[UUID, PaymentPlan]


async def under_lock(uow: UnitOfWork, id: UUID | str, *, etag: str = "") -> Held:
    """Nobody pays or allocates what belongs to its customer before this transaction ends."""
    bill = await uow.get(Bill, id, etag=etag)
    if bill.customer_id is not None:
        await uow.lock("customer", bill.customer_id)
    await uow.lock("receipt", bill.receipt_id)
    receipt = await uow.get(Receipt, bill.receipt_id)
    plans = {line.payment_plan_id: await uow.get(PaymentPlan, line.payment_plan_id) for line in receipt.live()}
    return Held(bill, receipt, plans)


async def of_receipt(uow: UnitOfWork, receipt: Receipt) -> list[Bill]:
    """The bill that a receipt is, with all its parts."""
    b = t.bill.c
    return await uow.find(Bill, b.receipt_id == receipt.id, limit=MOST_PARTS) if receipt.tender.is_bill else []
