"""What a source or a campaign cost and brought."""

from collections import Counter
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from chassis.money import Money


@dataclass
class ChannelReturn:
    """Counts, and amounts in minor units by currency."""

    leads: int = 0
    qualified: int = 0
    converted: int = 0
    won: int = 0
    cost: Counter[str] = field(default_factory=Counter)
    won_amount: Counter[str] = field(default_factory=Counter)
    collected: Counter[str] = field(default_factory=Counter)

    @property
    def conversion_rate(self) -> Decimal | None:
        return percent(self.converted, self.leads)

    @property
    def win_rate(self) -> Decimal | None:
        return percent(self.won, self.leads)

    @property
    def cost_per_lead(self) -> Money | None:
        if len(self.cost) != 1 or not self.leads:
            return None
        ((currency, minor),) = self.cost.items()
        return Money(currency, int((Decimal(minor) / self.leads).quantize(Decimal(1), ROUND_HALF_UP)))

    @property
    def return_on_won(self) -> Decimal | None:
        return self._ratio(self.won_amount)

    @property
    def return_on_collected(self) -> Decimal | None:
        return self._ratio(self.collected)

    def _ratio(self, earned: Counter[str]) -> Decimal | None:
        """Earned / cost. There is none without costs (a referral is beyond all measure), nor between different currencies."""
        if len(self.cost) != 1 or not earned.keys() <= self.cost.keys():
            return None
        ((currency, minor),) = self.cost.items()
        return (Decimal(earned[currency]) / minor).quantize(Decimal("0.01"), ROUND_HALF_UP) if minor else None


def percent(part: int, whole: int) -> Decimal | None:
    """Of the whole, with one digit; None of nothing."""
    return (Decimal(100) * part / whole).quantize(Decimal("0.1"), ROUND_HALF_UP) if whole else None
