"""Rules about who gets a lead."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any
from uuid import UUID

from chassis.aggregate import Aggregate, Archivable
from chassis.conditions import Condition, Verdict, condition
from chassis.errors import invalid
from crm.leads.v1 import assignment_rules_pb2 as pb

_NAMES = {"lead": pb.LeadFacts}


class AssignmentMethod(StrEnum):
    """How one of several people is chosen."""

    ROUND_ROBIN = "round_robin"
    LEAST_LOADED = "least_loaded"
    TERRITORY = "territory"


@dataclass(frozen=True, slots=True)
class Group:
    """People, and the members of teams with all teams below them."""

    person_ids: tuple[UUID, ...] = ()
    team_ids: tuple[UUID, ...] = ()


@dataclass(eq=False, kw_only=True)
class AssignmentRule(Archivable, Aggregate):
    """Whom leads of some kind go to. Of several rules the first in order that finds somebody decides."""

    name: str
    position: int = 0
    condition: str = ""
    method: AssignmentMethod = AssignmentMethod.ROUND_ROBIN
    person_ids: list[UUID] = field(default_factory=list)
    team_ids: list[UUID] = field(default_factory=list)
    # [{"region", "person_ids", "team_ids"}], ids as text
    territories: list[dict[str, Any]] = field(default_factory=list)
    most_open_leads: int = 0
    disabled: bool = False
    archive_time: datetime | None = None

    def revise(self, where: str = "assignment_rule", **changes: Any) -> None:
        """Takes new values of fields. Raises DomainError: a condition that cannot be read says at which character."""
        for name, value in changes.items():
            setattr(self, name, value)
        self.method = self.method or AssignmentMethod.ROUND_ROBIN
        if not self.name.strip():
            raise invalid(f"{where}.name", "A rule needs a name.", "MISSING")
        if self.condition.strip():
            condition(self.condition, _NAMES, parameter=f"{where}.condition")
        if self.most_open_leads < 0:
            raise invalid(f"{where}.most_open_leads", "0 sets no bound; others count from 1.", "OUT_OF_RANGE")
        self.territories = [_stored(territory) for territory in self.territories]
        self._require_people(where)

    def _require_people(self, where: str) -> None:
        if self.method is not AssignmentMethod.TERRITORY and not (self.person_ids or self.team_ids):
            raise invalid(f"{where}.person_ids", "Name people or teams to choose from.", "NOBODY_NAMED")
        if self.method is AssignmentMethod.TERRITORY and not self.territories:
            raise invalid(f"{where}.territories", "Name regions and who looks after them.", "NOBODY_NAMED")
        for index, territory in enumerate(self.territories):
            if not territory["region"].strip() or not (territory["person_ids"] or territory["team_ids"]):
                raise invalid(f"{where}.territories.{index}", "A territory is a region and who looks after it.", "NOBODY_NAMED")

    @property
    def everybody(self) -> Group:
        """All whom it names."""
        territories = [_group(territory) for territory in self.territories]
        return Group(
            (*self.person_ids, *(id for each in territories for id in each.person_ids)),
            (*self.team_ids, *(id for each in territories for id in each.team_ids)),
        )

    def fits(self, facts: pb.LeadFacts) -> Verdict:
        """Whether a lead fulfils the condition; one that cannot be evaluated is not fulfilled, and says why."""
        return _compiled(self.condition).evaluate({"lead": facts}) if self.condition.strip() else Verdict(True)

    def group_for(self, region: str) -> tuple[Group, str]:
        """Among whom to choose for a lead of this region, and the territory that it lies in; nobody where none fits."""
        if self.method is not AssignmentMethod.TERRITORY:
            return Group(tuple(self.person_ids), tuple(self.team_ids)), ""
        fitting = [each for each in self.territories if each["region"].strip() and each["region"].strip() in region]
        if not fitting:
            return Group(), ""
        nearest = max(fitting, key=lambda each: len(each["region"]))
        return _group(nearest), nearest["region"]


@lru_cache(maxsize=1000)
def _compiled(source: str) -> Condition:
    return condition(source, _NAMES)


def _stored(territory: dict[str, Any]) -> dict[str, Any]:
    """As JSON has it."""
    return {"region": territory["region"], **{name: [str(id) for id in territory.get(name) or ()] for name in ("person_ids", "team_ids")}}


def _group(territory: dict[str, Any]) -> Group:
    return Group(tuple(map(UUID, territory["person_ids"])), tuple(map(UUID, territory["team_ids"])))


def moved(rules: Sequence[AssignmentRule], rule: AssignmentRule, position: int) -> None:
    """Puts a rule into its place, from 1, and the others around it."""
    others = sorted((each for each in rules if each is not rule), key=lambda each: (each.position, each.id))
    others.insert(max(0, position - 1), rule)
    for place, each in enumerate(others, start=1):
        if each.position != place:
            each.position = place
