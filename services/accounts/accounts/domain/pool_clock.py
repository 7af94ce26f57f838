"""When an account falls into a pool: its part of the account.

The clock looks again instead of being wound by every contact: on the day of a look it counts from the last contact, or from the day on
which its owner got it, and either goes to sleep until the day that follows from that, or tells the owner, or lets the account fall.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from accounts.domain.pool import AccountPool
from chassis.aggregate import Record
from chassis.errors import conflict
from chassis.reasons import Reason
from chassis.wire import text
from crm.accounts.v1 import events_pb2 as facts

POOL_LOOK = "pool_look"


@dataclass(eq=False, kw_only=True)
class Poolable(Record):
    """What an account knows of pools."""

    name: str
    # Where it lies, since when and why, and who had it before.
    pool_id: UUID | None = None
    pool_time: datetime | None = None
    pool_reason: str = ""
    pool_why: dict[str, Any] | None = None
    former_owner_id: UUID | None = None
    # Since when the present owner has it, when the clock looks next, and the day that the owner was told.
    owned_date: date | None = None
    pool_look_date: date | None = None
    pool_date: date | None = None

    def pool_timers(self) -> Mapping[tuple[str, str], date]:
        """One, as long as somebody owns it."""
        if self.pool_look_date is None or self.owner_id is None or self.archive_time is not None:
            return {}
        return {(POOL_LOOK, ""): self.pool_look_date}

    def own_since(self, today: date, pool: AccountPool | None) -> None:
        """Starts the clock for another owner, and takes the account out of its pool. `pool` is where it would fall."""
        self.pool_id, self.pool_time, self.former_owner_id = None, None, None
        self.pool_reason, self.pool_why = "", None
        self.owned_date = today
        self._sleep_until(self._look(today, pool))

    @staticmethod
    def _look(since: date, pool: AccountPool | None) -> date | None:
        return None if pool is None or pool.by_hand else since + timedelta(days=pool.pooling_days - pool.notice_days)

    def _sleep_until(self, day: date | None) -> None:
        self.pool_look_date, self.pool_date = day, None

    def look(self, today: date, pool: AccountPool | None, *, contact_date: date | None, exempt: bool) -> bool:
        """What this day is for the clock. Returns whether the account must fall into the pool now."""
        since = max(filter(None, (self.owned_date, contact_date)), default=today)
        due = self._look(since, pool)
        if pool is None or due is None or due > today:
            self._sleep_until(due)
            return False
        if exempt:
            # When that ends, the owner still hears of it before it falls.
            self._sleep_until(today + timedelta(days=max(pool.notice_days, 1)))
            return False
        if self.pool_date is not None and self.pool_date <= today:
            return True
        if self.pool_date is None:
            self.pool_date = self.pool_look_date = today + timedelta(days=pool.notice_days)
            self.record(
                facts.AccountPoolingSoon(
                    account_id=str(self.id), account_name=self.name, owner_id=text(self.owner_id), pool_date=text(self.pool_date)
                )
            )
        return self.pool_date <= today

    def fall(self, pool: AccountPool, *, former_owner_id: UUID | None, reason: Reason, at: datetime) -> None:
        """Into the pool, after its owner was taken from it: the responsible team looks after it."""
        self.pool_id, self.pool_time, self.former_owner_id = pool.id, at, former_owner_id
        self.pool_reason, self.pool_why = reason.text, reason.why
        self.team_id = pool.responsible_team_id or self.team_id
        self.owned_date = None
        self._sleep_until(None)
        self.record(
            facts.AccountPooled(
                account_id=str(self.id),
                account_name=self.name,
                previous_owner_id=text(former_owner_id),
                pool_id=str(pool.id),
                pool_name=pool.name,
                reason=reason.text,
                why=reason.message,
            )
        )

    def require_pooled(self) -> UUID:
        """The pool that it lies in. Raises NOT_IN_POOL, also for who was a moment slower than somebody else."""
        if self.pool_id is None or self.owner_id is not None:
            raise conflict("NOT_IN_POOL", "This customer lies in no pool; somebody may have been faster.", id=str(self.id))
        return self.pool_id

    def claimed(self, pool_id: UUID) -> None:
        """Says that its new owner took it out of the pool."""
        fact = facts.AccountClaimed(account_id=str(self.id), account_name=self.name, owner_id=text(self.owner_id), pool_id=str(pool_id))
        self.record(fact)
