"""Which entries of claims a report reads, and by what their sums are grouped."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, FromClause, and_, cast, func, null, select
from sqlalchemy.types import Text

from chassis.scope import Scope
from receivables.customer_groups import heads
from receivables.domain.entries import DayBasis, Known
from receivables.domain.groups import Group
from receivables.domain.ledger import Kind
from receivables.ledger_tables import ledger_entry
from receivables.seeing import seen
from receivables.tables import instalment


def day_of(known: Known) -> ColumnElement[Any]:
    """The day of an entry that the report goes by."""
    return ledger_entry.c.posting_date if known.by is DayBasis.POSTING_DATE else ledger_entry.c.business_date


def entries_known(known: Known, kinds: tuple[Kind, ...], scope: Scope) -> list[ColumnElement[bool]]:
    """Entries of these accounts, as far as they were known. Who may not see all of them is shown those of own instalments."""
    e = ledger_entry.c
    wanted = [e.tenant_id == scope.tenant_id, e.kind.in_(kinds), day_of(known) <= known.as_of, e.create_time <= known.known_at]
    if own := seen(instalment, scope):
        wanted.append(e.subject_id.in_(select(instalment.c.id).where(instalment.c.tenant_id == scope.tenant_id, *own)))
    return wanted


def asked(table: Any, legal_entity_id: UUID | None, customer_id: UUID | None, currency: str) -> list[ColumnElement[bool]]:
    """What a report is narrowed to."""
    given = {"legal_entity_id": legal_entity_id, "customer_id": customer_id, "currency": currency}
    return [table.c[name] == value for name, value in given.items() if value]


def grouped(claims: FromClause, group_by: Group | None, scope: Scope) -> tuple[Any, ColumnElement[Any]]:
    """Where the rows come from, and what they are grouped by. What claims do not say their instalment, `instalment_id`, is asked."""
    if group_by is None:
        return claims, cast(null(), Text)
    if group_by is Group.CUSTOMER_GROUP:
        head = heads(scope.tenant_id)
        return claims.outerjoin(head, head.c.id == claims.c.customer_id), func.coalesce(head.c.head, claims.c.customer_id)
    if group_by.claim_column in claims.c:
        return claims, claims.c[group_by.claim_column]
    joined = claims.join(instalment, and_(instalment.c.id == claims.c.instalment_id, instalment.c.tenant_id == scope.tenant_id))
    return joined, instalment.c[group_by.claim_column]
