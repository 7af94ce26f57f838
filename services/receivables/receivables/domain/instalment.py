"""One part of what a customer owes. Changed by its plan alone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from chassis.aggregate import Part
from chassis.money import Money, MoneyOf
from chassis.search import search_text
from receivables.domain.dunning import Notice, come, rescheduled, told_until
from receivables.domain.invoice_share import InvoiceShare, progress, replaced
from receivables.domain.limitation import Interruption, limitation_date, paid, unpaid, warning_days
from receivables.domain.states import (
    Basis,
    ClaimState,
    CloseReason,
    IntentKind,
    InvoiceProgress,
    PaymentState,
    PromiseState,
    TimeState,
)
from receivables.domain.terms import Gate, Layer, ShareBase, Term
from receivables.domain.triggers import Credit, Trigger

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
    announced. `notices` are what else is said of it, on which day. What is above `amount_minor` is copied from the plan, so that a row
    can be listed and scoped by itself.
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
    collector_ids: list[UUID] = field(default_factory=list)
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
    # Of what is paid: what red invoices left to the customer's credit.
    credited_minor: int = 0
    # Of what is paid: what no money paid, but a write-off, a rounding difference or a bank fee; and of that, what was written off.
    relieved_minor: int = 0
    written_off_minor: int = 0
    # Of late interest: the overdue instalment that it is claimed for, and the days, both included.
    interest_of_id: UUID | None = None
    interest_from_date: date | None = None
    interest_until_date: date | None = None
    # The invoices that are for it, how far the one furthest behind is and since when, and the day since which they cover all of it.
    invoice_shares: list[InvoiceShare] = field(default_factory=list)
    invoice_progress: InvoiceProgress = InvoiceProgress.NOT_REQUESTED
    invoice_progress_date: date | None = None
    invoiced_date: date | None = None
    claim_state: ClaimState = ClaimState.PLANNED
    close_reason: CloseReason | None = None
    told: TimeState = TimeState.EXPECTED
    expected_claim_date: date | None = None
    expected_date: date | None = None
    claim_date: date | None = None
    due_date: date | None = None
    original_due_date: date | None = None
    settle_date: date | None = None
    due_soon_days: int = 7
    notices: list[Notice] = field(default_factory=list)
    # Of what is open: in dispute, and promised by promises that pause its reminders.
    disputed_minor: int = 0
    promised_minor: int = 0
    # Of what is open: what bills that do not count yet are to pay.
    in_bills_minor: int = 0
    # How many pauses it had, and how many promises were ever made of it.
    pauses: int = 0
    promises: int = 0
    # The promise of it that was last waited for: its day, and what came of it.
    promise_id: UUID | None = None
    promise_date: date | None = None
    promise_state: PromiseState | None = None
    # What the customer meant to do about it when last asked.
    intent: IntentKind | None = None
    intent_date: date | None = None
    # What interrupted its limitation period, the day on which that ends, and the day on which somebody was told last that it does.
    interruptions: list[Interruption] = field(default_factory=list)
    limitation_date: date | None = None
    limitation_warning_date: date | None = None
    search_text: str = ""

    amount = MoneyOf()
    paid = MoneyOf()
    advance = MoneyOf()
    invoiced = MoneyOf()
    credited = MoneyOf()
    relieved = MoneyOf()
    written_off = MoneyOf()
    disputed = MoneyOf()
    promised = MoneyOf()
    in_bills = MoneyOf()

    @property
    def open(self) -> Money:
        """What is not paid; nothing once it is cancelled."""
        return Money.zero(self.currency) if self.is_cancelled else self.amount - self.paid

    @property
    def open_minor(self) -> int:
        return self.open.minor

    @property
    def payable(self) -> Money:
        """What may be asked for: open, and neither held in advance nor disputed nor promised nor under way as a bill."""
        return max(self.open - self.advance - self.disputed - self.promised - self.in_bills, Money.zero(self.currency))

    @property
    def payable_minor(self) -> int:
        return self.payable.minor

    @property
    def to_invoice(self) -> Money:
        """What nobody has asked an invoice for yet."""
        if self.is_cancelled:
            return Money.zero(self.currency)
        shared = sum(share.minor for share in self.invoice_shares)
        return Money(self.currency, max(0, self.amount_minor - self.credited_minor - shared))

    @property
    def is_cancelled(self) -> bool:
        return self.close_reason is CloseReason.CANCELLED

    @property
    def is_late_interest(self) -> bool:
        """Owed besides what the contract comes to: no part of its total, and of no revision."""
        return self.basis is Basis.LATE_INTEREST

    @property
    def is_touched(self) -> bool:
        """Paid, invoiced or paid in advance, if only in part: a new version leaves it as it is."""
        return bool(self.paid_minor or self.invoiced_minor or self.advance_minor or self.in_bills_minor)

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
        self.claim_state, self.claim_date, self.due_date, self.limitation_date = ClaimState.PLANNED, None, None, None
        self.search_text = search_text(self.name, self.contract_number, self.customer_order_number)

    def expect(self, certain: date | None, likely: date | None, payment: date | None) -> None:
        """The day on which its claim is certain to arise, that on which it is likely to, and that of the payment then."""
        self.claim_date, self.expected_claim_date, self.expected_date = certain, likely, payment

    def become_claimable(self, due: date) -> None:
        self.claim_state, self.due_date = ClaimState.CLAIMABLE, due
        self.original_due_date = self.original_due_date or due
        self.expected_claim_date = self.expected_date = None
        self.interrupt(self.interruptions)

    def pay(self, amount: Money, received: date, *, credit: bool = False) -> None:
        self.paid += amount
        if credit:
            self.credited += amount
        self._close_if_nothing_is_open(received)

    def relieve(self, amount: Money, on: date, *, bad: bool) -> None:
        """So much of it nobody pays any more; `bad` where it is given up."""
        self.paid, self.relieved = self.paid + amount, self.relieved + amount
        if bad:
            self.written_off += amount
        self._close_if_nothing_is_open(on)

    def burden(self, amount: Money, *, bad: bool) -> None:
        """So much of that is owed again."""
        self.relieved -= amount
        if bad:
            self.written_off -= amount
        self.unpay(amount)

    def _close_if_nothing_is_open(self, on: date) -> None:
        """What was written off, or waived before anything was paid, was never settled."""
        if self.open:
            return
        self.claim_state, self.close_reason = ClaimState.CLOSED, CloseReason.SETTLED
        if self.written_off:
            self.close_reason = CloseReason.WRITTEN_OFF
        elif self.is_late_interest and self.relieved == self.paid:
            self.close_reason = CloseReason.WAIVED
        self.settle_date = on if self.close_reason is CloseReason.SETTLED else None

    def unpay(self, amount: Money, *, credit: bool = False) -> None:
        self.paid -= amount
        if credit:
            self.credited -= amount
        self.claim_state, self.close_reason, self.settle_date = ClaimState.CLAIMABLE, None, None
        self.interrupt(self.interruptions)

    def cancel(self) -> None:
        self.claim_state, self.close_reason = ClaimState.CLOSED, CloseReason.CANCELLED

    # --- what its invoices do --------------------------------------------------------------------

    def cover(self, amount: Money, on: date) -> None:
        """Invoices cover so much more of it, or less. Before it is owed, the day since which they cover all of it may go again."""
        self.invoiced += amount
        if self.invoiced_minor + self.credited_minor >= self.amount_minor:
            self.invoiced_date = self.invoiced_date or on
        elif self.claim_state is ClaimState.PLANNED:
            self.invoiced_date = None

    def hear_invoice(self, share: InvoiceShare, on: date) -> None:
        """An invoice that is for it took a step."""
        self.invoice_shares = replaced(self.invoice_shares, share)
        found = progress(self.invoice_shares, self.amount_minor - self.credited_minor)
        if found is not self.invoice_progress:
            self.invoice_progress, self.invoice_progress_date = found, on

    # --- what the customer says ------------------------------------------------------------------

    def dispute(self, amount: Money) -> None:
        self.disputed += amount

    def settle_dispute(self, amount: Money) -> None:
        self.disputed -= amount

    def pause(self, amount: Money) -> None:
        """Reminders of so much wait for a promise."""
        self.promised += amount

    def resume(self, amount: Money) -> None:
        self.promised -= amount

    def hear_promise(self, id: UUID, day: date, state: PromiseState) -> None:
        """A promise of it changed. What comes of one that was followed by another is not told."""
        if self.promise_id == id or state is PromiseState.OPEN:
            self.promise_id, self.promise_date, self.promise_state = id, day, state

    def mean(self, kind: IntentKind, on: date) -> None:
        """What the customer means to do, unless something later is known."""
        if self.intent_date is None or self.intent_date <= on:
            self.intent, self.intent_date = kind, on

    # --- until when it can be enforced -----------------------------------------------------------

    def interrupt(self, interruptions: Iterable[Interruption]) -> None:
        """All that interrupted its limitation period, as it is known by now."""
        self.interruptions = list(interruptions)
        self.limitation_date = limitation_date(self.due_date, self.interruptions)

    def pay_in_part(self, payment: Interruption) -> None:
        """Of what is paid in full there is nothing left to enforce."""
        if self.open or any(each.source_id == payment.source_id for each in self.interruptions):
            self.interrupt(paid(self.interruptions, payment))

    def show(self, source_id: UUID, *, proven: bool) -> None:
        """Something written of a promise or a confirmation came, or went."""
        self.interrupt(replace(each, proven=proven) if each.source_id == source_id else each for each in self.interruptions)

    def take_back(self, source_id: UUID, minor: int = 0) -> None:
        """What a receipt paid of it, or a promise, does not count any more."""
        self.interrupt(unpaid(self.interruptions, source_id, minor))

    def warning_days(self) -> list[date]:
        """The days on which somebody is told that it cannot be enforced soon."""
        if self.limitation_date is None or self.claim_state is not ClaimState.CLAIMABLE:
            return []
        return warning_days(self.limitation_date, self.limitation_warning_date)

    def take_warning(self, today: date) -> int | None:
        """How many days are left, where that is to be said today, and from here on is."""
        if self.limitation_date is None:
            # It became due before anybody counted.
            self.interrupt(self.interruptions)
        if self.limitation_date is None or not any(day <= today for day in self.warning_days()):
            return None
        self.limitation_warning_date = today
        left = (self.limitation_date - today).days
        return left if left >= 0 else None

    # --- where it stands in time -----------------------------------------------------------------

    def time_on(self, today: date) -> TimeState:
        """Where an open instalment stands on a day."""
        if self.due_date is None:
            late = self.expected_claim_date is not None and self.expected_claim_date < today
            return TimeState.LATE if late else TimeState.EXPECTED
        days_left = (self.due_date - today).days
        if days_left > self.due_soon_days:
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
            TimeState.DUE_SOON: self.due_date - timedelta(days=self.due_soon_days),
            TimeState.DUE: self.due_date,
            TimeState.OVERDUE: self.due_date + timedelta(days=1),
        }

    # --- what is said of it besides ---------------------------------------------------------------

    def notice(self, fresh: Iterable[Notice], today: date, soonest: date, *, silently: bool) -> None:
        """Its days or its amount changed, and so what is said on which day."""
        self.notices = rescheduled(fresh, self.notices, today, soonest, silently=silently)

    def take_notices(self, today: date) -> Sequence[Notice]:
        """What is to be said today, and from here on is. Nothing while there is nothing to ask for: then it waits."""
        if not any(day <= today for day in self.notice_days()):
            return []
        found, self.notices = come(self.notices, today), told_until(self.notices, today)
        return found

    def notice_days(self) -> list[date]:
        """The days on which something is still to be said, if nothing changes until then."""
        return [notice.day for notice in self.notices if not notice.told] if self.is_asked_for else []

    @property
    def is_asked_for(self) -> bool:
        return self.claim_state is not ClaimState.CLOSED and bool(self.payable)
