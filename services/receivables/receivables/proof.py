"""Runs proof.sql.

To be run beyond the scope of a person, because a row that one may not see would look like a difference, and in one snapshot
(REPEATABLE READ), because between two statements somebody may post.
"""

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import Select, TextClause, func, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.money import Money
from chassis.scripts import statements
from receivables.domain.proof import Drift, DriftKind
from receivables.ledger_tables import ledger_entry

MOST_DRIFTS = 1000


def _checks() -> Iterator[tuple[DriftKind, TextClause]]:
    for statement in statements("receivables", "proof"):
        title, _, sql = statement.partition("\n")
        yield DriftKind(title.removeprefix("-- ").partition(":")[0]), text(sql)


CHECKS = tuple(_checks())


async def drifts(connection: AsyncConnection, tenant_id: UUID, legal_entity_id: UUID | None = None) -> list[Drift]:
    """Every difference, at most 1,000 of each kind."""
    asked = {"tenant": tenant_id, "entity": legal_entity_id, "most": MOST_DRIFTS}
    return [
        Drift(kind, subject_id, Money(currency, int(computed)), Money(currency, int(stored)))
        for kind, check in CHECKS
        for subject_id, currency, computed, stored in await connection.execute(check, asked)
    ]


def kind_totals(tenant_id: UUID, legal_entity_id: UUID | None = None) -> Select[tuple[str, str, int]]:
    """What each kind of account holds per currency, from the first entry."""
    e = ledger_entry.c
    mine = [e.tenant_id == tenant_id, *([e.legal_entity_id == legal_entity_id] if legal_entity_id else [])]
    return (
        select(e.kind, e.currency, func.sum(e.amount_minor).label("amount_minor"))
        .where(*mine)
        .group_by(e.kind, e.currency)
        .order_by(e.kind)
    )
