"""The tree of teams: who stands above whom."""

from collections.abc import Iterable, Iterator
from typing import Protocol
from uuid import UUID

from chassis.errors import invalid


class Place(Protocol):
    """A team, as far as the tree is concerned: a row or an aggregate."""

    @property
    def id(self) -> UUID: ...
    @property
    def parent_id(self) -> UUID | None: ...
    @property
    def manager_id(self) -> UUID | None: ...


class Tree:
    """All live teams of a tenant."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._places = {place.id: place for place in places}
        self._children: dict[UUID | None, list[UUID]] = {}
        for place in self._places.values():
            self._children.setdefault(place.parent_id, []).append(place.id)

    def __contains__(self, team_id: UUID) -> bool:
        return team_id in self._places

    def with_(self, place: Place) -> "Tree":
        """The tree as it is once this team stands where it says."""
        return Tree([*(other for other in self._places.values() if other.id != place.id), place])

    def below(self, *team_ids: UUID) -> list[UUID]:
        """The teams below these, the nearest first, without themselves."""
        found = dict.fromkeys(team_ids)
        level = list(team_ids)
        while level:
            level = [child for id in level for child in self._children.get(id, ()) if child not in found]
            found.update(dict.fromkeys(level))
        return list(found)[len(set(team_ids)) :]

    def managed_by(self, person_id: UUID) -> list[UUID]:
        return [place.id for place in self._places.values() if place.manager_id == person_id]

    def manager_of(self, person_id: UUID, team_id: UUID | None) -> UUID | None:
        """Who manages a member of this team: the nearest manager from the team upwards who is somebody else."""
        above = (place.manager_id for place in self._upwards(team_id))
        return next((manager for manager in above if manager not in (None, person_id)), None)

    def demand_no_cycle(self, team_id: UUID, parent_id: UUID | None) -> None:
        """Raises DomainError where the team would come to lie below itself."""
        if any(place.id == team_id for place in self._upwards(parent_id)):
            raise invalid("team.parent_id", "A team cannot lie below itself.", "TEAM_CYCLE")

    def _upwards(self, team_id: UUID | None) -> Iterator[Place]:
        seen: set[UUID] = set()
        while team_id is not None and team_id not in seen and team_id in self._places:
            seen.add(team_id)
            yield self._places[team_id]
            team_id = self._places[team_id].parent_id
