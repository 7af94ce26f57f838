"""The live checklist of a period: every item with how much was found and the oldest records behind it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from chassis import calendar
from chassis.money import Money
from chassis.tables import copy_legal_entity
from receivables import proof, proving
from receivables.cash_tables import bank_statement
from receivables.domain.month_end import Finding, Found, PeriodItemKind
from receivables.domain.proof import Drift
from receivables.domain.proof_run import KeptDrift, ProofRunState
from receivables.domain.provision import provided, summed
from receivables.exchanging import unposted
from receivables.month_end.periods import Books, Period
from receivables.month_end.reconciling import differences
from receivables.month_end.sources import Rows, sources
from receivables.provisioning import held, owed
from receivables.statement_days import KEPT_UP
from receivables.tables import receivable_settings

MOST_FINDINGS = 20
_END_OF_TIME = datetime.max.replace(tzinfo=UTC)


async def checklist(connection: AsyncConnection, period: Period, *, now: datetime, today: date) -> list[Found]:
    """In one snapshot, or while nobody else posts: between two statements somebody may. All kinds, in their order."""
    found = {
        PeriodItemKind.PROOF: await _proved(connection, period, now),
        PeriodItemKind.RECONCILIATION: await _reconciled(connection, period),
        PeriodItemKind.STATEMENT_DAYS: await _days_missing(connection, period, today),
        PeriodItemKind.PROVISION: await _provision_missing(connection, period),
        PeriodItemKind.EXCHANGE: await _exchange_missing(connection, period),
    }
    for kind, (subject_type, rows) in sources(period).items():
        found[kind] = await _found(connection, period, kind, subject_type, rows)
    return [found[kind] for kind in PeriodItemKind]


async def _found(connection: AsyncConnection, period: Period, kind: PeriodItemKind, subject_type: str, rows: Rows) -> Found:
    each = rows.subquery("found")
    sums = select(each.c.currency, func.count().label("found"), func.sum(each.c.minor).label("minor")).group_by(each.c.currency)
    totals = (await connection.execute(sums.order_by(each.c.currency))).all()
    oldest = select(each).order_by(each.c.day, each.c.subject_id).limit(MOST_FINDINGS)
    listed = (await connection.execute(oldest)).all() if totals else []
    return Found(
        kind=kind,
        count=sum(row.found for row in totals),
        amounts=[Money(row.currency, int(row.minor)) for row in totals],
        findings=[
            Finding(
                subject_type=subject_type,
                subject_id=row.subject_id,
                name=row.name,
                customer_id=row.customer_id,
                owner_id=row.owner_id,
                day=row.day,
                age_days=(period.last - row.day).days,
                amount=Money(row.currency, int(row.minor)),
            )
            for row in listed
        ],
    )


async def _proved(connection: AsyncConnection, period: Period, now: datetime) -> Found:
    """Large books are closed on a proof in the background that was begun lately: one that is missing, or not done yet, is one finding."""
    books = (period.tenant_id, period.legal_entity_id)
    if not await proving.is_large(connection.execute, *books):
        return _drifted(await proof.drifts(connection, *books), period)
    run = await proving.newest(connection.execute, *books, (ProofRunState.RUNNING, ProofRunState.DONE))
    if run is not None and run.create_time > now - proving.FRESH and run.state is ProofRunState.DONE:
        return replace(_drifted(run.drifts, period), count=run.drift_count)
    state = "running" if run is not None and run.state is ProofRunState.RUNNING else "missing"
    missing = Finding(subject_type="proof_run", subject_id=run.id if run else period.id, name=state, day=period.last, age_days=0)
    return Found(kind=PeriodItemKind.PROOF, count=1, findings=[missing])


def _drifted(drifts: Sequence[Drift | KeptDrift], period: Period) -> Found:
    findings = [
        Finding(
            subject_type=drift.kind.value,
            subject_id=drift.subject_id or period.id,
            name=drift.kind.value,
            day=period.last,
            age_days=0,
            amount=drift.computed - drift.stored,
        )
        for drift in drifts[:MOST_FINDINGS]
    ]
    return Found(kind=PeriodItemKind.PROOF, count=len(drifts), findings=findings)


async def _reconciled(connection: AsyncConnection, period: Period) -> Found:
    rows = (await connection.execute(differences(period))).all()
    sums: dict[str, int] = defaultdict(int)
    for row in rows:
        sums[row.currency] += int(row.minor)
    findings = [
        Finding(
            subject_type="account",
            subject_id=row.customer_id or period.id,
            name=row.part,
            customer_id=row.customer_id,
            day=period.last,
            age_days=0,
            amount=Money(row.currency, int(row.minor)),
        )
        for row in rows[:MOST_FINDINGS]
    ]
    amounts = [Money(currency, minor) for currency, minor in sorted(sums.items())]
    return Found(kind=PeriodItemKind.RECONCILIATION, count=len(rows), amounts=amounts, findings=findings)


async def _provision_missing(connection: AsyncConnection, period: Period) -> Found:
    """Currencies in which the books do not hold what the matrix of the settings says; nothing where there is none."""
    s = receivable_settings.c
    rates = (await connection.execute(select(s.provision_rates).where(s.tenant_id == period.tenant_id))).scalar() or []
    # All that is posted counts, whenever that was.
    books = Books(tenant_id=period.tenant_id, legal_entity_id=period.legal_entity_id, as_of=period.last, known_at=_END_OF_TIME)
    lines = provided(rates, (await owed(connection.execute, books, rates))[0]) if rates else []
    differing = [each for each in summed(lines, await held(connection.execute, books)) if each.change] if rates else []
    findings = [
        Finding(subject_type="provision", subject_id=period.id, name=each.currency, day=period.last, age_days=0, amount=each.change)
        for each in differing
    ]
    return Found(kind=PeriodItemKind.PROVISION, count=len(differing), amounts=[each.change for each in differing], findings=findings)


async def _exchange_missing(connection: AsyncConnection, period: Period) -> Found:
    """Foreign currencies of which the books do not hold what was gained or lost, or of which a rate is missing."""
    books = Books(tenant_id=period.tenant_id, legal_entity_id=period.legal_entity_id, as_of=period.last, known_at=_END_OF_TIME)
    left = await unposted(connection.execute, books)
    findings = [
        Finding(subject_type="exchange", subject_id=period.id, name=currency, day=period.last, age_days=0, amount=amount)
        for currency, amount in sorted(left.items())
    ]
    amounts = [amount for _, amount in sorted(left.items()) if amount]
    total = [sum(amounts[1:], amounts[0])] if amounts else []
    return Found(kind=PeriodItemKind.EXCHANGE, count=len(findings), amounts=total, findings=findings)


async def _days_missing(connection: AsyncConnection, period: Period, today: date) -> Found:
    """Working days up to yesterday that no statement of an account covers, of accounts whose statements are imported."""
    s, e = bank_statement.c, copy_legal_entity.c
    mine = (s.tenant_id == period.tenant_id, s.legal_entity_id == period.legal_entity_id)
    files = select(s.bank_account_id, s.account_number, s.currency, s.first_date, s.last_date).where(*mine)
    named = select(e.calendar).where(e.tenant_id == period.tenant_id, e.id == period.legal_entity_id)
    days = calendar.named((await connection.execute(named)).scalar() or "CN")
    covers = defaultdict(list)
    for row in await connection.execute(files.where(s.first_date <= period.last, s.last_date >= period.first - KEPT_UP)):
        covers[row.bank_account_id].append(row)
    last = min(period.last, today - timedelta(days=1))
    findings = []
    for account_id, rows in covers.items():
        # Before its first file an account is not one whose statements are imported.
        day = max(period.first, min(row.first_date for row in rows))
        while day <= last:
            if days.is_working_day(day) and not any(row.first_date <= day <= row.last_date for row in rows):
                age = (period.last - day).days
                name = next((row.account_number for row in rows if row.account_number), "")
                findings.append(Finding(subject_type="bank_account", subject_id=account_id, name=name, day=day, age_days=age))
            day += timedelta(days=1)
    return Found(kind=PeriodItemKind.STATEMENT_DAYS, count=len(findings), findings=findings[:MOST_FINDINGS])
