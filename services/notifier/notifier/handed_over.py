"""The to-dos of a person, when the work of that person is handed over."""

from chassis.service import Following, HandedOver
from notifier.domain.kinds import KINDS, Assignee
from notifier.domain.todo import Todo
from notifier.todo_tables import todo

d = todo.c
_LIVE = d.state.in_(("open", "snoozed"))
# They are whose the thing is that they are about (handing_over), and go with it.
_FOLLOWS = d.kind.in_([kind.key for kind in KINDS if kind.assignee is Assignee.OWNER])

TODOS = (
    # What somebody noted down, and what was asked of the person.
    HandedOver(Todo, _LIVE & ~_FOLLOWS, name=d.title, account_id=d.customer_id),
    Following(todo, _LIVE & _FOLLOWS, d.title, of=d.subject_type, by=d.subject_id, account_id=d.customer_id, takes_along=False),
)
