"""Who stands above whom, and who has which part in the company."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Right:
    """How far a permission of a person goes; empty limits limit nothing."""

    reach: str
    limits: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def within(self, values: Mapping[str, str]) -> bool:
        return all(values.get(name, "") in allowed for name, allowed in self.limits.items() if allowed)


@dataclass(frozen=True, slots=True)
class Person:
    id: UUID
    name: str = ""
    team_id: UUID | None = None
    active: bool = True
    locale: str = ""
    # Keys: "sales_manager", "executive".
    roles: frozenset[str] = frozenset()
    # By permission, of those by which something is decided.
    rights: Mapping[str, tuple[Right, ...]] = field(default_factory=dict)


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

    def deciders(self, permission: str, team_id: UUID | None, values: Mapping[str, str]) -> Iterator[UUID]:
        """Who may use it on a record of this team with these values: what is their own they do not decide on, shared or not."""
        for person in self.people.values():
            rights = person.rights.get(permission, ()) if person.active else ()
            if any(right.within(values) and self._reaches(right.reach, person, team_id) for right in rights):
                yield person.id

    def entitled(self, permission: str) -> Iterator[UUID]:
        """Who may use it at all."""
        return (person.id for person in self.people.values() if person.active and person.rights.get(permission))

    def _reaches(self, reach: str, person: Person, team_id: UUID | None) -> bool:
        match reach:
            case "company":
                return True
            case "team":
                return team_id is not None and person.team_id == team_id
            case "team_and_below":
                return person.team_id is not None and person.team_id in self._up_from(team_id)
        return False

    def _up_from(self, team_id: UUID | None) -> set[UUID]:
        """The team and those that it is a part of."""
        seen: set[UUID] = set()
        while team_id is not None and team_id not in seen:
            seen.add(team_id)
            team_id = self.teams[team_id].parent_id if team_id in self.teams else None
        return seen

    def _above(self, team_id: UUID | None) -> Iterator[UUID]:
        seen: set[UUID] = set()
        while team_id is not None and team_id in self.teams and team_id not in seen:
            seen.add(team_id)
            team = self.teams[team_id]
            if team.manager_id is not None:
                yield team.manager_id
            team_id = team.parent_id
