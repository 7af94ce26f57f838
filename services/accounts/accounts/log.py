"""Reading the log: what was written and said lately, and by which names people are mentioned."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Uuid, any_, case, column, func, literal, or_, select, true
from sqlalchemy.dialects.postgresql import ARRAY

from accounts import tables as t
from accounts.domain.competitor import Competitor
from accounts.domain.interaction import Interaction
from accounts.domain.response import LOOK_BACK, Talk
from chassis.reader import Reader
from chassis.unit_of_work import UnitOfWork

# A text is compared with so many before it.
_RECENT_TEXTS = 10
# More contacts than anybody has with one subject in two months.
_MOST_TALKS = 500
_MOST_NAMES = 200

line = t.interaction.c
_NEWEST = (line.interaction_time.desc(), line.id.desc())


async def learn_accounts(uow: UnitOfWork, account_ids: Collection[UUID]) -> None:
    """Reads the names and the last texts of these accounts in one go, for a batch of lines about them."""
    if not account_ids:
        return
    names, texts = uow.known.setdefault("contact_names", {}), uow.known.setdefault("recent_texts", {})
    names.update({id: {} for id in account_ids})
    texts.update({id: [] for id in account_ids})
    wanted = func.unnest(literal([*account_ids], ARRAY(Uuid))).table_valued(column("id", Uuid), name="wanted").render_derived()
    c = t.contact.c
    people = select(c.account_id, c.id, c.name).where(c.tenant_id == uow.tenant_id, c.account_id == wanted.c.id)
    for row in await uow.execute(_of_each(wanted, people.order_by(c.id).limit(_MOST_NAMES))):
        names[row.account_id][row.id] = row.name
    written = select(line.account_id, line.id, line.text).where(line.account_id == wanted.c.id, *_with_text(uow))
    for row in await uow.execute(_of_each(wanted, written.order_by(*_NEWEST).limit(_RECENT_TEXTS))):
        texts[row.account_id].append((row.id, row.text))


async def learn_leads(uow: UnitOfWork, lead_ids: Collection[UUID]) -> None:
    """Reads the last texts about these leads in one go; what was said with those that are accounts by now is read there."""
    if not lead_ids:
        return
    texts = uow.known.setdefault("recent_texts", {})
    texts.update({id: [] for id in lead_ids})
    wanted = func.unnest(literal([*lead_ids], ARRAY(Uuid))).table_valued(column("id", Uuid), name="wanted").render_derived()
    written = select(line.lead_id, line.id, line.text).where(line.lead_id == wanted.c.id, *_with_text(uow))
    for row in await uow.execute(_of_each(wanted, written.order_by(*_NEWEST).limit(_RECENT_TEXTS))):
        texts[row.lead_id].append((row.id, row.text))


def _of_each(wanted: Any, some: Select[Any]) -> Select[Any]:
    found = some.lateral()
    return select(found).select_from(wanted.join(found, true()))


async def recent_texts(uow: UnitOfWork, interaction: Interaction) -> list[str]:
    """The last other texts about the same account or lead, the newest first; the lines of a batch count for those after them."""
    kept, home = uow.known.setdefault("recent_texts", {}), interaction.account_id or interaction.lead_id
    if home not in kept:
        own = line.account_id == interaction.account_id if interaction.account_id else line.lead_id == interaction.lead_id
        # One more, for one of them may be this.
        statement = select(line.id, line.text).where(own, *_with_text(uow)).order_by(*_NEWEST).limit(_RECENT_TEXTS + 1)
        kept[home] = [(row.id, row.text) for row in await uow.execute(statement)]
    return [text for id, text in kept[home] if id != interaction.id][:_RECENT_TEXTS]


def _with_text(uow: UnitOfWork) -> tuple[ColumnElement[bool], ...]:
    return line.tenant_id == uow.tenant_id, line.archive_time.is_(None), line.text != ""


async def learn_talks(uow: UnitOfWork, times: Mapping[UUID, Collection[datetime]]) -> None:
    """Reads the talks about these subjects that come before one of these times in one go."""
    if not times:
        return
    first = min(min(each) for each in times.values()) - LOOK_BACK
    last = max(max(each) for each in times.values())
    kept = uow.known.setdefault("talks", {})
    kept.update({id: [] for id in times})
    wanted = func.unnest(literal([*times], ARRAY(Uuid))).table_valued(column("id", Uuid), name="wanted").render_derived()
    of_log = (line.tenant_id == uow.tenant_id, line.subject_id == wanted.c.id, line.archive_time.is_(None))
    told = select(line.subject_id, line.interaction_time, line.two_way, line.response_minutes)
    window = told.where(*of_log, line.interaction_time > first, line.interaction_time <= last).order_by(*_NEWEST).limit(_MOST_TALKS)
    for row in await uow.execute(_of_each(wanted, window)):
        kept[row.subject_id].append(Talk(row.interaction_time, row.two_way, row.response_minutes))


async def earlier_talks(uow: UnitOfWork, interaction: Interaction) -> list[Talk]:
    """The talks about the same subject in the two months before this one, in the order of time."""
    kept, until = uow.known.setdefault("talks", {}), interaction.interaction_time
    if interaction.subject_id not in kept:
        return await talks(uow, line.subject_id == interaction.subject_id, until)
    return sorted((talk for talk in kept[interaction.subject_id] if until - LOOK_BACK < talk.time <= until), key=lambda talk: talk.time)


def remember(uow: UnitOfWork, interaction: Interaction) -> None:
    """A new line counts for those that come after it in this transaction."""
    if (spoken := uow.known.get("talks", {}).get(interaction.subject_id)) is not None:
        spoken.append(Talk(interaction.interaction_time, interaction.two_way, interaction.response_minutes))
    if interaction.text and (texts := uow.known.get("recent_texts", {}).get(interaction.account_id or interaction.lead_id)) is not None:
        texts.insert(0, (interaction.id, interaction.text))


async def talks(source: UnitOfWork | Reader, where: ColumnElement[bool], until: datetime) -> list[Talk]:
    """The contacts of two months, in the order of time."""
    columns = (line.interaction_time, line.two_way, line.response_minutes)
    in_window = (line.interaction_time > until - LOOK_BACK, line.interaction_time <= until)
    of_log = (line.tenant_id == source.tenant_id, where, line.archive_time.is_(None), *in_window)
    statement = select(*columns).where(*of_log).order_by(*_NEWEST).limit(_MOST_TALKS)
    return [Talk(*row) for row in reversed((await source.execute(statement)).all())]


async def names_of_contacts(uow: UnitOfWork, account_id: UUID | None) -> dict[UUID, str]:
    """The people of an account, by id."""
    if account_id is None:
        return {}
    kept: dict[UUID, dict[UUID, str]] = uow.known.setdefault("contact_names", {})
    if account_id not in kept:
        c = t.contact.c
        where = (c.tenant_id == uow.tenant_id, c.account_id == account_id)
        rows = await uow.execute(select(c.id, c.name).where(*where).order_by(c.id).limit(_MOST_NAMES))
        kept[account_id] = {row.id: row.name for row in rows}
    return kept[account_id]


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
