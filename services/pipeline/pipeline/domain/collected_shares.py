"""Who counts for how much of the money that a contract brings, since when. Parts of assignments say it; what they leave is the owner's."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from chassis.money import split

# As they are kept and told: [{"from_date": "2026-01-01", "shares": [{"person_id": ..., "percent": "70"}]}], the owner last.
Shares = list[dict[str, str]]
ShareSets = list[dict[str, Any]]
_WHOLE = Decimal(100)


def shares(owner_id: UUID | None, others: Mapping[UUID, Decimal]) -> Shares:
    """Sum to 100 exactly, unless nobody has any. Where others have more than all of it, theirs are cut in proportion."""
    given = {person: share for person, share in others.items() if share > 0 and person != owner_id}
    left = _WHOLE - sum(given.values(), Decimal(0))
    if left < 0 or (given and left > 0 and owner_id is None):
        parts = split(10_000, list(given.values()))
        given, left = dict(zip(given, (Decimal(part) / 100 for part in parts), strict=True)), Decimal(0)
    told = [*given.items(), *([(owner_id, left)] if owner_id is not None and left > 0 else [])]
    return [{"person_id": str(person), "percent": f"{share.normalize():f}"} for person, share in told]


def since(sets: Sequence[dict[str, Any]], day: date, present: Shares) -> ShareSets:
    """The history with what holds from that day on; what was said of later days is overtaken. The same where nothing changes."""
    if sets and sets[-1]["shares"] == present:
        return list(sets)
    kept = [each for each in sets if each["from_date"] < day.isoformat()]
    if kept and kept[-1]["shares"] == present:
        return kept
    return [*kept, {"from_date": day.isoformat(), "shares": present}]
