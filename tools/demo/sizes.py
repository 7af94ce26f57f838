"""How much of everything there is. A smaller company has at least one of each, so that every state is shown."""

from collections.abc import Mapping
from dataclasses import dataclass

ACCOUNTS = 300
LEADS: Mapping[str, int] = {
    "assigned": 100,
    "contacted": 120,
    "qualified": 40,
    "converted": 110,
    "disqualified": 120,
    "returned": 20,
    "pooled": 50,
    # Came in these days; rules say who gets them.
    "fresh": 40,
}
OPPORTUNITIES: Mapping[str, int] = {"open": 166, "fresh": 24, "lost": 90}
# Each comes of a won opportunity. Up to "signed" they are on their way these days, the others are history.
CONTRACTS: Mapping[str, int] = {
    "draft": 8,
    "approved": 6,
    "sealed": 5,
    "returned": 4,
    "signed": 4,
    "effective": 68,
    "fulfilled": 18,
    "terminated": 7,
}
# Call-offs of frame contracts, each as far as it came.
ORDERS: Mapping[str, int] = {"draft": 1, "submitted": 2, "approved": 2, "released": 3, "delivered": 4}
# Charges for visits, each as far as it came.
CHARGES: Mapping[str, int] = {"draft": 1, "submitted": 2, "approved": 5}
UNDER_WAY = ("draft", "approved", "sealed", "returned", "signed")
OTHERS: Mapping[str, int] = {
    "touches": 200,
    "talks": 300,
    "fresh_talks": 36,
    "disputes": 6,
    "promises": 8,
    "intents": 6,
    "unapplied": 3,
    "arrivals": 8,
    "do_not_disturb": 6,
    "care_dates": 24,
    "own_todos": 9,
}


@dataclass(frozen=True)
class Sizes:
    """1 is the full company."""

    scale: float = 1.0

    def __call__(self, count: int) -> int:
        return max(1, round(count * self.scale))

    def each(self, counts: Mapping[str, int]) -> list[str]:
        """The states, each as often as there are records in it."""
        return [state for state, count in counts.items() for _ in range(self(count))]

    def of(self, kind: str) -> int:
        return self(OTHERS[kind])
