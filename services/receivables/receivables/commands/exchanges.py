"""Commands on exchange differences."""

from chassis.service import command
from chassis.unit_of_work import UnitOfWork
from crm.receivables.v1 import exchange_pb2 as pb
from receivables.books import open_journal, post
from receivables.domain.exchange.run import ExchangeRun
from receivables.exchanging import currency_of, reckoned
from receivables.month_end import runs
from receivables.month_end.periods import Books


@command
async def prepare_exchange(request: pb.PrepareExchangeRequest, uow: UnitOfWork) -> ExchangeRun:
    begun = await runs.begin(uow, ExchangeRun, request)
    run = ExchangeRun(**begun, currency_code=await currency_of(uow.execute, uow.tenant_id, begun["legal_entity_id"]))
    found = await reckoned(uow.execute, _books(uow, run))
    found.check_rated()
    run.prepare(found.lines, found.realised, uow.principal.person_id)
    return uow.add(run)


@command
async def post_exchange(request: pb.PostExchangeRequest, uow: UnitOfWork) -> ExchangeRun:
    run = await runs.alone(uow, ExchangeRun, request.exchange_run_id, request.etag)
    found = await reckoned(uow.execute, _books(uow, run))
    journal = await open_journal(uow, run.legal_entity_id)
    run.post(found.lines, found.realised, journal)
    post(uow, journal)
    return run


@command
async def reverse_exchange(request: pb.ReverseExchangeRequest, uow: UnitOfWork) -> ExchangeRun:
    return await runs.take_back(uow, ExchangeRun, request.exchange_run_id, request.reason, request.etag)


@command
async def discard_exchange(request: pb.DiscardExchangeRequest, uow: UnitOfWork) -> ExchangeRun:
    return await runs.discard(uow, ExchangeRun, request.exchange_run_id, request.etag)


def _books(uow: UnitOfWork, run: ExchangeRun) -> Books:
    """As they are now, whenever it was prepared."""
    return Books(tenant_id=uow.tenant_id, legal_entity_id=run.legal_entity_id, as_of=run.end_date, known_at=uow.now)
