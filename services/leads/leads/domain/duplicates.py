"""How surely two records are one customer, and what somebody who asks may read of the other's name."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from chassis.company_likeness import ALIKE, likeness
from chassis.company_names import regions_of

# By these a customer is told for sure.
SURE = ("credit_code", "phone", "email", "wechat")
# Most matches that an answer holds.
MOST_MATCHES = 10


class DuplicateVerdict(StrEnum):
    EXISTS = "exists"
    SIMILAR = "similar"
    FREE = "free"


@dataclass(frozen=True, slots=True)
class Match:
    """A record that is the same customer, or may be."""

    subject_type: str
    subject_id: UUID
    verdict: DuplicateVerdict
    found_by: str
    name: str
    likeness: int

    @property
    def masked_name(self) -> str:
        return masked(self.name)


def judged(subject_type: str, subject_id: UUID, name: str, asked: str, matched_by: Collection[str]) -> Match | None:
    """What a record that was found means; None where its name is not alike enough.

    Equal names are one company unless both say a region, and not the same one: 大新机械（上海） and 大新机械（北京） are two, or a group.
    """
    by = next((each for each in SURE if each in matched_by), "")
    alike = likeness(name, asked) if asked else 0
    if by:
        return Match(subject_type, subject_id, DuplicateVerdict.EXISTS, by, name, alike)
    if alike < ALIKE:
        return None
    regions = regions_of(name), regions_of(asked)
    elsewhere = all(regions) and not regions[0] & regions[1]
    same = alike == 100 and not elsewhere
    verdict = DuplicateVerdict.EXISTS if same else DuplicateVerdict.SIMILAR
    return Match(subject_type, subject_id, verdict, "company_name", name, min(alike, 90) if elsewhere else alike)


def ranked(matches: Collection[Match]) -> list[Match]:
    """The surest first."""
    certain = {DuplicateVerdict.EXISTS: 0, DuplicateVerdict.SIMILAR: 1}
    return sorted(matches, key=lambda each: (certain[each.verdict], -each.likeness, each.subject_type, each.subject_id))[:MOST_MATCHES]


def summed_up(matches: Collection[Match]) -> DuplicateVerdict:
    if any(match.verdict is DuplicateVerdict.EXISTS for match in matches):
        return DuplicateVerdict.EXISTS
    return DuplicateVerdict.SIMILAR if matches else DuplicateVerdict.FREE


def masked(name: str) -> str:
    """上海***公司 of 上海大新机械有限公司: who knows the name recognises it, who does not cannot read it."""
    shown = min(2, len(name) // 4)
    return f"{name[:shown]}***{name[len(name) - shown :]}" if shown else f"{name[:1]}***"
