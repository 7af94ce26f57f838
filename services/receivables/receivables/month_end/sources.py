"""Where the records behind each item lie: one statement each, of (subject_id, name, customer_id, owner_id, day, currency, minor)."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Date, Select, Text, Uuid, cast, func, null, select

from receivables.adjustment_tables import adjustment
from receivables.cash_tables import bank_statement_line, cash_proposal
from receivables.domain.adjusting.states import AdjustmentState
from receivables.domain.cash.states import LineState, ProposalState
from receivables.domain.month_end import PeriodItemKind
from receivables.domain.states import ClaimState, DisputeState, InvoiceState, ReversalState
from receivables.domain.terms import Layer
from receivables.month_end.periods import Period
from receivables.tables import dispute, instalment, invoice, receipt, reversal

Rows = Select[Any]
_NOBODY = cast(null(), Uuid)


def _rows(
    table: Any, name: ColumnElement[Any], day: ColumnElement[Any], minor: ColumnElement[Any], *, customer: Any = None, owner: Any = None
) -> Rows:
    return select(
        table.c.id.label("subject_id"),
        cast(name, Text).label("name"),
        (_NOBODY if customer is None else customer).label("customer_id"),
        (_NOBODY if owner is None else owner).label("owner_id"),
        day.label("day"),
        table.c.currency,
        minor.label("minor"),
    )


def _mine(table: Any, period: Period) -> list[ColumnElement[bool]]:
    return [table.c.tenant_id == period.tenant_id, table.c.legal_entity_id == period.legal_entity_id]


def _unspent(period: Period, *where: ColumnElement[bool]) -> Rows:
    """Receipts up to the end of the period of which something is neither used nor held in advance."""
    r = receipt.c
    name = func.coalesce(func.nullif(r.payer_name, ""), r.number)
    rows = _rows(receipt, name, r.received_date, r.unapplied_minor, customer=r.customer_id, owner=r.owner_id)
    return rows.where(*_mine(receipt, period), r.unapplied_minor > 0, r.received_date <= period.last, *where)


def _lines(period: Period) -> Rows:
    n = bank_statement_line.c
    unfinished = n.state.in_((LineState.WAITING, LineState.TWIN))
    rows = _rows(bank_statement_line, func.coalesce(func.nullif(n.payer_name, ""), n.serial), n.entry_date, n.amount_minor)
    return rows.where(*_mine(bank_statement_line, period), unfinished, n.entry_date <= period.last)


def _proposals(period: Period) -> Rows:
    p = cash_proposal.c
    rows = _rows(cash_proposal, p.payer_name, p.received_date, p.amount_minor)
    return rows.where(*_mine(cash_proposal, period), p.state == ProposalState.OPEN, p.received_date <= period.last)


def _reversals(period: Period) -> Rows:
    """By their receipts, on which they are decided."""
    r, v = receipt.c, reversal.c
    asked = select(v.receipt_id).where(v.tenant_id == period.tenant_id, v.state == ReversalState.ASKED)
    rows = _rows(receipt, r.number, r.received_date, r.amount_minor, customer=r.customer_id, owner=r.owner_id)
    return rows.where(*_mine(receipt, period), r.id.in_(asked), r.received_date <= period.last)


def _adjustments(period: Period) -> Rows:
    """By the day (UTC) on which they were asked for."""
    a = adjustment.c
    rows = _rows(adjustment, a.number, cast(a.create_time, Date), a.amount_minor, customer=a.customer_id, owner=a.owner_id)
    waiting = a.state.in_((AdjustmentState.REQUESTED, AdjustmentState.APPROVED))
    return rows.where(*_mine(adjustment, period), waiting, cast(a.create_time, Date) <= period.last)


def _invoices(period: Period) -> Rows:
    n = invoice.c
    name = func.coalesce(func.nullif(n.invoice_number, ""), n.number)
    rows = _rows(invoice, name, n.issue_date, n.gross_minor, customer=n.customer_id, owner=n.owner_id)
    under_way = n.state.in_((InvoiceState.ISSUED, InvoiceState.DELIVERED))
    return rows.where(*_mine(invoice, period), under_way, n.original_id.is_(None), n.issue_date <= period.last)


def _invoice_differences(period: Period) -> Rows:
    i = instalment.c
    minor = i.amount_minor - i.credited_minor - i.invoiced_minor
    rows = _rows(instalment, i.contract_number + " " + i.name, i.claim_date, minor, customer=i.customer_id, owner=i.owner_id)
    owed = (i.claim_state == ClaimState.CLAIMABLE, i.layer == Layer.NORMAL, i.claim_date <= period.last)
    return rows.where(*_mine(instalment, period), *owed, minor != 0)


def _disputes(period: Period) -> Rows:
    d = dispute.c
    rows = _rows(dispute, d.number, d.dispute_date, d.amount_minor, customer=d.customer_id, owner=d.owner_id)
    return rows.where(*_mine(dispute, period), d.state == DisputeState.OPEN, d.dispute_date <= period.last)


def sources(period: Period) -> Mapping[PeriodItemKind, tuple[str, Rows]]:
    """The type of record that an item tells of, and the statement."""
    kinds, r = PeriodItemKind, receipt.c
    return {
        kinds.STATEMENT_LINES: ("bank_statement_line", _lines(period)),
        kinds.UNIDENTIFIED: ("receipt", _unspent(period, r.customer_id.is_(None))),
        kinds.UNAPPLIED: ("receipt", _unspent(period, r.customer_id.is_not(None))),
        kinds.PROPOSALS: ("cash_proposal", _proposals(period)),
        kinds.REVERSALS: ("receipt", _reversals(period)),
        kinds.ADJUSTMENTS: ("adjustment", _adjustments(period)),
        kinds.INVOICES_UNDER_WAY: ("invoice", _invoices(period)),
        kinds.INVOICE_DIFFERENCES: ("instalment", _invoice_differences(period)),
        kinds.DISPUTES: ("dispute", _disputes(period)),
    }
