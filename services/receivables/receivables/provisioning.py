"""What a provision is reckoned from: what is owed at the end of a period by age, and what the books hold already."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from chassis.scope import Reach, Scope
from receivables.ageing import Question, ageing_with_totals
from receivables.domain.entries import Known
from receivables.domain.groups import Group
from receivables.domain.ledger import Account, Kind
from receivables.domain.provision import ProvisionRate, buckets_of
from receivables.execution import Execute
from receivables.ledger_store import account_id
from receivables.ledger_tables import ledger_account, ledger_entry
from receivables.month_end.periods import Books


async def owed(execute: Execute, books: Books, rates: Sequence[ProvisionRate], limit: int = 0) -> tuple[dict[str, list[int]], list[Any]]:
    """Per currency what is owed in each bucket of the matrix, and, up to a limit, the rows of the customers behind it."""
    question = Question(
        today=books.as_of,
        buckets=buckets_of(rates),
        known=Known(books.as_of, books.known_at),
        legal_entity_id=books.legal_entity_id,
        group_by=Group.CUSTOMER if limit else None,
    )
    scope = Scope(books.tenant_id, Reach.TENANT)
    found = (await execute(ageing_with_totals(question, scope, limit=limit or 1))).all()
    totals = {row.currency: cells(row, len(rates)) for row in found if row.is_total}
    return totals, [row for row in found if not row.is_total]


def cells(row: Any, count: int) -> list[int]:
    return [int(row._mapping[f"bucket_{index}"]) for index in range(count)]


async def held(execute: Execute, books: Books) -> Mapping[str, int]:
    """What is set aside in each currency up to the day."""
    a, e = ledger_account.c, ledger_entry.c
    mine = (a.tenant_id == books.tenant_id, a.legal_entity_id == books.legal_entity_id, a.kind == Kind.PROVISION)
    currencies = [row.currency for row in await execute(select(a.currency).where(*mine, a.customer_id.is_(None)))]
    ids = [account_id(books.tenant_id, provision(books.legal_entity_id, currency)) for currency in currencies]
    sums = (
        select(e.currency, (-func.sum(e.amount_minor)).label("minor"))
        .where(e.account_id.in_(ids), e.tenant_id == books.tenant_id, e.posting_date <= books.as_of, e.create_time <= books.known_at)
        .group_by(e.currency)
    )
    return {row.currency: int(row.minor) for row in await execute(sums)} if ids else {}


def provision(legal_entity_id: UUID, currency: str) -> Account:
    return Account(legal_entity_id=legal_entity_id, kind=Kind.PROVISION, currency=currency)
