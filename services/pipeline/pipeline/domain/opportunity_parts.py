"""What an opportunity is made of."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from chassis.aggregate import Part
from pipeline.domain import pricing


class OpportunityState(StrEnum):
    OPEN = "open"
    WON = "won"
    LOST = "lost"


@dataclass(frozen=True, kw_only=True)
class OpportunityLineDraft:
    """A line as somebody wants to have it."""

    product_id: UUID
    quantity: Decimal = Decimal(1)
    unit_price: Decimal | None = None


@dataclass(eq=False, kw_only=True)
class OpportunityLine(Part):
    """One product that a sale is about; without a price while nobody has spoken of one."""

    position: int
    product_id: UUID
    currency: str
    quantity: Decimal = Decimal(1)
    unit_price: Decimal | None = None
    amount_minor: int | None = None

    def take(self, draft: OpportunityLineDraft, where: str) -> None:
        """Becomes what the draft says. Raises DomainError under the path `where` when a quantity or a price is wrong."""
        self.product_id, self.unit_price = draft.product_id, draft.unit_price
        self.quantity = pricing.quantity(f"{where}.quantity", draft.quantity)
        self.amount_minor = None
        if draft.unit_price is not None:
            pricing.exact(f"{where}.unit_price", draft.unit_price)
            self.amount_minor = pricing.amount(self.currency, self.quantity, draft.unit_price, f"{where}.unit_price").minor


def lines_total(lines: Iterable[OpportunityLine]) -> int | None:
    """What the priced lines come to, in minor units; None while no line has a price."""
    priced = [line.amount_minor for line in lines if line.amount_minor is not None]
    return sum(priced) if priced else None


@dataclass(eq=False, kw_only=True)
class StageEntry(Part):
    """One stay in a stage. `position` counts the stays from 1."""

    position: int
    stage: str
    entry_date: date
    exit_date: date | None = None
    person_id: UUID | None = None
    note: str = ""
    # Imported: nobody knows how long the stay in this one stage was, so it says nothing about the usual one.
    recalled: bool = False
