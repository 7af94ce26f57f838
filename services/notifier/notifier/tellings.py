"""When each fact that closes something was last told of a subject: what makes the order in which facts come indifferent."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import and_, or_, select, tuple_
from sqlalchemy.dialects.postgresql import insert

from chassis.unit_of_work import UnitOfWork
from notifier import todo_tables as t
from notifier.domain import kinds
from notifier.domain.saying import Mark, Saying, field_of

# Facts whose last telling is asked for.
REMEMBERED = frozenset().union(*(kind.closed_by for kind in kinds.KINDS), *(kinds.moot_after(fact) for fact in kinds.MESSAGES_WAIT))


def counts(saying: Saying) -> bool:
    """A talk by somebody who does not look after the customer settles nothing."""
    return saying.name != "InteractionLogged" or bool(field_of(saying.fact, "by_assigned"))


async def remember(uow: UnitOfWork, saying: Saying) -> None:
    """Keeps when the fact was told of everything that it touches; the latest of all tellings."""
    touched = saying.touched()
    if saying.name not in REMEMBERED or not touched or not counts(saying):
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
