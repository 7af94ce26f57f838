"""Commands on provisions."""

from chassis.service import command
from chassis.unit_of_work import UnitOfWork
from crm.receivables.v1 import provisions_pb2 as pb
from receivables import known
from receivables.books import open_journal, post
from receivables.domain.provision import ProvisionLine, ProvisionRate, ProvisionRun, provided
from receivables.month_end import runs
from receivables.month_end.periods import Books
from receivables.provisioning import held, owed


@command
async def prepare_provision(request: pb.PrepareProvisionRequest, uow: UnitOfWork) -> ProvisionRun:
    run = ProvisionRun(**await runs.begin(uow, ProvisionRun, request))
    rates = (await known.settings(uow)).provision_rates
    run.prepare(rates, await _lines(uow, run, rates) if rates else [], await held(uow.execute, _books(uow, run)), uow.principal.person_id)
    return uow.add(run)


@command
async def post_provision(request: pb.PostProvisionRequest, uow: UnitOfWork) -> ProvisionRun:
    run = await runs.alone(uow, ProvisionRun, request.provision_run_id, request.etag)
    journal = await open_journal(uow, run.legal_entity_id)
    run.post(await _lines(uow, run, run.rates), await held(uow.execute, _books(uow, run)), journal)
    post(uow, journal)
    return run


@command
async def reverse_provision(request: pb.ReverseProvisionRequest, uow: UnitOfWork) -> ProvisionRun:
    return await runs.take_back(uow, ProvisionRun, request.provision_run_id, request.reason, request.etag)


@command
async def discard_provision(request: pb.DiscardProvisionRequest, uow: UnitOfWork) -> ProvisionRun:
    return await runs.discard(uow, ProvisionRun, request.provision_run_id, request.etag)


async def _lines(uow: UnitOfWork, run: ProvisionRun, rates: list[ProvisionRate]) -> list[ProvisionLine]:
    return provided(rates, (await owed(uow.execute, _books(uow, run), rates))[0])


def _books(uow: UnitOfWork, run: ProvisionRun) -> Books:
    """As they are now, whenever it was prepared."""
    return Books(tenant_id=uow.tenant_id, legal_entity_id=run.legal_entity_id, as_of=run.end_date, known_at=uow.now)
