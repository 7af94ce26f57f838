"""Facts open, explain and close to-dos.

Facts come in any order and more than once. When each was last told of a subject is kept (`told`): one that was overtaken by a fact that
closes the to-do opens nothing. What is closed is what was opened before the closing fact.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Row, and_, or_, select, tuple_
from sqlalchemy.dialects.postgresql import insert

from chassis import calendar
from chassis.ids import derived_id
from chassis.money import Money
from chassis.unit_of_work import UnitOfWork
from crm.common.v1.event_pb2 import Event
from notifier import defaults, people
from notifier import todo_tables as t
from notifier.domain import kinds, ranking
from notifier.domain.due import Days, due_time
from notifier.domain.kinds import BY_KEY, Assignee, Gain, Opening, TodoKind, Words
from notifier.domain.organisation import Organisation
from notifier.domain.saying import Mark, Saying, Thing, field_of, parameters
from notifier.domain.todo import Todo, TodoItem
from notifier.handing_over import give_personal, grouped_key, leave

i, d = t.todo_item.c, t.todo.c
_LIVE = d.state.in_(("open", "snoozed"))
# Facts whose last telling is asked for.
REMEMBERED = frozenset().union(*(kind.closed_by for kind in kinds.KINDS), *(kinds.moot_after(fact) for fact in kinds.MESSAGES_WAIT))


@dataclass(frozen=True)
class Wanted:
    """A to-do that a fact asks for."""

    kind: TodoKind
    opening: Opening
    key: str
    owner_id: UUID
    things: tuple[Thing, ...]
    texts: dict[str, str]
    due: datetime


async def follow(uow: UnitOfWork, saying: Saying, event: Event) -> None:
    """Lets one fact take effect on to-dos."""
    await remember(uow, saying)
    if saying.name == "UserLeft":
        await leave(uow, saying.things[0].id, _uuid(field_of(saying.fact, "manager_id")))
    if not event.historical:
        wanted = await _wanted(uow, saying)
        await _close(uow, saying, {(each.kind.key, each.key) for each in wanted})
        for each in wanted:
            await _open(uow, saying, each)
    else:
        await _close(uow, saying, set())
    previous, owner = (_uuid(field_of(saying.fact, name)) for name in ("previous_owner_id", "owner_id"))
    if previous is not None and owner is not None and previous != owner and saying.things:
        await give_personal(uow, saying.things[0].id, previous, owner)


async def remember(uow: UnitOfWork, saying: Saying) -> None:
    """Keeps when the fact was told of everything that it touches; the latest of all tellings."""
    touched = saying.touched()
    if saying.name not in REMEMBERED or not touched:
        return
    statement = insert(t.told)
    new, old = statement.excluded, t.told.c
    later = or_(old.told_time < new.told_time, and_(old.told_time == new.told_time, old.sequence < new.sequence))
    rows = [
        {
            "tenant_id": uow.tenant_id,
            "subject_id": subject,
            "fact": saying.name,
            "told_time": saying.mark.time,
            "sequence": saying.mark.sequence,
        }
        for subject in sorted(touched)
    ]
    keep = {"told_time": new.told_time, "sequence": new.sequence}
    await uow.execute(statement.on_conflict_do_update(index_elements=["tenant_id", "subject_id", "fact"], set_=keep, where=later), rows)


async def told_later(uow: UnitOfWork, subjects: Collection[UUID], facts: Collection[str], mark: Mark) -> dict[UUID, str]:
    """Of each subject, a fact of these that was told after the mark."""
    if not subjects or not facts:
        return {}
    c = t.told.c
    later = tuple_(c.told_time, c.sequence) > tuple_(mark.time, mark.sequence)
    mine = (c.tenant_id == uow.tenant_id, c.subject_id.in_(list(subjects)), c.fact.in_(list(facts)))
    return {row.subject_id: row.fact for row in await uow.execute(select(c.subject_id, c.fact).where(*mine, later).order_by(c.told_time))}


async def days(uow: UnitOfWork) -> Days:
    """How the company counts days."""
    named = calendar.named(await people.calendar_name(uow))
    return Days(uow.today, uow.clock.zone(uow.tenant_id), named, (await defaults.of(uow)).follow_up_days)


# --- what a fact asks for ------------------------------------------------------------------------------


async def _wanted(uow: UnitOfWork, saying: Saying) -> list[Wanted]:
    openings = [(kind, kind.opened_by[saying.name]) for kind in kinds.opened_by(saying.name)]
    openings = [(kind, opening) for kind, opening in openings if _applies(opening, saying)]
    if not openings or not saying.things:
        return []
    known = await people.subjects(uow, {id for thing in saying.things for id in (thing.parent_id, thing.customer_id) if id is not None})
    moment = await days(uow)
    found: list[Wanted] = []
    for kind, opening in openings:
        overtaken = await told_later(uow, [thing.id for thing in saying.things], kind.closed_by, saying.mark)
        things = [_completed(thing, known) for thing in saying.things if thing.id not in overtaken]
        for owner_id, mine in (await _by_owner(uow, saying, kind, things, known)).items():
            for key, together in _by_key(kind, owner_id, mine):
                texts, due = _texts(uow, saying, together, known), due_time(opening, saying.fact, moment)
                found += _steps(saying, Wanted(kind, opening, key, owner_id, together, texts, due), moment)
    return found


def _applies(opening: Opening, saying: Saying) -> bool:
    said = not opening.needs or bool(field_of(saying.fact, opening.needs))
    return said and (not opening.about or any(thing.type in opening.about for thing in saying.things))


def _completed(thing: Thing, known: dict[UUID, Row[Any]]) -> Thing:
    """With what the copy knows and the fact did not say."""
    row = known.get(thing.parent_id)
    if row is None or thing.type not in (row.kind, "milestone"):
        return thing
    amount = thing.amount or (Money(row.currency, row.amount_minor) if row.amount_minor is not None and thing.type == row.kind else None)
    return replace(
        thing,
        name=thing.name or row.name,
        number=thing.number or row.number,
        owner_id=thing.owner_id or row.owner_id,
        customer_id=thing.customer_id or row.customer_id,
        amount=amount,
    )


async def _by_owner(
    uow: UnitOfWork, saying: Saying, kind: TodoKind, things: Iterable[Thing], known: dict[UUID, Row[Any]]
) -> dict[UUID, list[Thing]]:
    """Whose to-do it is. An owner that the copy knows better than an older fact is the one."""
    organisation = await people.organisation(uow)
    found: dict[UUID, list[Thing]] = defaultdict(list)
    for thing in things:
        row = known.get(thing.parent_id)
        newer = row is not None and (thing.parent_id != saying.subject_id or row.version >= saying.version)
        owner = row.owner_id if row is not None and newer else thing.owner_id
        for each in _assignees(saying, kind.assignee, owner, organisation):
            if (present := organisation.stand_in(each)) is not None:
                found[present].append(thing)
    return found


def _assignees(saying: Saying, assignee: Assignee, owner: UUID | None, organisation: Organisation) -> list[UUID | None]:
    match assignee:
        case Assignee.MANAGER:
            return [_uuid(field_of(saying.fact, "manager_id")) or organisation.manager_of(owner)]
        case Assignee.AUTHOR:
            return [_uuid(field_of(saying.fact, "person_id")) or owner]
        case Assignee.RESPONSIBLE:
            return [_uuid(field_of(saying.fact, "responsible_id")) or owner]
        case Assignee.SUCCESSORS:
            return [_uuid(each) for each in getattr(saying.fact, "to_ids", ())]
        case _:
            return [owner]


def _by_key(kind: TodoKind, owner_id: UUID, things: list[Thing]) -> Iterable[tuple[str, tuple[Thing, ...]]]:
    if kind.assignee is Assignee.SUCCESSORS:
        return [(f"{thing.id}/{owner_id}", (thing,)) for thing in things]
    if not kind.grouped:
        return [(f"{thing.type}/{thing.id}", (thing,)) for thing in things]
    together: dict[str, list[Thing]] = defaultdict(list)
    for thing in things:
        together[grouped_key(thing.customer_id, owner_id, thing.amount.currency if thing.amount else "")].append(thing)
    return [(key, tuple(found)) for key, found in together.items()]


def _texts(uow: UnitOfWork, saying: Saying, things: tuple[Thing, ...], known: dict[UUID, Row[Any]]) -> dict[str, str]:
    first = things[0]
    customer = known.get(first.customer_id) if first.customer_id else None
    company = str(field_of(saying.fact, "company_name") or "")
    name = " ".join(dict.fromkeys(part for part in (company, first.name) if part)) or first.number
    texts = parameters(saying.fact, uow.clock.zone(uow.tenant_id))
    return {**texts, "subject": name, "customer": customer.name if customer is not None else company or first.number}


def _steps(saying: Saying, wanted: Wanted, moment: Days) -> Iterable[Wanted]:
    """One to-do, or, where a stage has a playbook, one for each of its steps."""
    if wanted.kind.key != "playbook_step":
        return [wanted]
    fact: Any = saying.fact
    return [
        replace(
            wanted,
            key=f"{wanted.key}/{fact.stage}/{step.key}",
            texts={**wanted.texts, "step_title": step.title, "step_title_en": step.title_en or step.title},
            due=moment.end_of(date.fromisoformat(step.due_date)) if step.due_date else wanted.due,
        )
        for step in fact.playbook
    ]


# --- closing and opening -------------------------------------------------------------------------------


async def _close(uow: UnitOfWork, saying: Saying, restarted: set[tuple[str, str]]) -> None:
    """Closes what the fact settles; a to-do that it asks for anew starts again instead."""
    closing, touched = kinds.closed_by(saying.name), saying.touched()
    if not closing or not touched or not _counts(saying):
        return
    about = select(i.todo_id).where(i.tenant_id == uow.tenant_id, or_(i.subject_id.in_(touched), i.parent_id.in_(touched)))
    for todo in await uow.find(Todo, d.id.in_(about), d.kind.in_(closing), _LIVE):
        if (todo.kind, todo.key) not in restarted:
            things = {item.subject_id for item in todo.items if item.subject_id in touched or item.parent_id in touched}
            todo.settle(things, saying.mark, saying.name, uow.now)
            await _weigh(uow, todo)


def _counts(saying: Saying) -> bool:
    """A talk by somebody who does not look after the customer settles nothing."""
    return saying.name != "InteractionLogged" or bool(field_of(saying.fact, "by_assigned"))


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
        boost=wanted.opening.boost,
    )
    todo.customer_id = todo.customer_id or first.customer_id
    await _weigh(uow, todo)
    await uow.stage()


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


async def _weigh(uow: UnitOfWork, todo: Todo) -> None:
    """What acting may bring, by the items that are left."""
    if todo.kind not in BY_KEY or not todo.is_live:
        return
    gain = BY_KEY[todo.kind].gain
    todo.is_worth(ranking.worth(gain, [(item.amount, await _chance(uow, gain, item)) for item in todo.items if item.amount is not None]))


async def _chance(uow: UnitOfWork, gain: Gain, item: TodoItem) -> Decimal:
    if gain is Gain.CASH:
        return ranking.chance_of_payment(item.due_date, uow.today)
    if item.subject_type != "opportunity":
        return ranking.UNKNOWN_SALE
    s, p = t.copy_subject.c, t.copy_sales_process.c
    statement = select(p.probabilities[s.stage].astext).join(t.copy_sales_process, p.id == s.sales_process_id)
    found = (await uow.execute(statement.select_from(t.copy_subject).where(s.tenant_id == uow.tenant_id, s.id == item.subject_id))).scalar()
    return Decimal(found) if found else ranking.UNKNOWN_SALE


class _Said(dict[str, str]):
    """What a fact did not say is left out of the sentence."""

    def __missing__(self, name: str) -> str:
        return ""


def _said(words: str, texts: dict[str, str]) -> str:
    return words.format_map(_Said(texts)).strip().rstrip("：:").strip()


def _uuid(text: Any) -> UUID | None:
    return UUID(text) if text else None
