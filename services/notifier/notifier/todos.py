"""Facts open, explain and close to-dos.

Facts come in any order and more than once: one that was overtaken by a fact that closes the to-do opens nothing (tellings). What is
closed is what was opened before the closing fact.
"""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select

from chassis.ids import derived_id
from chassis.unit_of_work import UnitOfWork
from notifier import people
from notifier import todo_tables as t
from notifier.at_hand import desk
from notifier.domain import kinds
from notifier.domain.kinds import Words
from notifier.domain.saying import Mark, Saying, Thing, field_of
from notifier.domain.todo import Todo, TodoItem
from notifier.handing_over import leave
from notifier.tellings import counts, remember
from notifier.wanting import Wanted, wanted
from notifier.weighing import weigh

i, d = t.todo_item.c, t.todo.c
_LIVE = d.state.in_(("open", "snoozed"))


async def follow(uow: UnitOfWork, saying: Saying) -> None:
    """Lets one fact take effect on to-dos."""
    remember(uow, saying)
    if saying.name == "UserLeft":
        await leave(uow, saying.things[0].id, _uuid(field_of(saying.fact, "manager_id")))
        await desk(uow).load(uow)
    if not saying.historical:
        asked = await wanted(uow, saying)
        await _close(uow, saying, {(each.kind.key, each.key) for each in asked})
        for each in asked:
            await _open(uow, saying, each)
    else:
        await _close(uow, saying, set())
    previous, owner = (_uuid(field_of(saying.fact, name)) for name in ("previous_owner_id", "owner_id"))
    if previous is not None and owner is not None and previous != owner and saying.things:
        await _give_personal(uow, saying.things[0].id, previous, owner)


async def _close(uow: UnitOfWork, saying: Saying, restarted: set[tuple[str, str]]) -> None:
    """Closes what the fact settles; a to-do that it asks for anew starts again instead."""
    closing, touched = kinds.closed_by(saying.name), saying.touched
    if not closing or not counts(saying):
        return
    for todo in desk(uow).about(touched, closing, uow):
        if (todo.kind, todo.key) not in restarted and _is_meant(saying, todo):
            things = {item.subject_id for item in todo.items if item.subject_id in touched or item.parent_id in touched}
            todo.settle(things, saying.mark, saying.name, uow.now)
            await weigh(uow, todo)


def _is_meant(saying: Saying, todo: Todo) -> bool:
    """Of several about one thing, those that the fact speaks of."""
    kind = kinds.BY_KEY[todo.kind]
    return saying.name not in kind.closed_one_by_one or todo.key.endswith(f"/{field_of(saying.fact, kind.each)}")


async def _give_personal(uow: UnitOfWork, subject_id: UUID, previous_owner_id: UUID, owner_id: UUID) -> None:
    """What the former owner had noted to do for the subject is the new owner's: promises to customers are kept."""
    team_id = (await people.organisation(uow)).team_of(owner_id)
    for todo in desk(uow).about({subject_id}, kinds.PERSONAL, uow):
        if todo.owner_id == previous_owner_id:
            todo.give(owner_id, team_id)


async def end_leads(uow: UnitOfWork, leads: Iterable[Mapping[str, Any]]) -> None:
    """A lead that nobody works on any more asks for nothing, whichever fact is still to come."""
    over = {lead["id"] for lead in leads if not lead["live"]}
    if not over:
        return
    about = select(i.todo_id).where(i.tenant_id == uow.tenant_id, i.subject_id.in_(over))
    for todo in await uow.find(Todo, d.id.in_(about), d.kind.in_(kinds.LEAD_WORK), _LIVE):
        todo.settle(over, Mark(uow.now, 0), "lead_over", uow.now)
    await uow.stage()


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
    todo = desk(uow).of(kind.key, wanted.key, uow)
    restart = todo is None or saying.name in kind.closed_by
    if todo is None:
        todo = await desk(uow).add(await _new(uow, saying, wanted), uow)
    elif todo.owner_id != wanted.owner_id:
        todo.give(wanted.owner_id, (await people.organisation(uow)).team_of(wanted.owner_id))
    for thing in wanted.things:
        todo.hold(_item(uow, thing, saying.mark))
    todo.explain(
        {
            "code": saying.name,
            "parameters": saying.parameters,
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
