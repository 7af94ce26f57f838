"""Plans, milestones, money, bills, invoices, what takes them back, and terminations in any order, against an oracle that only counts."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    invariant,
    multiple,
    precondition,
    rule,
    run_state_machine_as_test,
)

from chassis.errors import DomainError
from chassis.money import Money
from receivables.domain.adjusting.adjustment import Adjustment
from receivables.domain.adjusting.states import AdjustmentKind
from receivables.domain.ageing import AgeingBasis, Buckets, aged, open_claims
from receivables.domain.bill import Bill
from receivables.domain.entries import Known, legs_known
from receivables.domain.instalment import Instalment
from receivables.domain.invoice import Invoice
from receivables.domain.ledger import Kind
from receivables.domain.plan import PaymentPlan
from receivables.domain.receipt import Receipt
from receivables.domain.states import AllocationKind, BillAct, BillState, ClaimState, CollectedWhen, InvoiceState, Recourse, RedReason
from receivables.domain.terms import Layer
from tests.support.book import ACCEPTED, MEDTEC, RECEIVABLE, SUNRISE, Book

MINOR = st.integers(1, 50_000)
# A plan has three instalments, and late interest besides.
MOST = 5
POSITION = st.integers(0, MOST - 1)
# So much of a claim in yuan one person may settle alone.
ALONE = {
    AdjustmentKind.ROUNDING: 10_00,
    AdjustmentKind.BANK_FEE: 200_00,
    AdjustmentKind.WRITE_OFF: 0,
    AdjustmentKind.LATE_INTEREST_WAIVER: 0,
}


def at(plan: PaymentPlan, position: int) -> Instalment:
    return plan.instalments[position % len(plan.instalments)]


@dataclass
class Owed:
    """What the oracle knows of an instalment: how much, since when if at all, and what was paid."""

    amount: int
    layer: Layer
    waits_for: tuple[str, int]  # a milestone, and months after it
    since: date | None = None
    cancelled: bool = False
    paid: int = 0
    # By invoices that are asked for or issued, by those that are issued, and of what is paid by what red ones left.
    shared: int = 0
    invoiced: int = 0
    credited: int = 0
    # Of what is paid: what no money paid, and of that, what was written off.
    relieved: int = 0
    written_off: int = 0

    @property
    def free(self) -> int:
        return 0 if self.cancelled else max(0, self.amount - self.credited - self.shared)

    @property
    def invoiced_open(self) -> int:
        """Money settles the invoiced part first, a credit the other."""
        return min(self.open, max(0, self.invoiced - self.paid + self.credited))

    @property
    def open(self) -> int:
        return self.amount - self.paid if self.since is not None else 0


@dataclass
class Came:
    amount: int
    # None while nobody knows whose it is.
    customer: UUID | None
    paid: dict[UUID, int] = field(default_factory=dict)
    gone: bool = False
    is_credit: bool = False
    # Held in advance, by instalment.
    held: dict[UUID, int] = field(default_factory=dict)
    refunded: int = 0
    # Of a bill: what of it is to pay which instalments, in the order of the lines, and what came back unpaid; where it counts once it
    # is paid, what is neither paid nor came back.
    in_bills: dict[UUID, tuple[UUID, int]] = field(default_factory=dict)
    returned: int = 0
    pending: int = 0
    is_bill: bool = False

    @property
    def under_way(self) -> int:
        return sum(minor for _, minor in self.in_bills.values())

    @property
    def left(self) -> int:
        used = sum(self.paid.values()) + sum(self.held.values()) + self.under_way + self.returned + self.refunded
        return 0 if self.gone else self.amount - used

    @property
    def counted(self) -> int:
        return max(0, self.left - (self.pending - self.under_way))


@dataclass
class Invoiced:
    """Invoices of the oracle have one line without tax, and are for one instalment."""

    plan: PaymentPlan
    target: UUID
    minor: int
    share: int
    covered: int | None = None
    red: int = 0


class Receivables(RuleBasedStateMachine):
    plans, receipts, invoices, bills = Bundle("plans"), Bundle("receipts"), Bundle("invoices"), Bundle("bills")
    adjustments = Bundle("adjustments")

    def __init__(self) -> None:
        super().__init__()
        self.book = Book(today=date(2026, 1, 5))
        self.owed: dict[UUID, Owed] = {}
        self.came: dict[UUID, Came] = {}
        self.issued: list[tuple[date, datetime, int]] = []
        self.invoiced: dict[UUID, Invoiced] = {}
        self.cleared: set[UUID] = set()

    # --- what happens ----------------------------------------------------------------------------

    @rule(target=plans, total=st.integers(1000, 100_000), customer=st.sampled_from([MEDTEC, SUNRISE]))
    def sign(self, total: int, customer: UUID) -> PaymentPlan:
        plan = self.book.sign(Money("CNY", total), "30/60/10", customer=customer)
        first, second = total * 30 // 100, total * 60 // 100
        for instalment, amount, layer, waits_for in zip(
            plan.instalments,
            (first, second, total - first - second),
            (Layer.NORMAL, Layer.NORMAL, Layer.RETENTION),
            (("effective", 0), ("accepted", 0), ("accepted", 12)),
            strict=True,
        ):
            self.owed[instalment.id] = Owed(amount, layer, waits_for)
        self.owed[plan.instalments[0].id].since = self.book.today
        return plan

    @rule(plan=plans)
    def reach(self, plan: PaymentPlan) -> None:
        self.book.reach(plan, ACCEPTED)
        for instalment in plan.instalments:
            owed = self.owed[instalment.id]
            if owed.waits_for == ("accepted", 0) and not owed.cancelled and owed.since is None:
                owed.since = self.book.today

    @rule(plan=plans, position=st.integers(0, 1), minor=MINOR)
    def claim_interest(self, plan: PaymentPlan, position: int, minor: int) -> None:
        """However much accrued: it is owed besides, and paid, invoiced and relieved as all else is."""
        overdue = plan.instalments[position]
        if overdue.due_date is not None and not overdue.is_cancelled and len(plan.instalments) < MOST:
            charge = self.book.charge(overdue, Money("CNY", minor))
            self.owed[charge.id] = Owed(minor, Layer.NORMAL, ("claimed", 0), since=self.book.today)

    @rule(plan=plans, days=st.integers(1, 200))
    def slip(self, plan: PaymentPlan, days: int) -> None:
        self.book.reschedule(plan, self.book.today + timedelta(days=days))

    @rule(plan=consumes(plans))
    def terminate(self, plan: PaymentPlan) -> None:
        self.book.terminate(plan)
        for instalment in plan.instalments:
            self.owed[instalment.id].cancelled = self.owed[instalment.id].since is None

    @rule(target=receipts, minor=MINOR, customer=st.sampled_from([MEDTEC, SUNRISE]))
    def receive(self, minor: int, customer: UUID) -> Receipt:
        receipt = self.book.receive(Money("CNY", minor), customer=customer)
        self.came[receipt.id] = Came(minor, customer)
        return receipt

    @rule(target=receipts, minor=MINOR)
    def receive_from_somebody(self, minor: int) -> Receipt:
        receipt = self.book.receive(Money("CNY", minor), customer=None)
        self.came[receipt.id] = Came(minor, None)
        return receipt

    @rule(receipt=receipts, customer=st.sampled_from([MEDTEC, SUNRISE]))
    def identify(self, receipt: Receipt, customer: UUID) -> None:
        came = self.came[receipt.id]
        stays = came.is_credit or came.paid or came.held or came.refunded
        possible = came.customer == customer or not stays
        try:
            self.book.identify(receipt, customer)
        except DomainError:
            assert not possible
            return
        assert possible
        came.customer = customer

    @rule(receipt=receipts, plan=plans, position=POSITION, minor=st.none() | MINOR)
    def hold(self, receipt: Receipt, plan: PaymentPlan, position: int, minor: int | None) -> None:
        """In advance, for what is not claimable yet, and never more than that comes to."""
        instalment = at(plan, position)
        came, owed = self.came[receipt.id], self.owed[instalment.id]
        most = min(came.left, owed.amount - sum(each.held.get(instalment.id, 0) for each in self.came.values()))
        wanted = most if minor is None else minor
        waits = owed.since is None and not owed.cancelled
        possible = waits and came.customer == plan.customer_id and 0 < wanted <= most
        try:
            self.book.hold(receipt, instalment, None if minor is None else str(Money("CNY", minor).amount))
        except DomainError:
            assert not possible
            return
        assert possible
        came.held[instalment.id] = came.held.get(instalment.id, 0) + wanted

    @rule(receipt=receipts, which=st.integers(0, 5))
    def release(self, receipt: Receipt, which: int) -> None:
        came = self.came[receipt.id]
        if came.held and not came.is_credit:
            id = list(came.held)[which % len(came.held)]
            self.book.release(receipt, self.book.instalments[id])
            del came.held[id]

    @rule(receipt=receipts, plan=plans, position=POSITION, minor=st.none() | MINOR)
    def allocate(self, receipt: Receipt, plan: PaymentPlan, position: int, minor: int | None) -> None:
        self._allocate(receipt, plan, position, minor)

    def _allocate(self, receipt: Receipt, plan: PaymentPlan, position: int, minor: int | None) -> None:
        """What counts pays at once; what of a bill does not count yet stays in bills, and never twice for one claim."""
        instalment = at(plan, position)
        came, owed = self.came[receipt.id], self.owed[instalment.id]
        held = came.held.get(instalment.id, 0)
        available = came.left + held
        counted = max(0, available - (came.pending - came.under_way))
        wanted = min(available, owed.open) if minor is None else minor
        now = min(wanted, counted)
        room = max(0, owed.open - self._in_bills(instalment.id) - now)
        later = min(wanted - now, room) if minor is None else wanted - now
        fits = 0 < wanted <= min(available, owed.open) and later <= room and now + later > 0
        possible = came.customer == plan.customer_id and fits
        before = {line.id for line in receipt.allocations}
        try:
            self.book.allocate(receipt, instalment, None if minor is None else str(Money("CNY", minor).amount))
        except DomainError:
            assert not possible
            return
        assert possible
        came.held.pop(instalment.id, None)
        for line in receipt.allocations:
            if line.id not in before and line.kind is AllocationKind.BILL:
                came.in_bills[line.id] = (instalment.id, later)
        if now:
            owed.paid += now
            owed.credited += now if came.is_credit else 0
            came.paid[receipt.allocations[-1].id] = now

    def _in_bills(self, target: UUID) -> int:
        return sum(minor for came in self.came.values() for id, minor in came.in_bills.values() if id == target)

    # --- bills -----------------------------------------------------------------------------------

    @rule(target=bills, minor=MINOR, customer=st.sampled_from([MEDTEC, SUNRISE]), counts=st.sampled_from(CollectedWhen))
    def receive_bill(self, minor: int, customer: UUID, counts: CollectedWhen) -> Bill:
        bill = self.book.receive_bill(Money("CNY", minor), self.book.today + timedelta(days=90), counts=counts, customer=customer)
        self.came[bill.receipt_id] = Came(minor, customer, is_bill=True, pending=minor if counts is CollectedWhen.PAID else 0)
        return bill

    @rule(bill=bills, plan=plans, position=POSITION, minor=st.none() | MINOR)
    def allocate_bill(self, bill: Bill, plan: PaymentPlan, position: int, minor: int | None) -> None:
        self._allocate(self.book.receipt_of(bill), plan, position, minor)

    @rule(target=bills, bill=bills, minor=MINOR)
    def split_bill(self, bill: Bill, minor: int) -> Any:
        if bill.state is not BillState.HELD or minor >= bill.amount_minor:
            return multiple()
        return multiple(*self.book.split(bill, Money("CNY", minor)))

    @rule(bill=bills, act=st.sampled_from([BillAct.ENDORSED, BillAct.DISCOUNTED]), with_recourse=st.booleans())
    def pass_bill_on(self, bill: Bill, act: BillAct, with_recourse: bool) -> None:
        if bill.state is not BillState.HELD:
            return
        self.book.pass_on(bill, act, with_recourse=with_recourse)
        if act is BillAct.DISCOUNTED and not with_recourse:
            self._counts(bill)

    @rule(bill=bills)
    def pay_bill(self, bill: Bill) -> None:
        if not bill.state.is_ours:
            return
        self.book.pay_bill(bill)
        self._counts(bill)

    @rule(bill=bills)
    def dishonour_bill(self, bill: Bill) -> None:
        """Whatever it paid or was to pay is owed again, by as much as came back; which claims, the lines of the receipt say."""
        if not bill.state.is_ours and bill.recourse is not Recourse.CONTINGENT:
            return
        self.book.dishonour(bill)
        came, receipt = self.came[bill.receipt_id], self.book.receipt_of(bill)
        came.returned, came.pending = came.returned + bill.amount_minor, max(0, came.pending - bill.amount_minor)
        self._learn_lines(came, receipt)
        assert came.left >= 0
        assert came.under_way <= came.pending

    def _counts(self, bill: Bill) -> None:
        came, receipt = self.came[bill.receipt_id], self.book.receipt_of(bill)
        under_way = came.under_way
        came.pending = max(0, came.pending - bill.amount_minor)
        self._learn_lines(came, receipt)
        assert came.under_way == under_way - min(bill.amount_minor, under_way)

    def _learn_lines(self, came: Came, receipt: Receipt) -> None:
        """The oracle knows how much moves; between which lines it takes from the receipt, and holds all the rest against that."""
        for line, minor in came.paid.items():
            self.owed[self._target(receipt, line)].paid -= minor
        came.paid = {line.id: line.amount_minor for line in receipt.live(AllocationKind.CLAIM)}
        came.in_bills = {line.id: (line.instalment_id, line.amount_minor) for line in receipt.live(AllocationKind.BILL)}
        for line, minor in came.paid.items():
            self.owed[self._target(receipt, line)].paid += minor

    @rule(receipt=receipts, which=st.integers(0, 5))
    def reverse_one(self, receipt: Receipt, which: int) -> None:
        came = self.came[receipt.id]
        if came.gone or not came.paid:
            return
        line = list(came.paid)[which % len(came.paid)]
        self.book.reverse(receipt, line)
        owed, minor = self.owed[self._target(receipt, line)], came.paid.pop(line)
        owed.paid -= minor
        owed.credited -= minor if came.is_credit else 0

    @rule(receipt=consumes(receipts))
    def reverse_whole(self, receipt: Receipt) -> None:
        came = self.came[receipt.id]
        if came.is_credit:
            return
        if came.refunded:
            with pytest.raises(DomainError, match="went back"):
                self.book.reverse(receipt)
            return
        self.book.reverse(receipt)
        for line, minor in came.paid.items():
            self.owed[self._target(receipt, line)].paid -= minor
        came.paid, came.held, came.gone = {}, {}, True

    @rule(target=invoices, plan=plans, position=POSITION, minor=MINOR, more=st.integers(0, 500))
    def ask_for_invoice(self, plan: PaymentPlan, position: int, minor: int, more: int) -> Any:
        instalment = at(plan, position)
        owed = self.owed[instalment.id]
        try:
            cover = {instalment: str(Money("CNY", minor).amount)}
            invoice = self.book.request(plan, Money("CNY", minor + more), cover=cover, rate="0")
        except DomainError:
            assert minor > owed.free
            return multiple()
        assert minor <= owed.free
        owed.shared += minor
        self.invoiced[invoice.id] = Invoiced(plan, instalment.id, minor + more, minor)
        return invoice

    @rule(invoice=invoices)
    def issue_invoice(self, invoice: Invoice) -> None:
        known = self.invoiced[invoice.id]
        if known.covered is not None:
            return
        if invoice.state is InvoiceState.REQUESTED:
            self.book.approve_invoice(invoice, above_contract=True)
        self.book.issue(invoice)
        owed = self.owed[known.target]
        known.covered = 0 if owed.cancelled else min(known.share, max(0, owed.amount - owed.credited - owed.invoiced))
        owed.invoiced += known.covered
        owed.shared += known.covered - known.share

    @rule(target=receipts, invoice=invoices, minor=MINOR, reason=st.sampled_from(RedReason))
    def take_back_in_red(self, invoice: Invoice, minor: int, reason: RedReason) -> Any:
        """What covers nothing goes first; the rest is credited where that is the reason, and pays what is open."""
        known = self.invoiced[invoice.id]
        left = known.minor - known.red
        try:
            red = self.book.request_red(invoice, Money("CNY", minor), reason)
        except DomainError:
            assert known.covered is None or minor > left
            return multiple()
        assert known.covered is not None
        assert minor <= left
        taken = max(0, minor - (left - known.covered))
        known.red, known.covered = known.red + minor, known.covered - taken
        owed = self.owed[known.target]
        owed.invoiced, owed.shared = owed.invoiced - taken, owed.shared - taken
        credit = self.book.issue_red(red)
        assert (credit is not None) == (reason.credits and taken > 0 and not owed.cancelled)
        if credit is None:
            return multiple()
        came = self.came[credit.id] = Came(taken, credit.customer_id or known.plan.customer_id, is_credit=True)
        if owed.since is None:
            advance = sum(each.held.get(known.target, 0) for each in self.came.values())
            came.held = {known.target: held} if (held := min(taken, owed.amount - advance)) else {}
        elif paid := min(taken, owed.open):
            came.paid[credit.allocations[-1].id] = paid
            owed.paid, owed.credited = owed.paid + paid, owed.credited + paid
        return credit

    @rule(target=adjustments, receipt=receipts, minor=st.none() | MINOR)
    def refund(self, receipt: Receipt, minor: int | None) -> Any:
        came = self.came[receipt.id]
        wanted = came.left if minor is None else minor
        try:
            adjustment = self.book.adjust(AdjustmentKind.REFUND, receipt, None if minor is None else Money("CNY", minor))
        except DomainError:
            assert not 0 < wanted <= came.left
            return multiple()
        assert 0 < wanted <= came.left
        self.book.approve_adjustment(adjustment)
        came.refunded += wanted
        return adjustment

    @rule(
        target=adjustments,
        plan=plans,
        position=POSITION,
        minor=st.none() | MINOR,
        kind=st.sampled_from(list(ALONE)),
    )
    def relieve(self, plan: PaymentPlan, position: int, minor: int | None, kind: AdjustmentKind) -> Any:
        """Without an approver where it is the last of a claim, no retention, and small."""
        instalment = at(plan, position)
        if kind is AdjustmentKind.LATE_INTEREST_WAIVER and not instalment.is_late_interest:
            return multiple()
        owed = self.owed[instalment.id]
        wanted = owed.open if minor is None else minor
        alone = owed.layer is not Layer.RETENTION and wanted == owed.open and wanted <= ALONE[kind]
        try:
            adjustment = self.book.adjust(kind, instalment, None if minor is None else Money("CNY", minor))
        except DomainError:
            assert not 0 < wanted <= owed.open
            return multiple()
        assert 0 < wanted <= owed.open
        assert adjustment.needs_approval == (not alone)
        if not alone:
            self.book.approve_adjustment(adjustment)
        self._relieved(owed, kind, wanted)
        return adjustment

    @rule(adjustment=adjustments, minor=st.none() | MINOR)
    def take_back(self, adjustment: Adjustment, minor: int | None) -> None:
        """A refund comes back, a written-off claim is recovered, whatever was paid of it meanwhile."""
        standing = adjustment.standing.minor
        wanted = standing if minor is None else minor
        try:
            taking = self.book.take_back(adjustment, None if minor is None else Money("CNY", minor))
        except DomainError:
            assert not 0 < wanted <= standing
            return
        assert 0 < wanted <= standing
        self.book.approve_adjustment(taking)
        if adjustment.instalment_id is None:
            self.came[adjustment.subject_id].refunded -= wanted
        else:
            self._relieved(self.owed[adjustment.instalment_id], adjustment.kind, -wanted)

    @staticmethod
    def _relieved(owed: Owed, kind: AdjustmentKind, minor: int) -> None:
        owed.paid, owed.relieved = owed.paid + minor, owed.relieved + minor
        owed.written_off += minor if kind is AdjustmentKind.WRITE_OFF else 0

    @precondition(lambda self: self.book.today < date(2028, 1, 1))
    @rule(days=st.sampled_from([1, 30, 190]))
    def time_passes(self, days: int) -> None:
        known = self.book.today
        self.issued.append((known, self.book.now, self.book.receivable_on(known)))
        self.book.walk_to(known + timedelta(days=days))
        for bill in self.book.bills:
            if BillAct.CLEARED in (step.act for step in bill.steps) and bill.id not in self.cleared:
                self.cleared.add(bill.id)
                self._counts(bill)
        for plan in self.book.plans:
            for instalment in plan.instalments:
                self._claim_after_warranty(plan, instalment)

    def _claim_after_warranty(self, plan: PaymentPlan, instalment: Instalment) -> None:
        owed = self.owed[instalment.id]
        accepted = next((m.actual_date for m in plan.milestones if m.key == ACCEPTED), None)
        if owed.since is None and not owed.cancelled and accepted and owed.waits_for == ("accepted", 12):
            a_year_later = accepted.replace(year=accepted.year + 1)
            owed.since = a_year_later if a_year_later <= self.book.today else None

    @staticmethod
    def _target(receipt: Receipt, line: UUID) -> UUID:
        return next(each.instalment_id for each in receipt.allocations if each.id == line)

    # --- what holds after each step --------------------------------------------------------------

    @invariant()
    def every_layer_holds_what_the_oracle_says(self) -> None:
        def total(layer: Layer) -> Money:
            return Money("CNY", sum(owed.open for owed in self.owed.values() if owed.layer is layer))

        waiting = sum(owed.amount for owed in self.owed.values() if owed.since is None and not owed.cancelled)
        assert self.book.balance(Kind.PLANNED) == Money("CNY", waiting)
        assert self.book.balance(*RECEIVABLE) == total(Layer.NORMAL)
        assert self.book.balance(Kind.RETENTION) == total(Layer.RETENTION)
        invoiced = sum(owed.invoiced_open for owed in self.owed.values() if owed.layer is Layer.NORMAL)
        assert self.book.balance(Kind.RECEIVABLE_INVOICED).minor == invoiced
        for kind, is_known in ((Kind.UNAPPLIED, True), (Kind.UNIDENTIFIED, False)):
            left = sum(came.left for came in self.came.values() if (came.customer is not None) is is_known)
            assert self.book.balance(kind).minor == -left
        assert self.book.balance(Kind.ADVANCE).minor == -sum(sum(came.held.values()) for came in self.came.values())
        money = (came.amount for came in self.came.values() if not came.gone and not came.is_credit and not came.is_bill)
        paid_bills = (bill.amount_minor for bill in self.book.bills if bill.state in (BillState.PAID, BillState.DISCOUNTED))
        refunded = sum(came.refunded for came in self.came.values())
        assert self.book.balance(Kind.CASH).minor == sum(money) + sum(paid_bills) - refunded
        assert self.book.balance(Kind.NOTES).minor == sum(bill.amount_minor for bill in self.book.bills if bill.state.is_ours)
        assert self.book.balance(Kind.IN_BILLS).minor == -sum(came.under_way for came in self.came.values())
        assert self.book.balance(Kind.WRITE_OFF).minor == sum(owed.written_off for owed in self.owed.values())
        relieved = sum(owed.relieved - owed.written_off for owed in self.owed.values())
        assert self.book.balance(Kind.ROUNDING, Kind.BANK_FEE, Kind.LATE_INTEREST_WAIVER).minor == relieved

    @invariant()
    def every_instalment_stands_where_the_oracle_says(self) -> None:
        for plan in self.book.plans:
            for instalment in plan.instalments:
                owed = self.owed[instalment.id]
                closed = owed.cancelled or (owed.since is not None and not owed.open)
                expected = ClaimState.CLOSED if closed else ClaimState.PLANNED if owed.since is None else ClaimState.CLAIMABLE
                assert (instalment.claim_state, instalment.paid_minor) == (expected, owed.paid)
                assert (instalment.relieved_minor, instalment.written_off_minor) == (owed.relieved, owed.written_off)
                assert instalment.in_bills_minor == self._in_bills(instalment.id)
                assert (instalment.invoiced_minor, instalment.credited_minor) == (owed.invoiced, owed.credited)
                assert instalment.claim_state is not ClaimState.CLAIMABLE or instalment.claim_date == owed.since

    @invariant()
    def the_proof_is_clean_and_ageing_sums_to_the_receivables(self) -> None:
        assert self.book.drifts() == []
        claims = open_claims(legs_known(self.book.transactions, Known(self.book.today, self.book.now)))
        by_age = aged(claims, Buckets.of(AgeingBasis.DUE_DATE), self.book.today)
        assert sum(by_age.get("CNY", [])) == self.book.balance(*RECEIVABLE).minor

    def teardown(self) -> None:
        """Reports that were issued can be had again."""
        for as_of, known_at, minor in self.issued:
            claims = open_claims(legs_known(self.book.transactions, Known(as_of, known_at)))
            assert sum(claims.values()) == minor


@pytest.mark.capability("M-04")
@pytest.mark.timeout(600)
def test_any_order_of_events_leaves_the_figures_that_an_oracle_has(proving: bool) -> None:
    examples, steps = (400, 50) if proving else (25, 25)
    run_state_machine_as_test(Receivables, settings=settings(max_examples=examples, stateful_step_count=steps, deadline=None))
