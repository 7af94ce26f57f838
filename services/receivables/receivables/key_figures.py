"""Key figures in SQL, from ledger entries; they say what `domain.key_figures` says of the same entries."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Date, Row, Select, Text, and_, cast, func, not_, null, select, true
from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.scope import Scope
from receivables.claims_known import asked, day_of, entries_known, grouped
from receivables.converting import Conversion, in_currency
from receivables.domain.entries import Known
from receivables.domain.groups import Group
from receivables.domain.key_figures import GIVING_UP, PAYING, Invoiced, Movements, Period, days_outstanding, months_back
from receivables.domain.ledger import RECEIVABLE_KINDS, Kind
from receivables.domain.states import InvoiceState, InvoiceType, Tender
from receivables.ledger_tables import ledger_entry
from receivables.seeing import seen
from receivables.tables import invoice, invoice_step, receipt


@dataclass(frozen=True, kw_only=True)
class Question:
    """`known.as_of` is the last day of the period."""

    period: Period
    known: Known
    group_by: Group | None = None
    legal_entity_id: UUID | None = None
    customer_id: UUID | None = None
    currency: str = ""
    conversion: Conversion | None = None


def key_figures(question: Question, scope: Scope, *, limit: int) -> Select[Any]:
    """Rows (group, currency, and the fields of Movements), the largest closing balance first."""
    moved = _moved(question, scope).subquery("moved")
    source, group = grouped(moved, question.group_by, scope)
    sums = [func.sum(moved.c[name]).label(name) for name in Movements.__slots__]
    closing = func.sum(moved.c.closing_minor)
    return (
        select(group.label("group"), moved.c.currency, *sums)
        .select_from(source)
        .group_by(group, moved.c.currency)
        .order_by(closing.desc(), moved.c.currency, group)
        .limit(limit)
    )


def _moved(question: Question, scope: Scope) -> Select[Any]:
    """Per claim, because whose it is and what it is for stands in its instalment alone."""
    e, day, period = ledger_entry.c, day_of(question.known), question.period
    within, paying = day >= period.first, and_(e.transaction_kind.in_(PAYING), e.transaction_id.not_in(_credits(scope)))
    given_up = and_(within, e.transaction_kind.in_(GIVING_UP))
    paid, due = and_(within, paying), e.due_date <= period.last
    late = e.amount_minor * func.greatest(0, day - e.due_date)
    columns: dict[str, ColumnElement[Any]] = {
        "opening_minor": _sum(e.amount_minor, not_(within)),
        "arisen_minor": _sum(e.amount_minor, and_(within, not_(paying), not_(given_up))),
        "written_off_minor": -_sum(e.amount_minor, given_up),
        "collected_minor": -_sum(e.amount_minor, paid),
        "closing_minor": _sum(e.amount_minor, true()),
        "overdue_minor": _sum(e.amount_minor, e.due_date < period.last),
        "due_minor": _sum(e.amount_minor, and_(due, not_(paid), not_(given_up))),
        "collected_due_minor": -_sum(e.amount_minor, and_(due, paid)),
        "late_minor_days": -_sum(late, paid),
    }
    narrowed = asked(ledger_entry, question.legal_entity_id, question.customer_id, question.currency)
    currency: ColumnElement[str] = e.currency
    if question.conversion:
        columns = {name: question.conversion.minor(e.currency, column) for name, column in columns.items()}
        # Each is rounded; what arose takes the rest, and the balances are those of the ageing.
        grown = columns["closing_minor"] - columns["opening_minor"]
        columns["arisen_minor"] = grown + columns["collected_minor"] + columns["written_off_minor"]
        currency = question.conversion.code()
    keys = (e.subject_id, e.customer_id, e.legal_entity_id, e.currency)
    named = (e.subject_id.label("instalment_id"), e.customer_id, e.legal_entity_id, currency.label("currency"))
    return (
        select(*named, *(column.label(name) for name, column in columns.items()))
        .where(*entries_known(question.known, RECEIVABLE_KINDS, scope), *narrowed)
        .group_by(*keys)
    )


def _credits(scope: Scope) -> Select[Any]:
    """What was posted when a credit paid: no money came."""
    e, r = ledger_entry.c, receipt.c
    of_credits = (r.tenant_id == scope.tenant_id, r.tender == Tender.CREDIT, e.tenant_id == r.tenant_id, e.subject_id == r.id)
    return select(e.transaction_id).where(*of_credits, e.kind == Kind.UNAPPLIED)


def _sum(amount: ColumnElement[Any], where: ColumnElement[bool]) -> ColumnElement[Any]:
    return func.coalesce(func.sum(amount).filter(where), 0)


async def found(connection: AsyncConnection, question: Question, scope: Scope, *, limit: int) -> list[dict[str, Any]]:
    """As KeyFigureRow says them."""
    rows = (await connection.execute(key_figures(question, scope, limit=limit))).all()
    months = await _months(connection, question, scope, [row.group for row in rows])
    return [_row(row, Movements(**{name: int(row._mapping[name]) for name in Movements.__slots__}), months) for row in rows]


def _row(row: Row[Any], moved: Movements, months: Mapping[tuple[Any, str], Sequence[Invoiced]]) -> dict[str, Any]:
    invoiced = months.get((row.group, row.currency), ())
    outstanding, best = days_outstanding(moved.closing_minor, invoiced), days_outstanding(moved.current_minor, invoiced)
    return {
        "group": "" if row.group is None else str(row.group),
        "currency": row.currency,
        **asdict(moved),
        "collection_rate": moved.collection_rate,
        "effectiveness": moved.effectiveness,
        "average_days_late": moved.average_days_late,
        "days_outstanding": outstanding,
        "best_possible_days_outstanding": best,
        "average_days_delinquent": None if outstanding is None or best is None else outstanding - best,
    }


async def _months(
    connection: AsyncConnection, question: Question, scope: Scope, groups: Sequence[Any]
) -> dict[tuple[Any, str], list[Invoiced]]:
    """What was invoiced in each month up to the end of the period, the last one first, by group and currency."""
    months = months_back(question.period)
    found: dict[tuple[Any, str], dict[date, int]] = defaultdict(dict)
    for row in await connection.execute(_invoiced(question, scope, groups, since=months[-1].first)):
        found[row.group, row.currency][row.month] = int(row.minor)
    return {
        key: [Invoiced((month.last - month.first).days + 1, sums.get(month.first, 0)) for month in months] for key, sums in found.items()
    }


def _invoiced(question: Question, scope: Scope, groups: Sequence[Any], *, since: date) -> Select[Any]:
    """Tax invoices by the month of their issue, those in red less, as far as it was known that they were issued."""
    i, step = invoice.c, invoice_step.c
    # Of an invoice that covers several, no instalment can be asked what of it is its own.
    name = question.group_by.claim_column if question.group_by else ""
    group = i[name] if name in i else cast(null(), Text)
    month = cast(func.date_trunc("month", i.issue_date), Date)
    known = select(step.id).where(step.invoice_id == i.id, step.state == InvoiceState.ISSUED, step.create_time <= question.known.known_at)
    wanted = [
        i.tenant_id == scope.tenant_id,
        i.issue_date.between(since, question.period.last),
        i.type.in_([kind for kind in InvoiceType if kind.is_tax]),
        known.exists(),
        *asked(invoice, question.legal_entity_id, question.customer_id, question.currency),
        *seen(invoice, scope),
        *([i[name].in_(groups)] if name in i else []),
    ]
    currency, gross = in_currency(question.conversion, i.currency, i.gross_minor)
    told = select(group.label("group"), currency.label("currency"), month.label("month"), gross.label("minor")).where(*wanted).subquery()
    columns = (told.c.group, told.c.currency, told.c.month)
    return select(*columns, func.sum(told.c.minor).label("minor")).group_by(*columns)
