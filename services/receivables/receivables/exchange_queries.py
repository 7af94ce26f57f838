"""Exchange rates and exchange differences as messages, and the accounts behind them."""

from datetime import datetime
from uuid import UUID

from chassis.listing import Listing
from chassis.messages import to_message, to_messages
from chassis.money import Money
from chassis.reader import Reader
from chassis.service import query
from chassis.wire import instant, money, text
from crm.receivables.v1 import exchange_pb2 as pb
from receivables.domain.exchange.rate import ExchangeRate
from receivables.domain.exchange.run import ExchangeRun, Valued
from receivables.exchange_tables import exchange_rate, exchange_run
from receivables.exchanging import reckoned
from receivables.month_end import runs
from receivables.month_end.periods import Books, check_whole, period_of
from receivables.period_run_tables import period_run_fields

x = exchange_rate.c
MOST_ROWS = 1000
RATES = Listing(
    exchange_rate,
    {
        column.name: column
        for column in (
            *(x.id, x.currency_code, x.quote_currency_code, x.rate_date, x.rate, x.source),
            *(x.entered_by, x.withdraw_time, x.create_time, x.update_time),
        )
    },
    default_order="rate_date desc, currency_code",
    scoped=False,
)
RUNS = Listing(exchange_run, period_run_fields(exchange_run, "EXCHANGE_RUN_STATE"), scoped=False)


@query
async def get_exchange_rate(request: pb.GetExchangeRateRequest, reader: Reader) -> pb.ExchangeRate:
    return to_message(pb.ExchangeRate, await reader.get(ExchangeRate, request.exchange_rate_id))


@query
async def list_exchange_rates(request: pb.ListExchangeRatesRequest, reader: Reader) -> pb.ListExchangeRatesResponse:
    return await reader.page(RATES, request, pb.ListExchangeRatesResponse)


@query
async def get_exchange_run(request: pb.GetExchangeRunRequest, reader: Reader) -> pb.ExchangeRun:
    return to_message(pb.ExchangeRun, await runs.read(reader, ExchangeRun, request.exchange_run_id))


@query
async def list_exchange_runs(request: pb.ListExchangeRunsRequest, reader: Reader) -> pb.ListExchangeRunsResponse:
    check_whole(reader.scope)
    return await reader.page(RUNS, request, pb.ListExchangeRunsResponse)


@query
async def report_exchange(request: pb.ReportExchangeRequest, reader: Reader) -> pb.ExchangeReport:
    entity_id = UUID(request.legal_entity_id)
    check_whole(reader.scope, entity_id)
    period = await period_of(reader.execute, reader.tenant_id, UUID(request.fiscal_period_id), of=entity_id)
    known_at = await _asked(request, reader)
    async with reader.snapshot() as connection:
        books = Books(tenant_id=reader.tenant_id, legal_entity_id=entity_id, as_of=period.last, known_at=known_at)
        found = await reckoned(connection.execute, books)
    return pb.ExchangeReport(
        as_of=text(period.last),
        known_at=instant(known_at),
        currency_code=found.currency,
        lines=to_messages(pb.ExchangeLine, found.lines),
        realised=to_messages(pb.ExchangeRealised, found.realised),
        rows=[_row(row) for row in found.rows[:MOST_ROWS]],
        truncated=len(found.rows) > MOST_ROWS,
        missing=to_messages(pb.RateMissing, found.missing),
    )


def _row(row: Valued) -> pb.ExchangeRow:
    account, quote = row.account, row.revalued.currency
    return pb.ExchangeRow(
        kind=account.kind.value,
        subject_id=text(account.subject_id),
        customer_id=text(account.customer_id),
        balance=money(Money(account.currency, row.holding.minor)),
        booked=money(Money(quote, row.holding.booked)),
        revalued=money(row.revalued),
        difference=money(Money(quote, row.difference_minor)),
    )


async def _asked(request: pb.ReportExchangeRequest, reader: Reader) -> datetime:
    """What was known when a run of the period was prepared, or now."""
    if not request.exchange_run_id:
        return reader.now
    run = await runs.asked_about(reader, ExchangeRun, request.exchange_run_id, request)
    return run.known_at
