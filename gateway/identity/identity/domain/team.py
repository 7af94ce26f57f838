"""People with one manager."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from chassis.aggregate import Aggregate, Archivable
from chassis.search import search_text, sort_key


@dataclass(eq=False, kw_only=True)
class Team(Archivable, Aggregate):
    """Teams form trees; see identity.domain.tree for what that means."""

    name: str
    sort_key: str = ""
    search_text: str = ""
    parent_id: UUID | None = None
    manager_id: UUID | None = None
    region: str = ""
    external_refs: list[dict[str, Any]] = field(default_factory=list)
    archive_time: datetime | None = None

    def __post_init__(self) -> None:
        self.sort_key = sort_key(self.name)

    def revise(self, **changes: Any) -> None:
        for name, value in changes.items():
            setattr(self, name, value)
        self.__post_init__()

    def searchable(self) -> str:
        return search_text(self.name, self.region)
