"""Facts open, explain and close to-dos.

Facts come in any order and more than once: one that was overtaken by a fact that closes the to-do opens nothing (tellings). What is
closed is what was opened before the closing fact.
"""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select

from chassis.ids import derived_id
from chassis.unit_of_work import UnitOfWork
from crm.common.v1.event_pb2 import Event
from notifier import people
from notifier import todo_tables as t
from notifier.domain import kinds
from notifier.domain.kinds import Words
from notifier.domain.saying import Mark, Saying, Thing, field_of, parameters
from notifier.domain.todo import Todo, TodoItem
from notifier.handing_over import give_personal, leave
from notifier.tellings import counts, remember
from notifier.wanting import Wanted, wanted
from notifier.weighing import weigh

i, d = t.todo_item.c, t.todo.c
_LIVE = d.state.in_(("open", "snoozed"))


async def follow(uow: UnitOfWork, saying: Saying, event: Event) -> None:
    """Lets one fact take effect on to-dos."""
    await remember(uow, saying)
    if saying.name == "UserLeft":
        await leave(uow, saying.things[0].id, _uuid(field_of(saying.fact, "manager_id")))
    if not event.historical:
        asked = await wanted(uow, saying)
        await _close(uow, saying, {(each.kind.key, each.key) for each in asked})
        for each in asked:
            await _open(uow, saying, each)
    else:
        await _close(uow, saying, set())
    previous, owner = (_uuid(field_of(saying.fact, name)) for name in ("previous_owner_id", "owner_id"))
    if previous is not None and owner is not None and previous != owner and saying.things:
        await give_personal(uow, saying.things[0].id, previous, owner)


async def _close(uow: UnitOfWork, saying: Saying, restarted: set[tuple[str, str]]) -> None:
    """Closes what the fact settles; a to-do that it asks for anew starts again instead."""
    closing, touched = kinds.closed_by(saying.name), saying.touched()
    if not closing or not touched or not counts(saying):
        return
    about = select(i.todo_id).where(i.tenant_id == uow.tenant_id, or_(i.subject_id.in_(touched), i.parent_id.in_(touched)))
    for todo in await uow.find(Todo, d.id.in_(about), d.kind.in_(closing), _LIVE):
        if (todo.kind, todo.key) not in restarted:
            things = {item.subject_id for item in todo.items if item.subject_id in touched or item.parent_id in touched}
            todo.settle(things, saying.mark, saying.name, uow.now)
            await weigh(uow, todo)


async def settle_paid(uow: UnitOfWork, plans: Iterable[Mapping[str, Any]]) -> None:
    """Of what a payment plan shows as paid or cancelled there is nothing left to do, whichever fact is still to come."""
    paid = {UUID(id) for plan in plans for id, known in (plan.get("instalments") or {}).items() if known["open_minor"] == 0}
    if not paid:
        return
    about = select(i.todo_id).where(i.tenant_id == uow.tenant_id, i.subject_id.in_(paid))
    for todo in await uow.find(Todo, d.id.in_(about), _LIVE):
        todo.settle(paid, Mark(uow.now, 0), "InstalmentSettled", uow.now)
        await weigh(uow, todo)
    await uow.stage()


async def _open(uow: UnitOfWork, saying: Saying, wanted: Wanted) -> None:
    kind, first = wanted.kind, wanted.things[0]
    todo = await uow.first(Todo, d.kind == kind.key, d.key == wanted.key, _LIVE)
    restart = todo is None or saying.name in kind.closed_by
    if todo is None:
        todo = uow.add(await _new(uow, saying, wanted))
    elif todo.owner_id != wanted.owner_id:
        todo.give(wanted.owner_id, (await people.organisation(uow)).team_of(wanted.owner_id))
    for thing in wanted.things:
        todo.hold(_item(uow, thing, saying.mark))
    todo.explain(
        {
            "code": saying.name,
            "parameters": parameters(saying.fact, uow.clock.zone(uow.tenant_id)),
            "text": _said(wanted.opening.reason.zh, wanted.texts),
            "text_en": _said(wanted.opening.reason.en, wanted.texts),
        },
        wanted.due,
        restart=restart,
        moves=wanted.opening.moves,
        boost=wanted.opening.boost,
    )
    todo.customer_id = todo.customer_id or first.customer_id
    await weigh(uow, todo)


async def _new(uow: UnitOfWork, saying: Saying, wanted: Wanted) -> Todo:
    kind, first = wanted.kind, wanted.things[0]
    return Todo(
        id=derived_id("todo", uow.tenant_id, kind.key, wanted.key, saying.event_id),
        tenant_id=uow.tenant_id,
        create_time=uow.now,
        update_time=uow.now,
        kind=kind.key,
        key=wanted.key,
        owner_id=wanted.owner_id,
        team_id=(await people.organisation(uow)).team_of(wanted.owner_id),
        title=_said(kind.title.zh, wanted.texts),
        title_en=_said(kind.title.en, wanted.texts),
        gain=kind.gain,
        due_time=wanted.due,
        subject_type="account" if kind.grouped else first.type,
        subject_id=first.customer_id if kind.grouped else first.id,
        subject_name=wanted.texts["customer"] if kind.grouped else wanted.texts["subject"],
        customer_id=first.customer_id,
        action=_action(kind.key, kind.action, wanted.texts),
        rank_time=wanted.due,
    )


def _action(code: str, words: Words, texts: dict[str, str]) -> dict[str, str]:
    return {"code": code, "text": _said(words.zh, texts), "text_en": _said(words.en, texts)}


def _item(uow: UnitOfWork, thing: Thing, mark: Mark) -> TodoItem:
    return TodoItem(
        id=uow.new_id(),
        tenant_id=uow.tenant_id,
        subject_type=thing.type,
        subject_id=thing.id,
        parent_id=thing.parent_id,
        name=thing.name,
        number=thing.number,
        currency=thing.amount.currency if thing.amount else "",
        amount_minor=thing.amount.minor if thing.amount else None,
        due_date=thing.due_date,
        opened_time=mark.time,
        opened_sequence=mark.sequence,
    )


class _Said(dict[str, str]):
    """What a fact did not say is left out of the sentence."""

    def __missing__(self, name: str) -> str:
        return ""


def _said(words: str, texts: dict[str, str]) -> str:
    return words.format_map(_Said(texts)).strip().rstrip("：:").strip()


def _uuid(text: Any) -> UUID | None:
    return UUID(text) if text else None
