"""Which rows sums are made of."""

from sqlalchemy import ColumnElement, Table, or_

from chassis.branches import branches, within_limits
from chassis.scope import Reach, Scope


def seen(table: Table, scope: Scope) -> list[ColumnElement[bool]]:
    """The rows of the tenant that the scope reaches, in one condition; nothing where it reaches all."""
    limits = within_limits(table, scope.limits)
    if scope.reach in (Reach.COMPANY, Reach.TENANT):
        return limits
    reach = branches(table, scope)
    teams = table.c.team_id.in_(reach.teams) if reach.teams else None
    return [or_(*(each for each in (reach.main, teams, reach.shared) if each is not None)), *limits]
