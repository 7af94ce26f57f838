"""To-dos go with what they are about: whoever owns it has them."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import select

from chassis.ids import derived_id
from chassis.unit_of_work import UnitOfWork
from notifier import people
from notifier import todo_tables as t
from notifier.domain.kinds import BY_KEY, Assignee, Deciders
from notifier.domain.todo import Todo, TodoItem
from notifier.weighing import weigh

BATCH = 500
i, d = t.todo_item.c, t.todo.c
_LIVE = d.state.in_(("open", "snoozed"))


async def follow_owners(uow: UnitOfWork, owners: Mapping[UUID, UUID | None]) -> None:
    """Records have these owners now; None lies in a pool. Live to-dos about them go to who owns them, and end with nobody."""
    if not owners:
        return
    held = select(d.id, d.owner_id, d.kind, i.parent_id).join(t.todo_item, (i.tenant_id == d.tenant_id) & (i.todo_id == d.id))
    rows = (await uow.execute(held.where(d.tenant_id == uow.tenant_id, i.parent_id.in_(list(owners)), _LIVE))).all()
    if not rows:
        return
    present = (await people.organisation(uow)).stand_in
    wrong = {row.id for row in rows if _follows(row.kind) and present(owners[row.parent_id]) != row.owner_id}
    if not wrong:
        return
    for todo in await uow.find(Todo, d.id.in_(wrong)):
        by_owner: dict[UUID | None, list[TodoItem]] = {}
        for item in todo.items:
            if item.parent_id in owners:
                by_owner.setdefault(present(owners[item.parent_id]), []).append(item)
        for owner_id, items in by_owner.items():
            if owner_id != todo.owner_id:
                await _hand(uow, todo, items, owner_id)
                await weigh(uow, todo)
                await uow.stage()


def _follows(kind: str) -> bool:
    return kind in BY_KEY and BY_KEY[kind].assignee is Assignee.OWNER


async def _hand(uow: UnitOfWork, todo: Todo, items: list[TodoItem], owner_id: UUID | None) -> None:
    """The items go to the new owner: with the whole to-do where it is about nothing else."""
    if owner_id is None:
        todo.release(items, "owner_gone", uow.now)
        return
    key = grouped_key(todo.customer_id, owner_id, todo.currency) if BY_KEY[todo.kind].grouped else todo.key
    other = None if key == todo.key else await uow.first(Todo, d.kind == todo.kind, d.key == key, _LIVE)
    team_id = (await people.organisation(uow)).team_of(owner_id)
    if other is None and len(items) == len(todo.items):
        todo.key = key
        todo.give(owner_id, team_id)
        return
    if other is None:
        other = uow.add(_like(uow, todo, key, owner_id, team_id))
    for item in items:
        other.hold(_again(uow, item))
    todo.release(items, "owner_changed", uow.now)
    await weigh(uow, other)


def grouped_key(customer_id: UUID | None, owner_id: UUID, currency: str) -> str:
    """One to-do per customer and owner. Amounts of two currencies are never added, so they are two."""
    return f"{customer_id}/{owner_id}/{currency}"


def _like(uow: UnitOfWork, todo: Todo, key: str, owner_id: UUID, team_id: UUID | None) -> Todo:
    """The same to-do for another person, about nothing yet."""
    return Todo(
        id=derived_id(todo.id, owner_id, todo.version),
        tenant_id=uow.tenant_id,
        create_time=uow.now,
        update_time=uow.now,
        kind=todo.kind,
        key=key,
        owner_id=owner_id,
        team_id=team_id,
        title=todo.title,
        title_en=todo.title_en,
        gain=todo.gain,
        due_time=todo.due_time,
        subject_type=todo.subject_type,
        subject_id=todo.subject_id,
        subject_name=todo.subject_name,
        customer_id=todo.customer_id,
        reasons=list(todo.reasons),
        action=todo.action,
        currency=todo.currency,
        boost=todo.boost,
        rank_time=todo.rank_time,
    )


def _again(uow: UnitOfWork, item: TodoItem) -> TodoItem:
    """A part belongs to one to-do: another one gets its like."""
    return TodoItem(
        id=uow.new_id(),
        tenant_id=uow.tenant_id,
        subject_type=item.subject_type,
        subject_id=item.subject_id,
        parent_id=item.parent_id,
        name=item.name,
        number=item.number,
        currency=item.currency,
        amount_minor=item.amount_minor,
        due_date=item.due_date,
        opened_time=item.opened_time,
        opened_sequence=item.opened_sequence,
    )


def _asked(todo: Todo, deciders: Deciders, person_id: UUID | None) -> bool:
    """Whether this person must not decide on it."""
    return any(reason["parameters"].get(name) == str(person_id) for reason in todo.reasons for name in deciders.never)


async def _waits_for_others(uow: UnitOfWork, todo: Todo) -> bool:
    """Whether others who may decide have it on their lists."""
    about = select(i.todo_id).where(i.tenant_id == uow.tenant_id, i.subject_id.in_([item.subject_id for item in todo.items]))
    others = await uow.find(Todo, d.id.in_(about), d.kind == todo.kind, d.owner_id != todo.owner_id, _LIVE)
    value = [reason["parameters"].get(BY_KEY[todo.kind].each) for reason in todo.reasons]
    return any([reason["parameters"].get(BY_KEY[todo.kind].each) for reason in each.reasons] == value for each in others)


async def leave(uow: UnitOfWork, person_id: UUID, manager_id: UUID | None) -> None:
    """All live to-dos of somebody who left go to the manager. Those about records follow their new owners later."""
    if manager_id in (None, person_id):
        return
    team_id = (await people.organisation(uow)).team_of(manager_id)
    while todos := await uow.find(Todo, d.owner_id == person_id, _LIVE, limit=BATCH):
        for todo in todos:
            kind = BY_KEY.get(todo.kind)
            if kind and kind.grouped:
                await _hand(uow, todo, list(todo.items), manager_id)
            elif kind and kind.deciders and (_asked(todo, kind.deciders, manager_id) or await _waits_for_others(uow, todo)):
                todo.release(list(todo.items), "owner_gone", uow.now)
            else:
                todo.give(manager_id, team_id)
        await uow.stage()
        uow.let_go()
