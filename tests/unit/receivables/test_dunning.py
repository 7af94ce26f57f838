"""Preparations and reminders: on which working day, of how much, once."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chassis.errors import DomainError
from chassis.money import Money
from crm.common.v1 import payment_terms_pb2 as terms_pb
from crm.receivables.v1 import events_pb2 as facts
from crm.receivables.v1 import receivables_pb2 as pb
from receivables.domain.dispute import Dispute
from receivables.domain.dunning import DunningPolicy
from receivables.domain.plan import PaymentPlan
from receivables.domain.receipt import Receipt
from receivables.domain.receivable_settings import ReceivableSettings
from receivables.domain.states import DisputeState, IntentKind, PromiseState
from receivables.domain.triggers import MilestoneDates, MilestoneKind
from tests.support.book import ACCEPTED, TENANT, Book, on_reaching, yuan


@pytest.fixture
def book() -> Book:
    return Book()


def due_in(days: int) -> terms_pb.PaymentTerms:
    credit = terms_pb.CreditPeriod(offset=terms_pb.Offset(amount=days, unit=terms_pb.OFFSET_UNIT_DAYS))
    return terms_pb.PaymentTerms(terms=[on_reaching(MilestoneKind.EFFECTIVE, name="货款", share="100", credit=credit)])


def noticed(plan: PaymentPlan) -> list[Any]:
    """What is to be prepared and asked for since the last look."""
    told = (facts.InstalmentPreparationDue, facts.InstalmentReminderDue)
    return [fact for fact in plan.take_facts() if isinstance(fact, told)]


def heard(book: Book, plan: PaymentPlan, until: date) -> list[tuple[str, int]]:
    """The day, and days before or the level, of everything up to a day."""
    found = []
    while book.today < until:
        book.walk_to(book.today + timedelta(days=1))
        for fact in noticed(plan):
            prepares = isinstance(fact, facts.InstalmentPreparationDue)
            found.append((f"{'prepare' if prepares else 'remind'} {book.today:%m-%d}", fact.days_before if prepares else fact.level))
    return found


@pytest.mark.capability("R-07")
@pytest.mark.capability("R-08")
@pytest.mark.capability("R-09")
def test_reminders_fall_on_working_days_over_a_make_up_saturday_and_the_spring_festival(book: Book) -> None:
    """Due on Friday 13 February 2026. The next day is a Saturday on which people work; from the 15th to the 23rd nobody does."""
    plan = book.sign("1000.00", due_in((date(2026, 2, 13) - book.today).days))
    assert heard(book, plan, date(2026, 3, 20)) == [
        ("remind 02-10", -3),
        ("remind 02-13", 0),
        ("remind 02-14", 1),
        ("remind 02-24", 7),
        ("remind 02-28", 15),
        ("remind 03-16", 30),
    ]


def test_days_before_fall_on_the_working_day_before_and_a_crowd_of_levels_is_said_once(book: Book) -> None:
    """Due on 24 February, the first working day after the festival: three days before nobody works since Saturday the 14th."""
    plan = book.sign("1000.00", due_in((date(2026, 2, 24) - book.today).days))
    assert heard(book, plan, date(2026, 2, 26)) == [("remind 02-14", -3), ("remind 02-24", 0), ("remind 02-25", 1)]


def test_a_large_instalment_is_prepared_for_thirty_and_fifteen_days_ahead_and_before_the_customers_payment_day(book: Book) -> None:
    plan = book.sign("50000.00", due_in(60), payment_day=25)
    (instalment,) = plan.instalments
    assert instalment.due_date == date(2026, 1, 30)
    assert heard(book, plan, date(2026, 3, 1))[:4] == [
        ("prepare 12-31", 30),
        ("prepare 01-15", 15),
        ("remind 01-27", -3),
        ("remind 01-30", 0),
    ]
    soon = book.sign("50000.00", due_in(90), payment_day=3)
    assert soon.instalments[0].due_date == date(2026, 6, 1)
    book.walk_to(date(2026, 5, 28))
    noticed(soon)
    book.walk_to(date(2026, 5, 31))
    (prepare,) = [fact for fact in noticed(soon) if isinstance(fact, facts.InstalmentPreparationDue)]
    assert (prepare.occasion, prepare.days_before, prepare.payment_date) == (pb.PREPARATION_OCCASION_PAYMENT_DAY, 3, "2026-06-03")


def test_what_is_overdue_before_the_customers_payment_day_is_asked_for_and_not_prepared_for(book: Book) -> None:
    plan = book.sign("50000.00", due_in(60), payment_day=25)
    assert plan.instalments[0].due_date == date(2026, 1, 30)
    told = heard(book, plan, date(2026, 3, 1))
    assert [each for each in told if each[0].startswith("prepare")] == [("prepare 12-31", 30), ("prepare 01-15", 15)]


def test_what_is_only_expected_is_prepared_for_before_the_customers_payment_day(book: Book) -> None:
    expected = {ACCEPTED: MilestoneDates(date(2026, 6, 1), date(2026, 6, 1))}
    terms = terms_pb.PaymentTerms(terms=[on_reaching(MilestoneKind.FINAL_ACCEPTANCE, share="100")])
    plan = book.sign("100000.00", terms, milestones=expected, payment_day=10)
    assert heard(book, plan, date(2026, 6, 12))[-1] == ("prepare 06-05", 3)


@pytest.mark.parametrize(
    ("amount", "prepared"),
    [("49999.99", False), ("50000.00", True), (Money("USD", 6_999_99), False), (Money("USD", 7_000_00), True), (Money("KRW", 1), True)],
)
def test_small_instalments_are_not_prepared_for(book: Book, amount: str | Money, prepared: bool) -> None:
    plan = book.sign(amount, due_in(60))
    book.walk_to(date(2026, 1, 20))
    assert bool(noticed(plan)) is prepared


def test_what_is_only_expected_is_prepared_for_and_prepared_for_again_when_it_moves(book: Book) -> None:
    expected = {ACCEPTED: MilestoneDates(date(2026, 3, 2), date(2026, 3, 2))}
    plan = book.sign(
        "100000.00", terms_pb.PaymentTerms(terms=[on_reaching(MilestoneKind.FINAL_ACCEPTANCE, share="100")]), milestones=expected
    )
    assert heard(book, plan, date(2026, 2, 5)) == [("prepare 01-30", 30)]
    book.reschedule(plan, date(2026, 3, 31))
    assert heard(book, plan, date(2026, 4, 20)) == [("prepare 02-28", 30), ("prepare 03-16", 15)]


def test_of_what_has_passed_only_the_last_is_said_and_on_a_working_day(book: Book) -> None:
    book.today = date(2026, 2, 18)
    plan = book.sign("1000.00", due_in(5), effective=date(2026, 2, 6))
    assert plan.instalments[0].due_date == date(2026, 2, 11)
    assert heard(book, plan, date(2026, 3, 1)) == [("remind 02-24", 7), ("remind 02-26", 15)]


def test_imported_history_is_reminded_of_only_in_days_to_come(book: Book) -> None:
    book.historical = True
    plan = book.sign("80000.00", due_in(30), effective=date(2025, 11, 3))
    book.historical = False
    assert heard(book, plan, date(2026, 1, 5)) == [
        ("remind 12-03", 0),
        ("remind 12-04", 1),
        ("remind 12-10", 7),
        ("remind 12-18", 15),
        ("remind 01-04", 30),
    ]


def test_grace_delays_the_levels_after_the_due_date_and_no_age(book: Book) -> None:
    plan = book.sign("1000.00", due_in(14), dunning=DunningPolicy(grace_days=5))
    assert heard(book, plan, date(2025, 12, 26)) == [("remind 12-12", -3), ("remind 12-15", 0), ("remind 12-22", 1)]
    assert plan.instalments[0].time_state == "overdue"


def test_a_reminder_asks_for_what_is_neither_paid_nor_disputed_nor_promised(book: Book) -> None:
    plan = book.sign("1000.00", due_in(14))
    (instalment,) = plan.instalments
    book.pay(instalment, "100.00")
    book.dispute(instalment, "200.00")
    book.promise(instalment, date(2025, 12, 31), "300.00")
    book.walk_to(date(2025, 12, 12))
    (fact,) = noticed(plan)
    assert (fact.level, fact.days_overdue, fact.payable.minor) == (-3, -3, 400_00)


def test_what_is_disputed_as_a_whole_waits_and_then_says_where_it_stands_now(book: Book) -> None:
    plan = book.sign("1000.00", due_in(14))
    dispute = book.dispute(plan.instalments[0])
    assert heard(book, plan, date(2025, 12, 24)) == []
    book.resolve(dispute)
    assert dispute.state is DisputeState.RESOLVED
    assert heard(book, plan, date(2025, 12, 29)) == [("remind 12-25", 7)]


def test_a_payment_ends_all_reminders_and_its_reversal_brings_back_the_last_one(book: Book) -> None:
    plan = book.sign("1000.00", due_in(14))
    receipt = book.pay(plan.instalments[0], "1000.00")
    assert heard(book, plan, date(2025, 12, 20)) == []
    book.reverse(receipt)
    assert heard(book, plan, date(2025, 12, 21)) == [("remind 12-21", 1)]


def test_what_is_held_in_advance_is_not_asked_for(book: Book) -> None:
    plan = book.sign("100000.00", terms_pb.PaymentTerms(terms=[on_reaching(MilestoneKind.FINAL_ACCEPTANCE, share="100")]))
    book.hold(book.receive("100000.00"), plan.instalments[0])
    assert heard(book, plan, date(2026, 3, 1)) == []


def test_the_latest_intent_is_the_one_that_counts(book: Book) -> None:
    (instalment, *_) = book.sign().instalments
    instalment.mean(IntentKind.STALLING, date(2025, 12, 10))
    instalment.mean(IntentKind.WILLING, date(2025, 12, 5))
    assert (instalment.intent, instalment.intent_date) == (IntentKind.STALLING, date(2025, 12, 10))


# --- whatever happens ----------------------------------------------------------------------------


@dataclass
class Customer:
    """Owes one instalment, and pays, disputes and promises as it likes."""

    book: Book = field(default_factory=lambda: Book(today=date(2026, 1, 27)))
    disputes: list[Dispute] = field(default_factory=list)
    payments: list[Receipt] = field(default_factory=list)
    asked: list[Any] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.plan = self.book.sign("1000.00", due_in(7))
        (self.instalment,) = self.plan.instalments

    def walk(self, size: int) -> None:
        for _ in range(size % 9 + 1):
            self.book.walk_to(self.book.today + timedelta(days=1))
            self.asked += noticed(self.plan)

    def pay(self, size: int) -> None:
        if amount := self._some(size):
            self.payments.append(self.book.pay(self.instalment, str(amount.amount)))

    def take_back(self, _: int) -> None:
        if self.payments:
            self.book.reverse(self.payments.pop())

    def dispute(self, size: int) -> None:
        if amount := self._some(size):
            self.disputes.append(self.book.dispute(self.instalment, amount))

    def resolve(self, _: int) -> None:
        if self.disputes:
            self.book.resolve(self.disputes.pop())

    def promise(self, size: int) -> None:
        if amount := self._some(size):
            self.book.promise(self.instalment, self.book.today + timedelta(days=size % 20), amount)

    def withdraw(self, _: int) -> None:
        if open_promises := [promise for promise in self.book.promises if promise.state is PromiseState.OPEN]:
            open_promises[0].withdraw("记错", self.book.instalments, self.book.now)

    def _some(self, size: int) -> Money:
        return Money("CNY", min(size * 1000, self.instalment.payable.minor))


ACTS = st.sampled_from(["walk", "walk", "walk", "pay", "take_back", "dispute", "resolve", "promise", "withdraw"])


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(ACTS, st.integers(1, 100)), min_size=5, max_size=25))
def test_a_paid_disputed_or_promised_amount_is_never_asked_for_and_no_level_twice(acts: list[tuple[str, int]]) -> None:
    customer = Customer()
    for act, size in acts:
        getattr(customer, act)(size)
    for fact in customer.asked:
        figures = fact.instalment
        assert fact.payable.minor == figures.open.minor - figures.disputed.minor - figures.promised.minor > 0
    levels = [fact.level for fact in customer.asked]
    assert levels == sorted(set(levels))
    instalment = customer.instalment
    assert instalment.disputed_minor == sum(dispute.amount_minor for dispute in customer.disputes)
    lines = [line for promise in customer.book.promises if promise.state is PromiseState.OPEN for line in promise.lines if line.pausing]
    assert instalment.promised_minor == sum(line.outstanding.minor for line in lines)
    assert instalment.pauses <= 2


# --- settings ------------------------------------------------------------------------------------


def shipped() -> ReceivableSettings:
    now = Book().now
    return ReceivableSettings(id=TENANT, tenant_id=TENANT, create_time=now, update_time=now)


def test_settings_change_what_is_given_and_keep_the_rest() -> None:
    settings = shipped()
    settings.revise(dunning={"reminder_levels": [-5, 0, 10]}, promise_pauses=1)
    assert (settings.dunning.reminder_levels, settings.dunning.preparation_days, settings.promise_pauses) == ((-5, 0, 10), (30, 15), 1)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"dunning": {"reminder_levels": [1, 1]}}, "NAMED_TWICE"),
        ({"dunning": {"reminder_levels": [366]}}, "OUT_OF_RANGE"),
        ({"dunning": {"preparation_days": [0]}}, "OUT_OF_RANGE"),
        ({"dunning": {"grace_days": -1}}, "OUT_OF_RANGE"),
        ({"dunning": {"preparation_minimums": [yuan("1"), yuan("2")]}}, "NAMED_TWICE"),
        ({"dunning": {"preparation_minimums": [Money("CNY", -1)]}}, "AMOUNT_NEGATIVE"),
        ({"dunning": {}, "promise_tolerance_days": -1}, "OUT_OF_RANGE"),
    ],
)
def test_settings_that_mean_nothing_are_refused(changes: dict[str, Any], reason: str) -> None:
    with pytest.raises(DomainError) as refusal:
        shipped().revise(**changes)
    assert refusal.value.reason == reason
