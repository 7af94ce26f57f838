"""Commands on provisions. Who prepares, posts or reverses one waits for what is being posted in its books; what comes later waits."""

from uuid import UUID

from sqlalchemy import func, select

from chassis.errors import precondition
from chassis.service import command
from chassis.unit_of_work import UnitOfWork
from crm.receivables.v1 import provisions_pb2 as pb
from receivables import known
from receivables.books import open_journal, post
from receivables.domain.provision import ProvisionLine, ProvisionRate, ProvisionRun, provided
from receivables.domain.provision_states import ProvisionState
from receivables.month_end.periods import check_whole, period_of
from receivables.provision_tables import provision_run
from receivables.provisioning import Books, held, owed

p = provision_run.c
_STANDING = (ProvisionState.PREPARED, ProvisionState.POSTED)


@command
async def prepare_provision(request: pb.PrepareProvisionRequest, uow: UnitOfWork) -> ProvisionRun:
    entity_id = UUID(request.legal_entity_id)
    check_whole(uow.scope, entity_id)
    await _alone(uow, entity_id)
    period = await period_of(uow.execute, uow.tenant_id, UUID(request.fiscal_period_id), of=entity_id)
    if period.last > uow.today:
        raise precondition("PERIOD_NOT_OVER", f"It is prepared after its last day, {period.last}.")
    if period.state == "closed":
        raise precondition("PERIOD_CLOSED", "This period is closed; have it reopened first.")
    await _check_last(uow, entity_id, period.last)
    run = ProvisionRun(
        id=uow.new_id(),
        tenant_id=uow.tenant_id,
        create_time=uow.now,
        update_time=uow.now,
        legal_entity_id=entity_id,
        fiscal_period_id=period.id,
        end_date=period.last,
        known_at=uow.now,
    )
    rates = (await known.settings(uow)).provision_rates
    run.prepare(rates, await _lines(uow, run, rates) if rates else [], await held(uow.execute, _books(uow, run)), uow.principal.person_id)
    return uow.add(run)


@command
async def post_provision(request: pb.PostProvisionRequest, uow: UnitOfWork) -> ProvisionRun:
    run = await _standing(request, uow)
    journal = await open_journal(uow, run.legal_entity_id)
    run.post(await _lines(uow, run, run.rates), await held(uow.execute, _books(uow, run)), journal)
    post(uow, journal)
    return run


@command
async def reverse_provision(request: pb.ReverseProvisionRequest, uow: UnitOfWork) -> ProvisionRun:
    run = await _standing(request, uow)
    journal = await open_journal(uow, run.legal_entity_id)
    run.reverse(request.reason, journal)
    post(uow, journal)
    return run


@command
async def discard_provision(request: pb.DiscardProvisionRequest, uow: UnitOfWork) -> ProvisionRun:
    check_whole(uow.scope)
    run = await uow.get(ProvisionRun, request.provision_run_id, etag=request.etag)
    check_whole(uow.scope, run.legal_entity_id)
    run.discard(uow.principal.person_id, uow.now)
    return run


async def _standing(request: pb.PostProvisionRequest | pb.ReverseProvisionRequest, uow: UnitOfWork) -> ProvisionRun:
    """While nobody else posts to its books, and with no later one on top of it."""
    check_whole(uow.scope)
    run = await uow.get(ProvisionRun, request.provision_run_id, etag=request.etag)
    check_whole(uow.scope, run.legal_entity_id)
    await _alone(uow, run.legal_entity_id)
    await _check_last(uow, run.legal_entity_id, run.end_date, of=run.id)
    return run


async def _alone(uow: UnitOfWork, legal_entity_id: UUID) -> None:
    """Also looks again at what was loaded before."""
    await uow.lock("provision_run", legal_entity_id)
    await uow.execute(select(func.pg_advisory_xact_lock(func.ledger_period_key(uow.tenant_id, legal_entity_id))))


async def _check_last(uow: UnitOfWork, legal_entity_id: UUID, as_of: object, of: UUID | None = None) -> None:
    """Raises PROVISION_STANDING where another one of that day or of a later one stands: each counts from the one before."""
    mine = (p.legal_entity_id == legal_entity_id, p.end_date >= as_of, p.state.in_(_STANDING))
    for found in await uow.find(ProvisionRun, *mine, limit=2):
        if found.id != of:
            detail = f"A provision of {found.end_date} is {found.state.value}; end that one first."
            raise precondition("PROVISION_STANDING", detail, as_of=str(found.end_date), provision_run_id=str(found.id))


async def _lines(uow: UnitOfWork, run: ProvisionRun, rates: list[ProvisionRate]) -> list[ProvisionLine]:
    return provided(rates, (await owed(uow.execute, _books(uow, run), rates))[0])


def _books(uow: UnitOfWork, run: ProvisionRun) -> Books:
    """As they are now, whenever it was prepared."""
    return Books(tenant_id=uow.tenant_id, legal_entity_id=run.legal_entity_id, as_of=run.end_date, known_at=uow.now)
