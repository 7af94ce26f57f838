"""Up to which day the bank has said what came."""

from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import func, select

from chassis.unit_of_work import UnitOfWork
from receivables.cash_tables import bank_statement

# An account of which no statement came for so long is not one whose statements are imported any more.
KEPT_UP = timedelta(days=31)


async def awaits_statement(uow: UnitOfWork, legal_entity_id: UUID, day: date) -> bool:
    """Whether a bank account of ours, whose statements are imported, has none of that day yet, or one whose lines are no receipts yet."""
    statement = bank_statement.c
    ends = (
        select(func.max(statement.last_date).label("last"), func.bool_or(statement.state == "booking").label("booking"))
        .where(statement.tenant_id == uow.tenant_id, statement.legal_entity_id == legal_entity_id)
        .group_by(statement.bank_account_id)
    )
    known = [row for row in await uow.execute(ends) if row.last >= day - KEPT_UP]
    return any(row.last < day or row.booking for row in known)
