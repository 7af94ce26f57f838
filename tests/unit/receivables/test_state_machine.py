"""Plans, milestones, receipts, allocations, reversals and terminations in any order, against an oracle that only adds and subtracts."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, precondition, rule, run_state_machine_as_test

from chassis.errors import DomainError
from chassis.money import Money
from receivables.domain.ageing import AgeingBasis, Buckets, aged, open_claims
from receivables.domain.entries import Known, legs_known
from receivables.domain.instalment import Instalment
from receivables.domain.ledger import Kind
from receivables.domain.plan import PaymentPlan
from receivables.domain.receipt import Receipt
from receivables.domain.states import ClaimState
from receivables.domain.terms import Layer
from tests.support.book import ACCEPTED, MEDTEC, RECEIVABLE, SUNRISE, Book

MINOR = st.integers(1, 50_000)


@dataclass
class Owed:
    """What the oracle knows of an instalment: how much, since when if at all, and what was paid."""

    amount: int
    layer: Layer
    waits_for: tuple[str, int]  # a milestone, and months after it
    since: date | None = None
    cancelled: bool = False
    paid: int = 0

    @property
    def open(self) -> int:
        return self.amount - self.paid if self.since is not None else 0


@dataclass
class Came:
    amount: int
    customer: UUID
    paid: dict[UUID, int] = field(default_factory=dict)
    gone: bool = False

    @property
    def left(self) -> int:
        return 0 if self.gone else self.amount - sum(self.paid.values())


class Receivables(RuleBasedStateMachine):
    plans, receipts = Bundle("plans"), Bundle("receipts")

    def __init__(self) -> None:
        super().__init__()
        self.book = Book(today=date(2026, 1, 5))
        self.owed: dict[UUID, Owed] = {}
        self.came: dict[UUID, Came] = {}
        self.issued: list[tuple[date, datetime, int]] = []

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

    @rule(receipt=receipts, plan=plans, position=st.integers(0, 2), minor=st.none() | MINOR)
    def allocate(self, receipt: Receipt, plan: PaymentPlan, position: int, minor: int | None) -> None:
        instalment = plan.instalments[position]
        came, owed = self.came[receipt.id], self.owed[instalment.id]
        wanted = min(came.left, owed.open) if minor is None else minor
        possible = came.customer == plan.customer_id and 0 < wanted <= min(came.left, owed.open)
        try:
            self.book.allocate(receipt, instalment, None if minor is None else str(Money("CNY", minor).amount))
        except DomainError:
            assert not possible
            return
        assert possible
        owed.paid += wanted
        came.paid[receipt.allocations[-1].id] = wanted

    @rule(receipt=receipts, which=st.integers(0, 5))
    def reverse_one(self, receipt: Receipt, which: int) -> None:
        came = self.came[receipt.id]
        if came.gone or not came.paid:
            return
        line = list(came.paid)[which % len(came.paid)]
        self.book.reverse(receipt, line)
        self.owed[self._target(receipt, line)].paid -= came.paid.pop(line)

    @rule(receipt=consumes(receipts))
    def reverse_whole(self, receipt: Receipt) -> None:
        came = self.came[receipt.id]
        self.book.reverse(receipt)
        for line, minor in came.paid.items():
            self.owed[self._target(receipt, line)].paid -= minor
        came.paid, came.gone = {}, True

    @precondition(lambda self: self.book.today < date(2028, 1, 1))
    @rule(days=st.sampled_from([1, 30, 190]))
    def time_passes(self, days: int) -> None:
        known = self.book.today
        self.issued.append((known, self.book.now, self.book.receivable_on(known)))
        self.book.walk_to(known + timedelta(days=days))
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
        assert self.book.balance(Kind.UNAPPLIED).minor == -sum(came.left for came in self.came.values())
        assert self.book.balance(Kind.CASH).minor == sum(came.amount for came in self.came.values() if not came.gone)

    @invariant()
    def every_instalment_stands_where_the_oracle_says(self) -> None:
        for plan in self.book.plans:
            for instalment in plan.instalments:
                owed = self.owed[instalment.id]
                closed = owed.cancelled or (owed.since is not None and not owed.open)
                expected = ClaimState.CLOSED if closed else ClaimState.PLANNED if owed.since is None else ClaimState.CLAIMABLE
                assert (instalment.claim_state, instalment.paid_minor) == (expected, owed.paid)
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
