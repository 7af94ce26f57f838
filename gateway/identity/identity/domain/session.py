"""A person's stay from signing in to signing out. Its times are real, whatever the clock of a sandbox says; only that of a view is the
company's, for a timer ends it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from chassis.aggregate import Aggregate
from chassis.errors import precondition
from identity.domain.rights import posts_money

IDLE = timedelta(hours=8)
# For people who post money.
IDLE_MONEY = timedelta(minutes=30)
LONGEST = timedelta(days=7)
# A use is noted at most this often.
NOTED = timedelta(minutes=1)
# How long one looks with another person's eyes.
VIEW = timedelta(minutes=15)


@dataclass(eq=False, kw_only=True)
class Session(Aggregate):
    """Only a hash of its token is kept; who steals the table cannot use it."""

    user_id: UUID
    token_hash: bytes
    device: str
    sign_in_time: datetime
    last_use_time: datetime
    expire_time: datetime
    # With whose eyes its user looks at the product, and until when.
    viewed_id: UUID | None = None
    view_end_time: datetime | None = None

    def confirm(self, at: datetime) -> None:
        """The password was given once more."""
        self.sign_in_time = at

    def view_as(self, person_id: UUID, at: datetime) -> None:
        """Raises DomainError for one's own eyes."""
        if person_id == self.user_id:
            raise precondition("VIEW_AS_ONESELF", "These are your own eyes; choose somebody else.")
        self.viewed_id, self.view_end_time = person_id, at + VIEW

    def end_view(self) -> None:
        self.viewed_id = self.view_end_time = None

    def timers(self) -> dict[tuple[str, str], datetime]:
        return {("view_end", ""): self.view_end_time} if self.view_end_time else {}


def idle_limit(rights: Iterable[str]) -> timedelta:
    """How long the session of somebody with these permissions may lie unused."""
    return IDLE_MONEY if posts_money(rights) else IDLE


def ends_at(last_use_time: datetime, expire_time: datetime, rights: Iterable[str]) -> datetime:
    """When a session that is not used again ends."""
    return min(last_use_time + idle_limit(rights), expire_time)
