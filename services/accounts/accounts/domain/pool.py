"""A pool (公海): accounts without an owner, who may claim them, and when accounts fall into it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from accounts.domain.pool_exemption import Exemption
from chassis.aggregate import Aggregate, Archivable
from chassis.bounds import all_within
from chassis.errors import forbidden, invalid, precondition

POOLING_DAYS, NOTICE_DAYS = 90, 7
# Field: the most that makes sense.
_BOUNDS = {
    "claims_per_day": (0, 1000),
    "holding_limit": (0, 100_000),
    "cooling_off_days": (0, 730),
    "pooling_days": (1, 1095),
    "notice_days": (0, 60),
}


@dataclass(frozen=True, slots=True)
class Claimer:
    """Somebody who wants an account, as far as the pool's rules ask."""

    person_id: UUID
    # The own ones, and all that these lie below.
    team_ids: Collection[UUID]
    claimed_today: int
    held: int


@dataclass(eq=False, kw_only=True)
class AccountPool(Archivable, Aggregate):
    """0 claims, customers and days of cooling off do not limit."""

    name: str
    responsible_team_id: UUID | None = None
    source_team_ids: list[UUID] = field(default_factory=list)
    claimer_team_ids: list[UUID] = field(default_factory=list)
    claims_per_day: int = 0
    holding_limit: int = 0
    cooling_off_days: int = 0
    pooling_days: int = POOLING_DAYS
    notice_days: int = NOTICE_DAYS
    exempt_tiers: list[str] = field(default_factory=list)
    exempt_tags: list[str] = field(default_factory=list)
    # Nothing falls into it by itself.
    by_hand: bool = False
    archive_time: datetime | None = None

    def revise(self, **changes: Any) -> None:
        """Takes new values. Raises DomainError where one makes no sense."""
        for name, value in changes.items():
            setattr(self, name, value)
        all_within("account_pool", self, _BOUNDS)
        if self.notice_days >= self.pooling_days:
            raise invalid("account_pool.notice_days", "The notice comes after the clock has begun; name fewer days.", "OUT_OF_RANGE")

    def takes_from(self, team_id: UUID | None) -> bool:
        return team_id in self.source_team_ids

    def exempts(self, tier: str | None, tags: Iterable[str]) -> Exemption | None:
        """What of the account's own fields keeps it out; tier A always does."""
        if tier is not None and (tier == "a" or f"TIER_{tier.upper()}" in self.exempt_tiers):
            return Exemption.TIER
        return Exemption.TAG if set(tags) & set(self.exempt_tags) else None

    # --- claiming --------------------------------------------------------------------------------

    def require_claimer(self, team_ids: Collection[UUID]) -> None:
        """Raises NOT_A_CLAIMER unless the rules let somebody of these teams claim: they speak of a team and those below it."""
        allowed = {*self.claimer_team_ids, *filter(None, (self.responsible_team_id,))}
        if self.claimer_team_ids and allowed.isdisjoint(team_ids):
            raise forbidden("NOT_A_CLAIMER", f"Your team may not claim from {self.name}.", pool=self.name)

    def require_claimable(self, claimer: Claimer, *, former_owner_id: UUID | None, pooled_on: date, today: date) -> None:
        """Raises DomainError: NOT_A_CLAIMER, COOLING_OFF, CLAIM_LIMIT, HOLDING_LIMIT."""
        self.require_claimer(claimer.team_ids)
        free = pooled_on + timedelta(days=self.cooling_off_days)
        if claimer.person_id == former_owner_id and today < free:
            raise precondition("COOLING_OFF", f"It was yours before; you may claim it again from {free} on.", date=free.isoformat())
        if self.claims_per_day and claimer.claimed_today >= self.claims_per_day:
            limit = str(self.claims_per_day)
            raise precondition("CLAIM_LIMIT", f"You have claimed {limit} today; go on tomorrow.", limit=limit)
        if self.holding_limit and claimer.held >= self.holding_limit:
            limit = str(self.holding_limit)
            raise precondition("HOLDING_LIMIT", f"You own {claimer.held} customers and may own {limit}; give some away first.", limit=limit)


def pool_of(pools: Iterable[AccountPool], team_id: UUID | None) -> AccountPool | None:
    """Where the accounts of a team fall: into the pool that names the team, else into the first that takes those of all other teams."""
    open_pools = [pool for pool in pools if pool.archive_time is None]
    named = (pool for pool in open_pools if pool.takes_from(team_id))
    others = (pool for pool in open_pools if not pool.source_team_ids)
    return next(named, None) or next(others, None)
