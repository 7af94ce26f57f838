"""What lies above the fold: the first open to-dos of each person, so many as the settings say."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import Uuid, column, func, literal, select, true
from sqlalchemy.dialects.postgresql import ARRAY

from chassis.ids import derived_id
from chassis.reader import Reader
from crm.notifier.v1 import notifier_pb2 as pb
from notifier import tables as t
from notifier import todo_tables

d = todo_tables.todo.c


async def mark_fold(reader: Reader, todos: Iterable[pb.Todo]) -> None:
    """Marks those that their persons see first. Each person's are read in the order of an index, no further than the fold."""
    owners = sorted({UUID(todo.owner_id) for todo in todos})
    if not owners:
        return
    s = t.notification_settings.c
    most = (await reader.execute(select(s.todos_above_fold).where(s.id == derived_id(reader.tenant_id, "settings")))).scalar()
    owner = func.unnest(literal(owners, ARRAY(Uuid))).table_valued(column("id", Uuid), name="owner").render_derived()
    first = (
        select(d.id)
        .where(d.tenant_id == reader.tenant_id, d.owner_id == owner.c.id, d.state == "open")
        .order_by(d.rank_time, d.id)
        .limit(most or 0)
        .lateral("first")
    )
    above = {str(id) for id in (await reader.execute(select(first.c.id).select_from(owner.join(first, true())))).scalars()}
    for todo in todos:
        todo.above_fold = todo.id in above
