"""When each fact that closes something was last told of a subject: what makes the order in which facts come indifferent."""

from collections.abc import Collection, Iterator
from uuid import UUID

from sqlalchemy import BigInteger, DateTime, Executable, Text, Uuid, and_, func, literal, or_, select, tuple_
from sqlalchemy.dialects.postgresql import ARRAY, insert

from chassis.unit_of_work import UnitOfWork
from notifier import todo_tables as t
from notifier.domain import kinds
from notifier.domain.saying import Mark, Saying, field_of

# Facts whose last telling is asked for.
REMEMBERED = frozenset().union(*(kind.closed_by for kind in kinds.KINDS), *(kinds.moot_after(fact) for fact in kinds.MESSAGES_WAIT))
c = t.told.c
Telling = tuple[UUID, UUID, str, Mark]


def counts(saying: Saying) -> bool:
    """A talk by somebody who does not look after the customer settles nothing, and neither does one of long ago."""
    return saying.name != "InteractionLogged" or (bool(field_of(saying.fact, "by_assigned")) and not saying.historical)


async def learn(uow: UnitOfWork, subjects: Collection[UUID]) -> None:
    """Looks up what was told of these."""
    known: dict[UUID, dict[str, Mark]] = {subject: {} for subject in subjects}
    uow.known["told"] = known
    if subjects:
        rows = await uow.execute(select(t.told).where(c.tenant_id == uow.tenant_id, c.subject_id.in_(list(subjects))))
        for row in rows:
            known[row.subject_id][row.fact] = Mark(row.told_time, row.sequence)


def remember(uow: UnitOfWork, saying: Saying) -> None:
    """Keeps when the fact was told of everything that it touches; the latest of all tellings."""
    if saying.name not in REMEMBERED or not counts(saying):
        return
    for subject in saying.touched:
        marks = uow.known["told"][subject]
        if saying.name not in marks or marks[saying.name] < saying.mark:
            marks[saying.name] = saying.mark
            uow.write_later(_statements, (uow.tenant_id, subject, saying.name, saying.mark))


def _statements(tellings: list[Telling]) -> Iterator[Executable]:
    """One upsert for the latest of each. Lists are parameters, so that it is compiled once."""
    latest = {(tenant, subject, fact): mark for tenant, subject, fact, mark in sorted(tellings, key=lambda telling: telling[3])}
    columns = (
        literal([tenant for tenant, _, _ in latest], ARRAY(Uuid)),
        literal([subject for _, subject, _ in latest], ARRAY(Uuid)),
        literal([fact for _, _, fact in latest], ARRAY(Text)),
        literal([mark.time for mark in latest.values()], ARRAY(DateTime(timezone=True))),
        literal([mark.sequence for mark in latest.values()], ARRAY(BigInteger)),
    )
    names = [column.name for column in c]
    rows = func.unnest(*columns).table_valued(*names, name="telling").render_derived()
    statement = insert(t.told).from_select(names, select(rows))
    new, keep = statement.excluded, ("told_time", "sequence")
    later = or_(c.told_time < new.told_time, and_(c.told_time == new.told_time, c.sequence < new.sequence))
    key = [column.name for column in t.told.primary_key]
    yield statement.on_conflict_do_update(index_elements=key, set_={name: new[name] for name in keep}, where=later)


def overtaken(uow: UnitOfWork, subject: UUID, facts: Collection[str], mark: Mark) -> bool:
    """Whether one of these facts was told of a subject of the batch after the mark."""
    return any(told > mark for fact, told in uow.known["told"][subject].items() if fact in facts)


async def told_later(uow: UnitOfWork, subjects: Collection[UUID], facts: Collection[str], mark: Mark) -> dict[UUID, str]:
    """Of each subject, a fact of these that was told after the mark, as it is stored this moment."""
    if not subjects or not facts:
        return {}
    later = tuple_(c.told_time, c.sequence) > tuple_(mark.time, mark.sequence)
    mine = (c.tenant_id == uow.tenant_id, c.subject_id.in_(list(subjects)), c.fact.in_(list(facts)))
    return {row.subject_id: row.fact for row in await uow.execute(select(c.subject_id, c.fact).where(*mine, later).order_by(c.told_time))}
