"""Provisions as messages, and the customers behind them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from chassis.listing import Listing
from chassis.messages import to_message, to_messages
from chassis.money import Money
from chassis.reader import Reader
from chassis.service import query
from chassis.wire import instant, money, text
from crm.receivables.v1 import provisions_pb2 as pb
from receivables.domain.provision import ProvisionRate, ProvisionRun, provided, summed
from receivables.month_end import runs
from receivables.month_end.periods import Books, check_whole, period_of
from receivables.period_run_tables import period_run_fields
from receivables.provision_tables import provision_run
from receivables.provisioning import cells, held, owed
from receivables.tables import receivable_settings

MOST_ROWS = 1000
RUNS = Listing(provision_run, period_run_fields(provision_run, "PROVISION_STATE"), scoped=False)


@query
async def get_provision_run(request: pb.GetProvisionRunRequest, reader: Reader) -> pb.ProvisionRun:
    return to_message(pb.ProvisionRun, await runs.read(reader, ProvisionRun, request.provision_run_id))


@query
async def list_provision_runs(request: pb.ListProvisionRunsRequest, reader: Reader) -> pb.ListProvisionRunsResponse:
    check_whole(reader.scope)
    return await reader.page(RUNS, request, pb.ListProvisionRunsResponse)


@query
async def report_provision(request: pb.ReportProvisionRequest, reader: Reader) -> pb.ProvisionReport:
    entity_id = UUID(request.legal_entity_id)
    check_whole(reader.scope, entity_id)
    period = await period_of(reader.execute, reader.tenant_id, UUID(request.fiscal_period_id), of=entity_id)
    rates, known_at = await _asked(request, reader)
    books = Books(tenant_id=reader.tenant_id, legal_entity_id=entity_id, as_of=period.last, known_at=known_at)
    report = pb.ProvisionReport(as_of=text(period.last), known_at=instant(known_at), rates=to_messages(pb.ProvisionRate, rates))
    if not rates:
        return report
    async with reader.snapshot() as connection:
        totals, rows = await owed(connection.execute, books, rates, MOST_ROWS + 1)
        before = await held(connection.execute, books)
    lines = provided(rates, totals)
    report.lines.extend(to_messages(pb.ProvisionLine, lines))
    report.sums.extend(to_messages(pb.ProvisionSum, summed(lines, before)))
    report.truncated = len(rows) > MOST_ROWS
    report.rows.extend(
        pb.ProvisionRow(
            customer_id=row.group or "",
            owed=[money(Money(row.currency, minor)) for minor in cells(row, len(rates))],
            total=money(Money(row.currency, int(row.total))),
        )
        for row in rows[:MOST_ROWS]
    )
    return report


async def _asked(request: pb.ReportProvisionRequest, reader: Reader) -> tuple[list[ProvisionRate], datetime]:
    """By which matrix, and what was known: that of a provision of the period, or of now."""
    if not request.provision_run_id:
        s = receivable_settings.c
        return (await reader.execute(select(s.provision_rates).where(s.tenant_id == reader.tenant_id))).scalar() or [], reader.now
    run = await runs.asked_about(reader, ProvisionRun, request.provision_run_id, request)
    return run.rates, run.known_at
