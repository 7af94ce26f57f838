"""What acting on a to-do may bring, by the things that are left of it."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select

from chassis.unit_of_work import UnitOfWork
from notifier import people
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
    deal = (await people.subjects(uow, [item.subject_id])).get(item.subject_id)
    process = (await _processes(uow)).get(deal.sales_process_id, {}) if deal is not None else {}
    found = process.get(deal.stage) if deal is not None else None
    return Decimal(found) if found else ranking.UNKNOWN_SALE


async def learn(uow: UnitOfWork, items: Iterable[TodoItem]) -> None:
    """Looks up what the worth of these depends on."""
    await people.subjects(uow, {item.subject_id for item in items if item.subject_type == "opportunity"})
    await _processes(uow)


async def _processes(uow: UnitOfWork) -> dict[UUID, dict[str, Any]]:
    """How likely a sale in each stage of each process is won. There are few."""
    known = uow.known.setdefault("processes", {})
    if "" not in known:
        p = t.copy_sales_process.c
        known[""] = {
            row.id: row.probabilities for row in await uow.execute(select(p.id, p.probabilities).where(p.tenant_id == uow.tenant_id))
        }
    return known[""]  # type: ignore[no-any-return]
