"""Lists of invoices."""

from chassis.fields import choice, money
from chassis.listing import Listing
from chassis.messages import to_message
from chassis.reader import Reader
from chassis.service import query
from crm.receivables.v1 import invoices_pb2 as pb
from receivables import tables as t
from receivables.domain.invoice import Invoice
from receivables.domain.states import InvoiceState, InvoiceType, RedReason

i = t.invoice.c

INVOICES = Listing(
    t.invoice,
    {
        **{column.name: column for column in (i.id, i.number, i.contract_id, i.contract_number, i.customer_id, i.legal_entity_id)},
        **{column.name: column for column in (i.invoice_code, i.invoice_number, i.issue_date, i.deliver_date, i.book_date, i.return_date)},
        **{column.name: column for column in (i.original_id, i.confirmation_number, i.credit_id, i.above_contract, i.currency)},
        **{column.name: column for column in (i.requested_by, i.approved_by, i.instalment_ids, i.owner_id, i.team_id)},
        **{column.name: column for column in (i.business_unit, i.product_line, i.region, i.create_time, i.update_time)},
        "type": choice(i.type, InvoiceType),
        "state": choice(i.state, InvoiceState),
        "red_reason": choice(i.red_reason, RedReason),
        "net": money(i.net_minor, i.currency),
        "tax": money(i.tax_minor, i.currency),
        "gross": money(i.gross_minor, i.currency),
        "covered": money(i.covered_minor, i.currency),
        "reduced": money(i.reduced_minor, i.currency),
    },
    search="search_invoice",
)


@query
async def get_invoice(request: pb.GetInvoiceRequest, reader: Reader) -> pb.Invoice:
    return to_message(pb.Invoice, await reader.get(Invoice, request.invoice_id))


@query
async def get_invoice_by_external(request: pb.GetInvoiceByExternalRequest, reader: Reader) -> pb.Invoice:
    invoice = await reader.by_external(Invoice, request)
    return to_message(pb.Invoice, invoice)


@query
async def list_invoices(request: pb.ListInvoicesRequest, reader: Reader) -> pb.ListInvoicesResponse:
    tables = {"lines": t.invoice_line, "coverage": t.invoice_coverage, "steps": t.invoice_step}
    parts = {name: (table, "invoice_id") for name, table in tables.items()}
    return await reader.page(INVOICES, request, pb.ListInvoicesResponse, parts=parts)
