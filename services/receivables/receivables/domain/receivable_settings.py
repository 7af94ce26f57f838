"""What an administrator may change about reminders and promises."""

from dataclasses import dataclass, field, fields
from typing import Any

from chassis.aggregate import Aggregate
from chassis.bounds import within
from chassis.errors import invalid
from receivables.domain.dunning import DunningPolicy

# The longest times that mean anything, and how many of them.
_MOST_DAYS, _MOST_LEVELS = 365, 20


@dataclass(eq=False, kw_only=True)
class ReceivableSettings(Aggregate):
    """One per tenant. A change holds for what starts after it: a plan keeps its policy, a promise the day on which it is broken."""

    dunning: DunningPolicy = field(default_factory=DunningPolicy)
    # Days after the promised one that still count as kept.
    promise_tolerance_days: int = 0
    # How often promises may pause the reminders of one instalment.
    promise_pauses: int = 2

    def revise(self, *, dunning: dict[str, Any], **changes: int) -> None:
        """Takes new values; those of the policy that are not given stay. Raises OUT_OF_RANGE and what `_checked` says."""
        for name, value in changes.items():
            within(_path(name), value, 0, _MOST_DAYS)
            setattr(self, name, value)
        present = {each.name: getattr(self.dunning, each.name) for each in fields(DunningPolicy)}
        given = {name: tuple(value) if isinstance(value, list) else value for name, value in dunning.items()}
        self.dunning = _checked(DunningPolicy(**(present | given)))


def _checked(policy: DunningPolicy) -> DunningPolicy:
    """Raises DomainError for days that no calendar needs, and where a day or a currency is named twice."""
    for name in ("payment_day_days", "grace_days", "due_soon_days"):
        within(_path(f"dunning.{name}"), getattr(policy, name), 0, _MOST_DAYS)
    for days in policy.preparation_days:
        within(_path("dunning.preparation_days"), days, 1, _MOST_DAYS)
    for level in policy.reminder_levels:
        within(_path("dunning.reminder_levels"), level, -_MOST_DAYS, _MOST_DAYS)
    currencies = [minimum.currency for minimum in policy.preparation_minimums]
    for name, named in (
        ("preparation_days", policy.preparation_days),
        ("reminder_levels", policy.reminder_levels),
        ("preparation_minimums", currencies),
    ):
        if len(set(named)) < len(named) or len(named) > _MOST_LEVELS:
            raise invalid(_path(f"dunning.{name}"), f"Name each once, and {_MOST_LEVELS} at most.", "NAMED_TWICE")
    if any(minimum.minor < 0 for minimum in policy.preparation_minimums):
        raise invalid(_path("dunning.preparation_minimums"), "A minimum is not negative.", "AMOUNT_NEGATIVE")
    return policy


def _path(name: str) -> str:
    return f"receivable_settings.{name}"
