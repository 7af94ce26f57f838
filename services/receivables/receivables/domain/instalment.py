"""One part of what a customer owes. Changed by its plan alone."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from chassis.aggregate import Part
from chassis.money import Money, MoneyOf
from chassis.search import search_text
from receivables.domain.states import Basis, ClaimState, CloseReason, PaymentState, TimeState
from receivables.domain.terms import Gate, Layer, ShareBase, Term
from receivables.domain.triggers import Credit, Trigger

DUE_SOON_DAYS = 7
_STATES_BEFORE = {
    TimeState.LATE: TimeState.EXPECTED,
    TimeState.DUE_SOON: TimeState.NOT_DUE,
    TimeState.DUE: TimeState.DUE_SOON,
    TimeState.OVERDUE: TimeState.DUE,
}


@dataclass(eq=False, kw_only=True)
class Instalment(Part):
    """Keeps its id over the versions of its plan.

    Three independent axes: `claim_state`; `payment_state` from what is paid; and time, where `told` is the last state that was
    announced. What is above `amount_minor` is copied from the plan, so that a row can be listed and scoped by itself.
    """

    payment_plan_id: UUID
    contract_id: UUID
    contract_number: str
    customer_order_number: str = ""
    customer_id: UUID
    legal_entity_id: UUID
    business_unit: str = ""
    product_line: str = ""
    region: str = ""
    owner_id: UUID | None = None
    team_id: UUID | None = None
    shared_with: list[UUID] = field(default_factory=list)
    create_time: datetime
    currency: str
    amount_minor: int
    position: int
    name: str
    trigger: Trigger
    basis: Basis = Basis.CONTRACT
    layer: Layer = Layer.NORMAL
    share: Decimal | None = None
    share_base: ShareBase | None = None
    lot_code: str = ""
    credit: Credit | None = None
    gate: Gate | None = None
    paid_minor: int = 0
    # Held in advance for it by receipts, until it is claimable.
    advance_minor: int = 0
    invoiced_minor: int = 0
    claim_state: ClaimState = ClaimState.PLANNED
    close_reason: CloseReason | None = None
    told: TimeState = TimeState.EXPECTED
    expected_claim_date: date | None = None
    expected_date: date | None = None
    claim_date: date | None = None
    due_date: date | None = None
    original_due_date: date | None = None
    settle_date: date | None = None
    search_text: str = ""

    amount = MoneyOf()
    paid = MoneyOf()
    advance = MoneyOf()
    invoiced = MoneyOf()

    @property
    def open(self) -> Money:
        """What is not paid; nothing once it is cancelled."""
        return Money.zero(self.currency) if self.is_cancelled else self.amount - self.paid

    @property
    def open_minor(self) -> int:
        return self.open.minor

    @property
    def is_cancelled(self) -> bool:
        return self.close_reason is CloseReason.CANCELLED

    @property
    def is_touched(self) -> bool:
        """Paid, invoiced or paid in advance, if only in part: a new version leaves it as it is."""
        return bool(self.paid_minor or self.invoiced_minor or self.advance_minor)

    @property
    def payment_state(self) -> PaymentState:
        if not self.paid_minor:
            return PaymentState.NONE
        return PaymentState.PARTIAL if self.open else PaymentState.FULL

    @property
    def time_state(self) -> TimeState | None:
        return None if self.claim_state is ClaimState.CLOSED else self.told

    @property
    def payable_date(self) -> date | None:
        """The day on which the money is due or, before there is a claim, expected."""
        return self.due_date or self.expected_date

    @property
    def term(self) -> Term:
        """What was agreed for it."""
        return Term(
            name=self.name,
            trigger=self.trigger,
            share=self.share,
            share_base=self.share_base,
            lot_code=self.lot_code,
            amount=None if self.share else self.amount,
            layer=self.layer,
            credit=self.credit,
            gate=self.gate,
        )

    # --- what its plan does ----------------------------------------------------------------------

    def agree(self, term: Term, amount: Money) -> None:
        """Under another term it is planned anew, also where it was claimable: whether it is owed, the new term says."""
        self.amount = amount
        self.name, self.trigger, self.credit, self.layer, self.gate = term.name, term.trigger, term.credit, term.layer, term.gate
        self.share, self.share_base, self.lot_code = term.share, term.share_base, term.lot_code
        self.claim_state, self.claim_date, self.due_date = ClaimState.PLANNED, None, None
        self.search_text = search_text(self.name, self.contract_number, self.customer_order_number)

    def expect(self, certain: date | None, likely: date | None, payment: date | None) -> None:
        """The day on which its claim is certain to arise, that on which it is likely to, and that of the payment then."""
        self.claim_date, self.expected_claim_date, self.expected_date = certain, likely, payment

    def become_claimable(self, due: date) -> None:
        self.claim_state, self.due_date = ClaimState.CLAIMABLE, due
        self.original_due_date = self.original_due_date or due
        self.expected_claim_date = self.expected_date = None

    def pay(self, amount: Money, received: date) -> None:
        self.paid += amount
        if not self.open:
            self.claim_state, self.close_reason, self.settle_date = ClaimState.CLOSED, CloseReason.SETTLED, received

    def unpay(self, amount: Money) -> None:
        self.paid -= amount
        self.claim_state, self.close_reason, self.settle_date = ClaimState.CLAIMABLE, None, None

    def cancel(self) -> None:
        self.claim_state, self.close_reason = ClaimState.CLOSED, CloseReason.CANCELLED

    # --- where it stands in time -----------------------------------------------------------------

    def time_on(self, today: date) -> TimeState:
        """Where an open instalment stands on a day."""
        if self.due_date is None:
            late = self.expected_claim_date is not None and self.expected_claim_date < today
            return TimeState.LATE if late else TimeState.EXPECTED
        days_left = (self.due_date - today).days
        if days_left > DUE_SOON_DAYS:
            return TimeState.NOT_DUE
        if days_left > 0:
            return TimeState.DUE_SOON
        return TimeState.DUE if days_left == 0 else TimeState.OVERDUE

    def tell_anew(self, today: date, *, silently: bool) -> None:
        """After its days or its claim changed: what is past stays untold, except for where it stands now. Silently tells that too."""
        present = self.time_on(today)
        before = _STATES_BEFORE.get(present, present)
        if silently:
            self.told = present
        elif not before.rank <= self.told.rank <= present.rank:
            self.told = before

    def alarms(self) -> dict[TimeState, date]:
        """The days on which it will stand where nobody has been told yet that it stands."""
        if self.claim_state is ClaimState.CLOSED:
            return {}
        return {state: day for state, day in self._turning_days().items() if state.rank > self.told.rank}

    def _turning_days(self) -> dict[TimeState, date]:
        if self.due_date is None:
            return {TimeState.LATE: self.expected_claim_date + timedelta(days=1)} if self.expected_claim_date else {}
        return {
            TimeState.DUE_SOON: self.due_date - timedelta(days=DUE_SOON_DAYS),
            TimeState.DUE: self.due_date,
            TimeState.OVERDUE: self.due_date + timedelta(days=1),
        }
