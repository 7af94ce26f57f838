"""Which rows sums are made of, and who may have those of all."""

from uuid import UUID

from sqlalchemy import ColumnElement, Table, or_

from chassis.branches import branches, within_limits
from chassis.errors import forbidden
from chassis.scope import Reach, Scope


def seen(table: Table, scope: Scope) -> list[ColumnElement[bool]]:
    """The rows of the tenant that the scope reaches, in one condition; nothing where it reaches all."""
    limits = within_limits(table, scope.limits)
    if scope.reach in (Reach.COMPANY, Reach.TENANT):
        return limits
    reach = branches(table, scope)
    teams = table.c.team_id.in_(reach.teams) if reach.teams else None
    return [or_(*(each for each in (reach.main, teams, reach.shared) if each is not None)), *limits]


def company_wide(scope: Scope, why: str, legal_entity_id: UUID | None = None) -> None:
    """Raises COMPANY_WIDE_ONLY for a permission that reaches less than the company, or this company of ours, as a whole."""
    limits = scope.limits
    parts = limits.business_units or limits.product_lines or limits.regions
    beyond = limits.legal_entity_ids and legal_entity_id is not None and legal_entity_id not in limits.legal_entity_ids
    if scope.reach is not Reach.COMPANY or parts or beyond:
        raise forbidden("COMPANY_WIDE_ONLY", f"{why}; this takes a permission that reaches the whole company.")
