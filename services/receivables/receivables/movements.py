"""Receipts that the bank told of before another source did."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from sqlalchemy import select, tuple_

from chassis.money import Money
from chassis.unit_of_work import UnitOfWork
from receivables.cash_tables import bank_statement_line

# Our account, and the bank's number of the movement.
Movement = tuple[UUID, str]


async def learn_movements(uow: UnitOfWork, movements: Iterable[Movement]) -> None:
    """Looks them up in one go."""
    known = uow.known.setdefault(bank_statement_line.name, {})
    if missing := {each for each in movements if each not in known}:
        line = bank_statement_line.c
        known.update(dict.fromkeys(missing))
        mine = (line.tenant_id == uow.tenant_id, tuple_(line.bank_account_id, line.serial).in_(missing), line.receipt_id.is_not(None))
        columns = (line.bank_account_id, line.serial, line.receipt_id, line.currency, line.amount_minor, line.entry_date)
        known.update({(row.bank_account_id, row.serial): row for row in await uow.execute(select(*columns).where(*mine))})


async def receipt_of(uow: UnitOfWork, movement: Movement, amount: Money, day: date) -> UUID | None:
    """The receipt that was made of this movement. Another amount or day is another thing under the same number."""
    await learn_movements(uow, (movement,))
    row = uow.known[bank_statement_line.name][movement]
    if row is None or (row.currency, row.amount_minor, row.entry_date) != (amount.currency, amount.minor, day):
        return None
    return row.receipt_id  # type: ignore[no-any-return]
