"""Commands by which invoices are taken back in red; they are issued as others are."""

from chassis.errors import precondition
from chassis.messages import values
from chassis.money import Money
from chassis.service import command
from chassis.unit_of_work import UnitOfWork
from crm.receivables.v1 import invoices_pb2 as pb
from receivables import tables as t
from receivables.books import journal_of
from receivables.commands.invoices import wanted
from receivables.domain.invoice import Invoice
from receivables.domain.red import confirm, request_red
from receivables.domain.states import InvoiceState, RedReason
from receivables.invoices_known import under_lock

# So many red invoices one invoice has at most.
MOST_REDS = 200


@command
async def request_red_invoice(request: pb.RequestRedInvoiceRequest, uow: UnitOfWork) -> Invoice:
    original, _ = await under_lock(uow, request.invoice_id, etag=request.etag)
    given, i = values(request), t.invoice.c
    reds = await uow.find(Invoice, i.original_id == original.id, i.state != InvoiceState.REJECTED, limit=MOST_REDS + 1)
    if len(reds) > MOST_REDS:
        raise precondition("TOO_MANY_REDS", f"An invoice is taken back by {MOST_REDS} red ones at most.")
    red = request_red(
        original,
        reds,
        id=uow.new_id(),
        reason=RedReason(given["reason"]),
        amount=given["amount"],
        wanted=wanted(given["coverage"]),
        note=request.note,
        journal=journal_of(uow),
    )
    return uow.add(red)


@command
async def approve_red_invoice(request: pb.ApproveRedInvoiceRequest, uow: UnitOfWork) -> Invoice:
    red, plan = await under_lock(uow, request.invoice_id, etag=request.etag)
    if not red.is_red:
        raise precondition("INVOICE_NOT_RED", "This invoice takes back no other; approve it by `:approve`.")
    red.approve(plan, journal_of(uow), others=Money.zero(red.currency), note=request.note)
    return red


@command
async def confirm_red_invoice(request: pb.ConfirmRedInvoiceRequest, uow: UnitOfWork) -> Invoice:
    red, _ = await under_lock(uow, request.invoice_id, etag=request.etag)
    confirm(red, request.confirmation_number, journal_of(uow), on=values(request)["confirm_date"])
    return red
