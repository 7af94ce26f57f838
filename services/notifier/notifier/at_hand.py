"""What a batch of facts is about, looked up before the first of them takes effect and kept up to date while they do.

So nothing is asked of the database between two facts, and all that they change is stored in one go (UnitOfWork.defer). It is safe to go
by what was read: events of a company take effect in turn (Service.in_turn), and a person's command that comes between makes the batch
fail by the version of the to-do, and run again.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from uuid import UUID

from google.protobuf.message import Message
from sqlalchemy import select, union

from chassis.descriptors import descriptor_of
from chassis.unit_of_work import UnitOfWork
from notifier import candidates, hearing, people, tellings, wanting, weighing
from notifier import todo_tables as t
from notifier.domain import kinds
from notifier.domain.catalogue import ASSIGNING
from notifier.domain.saying import Thing, things, touched
from notifier.domain.todo import Todo, TodoItem

i, d = t.todo_item.c, t.todo.c
_LIVE = d.state.in_(("open", "snoozed"))
# A batch is about a hundred things at most; that many to-dos are about them only where something is wrong.
_MOST = 100_000
_GROUPED = [kind.key for kind in kinds.KINDS if kind.grouped]


@dataclass
class Desk:
    """The live to-dos that the facts of a batch may close, explain or hand over."""

    subjects: frozenset[UUID]
    customers: frozenset[UUID]
    kinds: frozenset[str]
    _todos: list[Todo] = field(default_factory=list)

    async def load(self, uow: UnitOfWork) -> None:
        """Reads them anew."""
        items = select(i.todo_id).where(i.tenant_id == uow.tenant_id)
        about = [items.where(i.subject_id.in_(self.subjects)), items.where(i.parent_id.in_(self.subjects))]
        of = select(d.id).where(d.tenant_id == uow.tenant_id, d.customer_id.in_(self.customers), d.kind.in_(_GROUPED), _LIVE)
        found = union(*about, of).subquery()
        self._todos = []
        if self.kinds and self.subjects:
            self._todos = await uow.find(Todo, d.id.in_(select(found.c[0])), d.kind.in_(self.kinds), _LIVE, limit=_MOST)

    @property
    def items(self) -> Iterator[TodoItem]:
        return (item for todo in self._todos for item in todo.items)

    def about(self, subjects: Collection[UUID], kinds: Collection[str], uow: UnitOfWork) -> list[Todo]:
        """Those of these kinds with an item about one of the subjects, or about a part of one."""
        found = [todo for todo in self._todos if todo.is_live and todo.kind in kinds]
        return [
            self._taken(todo, uow)
            for todo in found
            if any(item.subject_id in subjects or item.parent_id in subjects for item in todo.items)
        ]

    def of(self, kind: str, key: str, uow: UnitOfWork) -> Todo | None:
        """The one live to-do of a kind under a key."""
        found = (todo for todo in self._todos if todo.kind == kind and todo.key == key and todo.is_live)
        return next((self._taken(todo, uow) for todo in found), None)

    async def add(self, todo: Todo, uow: UnitOfWork) -> Todo:
        """A new one. One that this batch has closed under its key is stored first: there is one live to-do under a key."""
        if any(each.kind == todo.kind and each.key == todo.key for each in self._todos):
            await uow.stage()
        self._todos.append(todo)
        return uow.add(todo)

    @staticmethod
    def _taken(todo: Todo, uow: UnitOfWork) -> Todo:
        """Back in the session, which lets go of what an earlier fact of the batch has not changed."""
        return uow.take_up(todo)


def desk(uow: UnitOfWork) -> Desk:
    return uow.known["desk"][""]  # type: ignore[no-any-return]


async def learn(facts: Collection[Message], uow: UnitOfWork) -> None:
    """Looks up in one go what to-dos and messages will ask of these facts."""
    read = [(fact, tuple(things(fact))) for fact in facts]
    names = {descriptor_of(fact).name for fact in facts}
    subjects = {id for fact, about in read for id in touched(fact, about)}
    about = [thing for _, each in read for thing in each]
    await people.subjects(uow, {id for thing in about for id in (thing.parent_id, thing.customer_id) if id is not None})
    await tellings.learn(uow, subjects)
    await candidates.learn(uow, names)
    made = Desk(frozenset(subjects), await _customers(uow, about), frozenset(_kinds(names)))
    uow.known["desk"] = {"": made}
    await made.load(uow)
    if made.kinds:
        await wanting.learn(uow)
        await weighing.learn(uow, made.items)
    if made.kinds or any(uow.known["rules"].values()):
        await people.organisation(uow)
        await hearing.company_hours(uow)


async def _customers(uow: UnitOfWork, about: Iterable[Thing]) -> frozenset[UUID]:
    """Those of whom several things are one to-do: a plan may know better than the fact whose it is."""
    known = await people.subjects(uow, {thing.parent_id for thing in about})
    told = {thing.customer_id for thing in about} | {row.customer_id for row in known.values()}
    return frozenset(id for id in told if id is not None)


def _kinds(names: Iterable[str]) -> Iterable[str]:
    for name in names:
        yield from (kind.key for kind in kinds.opened_by(name))
        yield from kinds.closed_by(name)
        if name in ASSIGNING:
            yield from kinds.PERSONAL
