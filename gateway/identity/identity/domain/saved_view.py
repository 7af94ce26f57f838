"""How somebody looks at one list, under a name."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from chassis.aggregate import Aggregate, Archivable
from chassis.collections import collections
from chassis.errors import forbidden, invalid
from chassis.scope import Reach, Scope
from chassis.search import sort_key
from identity.domain.permissions import SERVICES

# Every list that can be looked at in some way.
RESOURCES = frozenset(collections(SERVICES))
MOST_COLUMNS = 60
MOST_OF_ONE_PERSON = 200


class SavedViewLayout(StrEnum):
    TABLE = "table"
    BOARD = "board"


class SavedViewAudience(StrEnum):
    PRIVATE = "private"
    TEAM = "team"
    COMPANY = "company"


@dataclass(eq=False, kw_only=True)
class SavedView(Archivable, Aggregate):
    """Made by a person, and seen by that person alone until it is shared."""

    name: str
    sort_key: str = ""
    resource: str
    layout: SavedViewLayout = SavedViewLayout.TABLE
    columns: list[str] = field(default_factory=list)
    filter: str = ""
    order_by: str = ""
    group_by: str = ""
    person_id: UUID
    audience: SavedViewAudience = SavedViewAudience.PRIVATE
    team_id: UUID | None = None
    archive_time: datetime | None = None

    def __post_init__(self) -> None:
        self.sort_key = sort_key(self.name)

    @property
    def shared_with(self) -> tuple[UUID, ...]:
        """Whom its events concern besides the team: who made it sees it, however narrow or wide a role reads views."""
        return (self.person_id,)

    def revise(self, **changes: Any) -> None:
        """Raises DomainError for a list that does not exist, or too many columns."""
        for name, value in changes.items():
            setattr(self, name, value)
        self.layout = self.layout or SavedViewLayout.TABLE
        self.__post_init__()
        if self.resource not in RESOURCES:
            known = ", ".join(sorted(RESOURCES))
            raise invalid("saved_view.resource", f"There is no list {self.resource}; known are {known}.", "RESOURCE_UNKNOWN", known=known)
        if len(self.columns) > MOST_COLUMNS:
            raise invalid("saved_view.columns", f"A view has at most {MOST_COLUMNS} columns.", "TOO_MANY_COLUMNS", most=str(MOST_COLUMNS))

    def share(self, audience: SavedViewAudience, team_id: UUID | None, by: Scope) -> None:
        """Shows it to these, and to nobody else. Raises DomainError for an audience that lies beyond the caller's reach."""
        if (team_id is not None) is not (audience is SavedViewAudience.TEAM):
            raise invalid("team_id", "A team is named where the view is shared with a team, and nowhere else.", "TEAM_MISPLACED")
        if audience is not SavedViewAudience.PRIVATE and not _within(by, audience, team_id):
            raise forbidden("AUDIENCE_BEYOND_REACH", "You share views with the teams that you manage, and no further.")
        self.audience, self.team_id = audience, team_id

    def is_seen_by(self, scope: Scope) -> bool:
        """Whether somebody who reads views this far sees it. Partners, who read what is shared with them by name, see their own."""
        for_all = self.audience == SavedViewAudience.COMPANY and scope.reach is not Reach.SHARED
        return for_all or self.is_managed_by(scope)

    def is_managed_by(self, scope: Scope) -> bool:
        """Whether somebody who changes views this far may change it: one's own, and shared ones of those whom one manages."""
        return self.person_id == scope.person_id or _within(scope, self.audience, self.team_id)


def _within(scope: Scope, audience: str, team_id: UUID | None) -> bool:
    if scope.reach is Reach.COMPANY:
        return audience != SavedViewAudience.PRIVATE
    return audience == SavedViewAudience.TEAM and team_id in scope.team_ids
