"""Which saved views somebody sees, and which of them a list opens with."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, delete, or_, select
from sqlalchemy.dialects.postgresql import insert

from chassis.messages import to_message
from chassis.scope import Reach, Scope
from crm.identity.v1 import saved_views_pb2 as pb
from identity.domain.saved_view import SavedView, SavedViewAudience
from identity.people import Execute
from identity.tables import saved_view, saved_view_default

v, d = saved_view.c, saved_view_default.c


def seen_by(scope: Scope) -> ColumnElement[bool]:
    """SavedView.is_seen_by, as a condition."""
    mine = v.person_id == scope.person_id
    match scope.reach:
        case Reach.COMPANY:
            return or_(mine, v.audience != SavedViewAudience.PRIVATE.value)
        case Reach.SHARED:
            return mine
        case _:
            of_team = (v.audience == SavedViewAudience.TEAM.value) & v.team_id.in_(scope.team_ids)
            return or_(mine, v.audience == SavedViewAudience.COMPANY.value, of_team)


async def defaults_of(execute: Execute, scope: Scope) -> set[UUID]:
    """The views that the person's lists open with."""
    rows = await execute(select(d.saved_view_id).where(d.tenant_id == scope.tenant_id, d.person_id == scope.person_id))
    return set(rows.scalars())


async def shown(execute: Execute, scope: Scope, view: SavedView) -> pb.SavedView:
    """The view as this person sees it."""
    message = to_message(pb.SavedView, view)
    message.is_default = view.id in await defaults_of(execute, scope)
    return message


async def set_default(execute: Execute, scope: Scope, view: SavedView) -> None:
    row: dict[str, Any] = {"tenant_id": scope.tenant_id, "person_id": scope.person_id, "resource": view.resource}
    kept = insert(saved_view_default).values(**row, saved_view_id=view.id)
    again = kept.on_conflict_do_update(index_elements=[*row], set_={"saved_view_id": kept.excluded.saved_view_id})
    await execute(again)


async def unset_default(execute: Execute, scope: Scope, view: SavedView) -> None:
    mine = (d.tenant_id == scope.tenant_id, d.person_id == scope.person_id, d.resource == view.resource)
    await execute(delete(saved_view_default).where(*mine, d.saved_view_id == view.id))


async def forget_default(execute: Execute, view: SavedView) -> None:
    """Nobody's list opens with it any more."""
    await execute(delete(saved_view_default).where(d.tenant_id == view.tenant_id, d.saved_view_id == view.id))
