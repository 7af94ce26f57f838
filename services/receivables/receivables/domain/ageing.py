"""What is owed on a day, by age. Computed from ledger entries alone; `receivables.ageing` says the same in SQL."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from chassis.errors import invalid
from receivables.domain.ledger import CLAIM_KINDS, RECEIVABLE_KINDS, Kind, Leg
from receivables.domain.terms import Layer

DEFAULT_BOUNDS = (30, 60, 90, 180, 365)
MOST_BUCKETS = 20
_LONGEST = 36_500

KINDS: dict[Layer, tuple[Kind, ...]] = {
    Layer.NORMAL: RECEIVABLE_KINDS,
    Layer.RETENTION: (Kind.RETENTION,),
    Layer.ADVANCE: (Kind.ADVANCE_CLAIM,),
}


class AgeingBasis(StrEnum):
    """逾期账龄 by due date, 账龄 by the day on which the claim arose."""

    DUE_DATE = "due_date"
    CLAIM_DATE = "claim_date"


@dataclass(frozen=True, slots=True)
class Bucket:
    """Days from and to, both included; None is without an end."""

    from_days: int | None
    to_days: int | None


@dataclass(frozen=True, slots=True)
class Buckets:
    """Ages in days. Overdue ageing has a first bucket for what is not overdue."""

    basis: AgeingBasis
    bounds: tuple[int, ...]

    @classmethod
    def of(cls, basis: AgeingBasis, bounds: Sequence[int] = ()) -> "Buckets":
        """Raises DomainError unless the bounds rise."""
        chosen = tuple(bounds) or DEFAULT_BOUNDS
        rising = all(earlier < later for earlier, later in zip((0, *chosen), chosen, strict=False))
        if not rising or len(chosen) > MOST_BUCKETS or chosen[-1] > _LONGEST:
            raise invalid("buckets", f"Bounds are days above 0 and rise, {MOST_BUCKETS} at most.", "BUCKETS_INVALID")
        return cls(basis, chosen)

    @property
    def ends(self) -> tuple[int, ...]:
        """The last day of each bucket except the oldest."""
        return (0, *self.bounds) if self.basis is AgeingBasis.DUE_DATE else self.bounds

    def listed(self) -> list[Bucket]:
        first = None if self.basis is AgeingBasis.DUE_DATE else 0
        starts = (first, *(end + 1 for end in self.ends))
        return [Bucket(start, end) for start, end in zip(starts, (*self.ends, None), strict=True)]

    def index(self, age: int) -> int:
        """In which bucket an age of so many days lies."""
        return sum(age > end for end in self.ends)


@dataclass(frozen=True, slots=True)
class Claim:
    """What is open of an instalment under one claim date and due date."""

    subject_id: UUID | None
    customer_id: UUID | None
    legal_entity_id: UUID
    currency: str
    claim_date: date | None
    due_date: date | None

    def age(self, as_of: date, basis: AgeingBasis) -> int:
        since = self.due_date if basis is AgeingBasis.DUE_DATE else self.claim_date
        return 0 if since is None else (as_of - since).days


def open_claims(legs: Iterable[Leg], layer: Layer = Layer.NORMAL) -> dict[Claim, int]:
    """What is owed in one layer, in minor units; claims that came to nothing are left out."""
    sums: dict[Claim, int] = defaultdict(int)
    for leg in legs:
        account = leg.account
        if account.kind in CLAIM_KINDS and account.kind in KINDS[layer]:
            claim = Claim(account.subject_id, account.customer_id, account.legal_entity_id, account.currency, leg.claim_date, leg.due_date)
            sums[claim] += leg.minor
    return {claim: minor for claim, minor in sums.items() if minor}


def aged(claims: dict[Claim, int], buckets: Buckets, as_of: date) -> dict[str, list[int]]:
    """Per currency, what is open in each bucket."""
    rows: dict[str, list[int]] = {}
    for claim, minor in claims.items():
        row = rows.setdefault(claim.currency, [0] * (len(buckets.ends) + 1))
        row[buckets.index(claim.age(as_of, buckets.basis))] += minor
    return rows
