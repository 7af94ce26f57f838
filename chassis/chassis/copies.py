"""Local tables that follow what others own. A copy takes a Changed event only when it is newer than what it has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import Table, select, update
from sqlalchemy.dialects.postgresql import insert

from chassis import tables
from chassis.arming import NO_OFFSET, arm
from chassis.events import message_named
from chassis.purge import arm_purge, purge
from chassis.service import Copy, Due
from crm.common.v1.event_pb2 import Event
from crm.identity.v1 import identity_pb2 as identity

if TYPE_CHECKING:
    from chassis.runtime import Runtime
    from chassis.unit_of_work import UnitOfWork

RESTAMP_ROWS = 500


async def store_copies(uow: UnitOfWork, copies: Mapping[str, Sequence[Copy]], events: Sequence[Event]) -> None:
    """Upserts the newest state of each subject, one statement per copy."""
    newest: dict[tuple[str, str], Event] = {}
    for event in events:
        key = (event.type, event.subject_id)
        if key not in newest or event.version > newest[key].version:
            newest[key] = event
    for type_name, declared in copies.items():
        mine = [event for (name, _), event in newest.items() if name == type_name]
        if mine:
            messages = [message_named(type_name).FromString(event.payload) for event in mine]
            for copy in declared:
                await _store(uow, copy, list(zip(mine, messages, strict=True)))


async def _store(uow: UnitOfWork, copy: Copy, pairs: list[tuple[Event, Any]]) -> None:
    rows = [{**_scope(event), **copy.columns(message)} for event, message in pairs]
    statement = insert(copy.table)
    kept = {column.name: statement.excluded[column.name] for column in copy.table.c if column.name in rows[0] and column.name != "id"}
    newer = statement.on_conflict_do_update(index_elements=["id"], set_=kept, where=copy.table.c.version < statement.excluded.version)
    before = await _before(uow, copy, rows)
    # The rows are parameters, so that the statement is compiled once and not for every batch.
    stored = set((await uow.execute(newer.returning(copy.table.c.id), rows)).scalars())
    if copy.after is not None:
        await copy.after(uow, [row for row in rows if row["id"] in stored and _is_another(copy, row, before)])


async def _before(uow: UnitOfWork, copy: Copy, rows: Sequence[Mapping[str, Any]]) -> Mapping[UUID, tuple[Any, ...]]:
    """What `after_change_of` names, by row, as it is so far."""
    if not copy.after_change_of:
        return {}
    columns = copy.table.c
    known = select(columns.id, *(columns[name] for name in copy.after_change_of)).where(columns.id.in_([row["id"] for row in rows]))
    return {row[0]: tuple(row[1:]) for row in await uow.execute(known)}


def _is_another(copy: Copy, row: Mapping[str, Any], before: Mapping[UUID, tuple[Any, ...]]) -> bool:
    names = copy.after_change_of
    return not names or tuple(row[name] for name in names) != before.get(row["id"], (None,) * len(names))


def _scope(event: Event) -> dict[str, Any]:
    return {
        "id": UUID(event.subject_id),
        "tenant_id": UUID(event.tenant_id),
        "version": event.version,
        "owner_id": _uuid(event.scope.owner_id),
        "team_id": _uuid(event.scope.team_id),
        "shared_with": [UUID(person) for person in event.scope.shared_with],
        "archived": event.archived,
    }


def _uuid(text: str) -> UUID | None:
    return UUID(text) if text else None


# --- what every service knows of identity ----------------------------------------------------------


async def _tenants_changed(uow: UnitOfWork, rows: Sequence[Mapping[str, Any]]) -> None:
    timer = tables.timer
    for row in rows:
        offset = timedelta(seconds=row["clock_offset_seconds"])
        uow.clock.place(row["id"], row["time_zone"])
        uow.clock.shift(row["id"], offset)
        business = (timer.c.tenant_id == row["id"], timer.c.kind.not_in(list(CHASSIS_TIMERS)))
        await uow.execute(update(timer).where(*business).values(fire_time=timer.c.due_time - offset))
        if row["archived"]:
            await arm_purge(uow)


async def _members_changed(uow: UnitOfWork, rows: Sequence[Mapping[str, Any]]) -> None:
    """A member has a new team: rows follow in batches, now and once more for what was being created meanwhile."""
    now = uow.clock.real()
    times = {"": now, "again": now + timedelta(seconds=60)}
    await arm(uow, {(row["id"], "restamp", slot): due for row in rows for slot, due in times.items()}, offset=NO_OFFSET)


async def restamp(due: Due, uow: UnitOfWork) -> None:
    """Gives the rows of a member the member's present team, 500 per table and run."""
    member = tables.copy_member.c
    team_id = (
        await uow.execute(select(member.member_team_id).where(member.tenant_id == uow.tenant_id, member.id == due.subject_id))
    ).scalar()
    left = [await _restamp(uow, table, due.subject_id, team_id) for table in uow.scoped_tables()]
    if any(left):
        again = due.due_time + timedelta(microseconds=1)
        await arm(uow, {(due.subject_id, "restamp", due.slot): again}, offset=NO_OFFSET)


async def _restamp(uow: UnitOfWork, table: Table, member_id: UUID, team_id: UUID | None) -> bool:
    wrong = (
        select(table.c.id)
        .where(table.c.tenant_id == uow.tenant_id, table.c.owner_id == member_id, table.c.team_id.is_distinct_from(team_id))
        .limit(RESTAMP_ROWS)
    )
    result = await uow.execute(update(table).where(table.c.tenant_id == uow.tenant_id, table.c.id.in_(wrong)).values(team_id=team_id))
    return bool(result.rowcount == RESTAMP_ROWS)  # type: ignore[attr-defined]


async def learn_tenants(runtime: Runtime) -> None:
    """At start: the zones and clock offsets of all tenants."""
    table = tables.copy_tenant
    async with runtime.database.worker.connect() as connection:
        for row in await connection.execute(select(table.c.id, table.c.time_zone, table.c.clock_offset_seconds)):
            runtime.clock.place(row.id, row.time_zone)
            runtime.clock.shift(row.id, timedelta(seconds=row.clock_offset_seconds))


CHASSIS_COPIES = (
    Copy(
        identity.Tenant,
        tables.copy_tenant,
        lambda tenant: {
            "name": tenant.name,
            "time_zone": tenant.time_zone,
            "functional_currency": tenant.functional_currency,
            "clock_offset_seconds": tenant.clock_offset_seconds,
            "sandbox": tenant.sandbox,
        },
        after=_tenants_changed,
    ),
    Copy(
        identity.Team,
        tables.copy_team,
        lambda team: {"name": team.name, "parent_id": _uuid(team.parent_id), "manager_id": _uuid(team.manager_id)},
    ),
    Copy(
        identity.User,
        tables.copy_member,
        lambda user: {
            "name": user.name,
            "member_team_id": _uuid(user.team_id),
            "state": identity.UserState.Name(user.state).removeprefix("USER_STATE_").lower(),
        },
        after=_members_changed,
        after_change_of=("member_team_id",),
    ),
    Copy(
        identity.LegalEntity,
        tables.copy_legal_entity,
        lambda entity: {
            "name": entity.name,
            "functional_currency": entity.functional_currency,
            "calendar": entity.calendar,
            "number_templates": {template.record_type: template.template for template in entity.number_templates},
        },
    ),
)
# They go by real time.
CHASSIS_TIMERS = {"restamp": restamp, "purge": purge}
