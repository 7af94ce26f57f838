"""The figures of a period, as they were known at any time: trial balance, ageing, key figures."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.scope import Reach, Scope
from receivables import key_figures as figures
from receivables.ageing import Question, ageing_with_totals
from receivables.domain.ageing import AgeingBasis, Buckets
from receivables.domain.entries import Known
from receivables.domain.key_figures import Period as Span
from receivables.domain.period_summary import PeriodAgeingRow, PeriodFigures, Summary, TrialBalanceRow
from receivables.ledger_tables import ledger_entry
from receivables.month_end.periods import Period

# Currencies of one legal entity; more than anybody has.
_MOST = 1000


async def summary(connection: AsyncConnection, period: Period, known_at: datetime) -> Summary:
    scope, known = Scope(period.tenant_id, Reach.TENANT), Known(period.last, known_at)
    return Summary(
        trial_balance=await _trial_balance(connection, period, known),
        ageing=await _ageing(connection, period, known, scope),
        key_figures=await _figures(connection, period, known, scope),
    )


async def _trial_balance(connection: AsyncConnection, period: Period, known: Known) -> tuple[TrialBalanceRow, ...]:
    e = ledger_entry.c
    within = e.posting_date >= period.first

    def total(*where: ColumnElement[bool]) -> ColumnElement[int]:
        return func.coalesce(func.sum(e.amount_minor).filter(and_(*where)), 0)

    sums = (total(~within), total(within, e.amount_minor > 0), total(within, e.amount_minor < 0))
    statement = (
        select(e.kind, e.currency, *sums)
        .where(e.tenant_id == period.tenant_id, e.legal_entity_id == period.legal_entity_id)
        .where(e.posting_date <= known.as_of, e.create_time <= known.known_at)
        .group_by(e.kind, e.currency)
        .order_by(e.kind, e.currency)
    )
    return tuple(
        TrialBalanceRow(kind=kind, currency=currency, opening_minor=int(opening), debit_minor=int(debit), credit_minor=int(credit))
        for kind, currency, opening, debit, credit in await connection.execute(statement)
    )


async def _ageing(connection: AsyncConnection, period: Period, known: Known, scope: Scope) -> tuple[PeriodAgeingRow, ...]:
    buckets = Buckets.of(AgeingBasis.DUE_DATE)
    question = Question(today=period.last, buckets=buckets, known=known, legal_entity_id=period.legal_entity_id)
    names = [f"bucket_{index}" for index in range(len(buckets.listed()))]
    rows = (await connection.execute(ageing_with_totals(question, scope, limit=_MOST))).all()
    return tuple(
        PeriodAgeingRow(
            currency=row.currency, bucket_minors=tuple(int(row._mapping[name]) for name in names), overdue_minor=int(row.overdue)
        )
        for row in sorted(rows, key=lambda row: row.currency)
    )


async def _figures(connection: AsyncConnection, period: Period, known: Known, scope: Scope) -> tuple[PeriodFigures, ...]:
    question = figures.Question(period=Span(period.first, period.last), known=known, legal_entity_id=period.legal_entity_id)
    rows = sorted(await figures.found(connection, question, scope, limit=_MOST), key=lambda row: row["currency"])
    return tuple(PeriodFigures(**{name: row[name] for name in PeriodFigures.__slots__}) for row in rows)
