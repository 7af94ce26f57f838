"""What commands and queries on runs at the end of a period have alike.

Who prepares, posts or reverses one waits for what is being posted in its books; what comes later waits.
"""

from datetime import date
from typing import Any, Protocol, TypeVar
from uuid import UUID

from sqlalchemy import func, inspect, select

from chassis.errors import not_found, precondition
from chassis.reader import Reader
from chassis.unit_of_work import UnitOfWork
from receivables.books import open_journal, post
from receivables.domain.period_run import PeriodRun
from receivables.domain.run_states import STANDING
from receivables.month_end.periods import check_whole, period_of

Run = TypeVar("Run", bound=PeriodRun)


class Preparing(Protocol):
    legal_entity_id: str
    fiscal_period_id: str


async def begin(uow: UnitOfWork, kind: type[PeriodRun], request: Preparing) -> dict[str, Any]:
    """What a new one is of, while nobody else posts. Raises PERIOD_NOT_OVER and PERIOD_CLOSED, and RUN_STANDING where there is one."""
    entity_id = UUID(request.legal_entity_id)
    check_whole(uow.scope, entity_id)
    await _alone(uow, kind, entity_id)
    period = await period_of(uow.execute, uow.tenant_id, UUID(request.fiscal_period_id), of=entity_id)
    if period.last > uow.today:
        raise precondition("PERIOD_NOT_OVER", f"It is prepared after its last day, {period.last}.")
    if period.state == "closed":
        raise precondition("PERIOD_CLOSED", "This period is closed; have it reopened first.")
    await _check_last(uow, kind, entity_id, period.last)
    return {
        "id": uow.new_id(),
        "tenant_id": uow.tenant_id,
        "create_time": uow.now,
        "update_time": uow.now,
        "legal_entity_id": entity_id,
        "fiscal_period_id": period.id,
        "end_date": period.last,
        "known_at": uow.now,
    }


async def _reached(uow: UnitOfWork, kind: type[Run], id: str, etag: str) -> Run:
    """One of books that the caller may see whole."""
    check_whole(uow.scope)
    run = await uow.get(kind, id, etag=etag)
    check_whole(uow.scope, run.legal_entity_id)
    return run


async def alone(uow: UnitOfWork, kind: type[Run], id: str, etag: str) -> Run:
    """While nobody else posts to its books, and with no later one on top of it."""
    run = await _reached(uow, kind, id, etag)
    await _alone(uow, kind, run.legal_entity_id)
    await _check_last(uow, kind, run.legal_entity_id, run.end_date, of=run.id)
    return run


async def take_back(uow: UnitOfWork, kind: type[Run], id: str, reason: str, etag: str) -> Run:
    run = await alone(uow, kind, id, etag)
    journal = await open_journal(uow, run.legal_entity_id)
    run.reverse(reason, journal)
    post(uow, journal)
    return run


async def discard(uow: UnitOfWork, kind: type[Run], id: str, etag: str) -> Run:
    run = await _reached(uow, kind, id, etag)
    run.discard(uow.principal.person_id, uow.now)
    return run


async def read(reader: Reader, kind: type[Run], id: str) -> Run:
    """One of books that the caller may see whole."""
    check_whole(reader.scope)
    run = await reader.get(kind, id)
    check_whole(reader.scope, run.legal_entity_id)
    return run


async def asked_about(reader: Reader, kind: type[Run], id: str, request: Preparing) -> Run:
    """The one whose rows a report of this period tells again. Raises NOT_FOUND for one of another period."""
    run = await reader.get(kind, id)
    if (str(run.legal_entity_id), str(run.fiscal_period_id)) != (request.legal_entity_id, request.fiscal_period_id):
        raise not_found(f"{kind.word} run", id)
    return run


async def _alone(uow: UnitOfWork, kind: type[PeriodRun], legal_entity_id: UUID) -> None:
    """Also looks again at what was loaded before."""
    await uow.lock(f"{kind.word}_run", legal_entity_id)
    await uow.execute(select(func.pg_advisory_xact_lock(func.ledger_period_key(uow.tenant_id, legal_entity_id))))


async def _check_last(uow: UnitOfWork, kind: type[PeriodRun], legal_entity_id: UUID, as_of: date, of: UUID | None = None) -> None:
    """Raises RUN_STANDING where another one of that day or of a later one stands: each counts from the one before."""
    r = inspect(kind).local_table.c
    mine = (r.legal_entity_id == legal_entity_id, r.end_date >= as_of, r.state.in_(STANDING))
    for found in await uow.find(kind, *mine, limit=2):
        if found.id != of:
            detail = f"One of {found.end_date} is {found.state.value}; end that one first."
            raise precondition("RUN_STANDING", detail, as_of=str(found.end_date), run_id=str(found.id))
