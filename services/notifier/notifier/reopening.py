"""Whether a to-do that a person ended still has something to ask for."""

from chassis.unit_of_work import UnitOfWork
from notifier import people
from notifier.domain.kinds import BY_KEY, Assignee
from notifier.domain.todo import Todo
from notifier.tellings import told_later


async def is_settled(uow: UnitOfWork, todo: Todo) -> bool:
    """Since it was opened a fact has settled everything that it is about, or somebody else looks after that now."""
    kind = BY_KEY.get(todo.kind)
    if kind is None or not todo.items:
        return False
    for item in todo.items:
        if await told_later(uow, [item.subject_id, item.parent_id], kind.closed_by, item.mark):
            continue
        record = (await people.subjects(uow, [item.parent_id])).get(item.parent_id)
        owner_id = (await people.organisation(uow)).stand_in(record.owner_id) if record is not None else todo.owner_id
        if kind.assignee is not Assignee.OWNER or owner_id == todo.owner_id:
            return False
    return True
