"""Groups of companies among customers, in SQL: who stands at the head of whose group."""

from uuid import UUID

from sqlalchemy import Subquery, and_, literal, select

from receivables.credit_exposure import MOST_LEVELS
from receivables.tables import copy_account


def heads(tenant_id: UUID) -> Subquery:
    """Rows (id, head) of the customers that belong to a group; those that belong to none have no row."""
    a = copy_account.c
    start = select(a.id, a.parent_id.label("head"), literal(1).label("level")).where(a.tenant_id == tenant_id, a.parent_id.is_not(None))
    above = start.cte(recursive=True)
    further = select(above.c.id, a.parent_id, above.c.level + 1).join(above, a.id == above.c.head)
    above = above.union_all(further.where(a.tenant_id == tenant_id, a.parent_id.is_not(None), above.c.level < MOST_LEVELS))
    topmost = above.outerjoin(copy_account, and_(a.id == above.c.head, a.tenant_id == tenant_id))
    return select(above.c.id, above.c.head).select_from(topmost).where(a.parent_id.is_(None)).subquery()
