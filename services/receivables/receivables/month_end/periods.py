"""Which period of which books is asked about."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from chassis.errors import not_found
from chassis.scope import Scope
from receivables.execution import Execute
from receivables.ledger_tables import copy_fiscal_period
from receivables.seeing import company_wide


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Both its days belong to it; `earlier` is the first day of an earlier one of the same books that is not closed."""

    id: UUID
    tenant_id: UUID
    legal_entity_id: UUID
    first: date
    last: date
    state: str
    earlier: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Books:
    """Of one company of ours, at the end of a day, as they were known at a time."""

    tenant_id: UUID
    legal_entity_id: UUID
    as_of: date
    known_at: datetime


def check_whole(scope: Scope, legal_entity_id: UUID | None = None) -> None:
    """Raises COMPANY_WIDE_ONLY for who may not see all of these books: what they miss would look like a difference."""
    company_wide(scope, "A month end tells of all customers", legal_entity_id)


async def period_of(execute: Execute, tenant_id: UUID, id: UUID, *, of: UUID | None = None) -> Period:
    """Raises NOT_FOUND, also for one of other books than `of`, and while the news of a new period is on its way."""
    p = copy_fiscal_period.c
    mine = (p.tenant_id == tenant_id, ~p.archived)
    row = (await execute(select(copy_fiscal_period).where(*mine, p.id == id))).first()
    if row is None or of not in (None, row.legal_entity_id):
        raise not_found("fiscal period", str(id))
    same_books = (*mine, p.legal_entity_id == row.legal_entity_id)
    before = select(p.start_date).where(*same_books, p.state != "closed", p.end_date < row.start_date).order_by(p.start_date).limit(1)
    return Period(
        id=id,
        tenant_id=tenant_id,
        legal_entity_id=row.legal_entity_id,
        first=row.start_date,
        last=row.end_date,
        state=row.state,
        earlier=(await execute(before)).scalar(),
    )
