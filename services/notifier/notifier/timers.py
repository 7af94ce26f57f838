"""What time causes."""

from collections.abc import Mapping
from datetime import datetime

from chassis.service import Due, timer
from chassis.unit_of_work import UnitOfWork
from notifier.domain.todo import Todo, TodoState

WAKE = "todo_wake"


def todo_timers(todo: Todo) -> Mapping[tuple[str, str], datetime]:
    """One: when it comes back into sight."""
    if todo.state == TodoState.SNOOZED and todo.snooze_until_time is not None:
        return {(WAKE, ""): todo.snooze_until_time}
    return {}


@timer(WAKE)
async def wake_todo(due: Due, uow: UnitOfWork) -> None:
    (await uow.get(Todo, due.subject_id)).wake()
