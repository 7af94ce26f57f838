"""What time causes."""

from collections.abc import Mapping
from datetime import datetime

from chassis.service import IN_TURN, Due, timer
from chassis.unit_of_work import UnitOfWork
from notifier import dispatching
from notifier.domain.notification import Notification
from notifier.domain.todo import Todo, TodoState

WAKE = "todo_wake"
SEND = "notification_send"


def todo_timers(todo: Todo) -> Mapping[tuple[str, str], datetime]:
    """One: when it comes back into sight."""
    if todo.state == TodoState.SNOOZED and todo.snooze_until_time is not None:
        return {(WAKE, ""): todo.snooze_until_time}
    return {}


@timer(WAKE)
async def wake_todo(due: Due, uow: UnitOfWork) -> None:
    await uow.lock(IN_TURN, uow.tenant_id)
    (await uow.get(Todo, due.subject_id)).wake()


def notification_timers(notification: Notification) -> Mapping[tuple[str, str], datetime]:
    """One, while it waits: when it is meant to go."""
    return {(SEND, ""): notification.send_time} if notification.waits else {}


@timer(SEND)
async def send_notification(due: Due, uow: UnitOfWork) -> None:
    await dispatching.send(uow, due.subject_id)
