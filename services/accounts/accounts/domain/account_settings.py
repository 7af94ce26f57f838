"""What an administrator may change of the rules of accounts (domain.md, "Defaults that an administrator can change")."""

from dataclasses import dataclass
from typing import Any

from accounts.domain.account import Tier
from accounts.domain.rfm import Thresholds
from chassis.aggregate import Aggregate
from chassis.bounds import all_within
from chassis.errors import invalid
from chassis.money import MoneyOf

# Field: the least and the most that make sense.
_BOUNDS = {
    **dict.fromkeys(("tier_a_days", "active_days", "tier_b_days", "tier_c_days"), (1, 730)),
    "churn_months": (1, 24),
    "thin_quality": (0, 100),
    "one_sided_count": (2, 20),
    "response_fall_percent": (5, 95),
    "edit_hours": (0, 720),
    "rfm_recent_days": (1, 730),
    "rfm_frequent_orders": (1, 1000),
}


@dataclass(eq=False, kw_only=True)
class AccountSettings(Aggregate):
    """One per company. A change holds for what starts after it."""

    tier_a_days: int = 3
    active_days: int = 7
    tier_b_days: int = 30
    tier_c_days: int = 90
    churn_months: int = 3
    thin_quality: int = 40
    one_sided_count: int = 3
    response_fall_percent: int = 40
    edit_hours: int = 24
    rfm_recent_days: int = 180
    rfm_frequent_orders: int = 3
    currency: str = "CNY"
    rfm_large_amount_minor: int = 50_000_000

    rfm_large_amount = MoneyOf()

    def revise(self, **changes: Any) -> None:
        """Takes new values. Raises DomainError for one that makes no sense."""
        if (amount := changes.pop("rfm_large_amount", None)) is not None:
            if amount.minor < 0:
                raise invalid(
                    "account_settings.rfm_large_amount", "An amount from which an account is large is not negative.", "OUT_OF_RANGE"
                )
            self.currency, self.rfm_large_amount_minor = amount.currency, amount.minor
        for name, value in changes.items():
            setattr(self, name, value)
        all_within("account_settings", self, _BOUNDS)

    def contact_days(self, tier: Tier | None, *, active: bool) -> int:
        """Days after which an account without contact goes cold. `active`: it has an open opportunity or overdue money."""
        usual = {Tier.A: self.tier_a_days, Tier.B: self.tier_b_days}.get(tier or Tier.C, self.tier_c_days)
        return min(usual, self.active_days) if active else usual

    @property
    def thresholds(self) -> Thresholds:
        return Thresholds(self.rfm_recent_days, self.rfm_frequent_orders, self.rfm_large_amount_minor)
