"""At which rate money that comes is paid for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from chassis.aggregate import Aggregate
from chassis.errors import invalid


@dataclass(eq=False, kw_only=True)
class CommissionPlan(Aggregate):
    """Its rate never changes: another one is another plan. `rate` is in per cent of the money."""

    name: str
    rate: Decimal
    legal_entity_id: UUID | None = None
    product_line: str = ""
    from_date: date
    to_date: date | None = None

    def check(self) -> None:
        """Raises DomainError for a rate or days that make no sense."""
        if not 0 < self.rate <= 100 or self.rate != round(self.rate, 4):
            raise invalid("commission_plan.rate", "A rate lies between 0 and 100 per cent, with four digits at most.", "RATE_INVALID")
        if self.to_date is not None and self.to_date < self.from_date:
            raise invalid("commission_plan.to_date", "It ends before it begins.", "DATES_REVERSED")

    def end(self, on: date) -> None:
        """Raises DATES_REVERSED before its first day."""
        if on < self.from_date:
            raise invalid("to_date", f"It began on {self.from_date}.", "DATES_REVERSED")
        self.to_date = on


def plan_for(plans: Iterable[CommissionPlan], *, legal_entity_id: UUID, product_line: str, on: date) -> CommissionPlan | None:
    """The most particular one that holds on the day of the money, of these the latest; None where none does."""
    fitting = [
        plan
        for plan in plans
        if plan.from_date <= on
        and (plan.to_date is None or on <= plan.to_date)
        and plan.legal_entity_id in (None, legal_entity_id)
        and plan.product_line in ("", product_line)
    ]
    return max(fitting, key=lambda plan: (bool(plan.product_line), plan.legal_entity_id is not None, plan.from_date, plan.id), default=None)
