"""The check list of a transfer: what was there, and where it is now, as the services say that have it."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from accounts.domain.transfer_split import OWNER


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a record now: its owner, and (person, role) of the others."""

    owner_id: UUID | None
    parts: Collection[tuple[UUID, str]] = ()
    # Finished meanwhile: nobody has to do anything about it any more.
    ended: bool = False

    def has(self, person_id: UUID | None, role: str) -> bool:
        """Whether the person has this part in it; who owns it needs no other part."""
        return self.owner_id == person_id or (role != OWNER and (person_id, role) in self.parts)


@dataclass(frozen=True, slots=True)
class Switched:
    """One thing that a transfer was to switch."""

    service: str
    kind: str
    subject_type: str
    subject_id: UUID
    role: str
    successor_id: UUID | None

    @property
    def key(self) -> tuple[str, UUID, str]:
        return self.subject_type, self.subject_id, self.role


@dataclass(frozen=True, slots=True)
class Check:
    """One line. It agrees when everything that was there is with its successor, and nothing is left."""

    service: str
    kind: str
    before: int
    after: int
    elsewhere: int
    left: int

    @property
    def agreed(self) -> bool:
        return self.before == self.after and not self.left

    def as_row(self) -> dict[str, Any]:
        return {**asdict(self), "agreed": self.agreed}


def compare(
    items: Iterable[Switched],
    holders: Mapping[tuple[str, UUID], Holder],
    left: Mapping[tuple[str, UUID, str], tuple[str, str]],
    person_id: UUID,
) -> list[Check]:
    """`left` is what the person has open now: (service, kind) by its key."""
    before: Counter[tuple[str, str]] = Counter()
    after: Counter[tuple[str, str]] = Counter()
    still = dict(left)
    for item in items:
        line = (item.service, item.kind)
        before[line] += 1
        holder = holders.get((item.subject_type, item.subject_id), Holder(None))
        if holder.ended or holder.has(item.successor_id, item.role):
            after[line] += 1
        elif holder.has(person_id, item.role):
            still.setdefault(item.key, line)
    remaining = Counter(still.values())
    mine = Counter(line for item in items if item.key in still for line in [(item.service, item.kind)])
    return [
        Check(*line, before=before[line], after=after[line], elsewhere=before[line] - after[line] - mine[line], left=remaining[line])
        for line in sorted({*before, *remaining})
    ]
