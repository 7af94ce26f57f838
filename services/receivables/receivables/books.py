"""The journal that a command, a fact or a timer posts to."""

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import Executable, select, text

from chassis.errors import precondition
from chassis.unit_of_work import UnitOfWork
from receivables.domain.journal import Journal
from receivables.ledger_store import postings
from receivables.ledger_tables import copy_fiscal_period

REOPEN = "fiscal_period.reopen"
# Until the end of the transaction, for the trigger of the ledger.
_INTO_SOFT_CLOSED = text("select set_config('app.soft_closed', 'on', true)")


async def open_journal(uow: UnitOfWork, legal_entity_id: UUID) -> Journal:
    """A journal of this legal entity, as of now.

    Where today lies in a closed period, people post nothing: raises PERIOD_CLOSED. What facts and timers bring cannot be put off;
    it is posted on the first day of the next period. Into a period that is closed for daily work only, who may reopen it still posts.
    """
    if uow.principal.may(REOPEN):
        await uow.execute(_INTO_SOFT_CLOSED)
    first = await _first_open_date(uow, legal_entity_id)
    if first > uow.today and uow.principal.person_id is not None:
        raise precondition(
            "PERIOD_CLOSED",
            f"The books are closed up to {first - timedelta(days=1)}; have the fiscal period reopened.",
            first_open_date=str(first),
        )
    return journal_of(uow, first)


def journal_of(uow: UnitOfWork, first_open_date: date = date.min) -> Journal:
    """Says who acts, when and why; for what posts nothing, that is enough."""
    return Journal(
        tenant_id=uow.tenant_id,
        today=uow.today,
        now=uow.now,
        new_id=uow.new_id,
        cause=uow.principal.cause or uow.method,
        by=uow.principal.person_id,
        historical=uow.historical,
        first_open_date=first_open_date,
    )


def post(uow: UnitOfWork, journal: Journal) -> None:
    """Writes what the journal collected, together with that of other journals of this unit of work."""
    uow.write_later(_statements, journal)


def _statements(journals: list[Journal]) -> Iterable[Executable]:
    return postings([transaction for journal in journals for transaction in journal.transactions])


async def _first_open_date(uow: UnitOfWork, legal_entity_id: UUID) -> date:
    """The day after the closed periods that have begun, and after those that follow them without a gap."""
    known = uow.known.setdefault(copy_fiscal_period.name, {})
    if legal_entity_id not in known:
        period = copy_fiscal_period.c
        closed = (
            select(period.start_date, period.end_date)
            .where(
                period.tenant_id == uow.tenant_id,
                period.legal_entity_id == legal_entity_id,
                period.state.in_(("closed",) if uow.principal.may(REOPEN) else ("closed", "soft_closed")),
                ~period.archived,
            )
            .order_by(period.start_date)
        )
        first = date.min
        for row in await uow.execute(closed):
            if row.start_date <= max(first, uow.today):
                first = row.end_date + timedelta(days=1)
        known[legal_entity_id] = first
    return known[legal_entity_id]  # type: ignore[no-any-return]
