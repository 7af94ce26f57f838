"""An order that is approved and not released. Once it is cleared it takes of the limits, so that not everybody is given the same room."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from chassis.aggregate import Aggregate
from chassis.money import MoneyOf
from receivables.domain.credit import facts
from receivables.domain.credit.states import CreditDecision
from receivables.domain.credit.verdict import Verdict


@dataclass(eq=False, kw_only=True)
class WaitingOrder(Aggregate):
    """`taken` is what of the amount it takes besides what is exposed already. Without a day, nobody looks any more."""

    sales_order_id: UUID
    number: str
    customer_id: UUID
    legal_entity_id: UUID
    contract_id: UUID | None
    paid_by_contract: bool
    currency: str
    amount_minor: int
    taken_minor: int
    decision: CreditDecision | None = None
    reasons: list[dict[str, Any]] = field(default_factory=list)
    look_date: date | None = None

    amount = MoneyOf()
    taken = MoneyOf()

    def judge(self, said: Verdict, taken_minor: int, today: date, *, aloud: bool) -> None:
        """Tells what changed; everything where it is said `aloud`."""
        reasons = [why for reason in said.reasons if (why := reason.why)]
        is_news = aloud or (said.decision, reasons) != (self.decision, self.reasons)
        self.decision, self.reasons, self.taken_minor = said.decision, reasons, taken_minor
        self.look_date = today + timedelta(days=1)
        if is_news:
            self.record(facts.order_checked(self, said))

    def look_at(self, today: date) -> None:
        """As soon as may be."""
        if self.look_date is not None:
            self.look_date = today

    def leave(self) -> None:
        self.look_date = None
