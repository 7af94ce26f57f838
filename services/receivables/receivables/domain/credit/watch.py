"""Looks at a limit every morning, apart from it: what is owed changes no limit."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from chassis.aggregate import Aggregate
from receivables.domain.credit import facts
from receivables.domain.credit.exposure import Usage
from receivables.domain.credit.limit import CreditLimit
from receivables.domain.credit.states import CreditStanding


@dataclass(eq=False, kw_only=True)
class CreditWatch(Aggregate):
    """One per limit that was approved. Without a day, nobody looks any more."""

    credit_limit_id: UUID
    look_date: date | None
    is_exceeded: bool = False

    def look(self, limit: CreditLimit, used: Usage, today: date) -> None:
        """Says once that it is exceeded, and again after it was not."""
        exceeded = used.available.minor < 0 and used.standing is not CreditStanding.EXPIRED
        if exceeded and not self.is_exceeded:
            self.record(facts.exceeded(limit, used.exposure, -used.available))
        self.is_exceeded, self.look_date = exceeded, today + timedelta(days=1)

    def stop(self) -> None:
        self.look_date = None
