"""The facts about invoices."""

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from chassis.money import Money
from chassis.wire import money, text
from crm.receivables.v1 import events_pb2 as facts
from crm.receivables.v1 import invoices_pb2 as pb
from receivables.domain.facts import instalment_figures
from receivables.domain.instalment import Instalment

if TYPE_CHECKING:
    from receivables.domain.invoice import Invoice


def invoice_figures(invoice: "Invoice") -> facts.InvoiceFigures:
    return facts.InvoiceFigures(
        invoice_id=str(invoice.id),
        number=invoice.number,
        type=pb.InvoiceType.Value(f"INVOICE_TYPE_{invoice.type.name}"),
        state=pb.InvoiceState.Value(f"INVOICE_STATE_{invoice.state.name}"),
        contract_id=str(invoice.contract_id),
        contract_number=invoice.contract_number,
        customer_id=str(invoice.customer_id),
        legal_entity_id=str(invoice.legal_entity_id),
        owner_id=text(invoice.owner_id),
        team_id=text(invoice.team_id),
        gross=money(invoice.gross),
        tax=money(invoice.tax),
        covered=money(invoice.covered),
        reduced=money(invoice.reduced),
        invoice_number=invoice.invoice_number,
        issue_date=text(invoice.issue_date),
        requested_by=text(invoice.requested_by),
        original_id=text(invoice.original_id),
        business_unit=invoice.business_unit,
        product_line=invoice.product_line,
        region=invoice.region,
    )


def requested(invoice: "Invoice") -> facts.InvoiceRequested:
    return facts.InvoiceRequested(invoice=invoice_figures(invoice))


def approved(invoice: "Invoice") -> facts.InvoiceApproved:
    return facts.InvoiceApproved(invoice=invoice_figures(invoice), approved_by=text(invoice.approved_by))


def rejected(invoice: "Invoice", reason: str, by: UUID | None) -> facts.InvoiceRejected:
    return facts.InvoiceRejected(invoice=invoice_figures(invoice), reason=reason, rejected_by=text(by))


def issued(invoice: "Invoice", instalments: Sequence[Instalment]) -> facts.InvoiceIssued:
    covered = [instalment_figures(instalment) for instalment in instalments]
    return facts.InvoiceIssued(invoice=invoice_figures(invoice), covered=covered)


def delivered(invoice: "Invoice", note: str) -> facts.InvoiceDelivered:
    return facts.InvoiceDelivered(invoice=invoice_figures(invoice), deliver_date=text(invoice.deliver_date), note=note)


def booked(invoice: "Invoice") -> facts.InvoiceBooked:
    return facts.InvoiceBooked(invoice=invoice_figures(invoice), book_date=text(invoice.book_date))


def returned(invoice: "Invoice", reason: str) -> facts.InvoiceReturned:
    return facts.InvoiceReturned(invoice=invoice_figures(invoice), return_date=text(invoice.return_date), reason=reason)


def reversed_by(original: "Invoice", red: "Invoice", credit: Money, unapplied: Money) -> facts.InvoiceReversed:
    reason = pb.RedReason.Value(f"RED_REASON_{red.red_reason.name}") if red.red_reason else pb.RED_REASON_UNSPECIFIED
    return facts.InvoiceReversed(
        invoice=invoice_figures(original), red=invoice_figures(red), reason=reason, credit=money(credit), unapplied=money(unapplied)
    )
