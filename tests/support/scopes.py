"""Who may see which row, said once more in plain Python: what the product's answers are compared with.

Nothing here is the product's: neither its conditions nor its policies, only what they are to mean.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from random import Random
from typing import Any
from uuid import UUID

from chassis.principal import Grant, Principal
from chassis.scope import Limits, Reach
from tests.support.crowded import Places

REACHES = (Reach.OWN, Reach.TEAM, Reach.TEAM_AND_BELOW, Reach.COMPANY, Reach.SHARED)
# Column of a row: the values of a grant's limits that it must be among.
DIMENSIONS = {
    "legal_entity_id": "legal_entity_ids",
    "business_unit": "business_units",
    "product_line": "product_lines",
    "region": "regions",
}


@dataclass(frozen=True)
class Eyes:
    """Somebody with one grant, and where they stand."""

    tenant_id: UUID
    person_id: UUID
    team_id: UUID
    below: tuple[UUID, ...]
    reach: Reach
    limits: Limits

    def __str__(self) -> str:
        limited = {name: values for name in DIMENSIONS.values() if (values := getattr(self.limits, name))}
        return f"{self.reach.value} {limited}"

    def principal(self, permission: str, now: int) -> Principal:
        return Principal.user(
            self.person_id,
            tenant_id=self.tenant_id,
            permissions={permission: Grant(self.reach, self.limits)},
            team_ids=(self.team_id,),
            team_ids_below=self.below,
            sign_in_time=now,
        )

    def see(self, row: Mapping[str, Any]) -> bool:
        return self.reaches(row["owner_id"], row["team_id"], row["shared_with"]) and self.within_limits(row)

    def reaches(self, owner_id: UUID | None, team_id: UUID | None, shared_with: Iterable[UUID]) -> bool:
        shared = self.person_id in shared_with
        match self.reach:
            case Reach.OWN:
                return owner_id == self.person_id or shared
            case Reach.TEAM:
                return team_id == self.team_id or shared
            case Reach.TEAM_AND_BELOW:
                return team_id in (self.team_id, *self.below) or shared
            case Reach.COMPANY:
                return True
        return shared

    def within_limits(self, row: Mapping[str, Any]) -> bool:
        """What a row has no column for does not limit it."""
        for column, name in DIMENSIONS.items():
            allowed = getattr(self.limits, name)
            if allowed and column in row and row[column] not in allowed:
                return False
        return True


def all_limits(places: Places) -> Iterator[Limits]:
    """None at all, each dimension alone, and all of them together."""
    yield Limits()
    for column, name in DIMENSIONS.items():
        yield Limits(**{name: (places.of(column)[0],)})
    yield Limits(**{name: (places.of(column)[0],) for column, name in DIMENSIONS.items()})
    # Two dimensions, one of them with a choice.
    yield Limits(regions=tuple(places.regions), business_units=(places.business_units[1],))


def everybody(tenant_id: UUID, person_id: UUID, team_id: UUID, below: tuple[UUID, ...], places: Places) -> list[Eyes]:
    """Every reach with all limits."""
    combined = product(REACHES, all_limits(places))
    return [Eyes(tenant_id, person_id, team_id, below, reach, limits) for reach, limits in combined]


def some(eyes: list[Eyes], random: Random) -> list[Eyes]:
    """Every reach without limits, and one of each with some: every kind of limit comes up."""
    chosen = [each for each in eyes if not each.limits]
    limited = [limits for limits in dict.fromkeys(each.limits for each in eyes) if limits]
    random.shuffle(limited)
    for number, limits in enumerate(limited):
        reach = REACHES[number % len(REACHES)]
        chosen.append(next(each for each in eyes if each.reach is reach and each.limits == limits))
    return chosen
