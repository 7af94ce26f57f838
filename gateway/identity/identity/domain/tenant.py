"""An organisation that uses the product."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from chassis.aggregate import Aggregate
from chassis.errors import invalid, precondition
from identity.domain.places import check_currency, check_zone

FIXED = ("code", "sandbox")
# Emptied, they stay what they were.
NEEDED = ("functional_currency", "time_zone", "locale")


@dataclass(eq=False, kw_only=True)
class Tenant(Aggregate):
    """Its `id` is the `tenant_id` of everything that belongs to it. `code` is what people type to sign in."""

    name: str
    code: str
    functional_currency: str
    time_zone: str
    locale: str
    sandbox: bool = False
    # How far a sandbox's clock is ahead of real time.
    clock_offset_seconds: int = 0
    # When it was removed; a moment later it is gone.
    archive_time: datetime | None = None

    def __post_init__(self) -> None:
        check_currency(self.functional_currency, "tenant.functional_currency")
        check_zone(self.time_zone, "tenant.time_zone")

    def revise(self, **changes: Any) -> None:
        """Takes new values of fields. Raises DomainError for what never changes."""
        for name in FIXED:
            if changes.get(name, getattr(self, name)) != getattr(self, name):
                raise invalid(f"tenant.{name}", f"The {name} of a tenant never changes.", "FIELD_IMMUTABLE")
        for name, value in changes.items():
            if value or name not in NEEDED:
                setattr(self, name, value)
        self.__post_init__()

    def remove(self, confirmed_code: str, at: datetime) -> None:
        """With everything that belongs to it. Raises DomainError for one that is no sandbox, or when another was meant."""
        if not self.sandbox:
            detail = "Only a sandbox can be removed: what a company has earned and owes is kept."
            raise precondition("NOT_A_SANDBOX", detail)
        if confirmed_code != self.code:
            raise invalid("code", f"Repeat the code of the company, {self.code}, to remove it.", "CODE_MISMATCH", expected=self.code)
        self.archive_time = at
