"""The rows of statements of account, read from the ledger: as of a day, as known at an instant."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, func, select

from chassis.errors import DomainError, precondition
from receivables import tables as t
from receivables.domain.account_statement import rows as domain
from receivables.domain.account_statement.rows import SECTIONS, Balance, Entry, Name, Rows
from receivables.domain.account_statement.statement import AccountStatement
from receivables.domain.ledger import Kind
from receivables.execution import Execute
from receivables.ledger_tables import ledger_entry

# More do not fit into what the rest of the product is told of a statement, and nobody reads them.
MOST_ROWS = 2_000
_KINDS = [kind.value for kind in SECTIONS]


@dataclass(frozen=True, slots=True)
class Question:
    """Which books, in which period, as known when. Without a first day nothing moves: balances at a day."""

    tenant_id: UUID
    legal_entity_id: UUID
    currency: str
    from_date: date | None
    to_date: date
    known_at: datetime

    @classmethod
    def of(cls, statement: AccountStatement) -> "Question":
        return cls(
            statement.tenant_id,
            statement.legal_entity_id,
            statement.currency,
            statement.from_date,
            statement.to_date,
            statement.known_at,
        )

    @property
    def start(self) -> date:
        return self.from_date or self.to_date + timedelta(days=1)


async def found(execute: Execute, question: Question, customers: Collection[UUID]) -> Mapping[UUID, Rows]:
    """Of each of these customers. Raises STATEMENT_TOO_LONG where a shorter period must be chosen."""
    balances, entries = defaultdict[UUID, list[Balance]](list), defaultdict[UUID, list[Entry]](list)
    for row in await _fetched(execute, _balances(question, customers), len(customers)):
        balances[row.customer_id].append(_balance(row))
    for row in await _fetched(execute, _entries(question, customers), len(customers)) if question.from_date else ():
        entries[row.customer_id].append(_entry(row))
    if any(max(len(balances[id]), len(entries[id])) > MOST_ROWS for id in customers):
        raise _too_long()
    named = {each.subject_id for of in balances.values() for each in of} | {each.subject_id for of in entries.values() for each in of}
    names = await _names(execute, question.tenant_id, {id for id in named if id is not None})
    return {id: domain.rows(balances[id], entries[id], names, currency=question.currency, to_date=question.to_date) for id in customers}


async def _fetched(execute: Execute, statement: Select[Any], customers: int) -> Sequence[Row[Any]]:
    """No more than fit into statements of so many customers."""
    rows = (await execute(statement.limit(MOST_ROWS * customers + 1))).all()
    if len(rows) > MOST_ROWS * customers:
        raise _too_long()
    return rows


def _too_long() -> DomainError:
    return precondition("STATEMENT_TOO_LONG", f"This would have more than {MOST_ROWS} rows; choose a shorter period.", most=str(MOST_ROWS))


def _asked(question: Question, customers: Collection[UUID]) -> list[ColumnElement[bool]]:
    e = ledger_entry.c
    return [
        e.tenant_id == question.tenant_id,
        e.customer_id.in_(customers),
        e.legal_entity_id == question.legal_entity_id,
        e.currency == question.currency,
        e.kind.in_(_KINDS),
        e.posting_date <= question.to_date,
        e.create_time <= question.known_at,
    ]


def _balances(question: Question, customers: Collection[UUID]) -> Select[Any]:
    """What is there at one of both ends."""
    e = ledger_entry.c
    opening = func.coalesce(func.sum(e.amount_minor).filter(e.posting_date < question.start), 0)
    closing = func.sum(e.amount_minor)
    key = (e.customer_id, e.kind, e.subject_id, e.claim_date, e.due_date)
    return (
        select(*key, opening.label("opening"), closing.label("closing"))
        .where(*_asked(question, customers))
        .group_by(*key)
        .having((opening != 0) | (closing != 0))
    )


def _entries(question: Question, customers: Collection[UUID]) -> Select[Any]:
    e = ledger_entry.c
    whose = (e.customer_id, e.transaction_id, e.transaction_kind, e.kind, e.subject_id)
    columns = (*whose, e.amount_minor, e.business_date, e.posting_date, e.create_time)
    return select(*columns).where(*_asked(question, customers), e.posting_date >= question.start)


def _balance(row: Any) -> Balance:
    return Balance(
        kind=Kind(row.kind),
        subject_id=row.subject_id,
        claim_date=row.claim_date,
        due_date=row.due_date,
        opening=int(row.opening),
        closing=int(row.closing),
    )


def _entry(row: Any) -> Entry:
    return Entry(
        transaction_id=row.transaction_id,
        transaction_kind=row.transaction_kind,
        kind=Kind(row.kind),
        subject_id=row.subject_id,
        minor=row.amount_minor,
        business_date=row.business_date,
        posting_date=row.posting_date,
        create_time=row.create_time,
    )


async def _names(execute: Execute, tenant_id: UUID, ids: Collection[UUID]) -> Mapping[UUID, Name]:
    i, r = t.instalment.c, t.receipt.c
    if not ids:
        return {}
    instalments = select(i.id, i.name, i.contract_id, i.contract_number).where(i.tenant_id == tenant_id, i.id.in_(ids))
    receipts = select(r.id, r.number).where(r.tenant_id == tenant_id, r.id.in_(ids))
    return {
        **{row.id: Name(row.contract_number, row.name, row.contract_id) for row in await execute(instalments)},
        **{row.id: Name(row.number) for row in await execute(receipts)},
    }
