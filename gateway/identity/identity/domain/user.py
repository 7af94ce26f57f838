"""A person who signs in."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID

from chassis.aggregate import Aggregate
from chassis.errors import precondition
from chassis.personal import Personal
from chassis.search import search_text, sort_key
from crm.identity.v1 import events_pb2 as facts


class UserState(StrEnum):
    ACTIVE = "active"
    DISABLED = "disabled"


@dataclass(eq=False, kw_only=True)
class User(Aggregate):
    """`manager_id` follows from the tree of teams; `phone` is sealed under the person's own key."""

    name: str
    email: str
    email_key: str = ""
    sort_key: str = ""
    search_text: str = ""
    phone: Personal | None = None
    team_id: UUID | None = None
    manager_id: UUID | None = None
    role_ids: list[UUID] = field(default_factory=list)
    locale: str = ""
    state: UserState = UserState.ACTIVE
    # Of the password, by argon2id; empty while there is none and nobody can sign in.
    password_hash: str = ""
    must_change_password: bool = False
    external_refs: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.sort_key, self.email_key = sort_key(self.name), email_key(self.email)

    def revise(self, **changes: Any) -> None:
        """Takes new values of fields that mean nothing to others; the team changes by `move`."""
        for name, value in changes.items():
            setattr(self, name, value)
        self.__post_init__()

    def move(self, team_id: UUID | None, manager_id: UUID | None) -> None:
        """Into another team, or out of any; what they own goes with them."""
        before, self.team_id, self.manager_id = self.team_id, team_id, manager_id
        if before != team_id:
            into = {"team_id": _text(team_id), "manager_id": _text(manager_id)}
            self.record(facts.MemberMoved(user_id=str(self.id), previous_team_id=_text(before), **into))

    def set_password(self, password_hash: str, *, temporary: bool) -> None:
        self.password_hash, self.must_change_password = password_hash, temporary

    def disable(self, reason: str) -> None:
        """Raises DomainError where it was done already."""
        if self.state == UserState.DISABLED:
            raise precondition("USER_DISABLED", f"{self.name} is disabled already.")
        self.state = UserState.DISABLED
        self.record(facts.UserLeft(user_id=str(self.id), team_id=_text(self.team_id), manager_id=_text(self.manager_id), reason=reason))

    def demand_active(self) -> None:
        """Raises DomainError where they left."""
        if self.state != UserState.ACTIVE:
            raise precondition("USER_DISABLED", f"{self.name} is disabled.")

    def enable(self) -> None:
        """Raises DomainError where they are not disabled."""
        if self.state == UserState.ACTIVE:
            raise precondition("USER_ACTIVE", f"{self.name} is not disabled.")
        self.state = UserState.ACTIVE

    def searchable(self) -> str:
        return search_text(self.name, self.email)


def email_key(email: str) -> str:
    """What tells addresses apart: letter case does not."""
    return email.strip().casefold()


def _text(id: UUID | None) -> str:
    return str(id or "")
