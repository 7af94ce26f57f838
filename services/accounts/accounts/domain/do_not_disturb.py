"""A period in which a customer must not get marketing (免打扰)."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from chassis.aggregate import Record
from chassis.errors import invalid


@dataclass(eq=False, kw_only=True)
class DoNotDisturb(Record):
    """Scoped like its account. Both days belong to the period; without a last one it holds until somebody ends it."""

    account_id: UUID
    contact_id: UUID | None = None
    from_date: date
    until_date: date | None = None
    reason: str = ""
    external_refs: list[dict[str, Any]] = field(default_factory=list)

    def revise(self, **changes: Any) -> None:
        """Takes new values of fields. Raises DomainError when it would end before it begins."""
        for name in ("account_id", "contact_id"):
            changes.pop(name, None)
        for name, value in changes.items():
            if name != "from_date" or value is not None:
                setattr(self, name, value)
        if self.until_date is not None and self.until_date < self.from_date:
            raise invalid("do_not_disturb.until_date", "It ends before it begins.", "DATES_REVERSED")
