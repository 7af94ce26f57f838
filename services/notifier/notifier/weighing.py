"""What acting on a to-do may bring, by the things that are left of it."""

from decimal import Decimal

from sqlalchemy import select

from chassis.unit_of_work import UnitOfWork
from notifier import todo_tables as t
from notifier.domain import ranking
from notifier.domain.kinds import BY_KEY, Gain
from notifier.domain.todo import Todo, TodoItem


async def weigh(uow: UnitOfWork, todo: Todo) -> None:
    """Gives a live to-do its worth, and with it its place in the list."""
    if todo.kind not in BY_KEY or not todo.is_live:
        return
    gain = BY_KEY[todo.kind].gain
    todo.is_worth(ranking.worth(gain, [(item.amount, await _chance(uow, gain, item)) for item in todo.items if item.amount is not None]))


async def _chance(uow: UnitOfWork, gain: Gain, item: TodoItem) -> Decimal:
    if gain is Gain.CASH:
        return ranking.chance_of_payment(item.due_date, uow.today)
    if item.subject_type != "opportunity":
        return ranking.UNKNOWN_SALE
    s, p = t.copy_subject.c, t.copy_sales_process.c
    statement = select(p.probabilities[s.stage].astext).join(t.copy_sales_process, p.id == s.sales_process_id)
    found = (await uow.execute(statement.select_from(t.copy_subject).where(s.tenant_id == uow.tenant_id, s.id == item.subject_id))).scalar()
    return Decimal(found) if found else ranking.UNKNOWN_SALE
