"""Which rows a principal may load."""

from collections.abc import Collection
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID


class Reach(StrEnum):
    """How far a permission goes. `team_and_below` is `team` with the ids of the teams below."""

    OWN = "own"
    TEAM = "team"
    TEAM_AND_BELOW = "team_and_below"
    COMPANY = "company"
    SHARED = "shared"
    # Not granted to people: what a command writes under, and what services read under.
    TENANT = "tenant"


@dataclass(frozen=True, slots=True)
class Limits:
    """Further limits of a grant; an empty one does not limit."""

    legal_entity_ids: tuple[UUID, ...] = ()
    business_units: tuple[str, ...] = ()
    product_lines: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.legal_entity_ids or self.business_units or self.product_lines or self.regions)


@dataclass(frozen=True, slots=True)
class Scope:
    """The rows of one tenant that one person may load under one permission.

    own: rows owned, collaborated on or collected. team: rows of `team_ids`, and what is shared with the person.
    company: all. shared: only what is shared with the person.
    """

    tenant_id: UUID
    reach: Reach
    person_id: UUID | None = None
    team_ids: tuple[UUID, ...] = ()
    limits: Limits = field(default_factory=Limits)

    def reaches(self, owner_id: UUID | None, team_id: UUID | None, shared_with: Collection[UUID]) -> bool:
        """Whether a row with this owner, team and shares lies within; for rows that are known from a copy."""
        if self.reach in (Reach.COMPANY, Reach.TENANT):
            return True
        if self.reach in (Reach.TEAM, Reach.TEAM_AND_BELOW) and team_id in self.team_ids:
            return True
        if self.reach is Reach.OWN and owner_id is not None and owner_id == self.person_id:
            return True
        return self.person_id in shared_with
