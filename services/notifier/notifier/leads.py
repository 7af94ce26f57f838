"""A live lead is always in somebody's hands: who ends its last to-do gets the next one."""

from dataclasses import replace
from uuid import UUID

from sqlalchemy import select

from chassis.ids import derived_id
from chassis.unit_of_work import UnitOfWork
from notifier import people
from notifier import todo_tables as t
from notifier.domain.kinds import BY_KEY, Words
from notifier.domain.todo import Todo, TodoItem
from notifier.wanting import days
from notifier.weighing import weigh

d = t.todo.c
NEXT = "lead_follow_up"
_REASON = Words("线索还在你手上，需要下一步", "The lead is still yours and needs a next step")


async def keep_in_hand(uow: UnitOfWork, ended: Todo) -> None:
    """Opens the next to-do of a lead when a person ended its last one.

    News of the lead wait until this is stored: who takes it in must see what it ends.
    """
    item = next((item for item in ended.items if item.subject_type == "lead"), None)
    if item is None:
        return
    s = t.copy_subject
    mine = select(s).where(s.c.tenant_id == uow.tenant_id, s.c.id == item.subject_id)
    lead = (await uow.execute(mine.with_for_update(read=True))).first()
    owner_id = (await people.organisation(uow)).stand_in(lead.owner_id) if lead is not None and lead.live else None
    if owner_id is None:
        return
    await uow.stage()
    open_ones = select(d.id).where(
        d.tenant_id == uow.tenant_id, d.subject_type == "lead", d.subject_id == item.subject_id, d.state.in_(("open", "snoozed"))
    )
    if (await uow.execute(open_ones.limit(1))).first() is None:
        await weigh(uow, uow.add(await _next(uow, ended, item, owner_id)))


async def _next(uow: UnitOfWork, ended: Todo, item: TodoItem, owner_id: UUID) -> Todo:
    kind, settings = BY_KEY[NEXT], await days(uow)
    due = settings.working_days_on(settings.follow_up_days)
    return Todo(
        id=derived_id("next", ended.id, ended.version),
        tenant_id=uow.tenant_id,
        create_time=uow.now,
        update_time=uow.now,
        kind=kind.key,
        key=f"lead/{item.subject_id}",
        owner_id=owner_id,
        team_id=(await people.organisation(uow)).team_of(owner_id),
        title=kind.title.zh.format(subject=ended.subject_name),
        title_en=kind.title.en.format(subject=ended.subject_name),
        gain=kind.gain,
        due_time=due,
        subject_type="lead",
        subject_id=item.subject_id,
        subject_name=ended.subject_name,
        items=[replace(item, id=uow.new_id())],
        reasons=[{"code": "TodoEnded", "parameters": {"kind": ended.kind}, "text": _REASON.zh, "text_en": _REASON.en}],
        action={"code": kind.key, "text": kind.action.zh, "text_en": kind.action.en},
        rank_time=due,
    )
