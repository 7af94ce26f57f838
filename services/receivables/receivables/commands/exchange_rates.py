"""Commands on exchange rates."""

from chassis.batch import create_rows
from chassis.ids import derived_id
from chassis.messages import values
from chassis.service import command
from chassis.unit_of_work import UnitOfWork
from crm.receivables.v1 import exchange_pb2 as pb
from receivables.domain.exchange.rate import ExchangeRate
from receivables.exchange_tables import exchange_rate
from receivables.exchanging import own_currency

KIND = "exchange_rate"
x = exchange_rate.c


@command
async def create_exchange_rate(request: pb.CreateExchangeRateRequest, uow: UnitOfWork) -> ExchangeRate:
    """In the place of the one of that day; the one that is there where it says the same."""
    given = values(request.exchange_rate)
    given["quote_currency_code"] = given["quote_currency_code"] or await own_currency(uow.execute, uow.tenant_id)
    said = ExchangeRate(
        id=uow.new_id(), tenant_id=uow.tenant_id, create_time=uow.now, update_time=uow.now, entered_by=uow.principal.person_id, **given
    )
    said.check("exchange_rate", uow.today)
    pair = (said.currency_code, said.quote_currency_code)
    await uow.lock(KIND, derived_id(KIND, *pair, said.rate_date))
    same_day = (x.currency_code == pair[0], x.quote_currency_code == pair[1], x.rate_date == said.rate_date, x.withdraw_time.is_(None))
    for before in await uow.find(ExchangeRate, *same_day):
        if (before.rate, before.source) == (said.rate, said.source):
            return before
        before.withdraw(uow.principal.person_id, uow.now)
        # Before the new one comes: of a day one counts.
        await uow.stage()
    return uow.add(said)


@command
async def batch_create_exchange_rates(request: pb.BatchCreateExchangeRatesRequest, uow: UnitOfWork) -> pb.BatchCreateExchangeRatesResponse:
    return pb.BatchCreateExchangeRatesResponse(verdicts=await create_rows(request.requests, create_exchange_rate, uow, kind=KIND))


@command
async def withdraw_exchange_rate(request: pb.WithdrawExchangeRateRequest, uow: UnitOfWork) -> ExchangeRate:
    rate = await uow.get(ExchangeRate, request.exchange_rate_id, etag=request.etag)
    rate.withdraw(uow.principal.person_id, uow.now)
    return rate
