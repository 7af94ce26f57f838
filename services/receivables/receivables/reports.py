"""Ageing, the collection path, what is not applied yet and the proof, as messages."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Row, Table, func, select

from chassis.errors import invalid, precondition
from chassis.messages import to_message, to_messages, values
from chassis.reader import Reader
from chassis.service import query
from chassis.wire import instant
from crm.common.v1 import types_pb2 as common
from crm.receivables.v1 import exchange_pb2 as exchange
from crm.receivables.v1 import receivables_pb2 as pb
from receivables import collection_path as path
from receivables import key_figures as figures
from receivables import proof, proving
from receivables.ageing import Question, ageing_with_totals
from receivables.converting import Conversion, conversion, currencies
from receivables.domain.ageing import AgeingBasis, Buckets
from receivables.domain.entries import DayBasis, Known
from receivables.domain.groups import Group
from receivables.domain.key_figures import Period
from receivables.domain.path import Step
from receivables.domain.terms import Layer
from receivables.exchanging import rates_known
from receivables.ledger_tables import ledger_account, ledger_entry, ledger_transaction
from receivables.proof_runs import check_provable
from receivables.seeing import seen
from receivables.tables import instalment, receipt, receivable_settings

MOST_ROWS = 1000


@query
async def report_ageing(request: pb.ReportAgeingRequest, reader: Reader) -> pb.AgeingReport:
    """As known now from what instalments hold, of an earlier day less what was posted since; of any other knowledge from the entries."""
    given = values(request)
    as_of = day(request.as_of, "as_of") if request.as_of else reader.today
    buckets = Buckets.of(AgeingBasis(given["basis"] or "due_date"), tuple(request.buckets))
    known_at = request.known_at.ToDatetime(UTC) if request.HasField("known_at") else reader.now
    as_was_known = request.HasField("known_at") or request.day_basis
    now = as_of == reader.today and not as_was_known and not await _posted_ahead(reader)
    # What is converted is rounded claim by claim, which what is owed now less what was posted since does not know.
    by_entries = as_was_known or (not now and bool(request.report_currency_code))
    question = Question(
        today=reader.today,
        buckets=buckets,
        known=Known(as_of, known_at, DayBasis(given["day_basis"] or "posting_date")) if by_entries else None,
        back_to=None if now else as_of,
        layer=Layer(given["layer"] or "normal"),
        group_by=Group(given["group_by"]) if given["group_by"] else None,
        legal_entity_id=given["legal_entity_id"],
        customer_id=given["customer_id"],
        currency=request.currency_code,
        conversion=await _conversion(reader, request.report_currency_code, as_of, known_at),
    )
    found = (await reader.execute(ageing_with_totals(question, reader.scope, limit=MOST_ROWS + 1))).all()
    totals, rows = ([row for row in found if row.is_total is total] for total in (True, False))
    listed = buckets.listed()
    return pb.AgeingReport(
        as_of=as_of.isoformat(),
        known_at=instant(known_at),
        buckets=[pb.AgeingBucket(from_days=each.from_days, to_days=each.to_days) for each in listed],
        rows=[_row(row, len(listed)) for row in rows[:MOST_ROWS]],
        totals=[_row(row, len(listed)) for row in totals],
        truncated=len(rows) > MOST_ROWS,
        rates=_rates(question.conversion),
    )


@query
async def report_key_figures(request: pb.ReportKeyFiguresRequest, reader: Reader) -> pb.KeyFigures:
    """From the entries, in one snapshot: rows and totals are of the same postings."""
    given = values(request)
    last = day(request.to_date, "to_date") if request.to_date else reader.today
    period = Period(day(request.from_date, "from_date") if request.from_date else last.replace(day=1), last)
    known_at = request.known_at.ToDatetime(UTC) if request.HasField("known_at") else reader.now
    question = figures.Question(
        period=period,
        known=Known(period.last, known_at, DayBasis(given["day_basis"] or "posting_date")),
        group_by=_single(given["group_by"]),
        legal_entity_id=given["legal_entity_id"],
        customer_id=given["customer_id"],
        currency=request.currency_code,
        conversion=await _conversion(reader, request.report_currency_code, period.last, known_at),
    )
    async with reader.snapshot() as connection:
        totals = await figures.found(connection, replace(question, group_by=None), reader.scope, limit=MOST_ROWS)
        rows = await figures.found(connection, question, reader.scope, limit=MOST_ROWS + 1) if question.group_by else []
    return pb.KeyFigures(
        from_date=period.first.isoformat(),
        to_date=period.last.isoformat(),
        known_at=instant(known_at),
        rows=to_messages(pb.KeyFigureRow, rows[:MOST_ROWS]),
        totals=to_messages(pb.KeyFigureRow, totals),
        truncated=len(rows) > MOST_ROWS,
        rates=_rates(question.conversion),
    )


async def _conversion(reader: Reader, currency: str, as_of: date, known_at: datetime) -> Conversion | None:
    """By the rates of that day, as they were known; None where each amount is to stay in its own currency."""
    if not currency:
        return None
    found = [row.currency for row in await reader.execute(currencies(reader.scope))]
    return conversion(currency, found, await rates_known(reader.execute, reader.tenant_id, known_at, as_of), as_of)


def _rates(conversion: Conversion | None) -> list[exchange.RateUsed]:
    return to_messages(exchange.RateUsed, conversion.used) if conversion else []


async def _posted_ahead(reader: Reader) -> bool:
    """Whether books that are closed early hold something for days to come: instalments know of it already, the report of today not."""
    transaction = ledger_transaction.c
    later = select(transaction.id).where(transaction.tenant_id == reader.tenant_id, transaction.posting_date > reader.today).limit(1)
    return (await reader.execute(later)).first() is not None


def day(text: str, field: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise invalid(field, f"There is no day {text}.", "DAY_INVALID") from None


def _row(row: Row[Any], buckets: int) -> pb.AgeingRow:
    def money(minor: int) -> common.Money:
        return common.Money(currency_code=row.currency, minor=int(minor))

    return pb.AgeingRow(
        group="" if row.group is None else str(row.group),
        amounts=[money(getattr(row, f"bucket_{index}")) for index in range(buckets)],
        total=money(row.total),
        overdue=money(row.overdue),
    )


@query
async def report_collection_path(request: pb.ReportCollectionPathRequest, reader: Reader) -> pb.CollectionPath:
    """Of today, from what instalments hold."""
    given = values(request)
    question = path.Question(
        today=reader.today,
        group_by=_single(given["group_by"]),
        step=Step(given["step"]) if given["step"] else None,
        layer=Layer(given["layer"] or "normal"),
        currency=request.currency_code,
        waits_for_invoices=await _waits_for_invoices(reader),
        **{name: given[name] for name in ("legal_entity_id", "customer_id", "contract_id", "owner_id")},
    )
    found = (await reader.execute(path.path_with_totals(question, reader.scope, limit=MOST_ROWS + 1))).all()
    totals, rows = ([_path_row(row) for row in found if row.is_total is total] for total in (True, False))
    return pb.CollectionPath(
        as_of=reader.today.isoformat(),
        rows=_in_order(rows[:MOST_ROWS]),
        totals=_in_order(totals),
        truncated=len(rows) > MOST_ROWS,
    )


async def _waits_for_invoices(reader: Reader) -> bool:
    """Whether the company says that its claims do."""
    settings = receivable_settings.c
    return bool((await reader.execute(select(settings.waits_for_invoices).where(settings.tenant_id == reader.tenant_id))).scalar())


def _in_order(rows: list[pb.CollectionPathRow]) -> list[pb.CollectionPathRow]:
    return sorted(rows, key=lambda row: (row.step, -row.amount.minor, row.amount.currency_code, row.group))


def _path_row(row: Row[Any]) -> pb.CollectionPathRow:
    return to_message(pb.CollectionPathRow, {**row._mapping, "step": path.STEPS[row.place]})


@query
async def report_unapplied(request: pb.ReportUnappliedRequest, reader: Reader) -> pb.UnappliedReport:
    r, entity = receipt.c, values(request)["legal_entity_id"]
    identified = r.customer_id.is_not(None)
    statement = (
        select(
            identified.label("identified"),
            r.currency,
            func.sum(r.unapplied_minor).label("amount_minor"),
            func.count().label("receipts"),
            func.min(r.received_date).label("oldest_date"),
        )
        .where(r.tenant_id == reader.tenant_id, r.unapplied_minor > 0, *seen(receipt, reader.scope))
        .where(*([r.legal_entity_id == entity] if entity else []))
        .group_by(identified, r.currency)
        .order_by(identified, func.sum(r.unapplied_minor).desc())
    )
    rows = (await reader.execute(statement)).all()
    return pb.UnappliedReport(as_of=reader.today.isoformat(), rows=to_messages(pb.UnappliedRow, rows))


@query
async def report_proof(request: pb.ReportProofRequest, reader: Reader) -> pb.ProofReport:
    """Everything from the first entry, in one snapshot, beyond the caller's scope: a hidden row would look like a drift."""
    entity = values(request)["legal_entity_id"]
    check_provable(reader.scope, entity)
    if await proving.is_large(reader.execute, reader.tenant_id, entity):
        raise precondition(
            "BOOK_TOO_LARGE", "These books are too large to be proved while you wait; begin a proof in the background, POST /v1/proofRuns."
        )
    async with reader.snapshot() as connection:

        async def count(table: Table) -> int:
            mine = [table.c.tenant_id == reader.tenant_id]
            if entity and "legal_entity_id" in table.c:
                mine.append(table.c.legal_entity_id == entity)
            return int(await connection.scalar(select(func.count()).select_from(table).where(*mine)) or 0)

        found = await proof.drifts(connection, reader.tenant_id, entity)
        totals = (await connection.execute(proof.kind_totals(reader.tenant_id, entity))).all()
        return pb.ProofReport(
            clean=not found,
            known_at=instant(reader.now),
            transactions=await count(ledger_transaction),
            entries=await count(ledger_entry),
            accounts=await count(ledger_account),
            instalments=await count(instalment),
            receipts=await count(receipt),
            totals=[to_message(pb.KindTotal, row) for row in totals],
            drifts=[to_message(pb.Drift, drift) for drift in found[:MOST_ROWS]],
        )


def _single(group_by: str) -> Group | None:
    """Raises GROUP_NOT_KEPT for what is told of groups of companies by the ageing alone."""
    group = Group(group_by) if group_by else None
    if group is Group.CUSTOMER_GROUP:
        raise invalid("group_by", "This report is kept by customer, not by group of companies: group by customer.", "GROUP_NOT_KEPT")
    return group
