"""A person at an account."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from chassis.aggregate import Record
from chassis.errors import precondition
from chassis.personal import ERASED, Personal
from chassis.search import search_text, sort_key
from crm.accounts.v1 import events_pb2 as facts


class DecisionRole(StrEnum):
    """The part of a person in a decision (决策链)."""

    DECIDER = "decider"
    INFLUENCER = "influencer"
    USER = "user"
    BLOCKER = "blocker"
    BUYER = "buyer"


@dataclass(eq=False, kw_only=True)
class Contact(Record):
    """Scoped like its account. `phone`, `email` and `wechat` are sealed under the person's own key."""

    account_id: UUID
    name: str
    sort_key: str = ""
    search_text: str = ""
    title: str = ""
    department: str = ""
    decision_role: DecisionRole | None = None
    phone: Personal | None = None
    email: Personal | None = None
    wechat: Personal | None = None
    departed: bool = False
    note: str = ""
    erase_time: datetime | None = None
    external_refs: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.sort_key = sort_key(self.name)

    def revise(self, **changes: Any) -> None:
        """Takes new values of fields; a contact never moves to another account."""
        if self.erase_time is not None:
            raise precondition("PERSON_ERASED", "The personal data of this contact was erased; add a new contact instead.")
        changes.pop("account_id", None)
        before = self.keys
        for name, value in changes.items():
            setattr(self, name, value)
        self.sort_key = sort_key(self.name)
        self._tell_keys(before)

    @property
    def keys(self) -> tuple[str, str, str]:
        """By what it is found: digests that are equal where values are, and tell nothing else."""
        phone, email, wechat = (value.index.hex() if value else "" for value in (self.phone, self.email, self.wechat))
        return phone, email, wechat

    def _tell_keys(self, before: tuple[str, str, str]) -> None:
        if self.keys != before:
            phone, email, wechat = self.keys
            self.record(
                facts.ContactKeysChanged(
                    contact_id=str(self.id), account_id=str(self.account_id), phone_key=phone, email_key=email, wechat_key=wechat
                )
            )

    def searchable(self) -> str:
        return search_text(self.name, self.phone.tail if self.phone else "")

    def erase(self, at: datetime) -> None:
        """Forgets who it was; the key that opens the sealed values is deleted with it."""
        before = self.keys
        self.name, self.title, self.note = "***", "", ""
        self.phone = ERASED if self.phone else None
        self.email = ERASED if self.email else None
        self.wechat = ERASED if self.wechat else None
        self.external_refs = []
        self.erase_time = self.erase_time or at
        self.sort_key = ""
        self._tell_keys(before)
