"""Statements of account for many customers, issued in the background by a timer, and what time causes with those that were sent."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, func, select

from chassis.ids import derived_id
from chassis.service import Due, timer
from chassis.unit_of_work import UnitOfWork
from receivables import tables as t
from receivables.account_statement_tables import account_statement
from receivables.account_statements import issue_all
from receivables.domain.account_statement.batch import AccountStatementBatch
from receivables.domain.account_statement.rows import SECTIONS
from receivables.domain.account_statement.statement import AccountStatement
from receivables.domain.account_statement.states import AccountStatementState, StatementBatchState
from receivables.ledger_tables import ledger_account

ISSUE_STATEMENTS, STATEMENT_DAY = "issue_statements", "statement_day"
# So many customers are dealt with in one transaction.
AT_ONCE = 100
_KINDS = [kind.value for kind in SECTIONS]
_GONE = (AccountStatementState.SUPERSEDED, AccountStatementState.REVOKED)


def batch_timers(batch: AccountStatementBatch) -> Mapping[tuple[str, str], datetime]:
    """At once, some customers after the others, until none is left."""
    if batch.state is not StatementBatchState.RUNNING:
        return {}
    return {(ISSUE_STATEMENTS, str(batch.done_count)): batch.create_time}


def statement_timers(statement: AccountStatement) -> Mapping[tuple[str, str], date]:
    """The day on which somebody is told that nobody has answered."""
    return {(STATEMENT_DAY, ""): statement.answer_due_date} if statement.answer_due_date else {}


@timer(STATEMENT_DAY)
async def note_unanswered(due: Due, uow: UnitOfWork) -> None:
    statement = await uow.get(AccountStatement, due.subject_id)
    statement.note_unanswered(uow.today, uow.now)


@timer(ISSUE_STATEMENTS)
async def issue_statements(due: Due, uow: UnitOfWork) -> None:
    """The next customers, in the name of who asked for the batch. Statements get ids of the batch and the customer: none is made twice."""
    batch = await uow.get(AccountStatementBatch, due.subject_id)
    if batch.state is not StatementBatchState.RUNNING:
        return
    customers = await _next(uow, batch)
    have = await _have(uow, batch, customers)
    # A balance of today may have come after the last day that is asked about: who has none then is passed over.
    issued = await issue_all(uow, [_statement(uow, batch, id) for id in customers if id not in have])
    last = customers[-1] if len(customers) == AT_ONCE else None
    batch.advance(last, issued=issued, skipped=len(customers) - issued, now=uow.now)


def _statement(uow: UnitOfWork, batch: AccountStatementBatch, customer_id: UUID) -> AccountStatement:
    return AccountStatement(
        id=derived_id("account_statement", batch.id, customer_id),
        tenant_id=uow.tenant_id,
        create_time=uow.now,
        update_time=uow.now,
        kind=batch.kind,
        customer_id=customer_id,
        legal_entity_id=batch.legal_entity_id,
        currency=batch.currency,
        from_date=batch.from_date,
        to_date=batch.to_date,
        known_at=uow.now,
        batch_id=batch.id,
        issued_by=batch.asked_by,
    )


async def count_customers(uow: UnitOfWork, batch: AccountStatementBatch) -> int:
    """How many have a balance now."""
    account = ledger_account.c
    return int((await uow.execute(select(func.count(account.customer_id.distinct())).where(*_with_balance(batch)))).scalar_one())


async def _next(uow: UnitOfWork, batch: AccountStatementBatch) -> Sequence[UUID]:
    account = ledger_account.c
    after = [account.customer_id > batch.after_id] if batch.after_id else []
    statement = select(account.customer_id).where(*_with_balance(batch), *after).distinct().order_by(account.customer_id).limit(AT_ONCE)
    return list((await uow.execute(statement)).scalars())


def _with_balance(batch: AccountStatementBatch) -> list[ColumnElement[bool]]:
    account, customer = ledger_account.c, t.copy_account.c
    mine = [
        account.tenant_id == batch.tenant_id,
        account.legal_entity_id == batch.legal_entity_id,
        account.currency == batch.currency,
        account.kind.in_(_KINDS),
        account.balance_minor != 0,
        account.customer_id.is_not(None),
    ]
    theirs = [customer.tenant_id == batch.tenant_id, *([customer.owner_id.in_(batch.owner_ids)] if batch.owner_ids else [])]
    return [*mine, account.customer_id.in_(select(customer.id).where(*theirs))]


async def _have(uow: UnitOfWork, batch: AccountStatementBatch, customers: Sequence[UUID]) -> set[UUID]:
    """Who has a statement of this kind and period already."""
    s = account_statement.c
    same = (
        s.tenant_id == uow.tenant_id,
        s.customer_id.in_(customers),
        s.legal_entity_id == batch.legal_entity_id,
        s.currency == batch.currency,
        s.kind == batch.kind,
        s.from_date.is_not_distinct_from(batch.from_date),
        s.to_date == batch.to_date,
        s.state.not_in(_GONE),
    )
    return set((await uow.execute(select(s.customer_id).where(*same))).scalars())
