"""What commands load, tell and store: roots with their parts, a version per commit, and the facts they record."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from google.protobuf.message import Message

from chassis.errors import precondition


@dataclass(eq=False, kw_only=True)
class Aggregate:
    """A root. The unit of work raises `version` once per commit when the root or one of its parts changed."""

    id: UUID
    tenant_id: UUID
    create_time: datetime
    update_time: datetime
    version: int = 0
    # Number of events so far; gapless, it orders feeds.
    sequence: int = 0
    historical: bool = field(default=False, init=False, repr=False)
    _facts: list[Message] = field(default_factory=list, init=False, repr=False)

    def record(self, fact: Message) -> None:
        """Keeps a fact for the outbox; it is published if, and only if, the state is stored."""
        self._facts.append(fact)

    @property
    def has_facts(self) -> bool:
        return bool(self._facts)

    def take_facts(self) -> list[Message]:
        """The recorded facts; from here on they belong to the caller."""
        taken, self._facts = self._facts, []
        return taken

    def after_load(self) -> None:
        """What a loaded object lacks because nobody called __init__."""
        self._facts = []
        self.historical = False

    @property
    def etag(self) -> str:
        return str(self.version)

    def is_fresh(self, etag: str) -> bool:
        """Whether who read it under this etag may change it."""
        return etag == self.etag

    def stored(self, changed: Collection[str]) -> None:
        """Told by the unit of work what changed, with the version that this will be."""


@dataclass(eq=False, kw_only=True)
class Edited(Aggregate):
    """A root to which things happen while somebody edits it: what is `beside` what people edit makes no form stale."""

    beside: ClassVar[frozenset[str]] = frozenset()
    # The version in which something else changed last.
    edit_version: int = 0

    def is_fresh(self, etag: str) -> bool:
        return etag.isdecimal() and self.edit_version <= int(etag) <= self.version

    def stored(self, changed: Collection[str]) -> None:
        if not self.beside.issuperset(changed):
            self.edit_version = self.version


@dataclass(eq=False, kw_only=True)
class Part:
    """A child that lives and changes with its root. `root` is a mapped relationship back to it."""

    id: UUID
    tenant_id: UUID


class Archivable:
    """A root that can be taken out of use and into use again; what refers to it keeps it."""

    archive_time: datetime | None

    def archive(self, at: datetime) -> None:
        """Into the recycle bin; archiving twice changes nothing."""
        self.archive_time = self.archive_time or at

    def restore(self) -> None:
        """Out of the recycle bin. Raises DomainError when it does not lie there."""
        if self.archive_time is None:
            raise precondition("NOT_ARCHIVED", "This record does not lie in the recycle bin.")
        self.archive_time = None


@dataclass(eq=False, kw_only=True)
class Record(Archivable, Aggregate):
    """A business record: it has a number for people, an owner (None = in a pool), custom fields, and a recycle bin.

    `owner_id` and `shared_with` are copies of the record's assignments, `team_id` of the owner's team.
    """

    number: str = ""
    owner_id: UUID | None = None
    team_id: UUID | None = None
    shared_with: list[UUID] = field(default_factory=list)
    custom: dict[str, Any] = field(default_factory=dict)
    archive_time: datetime | None = None


@dataclass(eq=False, kw_only=True)
class Collectible(Record):
    """A record for which somebody may be named who collects what is owed (催收人)."""

    # Copies of its assignments.
    collector_ids: list[UUID] = field(default_factory=list)
