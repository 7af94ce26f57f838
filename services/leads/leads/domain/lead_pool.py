"""Leads without an owner, for which a team is responsible."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from chassis.aggregate import Aggregate, Archivable
from chassis.errors import DomainError, Kind, forbidden, invalid, precondition
from leads.domain.lead import Lead


@dataclass(eq=False, kw_only=True)
class LeadPool(Archivable, Aggregate):
    """A pool and its policy: who may claim, how many, and how soon again."""

    name: str
    responsible_team_id: UUID | None = None
    claim_team_ids: list[UUID] = field(default_factory=list)
    daily_claims: int = 0
    holding_limit: int = 0
    cooling_off_days: int = 0
    archive_time: datetime | None = None

    def revise(self, **changes: Any) -> None:
        """Takes new values of fields. Raises DomainError when one is wrong."""
        for name, value in changes.items():
            setattr(self, name, value)
        if not self.name.strip():
            raise invalid("lead_pool.name", "A pool needs a name.", "MISSING")
        for name in ("daily_claims", "holding_limit", "cooling_off_days"):
            if not 0 <= getattr(self, name) <= 100_000:
                raise invalid(f"lead_pool.{name}", "This lies between 0 and 100000; 0 sets no limit.", "OUT_OF_RANGE")

    def require_entitled(self, teams: Collection[UUID]) -> None:
        """Raises NOT_ENTITLED. `teams` are those of the person with all teams above them."""
        if self.claim_team_ids and not set(teams) & set(self.claim_team_ids):
            raise forbidden("NOT_ENTITLED", f"{self.name} is for other teams.", pool=self.name)

    def require_claimable(self, lead: Lead, by: UUID, teams: Collection[UUID], *, claimed_today: int, held: int, now: datetime) -> None:
        """Raises DomainError: NOT_ENTITLED, COOLING_OFF, CLAIM_LIMIT, HOLDING_LIMIT.

        Who may claim is said of a team and those below it.
        """
        self.require_entitled(teams)
        if lead.former_owner_id == by and lead.pool_time is not None:
            until = lead.pool_time + timedelta(days=self.cooling_off_days)
            if now < until:
                detail = f"You had this lead last; you can claim it again after {self.cooling_off_days} days."
                raise precondition("COOLING_OFF", detail, until=until.isoformat())
        if self.daily_claims and claimed_today >= self.daily_claims:
            raise _exhausted("CLAIM_LIMIT", f"Only {self.daily_claims} leads a day can be claimed from {self.name}.", self.daily_claims)
        if self.holding_limit and held >= self.holding_limit:
            detail = f"You own {held} live leads; finish some before you claim more (at most {self.holding_limit})."
            raise _exhausted("HOLDING_LIMIT", detail, self.holding_limit)


def _exhausted(reason: str, detail: str, limit: int) -> DomainError:
    return DomainError(Kind.PRECONDITION, reason, detail, metadata={"limit": str(limit)})
