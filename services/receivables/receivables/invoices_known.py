"""What commands on invoices look up."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select, tuple_

from chassis.unit_of_work import UnitOfWork
from receivables import known
from receivables import tables as t
from receivables.domain.invoice import Invoice
from receivables.domain.invoice_parts import PrintedNumber
from receivables.domain.plan import PaymentPlan
from receivables.domain.states import InvoiceType

_NUMBERS = "invoice_number"
_PRINTED = [kind for kind in InvoiceType if kind.is_tax]


async def under_lock(uow: UnitOfWork, id: str, *, etag: str = "") -> tuple[Invoice, PaymentPlan]:
    """An invoice with the plan that it is for, which nobody pays or invoices before this transaction ends."""
    invoice = await uow.get(Invoice, id, etag=etag)
    await uow.lock("customer", invoice.customer_id)
    return invoice, await known.plan_under_lock(uow, invoice.payment_plan_id)


async def numbered(uow: UnitOfWork, printed: PrintedNumber) -> Invoice | None:
    """The tax invoice of this number, where it is recorded and the caller may see it."""
    if printed not in uow.known.get(_NUMBERS, {}):
        await learn_numbers(uow, [printed])
    found = uow.known[_NUMBERS][printed]
    return next(iter(await uow.find(Invoice, t.invoice.c.id == found, limit=1)), None) if isinstance(found, UUID) else found


async def learn_numbers(uow: UnitOfWork, printed: Sequence[PrintedNumber]) -> None:
    i, found = t.invoice.c, dict[PrintedNumber, UUID | None](dict.fromkeys(printed))
    keys = [(each.code, each.number) for each in printed if each.number]
    if keys:
        mine = (i.tenant_id == uow.tenant_id, i.type.in_(_PRINTED), tuple_(i.invoice_code, i.invoice_number).in_(keys))
        for row in await uow.execute(select(i.id, i.invoice_code, i.invoice_number).where(*mine)):
            found[PrintedNumber(number=row.invoice_number, code=row.invoice_code)] = row.id
    uow.known.setdefault(_NUMBERS, {}).update(found)


def note_number(uow: UnitOfWork, invoice: Invoice) -> None:
    """Another row of the batch may say the same number."""
    uow.known.setdefault(_NUMBERS, {})[PrintedNumber(number=invoice.invoice_number, code=invoice.invoice_code)] = invoice
