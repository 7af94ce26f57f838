"""A person's stay from signing in to signing out. Its times are real, whatever the clock of a sandbox says."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from chassis.aggregate import Aggregate
from identity.domain.rights import posts_money

IDLE = timedelta(hours=8)
# For people who post money.
IDLE_MONEY = timedelta(minutes=30)
LONGEST = timedelta(days=7)
# A use is noted at most this often.
NOTED = timedelta(minutes=1)


@dataclass(eq=False, kw_only=True)
class Session(Aggregate):
    """Only a hash of its token is kept; who steals the table cannot use it."""

    user_id: UUID
    token_hash: bytes
    device: str
    sign_in_time: datetime
    last_use_time: datetime
    expire_time: datetime

    def confirm(self, at: datetime) -> None:
        """The password was given once more."""
        self.sign_in_time = at


def idle_limit(rights: Iterable[str]) -> timedelta:
    """How long the session of somebody with these permissions may lie unused."""
    return IDLE_MONEY if posts_money(rights) else IDLE


def ends_at(last_use_time: datetime, expire_time: datetime, rights: Iterable[str]) -> datetime:
    """When a session that is not used again ends."""
    return min(last_use_time + idle_limit(rights), expire_time)
