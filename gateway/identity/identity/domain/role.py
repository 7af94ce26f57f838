"""What people of one kind may do."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from chassis.aggregate import Aggregate, Archivable
from chassis.errors import forbidden, invalid
from chassis.principal import Grant
from identity.domain import grants
from identity.domain.shipped_roles import SHIPPED


@dataclass(eq=False, kw_only=True)
class Role(Archivable, Aggregate):
    """A shipped role means what the running release says; only roles of the tenant's own keep their grants in the row."""

    key: str
    name: str
    shipped: bool = False
    own_grants: list[dict[str, Any]] = field(default_factory=list)
    archive_time: datetime | None = None

    @property
    def rights(self) -> Mapping[str, Grant]:
        return rights_of(self.key, self.own_grants, shipped=self.shipped)

    @property
    def grants(self) -> list[dict[str, Any]]:
        return grants.entries_of(self.rights)

    def revise(self, **changes: Any) -> None:
        """Takes new values of fields. Raises DomainError for a shipped role, and for another key."""
        self._demand_own()
        if changes.pop("key", self.key) != self.key:
            raise invalid("role.key", "The key of a role never changes.", "FIELD_IMMUTABLE")
        if "grants" in changes:
            self.own_grants = grants.checked(changes.pop("grants"), "role.grants")
        for name, value in changes.items():
            setattr(self, name, value)

    def archive(self, at: datetime) -> None:
        """Raises DomainError for a shipped role."""
        self._demand_own()
        super().archive(at)

    def _demand_own(self) -> None:
        if self.shipped:
            raise forbidden("ROLE_SHIPPED", f"{self.name} is part of the product and cannot be changed; make a role of your own.")


def rights_of(key: str, own_grants: list[dict[str, Any]], *, shipped: bool) -> Mapping[str, Grant]:
    """What a role grants, from its row."""
    return SHIPPED[key].rights if shipped else grants.rights_of(own_grants)
