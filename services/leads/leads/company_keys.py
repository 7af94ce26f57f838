"""The keys of companies' names, kept with leads and with the copies of accounts; and what is found by them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Executable, Text, column, delete, func, literal, select, true, tuple_
from sqlalchemy.dialects.postgresql import ARRAY, insert

from chassis.changes import history_of
from chassis.company_likeness import company_keys
from chassis.unit_of_work import UnitOfWork, is_new
from leads.domain.lead import Lead
from leads.duplicate_tables import company_key

# Of a key that very many names have only so many are looked at.
PER_KEY, CANDIDATES = 100, 60
# Subject type, id and name.
Named = tuple[str, UUID, str]


async def keep_company_keys(uow: UnitOfWork, leads: Sequence[Lead]) -> None:
    """Of leads whose company's name is new, in the same commit."""
    for lead in leads:
        if is_new(lead):
            uow.write_later(_added, (uow.tenant_id, ("lead", lead.id, lead.company_name)))
        elif history_of(lead, "company_name").has_changes():
            uow.write_later(_written, (uow.tenant_id, ("lead", lead.id, lead.company_name)))


async def keep_account_keys(uow: UnitOfWork, rows: Sequence[Mapping[str, Any]]) -> None:
    """Of accounts whose copy has changed."""
    for statement in _written([(uow.tenant_id, ("account", row["id"], row["name"])) for row in rows]):
        await uow.execute(statement)


def _written(items: Sequence[tuple[UUID, Named]]) -> Iterator[Executable]:
    if not items:
        return
    subjects = [(tenant_id, kind, id) for tenant_id, (kind, id, _) in items]
    yield delete(company_key).where(tuple_(company_key.c.tenant_id, company_key.c.subject_type, company_key.c.subject_id).in_(subjects))
    yield from _added(items)


def _added(items: Sequence[tuple[UUID, Named]]) -> Iterator[Executable]:
    rows = [
        {"tenant_id": tenant_id, "key": key, "subject_type": kind, "subject_id": id}
        for tenant_id, (kind, id, name) in items
        for key in company_keys(name)
    ]
    if rows:
        yield insert(company_key).values(rows).on_conflict_do_nothing()


async def candidates(uow: UnitOfWork, name: str) -> dict[str, list[UUID]]:
    """Ids of leads and accounts whose name shares a key with this one; those that share most."""
    keys: Iterable[str] = company_keys(name)
    if not keys:
        return {}
    wanted = func.unnest(literal(list(keys), ARRAY(Text))).table_valued(column("key", Text), name="wanted").render_derived()
    entry = company_key.c
    per_key = (
        select(entry.subject_type, entry.subject_id)
        .where(entry.tenant_id == uow.tenant_id, entry.key == wanted.c.key)
        .limit(PER_KEY)
        .lateral("of_key")
    )
    found = (
        select(per_key.c.subject_type, per_key.c.subject_id)
        .select_from(wanted.join(per_key, true()))
        .group_by(per_key.c.subject_type, per_key.c.subject_id)
        .order_by(func.count().desc(), per_key.c.subject_id)
        .limit(CANDIDATES)
    )
    ids: dict[str, list[UUID]] = {}
    for row in await uow.execute(found):
        ids.setdefault(row.subject_type, []).append(row.subject_id)
    return ids
