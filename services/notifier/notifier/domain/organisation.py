"""Who stands above whom, and who has which part in the company."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Person:
    id: UUID
    name: str = ""
    team_id: UUID | None = None
    active: bool = True
    locale: str = ""
    # Keys: "sales_manager", "executive".
    roles: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Team:
    parent_id: UUID | None
    manager_id: UUID | None


@dataclass(frozen=True, slots=True)
class Organisation:
    people: Mapping[UUID, Person]
    teams: Mapping[UUID, Team]

    def is_active(self, id: UUID | None) -> bool:
        """Somebody nobody has told us of yet counts as there: news of people may be late."""
        return id is not None and (id not in self.people or self.people[id].active)

    def team_of(self, id: UUID | None) -> UUID | None:
        person = self.people.get(id) if id else None
        return person.team_id if person else None

    def manager_of(self, id: UUID | None) -> UUID | None:
        """The manager of the person's team; for that manager, the one of the team above. Those who left are passed over."""
        return next((manager for manager in self._above(self.team_of(id)) if manager != id and self.is_active(manager)), None)

    def stand_in(self, id: UUID | None) -> UUID | None:
        """The person, or, once gone, who looks after the work until there is a successor."""
        return id if self.is_active(id) else self.manager_of(id)

    def with_role(self, *roles: str) -> Iterator[UUID]:
        wanted = set(roles)
        return (person.id for person in self.people.values() if person.active and person.roles & wanted)

    def members_of(self, teams: Iterable[UUID]) -> Iterator[UUID]:
        wanted = set(teams)
        return (person.id for person in self.people.values() if person.active and person.team_id in wanted)

    def _above(self, team_id: UUID | None) -> Iterator[UUID]:
        seen: set[UUID] = set()
        while team_id is not None and team_id in self.teams and team_id not in seen:
            seen.add(team_id)
            team = self.teams[team_id]
            if team.manager_id is not None:
                yield team.manager_id
            team_id = team.parent_id
