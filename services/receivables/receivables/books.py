"""What a command needs of the books: the journal it posts to, and the calendar that its days are counted by."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Executable, func, select

from chassis import calendar
from chassis.calendar import Calendar
from chassis.errors import invalid, precondition
from chassis.tables import copy_legal_entity
from chassis.unit_of_work import UnitOfWork
from receivables.domain.journal import Journal
from receivables.ledger_store import postings
from receivables.ledger_tables import copy_fiscal_period


async def open_journal(uow: UnitOfWork, legal_entity_id: UUID) -> Journal:
    """A journal of this legal entity, as of now. Raises PERIOD_CLOSED when today lies in a closed period."""
    first = await _first_open_date(uow, legal_entity_id)
    if first > uow.today:
        raise precondition(
            "PERIOD_CLOSED",
            f"The books are closed up to {first - timedelta(days=1)}; have the fiscal period reopened.",
            first_open_date=str(first),
        )
    return Journal(
        tenant_id=uow.tenant_id,
        today=uow.today,
        now=uow.now,
        new_id=uow.new_id,
        cause=uow.principal.cause or uow.method,
        by=uow.principal.person_id,
        historical=uow.historical,
        first_open_date=first,
    )


def post(uow: UnitOfWork, journal: Journal) -> None:
    """Writes what the journal collected, together with that of other journals of this unit of work."""
    uow.write_later(_statements, journal)


def _statements(journals: list[Journal]) -> Iterable[Executable]:
    return postings([transaction for journal in journals for transaction in journal.transactions])


async def calendar_of(uow: UnitOfWork, legal_entity_id: UUID) -> Calendar:
    """The working days of a legal entity. Raises LEGAL_ENTITY_UNKNOWN where nothing is known of it (yet)."""
    return calendar.named((await legal_entity(uow, legal_entity_id)).calendar)


async def legal_entity(uow: UnitOfWork, id: UUID, field: str = "legal_entity_id") -> Any:
    known = uow.known.setdefault("legal_entity", {})
    if id not in known:
        entity = copy_legal_entity.c
        known[id] = (
            await uow.execute(select(entity.name, entity.calendar).where(entity.tenant_id == uow.tenant_id, entity.id == id))
        ).first()
    if known[id] is None:
        raise invalid(field, f"There is no legal entity {id} of this company.", "LEGAL_ENTITY_UNKNOWN")
    return known[id]


async def _first_open_date(uow: UnitOfWork, legal_entity_id: UUID) -> date:
    """The day after the last closed period; periods are closed in their order."""
    known = uow.known.setdefault("first_open_date", {})
    if legal_entity_id not in known:
        period = copy_fiscal_period.c
        last = select(func.max(period.end_date)).where(
            period.tenant_id == uow.tenant_id,
            period.legal_entity_id == legal_entity_id,
            period.state.in_(("closed", "soft_closed")),
            ~period.archived,
        )
        closed = (await uow.execute(last)).scalar()
        known[legal_entity_id] = closed + timedelta(days=1) if closed else date.min
    return known[legal_entity_id]  # type: ignore[no-any-return]
