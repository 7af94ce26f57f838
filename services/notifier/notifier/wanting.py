"""What a fact asks to be done: which to-dos, whose, about what, and by when."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from chassis import calendar
from chassis.money import Money
from chassis.unit_of_work import UnitOfWork
from notifier import defaults, people
from notifier.domain import kinds
from notifier.domain.due import Days, due_time
from notifier.domain.kinds import Assignee, Deciders, Opening, TodoKind
from notifier.domain.organisation import Organisation
from notifier.domain.saying import Saying, Thing, field_of
from notifier.handing_over import grouped_key
from notifier.tellings import overtaken


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


async def learn(uow: UnitOfWork) -> None:
    """Looks up what every fact that opens something asks for."""
    await days(uow)


async def days(uow: UnitOfWork) -> Days:
    """How the company counts days."""
    named = calendar.named(await people.calendar_name(uow))
    return Days(uow.today, uow.clock.zone(uow.tenant_id), named, (await defaults.of(uow)).follow_up_days)


async def wanted(uow: UnitOfWork, saying: Saying) -> list[Wanted]:
    """In the order of the table; nothing where it was overtaken by what closes it."""
    openings = [(kind, kind.opened_by[saying.name]) for kind in kinds.opened_by(saying.name)]
    openings = [(kind, opening) for kind, opening in openings if _applies(opening, saying)]
    if not openings or not saying.things:
        return []
    known = await people.subjects(uow, {id for thing in saying.things for id in (thing.parent_id, thing.customer_id) if id is not None})
    moment = await days(uow)
    found: list[Wanted] = []
    for kind, opening in openings:
        left = [thing for thing in saying.things if not (_overtaken(uow, kind, thing, saying) or _is_paid(thing, known))]
        things = [_completed(thing, known) for thing in left]
        for owner_id, mine in (await _by_owner(uow, saying, kind, things, known)).items():
            for key, together in _by_key(kind, owner_id, mine, saying):
                texts, due = _texts(saying, together, known), due_time(opening, saying.fact, moment)
                found += _steps(saying, Wanted(kind, opening, key, owner_id, together, texts, due), moment)
    return found


def _applies(opening: Opening, saying: Saying) -> bool:
    said = not opening.needs or bool(field_of(saying.fact, opening.needs))
    said = said and not (opening.unless and field_of(saying.fact, opening.unless))
    return said and (not opening.about or any(thing.type in opening.about for thing in saying.things))


def _overtaken(uow: UnitOfWork, kind: TodoKind, thing: Thing, saying: Saying) -> bool:
    """Of several about one thing, what is told of another one is no reason to be silent of this."""
    part = _uuid(field_of(saying.fact, kind.each)) if kind.each else None
    own = kind.closed_one_by_one if part in saying.touched else frozenset()
    if part is not None and own and overtaken(uow, part, own, saying.mark):
        return True
    return overtaken(uow, thing.id, kind.closed_by - own, saying.mark)


def _is_paid(thing: Thing, known: dict[UUID, Row[Any]]) -> bool:
    """The plan may know of the payment before the fact that asks for it comes."""
    plan = known.get(thing.parent_id)
    found = (plan.instalments or {}).get(str(thing.id)) if plan is not None else None
    return found is not None and found["open_minor"] == 0


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
        for each in _assignees(saying, kind, owner, organisation):
            if (present := organisation.stand_in(each)) is not None:
                found[present].append(thing)
    return found


def _assignees(saying: Saying, kind: TodoKind, owner: UUID | None, organisation: Organisation) -> Iterable[UUID | None]:
    match kind.assignee:
        case Assignee.MANAGER:
            return [_uuid(field_of(saying.fact, "manager_id")) or organisation.manager_of(owner)]
        case Assignee.AUTHOR:
            return [_uuid(field_of(saying.fact, "person_id")) or owner]
        case Assignee.RESPONSIBLE:
            return [_uuid(field_of(saying.fact, "responsible_id")) or owner]
        case Assignee.SUCCESSORS:
            return [_uuid(each) for each in getattr(saying.fact, "to_ids", ())]
        case Assignee.DECIDERS if kind.deciders:
            return _deciders(saying, kind.deciders, owner, organisation)
        case _:
            return [owner]


def _deciders(saying: Saying, who: Deciders, owner: UUID | None, organisation: Organisation) -> Iterator[UUID]:
    """Who may decide on it, now that it is asked for."""
    values = {name: str(field_of(saying.fact, name) or "") for name in ("legal_entity_id", "business_unit", "product_line", "region")}
    team_id = _uuid(field_of(saying.fact, "team_id")) or organisation.team_of(owner)
    never = {_uuid(field_of(saying.fact, name)) for name in who.never}
    never |= {owner} if "owner_id" in who.never else set()
    entitled = organisation.entitled(who.permission) if who.everywhere else organisation.deciders(who.permission, team_id, values)
    return (each for each in entitled if each not in never)


def _by_key(kind: TodoKind, owner_id: UUID, things: list[Thing], saying: Saying) -> Iterable[tuple[str, tuple[Thing, ...]]]:
    """What is one to-do: a thing, what somebody wrote of it, what each successor took over, or all things of a customer."""
    if kind.assignee is Assignee.SUCCESSORS:
        return [(f"{thing.type}/{thing.id}/{owner_id}", (thing,)) for thing in things]
    if not kind.grouped:
        value = field_of(saying.fact, kind.each)
        return [(kind.key_of(f"{thing.type}/{thing.id}", value, owner_id), (thing,)) for thing in things]
    together: dict[str, list[Thing]] = defaultdict(list)
    for thing in things:
        together[grouped_key(thing.customer_id, owner_id, thing.amount.currency if thing.amount else "")].append(thing)
    return [(key, tuple(found)) for key, found in together.items()]


def _texts(saying: Saying, things: tuple[Thing, ...], known: dict[UUID, Row[Any]]) -> dict[str, str]:
    first = things[0]
    customer = known.get(first.customer_id) if first.customer_id else None
    company = str(field_of(saying.fact, "company_name") or "")
    name = " ".join(dict.fromkeys(part for part in (company, first.name) if part)) or first.number
    return {**saying.parameters, "subject": name, "customer": customer.name if customer is not None else company or first.number}


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


def _uuid(text: Any) -> UUID | None:
    return UUID(text) if text else None
