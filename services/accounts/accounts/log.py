"""Reading the log: what was written and said lately, and by which names people are mentioned."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, any_, case, func, or_, select

from accounts import tables as t
from accounts.domain.competitor import Competitor
from accounts.domain.response import LOOK_BACK, Talk
from chassis.reader import Reader
from chassis.unit_of_work import UnitOfWork

# A text is compared with so many before it.
_RECENT_TEXTS = 10
# More contacts than anybody has with one subject in two months.
_MOST_TALKS = 500
_MOST_NAMES = 200

line = t.interaction.c


async def recent_texts(uow: UnitOfWork, account_id: UUID | None, lead_id: UUID | None, *, but: UUID | None = None) -> list[str]:
    """The last texts about the same account or lead, the newest first."""
    home = line.account_id == account_id if account_id is not None else line.lead_id == lead_id
    where = [line.tenant_id == uow.tenant_id, home, line.archive_time.is_(None), line.text != ""]
    if but is not None:
        where.append(line.id != but)
    order = (line.interaction_time.desc(), line.id.desc())
    return [*(await uow.execute(select(line.text).where(*where).order_by(*order).limit(_RECENT_TEXTS))).scalars()]


async def talks(source: UnitOfWork | Reader, where: ColumnElement[bool], until: datetime) -> list[Talk]:
    """The contacts of two months, in the order of time."""
    columns = (line.interaction_time, line.two_way, line.response_minutes)
    in_window = (line.interaction_time > until - LOOK_BACK, line.interaction_time <= until)
    of_log = (line.tenant_id == source.tenant_id, where, line.archive_time.is_(None), *in_window)
    statement = select(*columns).where(*of_log).order_by(line.interaction_time.desc(), line.id.desc()).limit(_MOST_TALKS)
    return [Talk(*row) for row in reversed((await source.execute(statement)).all())]


async def names_of_contacts(uow: UnitOfWork, account_id: UUID | None) -> dict[UUID, str]:
    """The people of an account, by id."""
    if account_id is None:
        return {}
    c = t.contact.c
    where = (c.tenant_id == uow.tenant_id, c.account_id == account_id)
    return {row.id: row.name for row in await uow.execute(select(c.id, c.name).where(*where).order_by(c.id).limit(_MOST_NAMES))}


async def dictionary(uow: UnitOfWork) -> Iterable[Competitor]:
    """The competitors that texts are searched for; read once per transaction."""
    known: dict[Any, Any] = uow.known.setdefault("competitor", {})
    if "all" not in known:
        rows = await uow.execute(
            select(t.competitor)
            .where(t.competitor.c.tenant_id == uow.tenant_id, t.competitor.c.archive_time.is_(None))
            .order_by(t.competitor.c.name)
        )
        known["all"] = [Competitor(**row._mapping) for row in rows]
    found: list[Competitor] = known["all"]
    return found


def scope_of_lines(
    owner_id: ColumnElement[Any], team_id: ColumnElement[Any], shared_with: ColumnElement[Any]
) -> dict[str, ColumnElement[Any]]:
    """The scope columns of interactions whose account or lead has these: who wrote a line goes on seeing it."""
    sees = or_(line.person_id == owner_id, line.person_id == any_(shared_with))
    return {
        "owner_id": owner_id,
        "team_id": team_id,
        "shared_with": case((sees, shared_with), else_=func.array_append(shared_with, line.person_id)),
    }
