"""Which rows of a table a scope reaches, as branches that each follow an index.

One condition `owner_id = me or shared with me` follows none, and neither does `team_id in (...)` when rows must come in order.
So a list is put together from what I own, each team's first rows, and what is shared with me. No row is in two branches.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Table, Uuid, and_, column, func, literal, or_, select, true
from sqlalchemy.dialects.postgresql import ARRAY

from chassis.scope import Limits, Reach, Scope
from chassis.tables import share

# Column of a table: what of a grant limits it. A table without the column is not limited by it.
LIMITS = {
    "legal_entity_id": "legal_entity_ids",
    "business_unit": "business_units",
    "product_line": "product_lines",
    "region": "regions",
}


@dataclass(frozen=True)
class Branches:
    """`main` holds for the rows that one index keeps in order; `teams` are served one by one; `shared` are found by their ids."""

    main: ColumnElement[bool] | None = None
    teams: tuple[UUID, ...] = ()
    shared: ColumnElement[bool] | None = None


def branches(table: Table, scope: Scope) -> Branches:
    """The rows of a scoped table that the scope reaches, within its tenant."""
    match scope.reach:
        case Reach.COMPANY | Reach.TENANT:
            return Branches(main=true())
        case Reach.TEAM | Reach.TEAM_AND_BELOW:
            elsewhere = or_(table.c.team_id.is_(None), table.c.team_id.not_in(scope.team_ids))
            return Branches(teams=scope.team_ids, shared=_shared(table, scope, elsewhere))
        case Reach.OWN:
            mine = None if scope.person_id is None else table.c.owner_id == scope.person_id
            return Branches(main=mine, shared=_shared(table, scope, table.c.owner_id.is_distinct_from(scope.person_id)))
        case Reach.SHARED:
            return Branches(shared=_shared(table, scope, true()))


def _shared(table: Table, scope: Scope, elsewhere: ColumnElement[bool]) -> ColumnElement[bool] | None:
    if scope.person_id is None:
        return None
    ids = select(share.c.subject_id).where(
        share.c.tenant_id == scope.tenant_id, share.c.person_id == scope.person_id, share.c.subject_type == subject_type(table)
    )
    return and_(table.c.id.in_(ids), elsewhere)


def subject_type(table: Table) -> str:
    """What the rows of a table are called in `share`."""
    return str(table.info.get("subject_type", table.name))


def within_limits(table: Table, limits: Limits) -> list[ColumnElement[bool]]:
    """What the further limits of a grant demand, of all branches; a row without a value lies outside."""
    chosen = {name: getattr(limits, limit) for name, limit in LIMITS.items() if name in table.c}
    return [table.c[name].in_(allowed) for name, allowed in chosen.items() if allowed]


def lies_within(record: object, limits: Limits) -> bool:
    """The same of a record that was loaded by its id."""
    chosen = {name: getattr(limits, limit) for name, limit in LIMITS.items() if hasattr(record, name)}
    return all(getattr(record, name) in allowed for name, allowed in chosen.items() if allowed)


def per_team(table: Table, teams: Sequence[UUID], rows: Select[Any]) -> Select[Any]:
    """`rows`, which is ordered and limited, taken for each team on its own."""
    team = func.unnest(literal(list(teams), ARRAY(Uuid))).table_valued(column("id", Uuid), name="my_team").render_derived()
    each = rows.where(table.c.team_id == team.c.id).lateral("of_team")
    return select(*each.c).select_from(team.join(each, true()))
