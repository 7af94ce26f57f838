"""Promises: kept, broken at the right day, and how long they make reminders wait."""

from datetime import date, timedelta
from typing import Any

import pytest

from chassis.errors import DomainError
from crm.common.v1 import payment_terms_pb2 as terms_pb
from crm.receivables.v1 import events_pb2 as facts
from receivables.domain.instalment import Instalment
from receivables.domain.promise import Patience
from receivables.domain.revision import Line
from receivables.domain.states import PromiseState
from receivables.domain.terms import Term
from receivables.domain.triggers import Anchor, MilestoneKind, Trigger
from tests.support.book import CHINA, Book, on_reaching, said, yuan


@pytest.fixture
def book() -> Book:
    return Book()


@pytest.fixture
def owed(book: Book) -> Instalment:
    """1,000.00, due today."""
    plan = book.sign("1000.00", terms_pb.PaymentTerms(terms=[on_reaching(MilestoneKind.EFFECTIVE, name="货款", share="100")]))
    book.walk_to(date(2025, 12, 2))
    said(plan)
    return plan.instalments[0]


def refused(reason: str, act: Any, *args: Any, **given: Any) -> None:
    with pytest.raises(DomainError) as refusal:
        act(*args, **given)
    assert refusal.value.reason == reason


def levels(book: Book, owed: Instalment) -> list[int]:
    told = book.plan_of(owed).take_facts()
    return [fact.level for fact in told if isinstance(fact, facts.InstalmentReminderDue)]


@pytest.mark.capability("R-10")
def test_a_promise_pauses_reminders_to_the_working_day_after_it_and_only_then_breaks(book: Book, owed: Instalment) -> None:
    """Friday the 12th: the working day after it is Monday the 15th. Level 7 falls on the 8th."""
    promise = book.promise(owed, date(2025, 12, 12))
    assert promise.break_date == date(2025, 12, 15)
    book.walk_to(date(2025, 12, 14))
    assert (promise.state, levels(book, owed), owed.payable.minor) == (PromiseState.OPEN, [], 0)
    book.walk_to(date(2025, 12, 15))
    assert said(promise) == ["PromiseMade", "PromiseBroken"]
    book.walk_to(date(2025, 12, 17))
    assert levels(book, owed) == [7, 15]


def test_a_promise_for_the_eve_of_the_spring_festival_is_waited_for_until_people_work_again(book: Book, owed: Instalment) -> None:
    promise = book.promise(owed, date(2026, 2, 14))
    assert promise.break_date == date(2026, 2, 24)
    patient = Patience(CHINA, tolerance_days=10)
    assert patient.break_date(date(2026, 2, 14)) == date(2026, 2, 25)


def test_what_is_paid_in_time_is_kept_part_by_part(book: Book, owed: Instalment) -> None:
    promise = book.promise(owed, date(2025, 12, 12), "600.00")
    assert owed.payable == yuan("400.00")
    book.pay(owed, "250.00")
    assert (promise.kept, owed.promised, owed.payable) == (yuan("250.00"), yuan("350.00"), yuan("400.00"))
    book.walk_to(date(2025, 12, 13))
    book.pay(owed, "350.00")
    assert said(promise) == ["PromiseMade", "PromiseKept"]
    assert (promise.state, owed.promised, owed.payable) == (PromiseState.KEPT, yuan("0"), yuan("400.00"))


def test_a_part_is_not_enough_and_the_fact_says_what_is_missing(book: Book, owed: Instalment) -> None:
    promise = book.promise(owed, date(2025, 12, 12))
    book.pay(owed, "999.00")
    book.walk_to(date(2025, 12, 15))
    (_, broken) = promise.take_facts()
    assert isinstance(broken, facts.PromiseBroken)
    assert (broken.missing.minor, broken.promise.kept.minor, promise.state) == (100, 999_00, PromiseState.BROKEN)


def test_money_that_turns_out_to_have_come_in_time_makes_a_broken_promise_kept(book: Book, owed: Instalment) -> None:
    promise = book.promise(owed, date(2025, 12, 12))
    book.walk_to(date(2025, 12, 16))
    late = book.receive("400.00")
    book.allocate(late, owed)
    assert promise.state is PromiseState.BROKEN
    found = book.receive("600.00", received=date(2025, 12, 14))
    book.allocate(found, owed)
    assert (promise.state, promise.kept) == (PromiseState.BROKEN, yuan("600.00"))
    assert said(promise) == ["PromiseMade", "PromiseBroken"]


def test_money_taken_back_opens_a_kept_promise_and_breaks_it_after_its_day(book: Book, owed: Instalment) -> None:
    promise = book.promise(owed, date(2025, 12, 12))
    first = book.pay(owed, "1000.00")
    book.reverse(first)
    assert (promise.state, promise.kept) == (PromiseState.OPEN, yuan("0"))
    second = book.pay(owed, "1000.00")
    book.walk_to(date(2025, 12, 20))
    assert (promise.state, owed.open) == (PromiseState.KEPT, yuan("0"))
    book.reverse(second)
    assert (promise.state, owed.open) == (PromiseState.BROKEN, yuan("1000.00"))
    assert said(promise) == ["PromiseMade", "PromiseKept", "PromiseKept", "PromiseBroken"]


def test_two_promises_of_one_instalment_are_kept_in_the_order_of_their_days(book: Book, owed: Instalment) -> None:
    later, sooner = book.promise(owed, date(2025, 12, 19), "500.00"), book.promise(owed, date(2025, 12, 12), "300.00")
    receipt = book.pay(owed, "400.00")
    assert (sooner.state, later.kept) == (PromiseState.KEPT, yuan("100.00"))
    book.reverse(receipt)
    assert (sooner.state, sooner.kept, later.kept) == (PromiseState.OPEN, yuan("0"), yuan("0"))


def test_what_is_taken_back_was_beyond_all_promises_or_paid_before_them_first(book: Book, owed: Instalment) -> None:
    before = book.pay(owed, "100.00")
    promise = book.promise(owed, date(2025, 12, 12), "600.00")
    book.pay(owed, "250.00")
    beyond = book.pay(owed, "500.00")
    assert promise.state is PromiseState.KEPT
    book.reverse(before)
    assert (promise.state.value, promise.kept) == ("kept", yuan("600.00"))
    book.reverse(beyond)
    assert (promise.state.value, promise.kept) == ("open", yuan("250.00"))


def test_an_instalment_tells_of_the_promise_that_was_last_waited_for(book: Book, owed: Instalment) -> None:
    first = book.promise(owed, date(2025, 12, 4), "300.00")
    assert (owed.promise_date, owed.promise_state) == (date(2025, 12, 4), PromiseState.OPEN)
    book.promise(owed, date(2025, 12, 10), "400.00")
    book.walk_to(date(2025, 12, 6))
    assert first.state is PromiseState.BROKEN
    assert (owed.promise_date, owed.promise_state) == (date(2025, 12, 10), PromiseState.OPEN)
    book.walk_to(date(2025, 12, 12))
    assert (owed.promise_date, owed.promise_state) == (date(2025, 12, 10), PromiseState.BROKEN)


def test_promises_pause_an_instalment_twice_at_most(book: Book, owed: Instalment) -> None:
    first, second = book.promise(owed, date(2025, 12, 5)), None
    first.withdraw("记错", book.instalments, book.now)
    second = book.promise(owed, date(2025, 12, 8), "400.00")
    third = book.promise(owed, date(2025, 12, 8), "600.00")
    assert ([promise.lines[0].pausing for promise in (second, third)], owed.payable) == ([True, False], yuan("600.00"))
    second.move(date(2025, 12, 9), book.instalments, today=book.today, patience=Patience(CHINA))
    assert (second.lines[0].pausing, owed.payable, owed.pauses) == (False, yuan("1000.00"), 2)


def test_an_earlier_day_is_no_further_pause(book: Book, owed: Instalment) -> None:
    promise = book.promise(owed, date(2025, 12, 12))
    promise.move(date(2025, 12, 10), book.instalments, today=book.today, patience=Patience(CHINA))
    assert (promise.break_date, promise.lines[0].pausing, owed.pauses) == (date(2025, 12, 11), True, 1)


def test_what_was_cancelled_since_is_not_missed(book: Book, owed: Instalment) -> None:
    promise = book.promise(owed, date(2025, 12, 12))
    anew = Term(name="货款", trigger=Trigger((Anchor(milestone_kind=MilestoneKind.FINAL_ACCEPTANCE),)), amount=yuan("1000.00"))
    book.revise(book.plan_of(owed), Line(None, anew))
    book.walk_to(date(2025, 12, 15))
    assert said(promise) == ["PromiseMade", "PromiseWithdrawn"]
    assert promise.state is PromiseState.WITHDRAWN


def test_promises_that_cannot_be_are_refused(book: Book, owed: Instalment) -> None:
    planned = book.sign().instalments[1]
    refused("NOT_CLAIMABLE", book.promise, planned, book.today)
    refused("PROMISE_TOO_LARGE", book.promise, owed, book.today, "1000.01")
    refused("DAY_INVALID", book.promise, owed, book.today - timedelta(days=1))
    refused("DAY_INVALID", book.promise, owed, book.today + timedelta(days=367))
    promise = book.promise(owed, book.today)
    refused("AMOUNT_NOT_POSITIVE", book.promise, owed, book.today)
    refused("INSTALMENT_TWICE", promise.add_line, promise.id, owed, yuan("1"), Patience(CHINA))
    refused("REASON_MISSING", promise.withdraw, " ", book.instalments, book.now)
    move = {"today": promise.promise_date + timedelta(days=1), "patience": Patience(CHINA)}
    refused("PROMISE_DAY_OVER", promise.move, date(2025, 12, 30), book.instalments, **move)
    promise.withdraw("记错", book.instalments, book.now)
    refused("PROMISE_ENDED", promise.withdraw, "记错", book.instalments, book.now)


# --- disputes ------------------------------------------------------------------------------------


def test_a_dispute_holds_up_its_amount_only_and_stays_owed(book: Book, owed: Instalment) -> None:
    dispute = book.dispute(owed, "300.00")
    assert (owed.payable, owed.open, owed.time_state) == (yuan("700.00"), yuan("1000.00"), "overdue")
    book.resolve(dispute)
    assert (owed.payable, said(dispute)) == (yuan("1000.00"), ["DisputeOpened", "DisputeResolved"])


def test_disputes_that_cannot_be_are_refused(book: Book, owed: Instalment) -> None:
    refused("DISPUTE_TOO_LARGE", book.dispute, owed, "1000.01")
    dispute = book.dispute(owed)
    assert dispute.amount == yuan("1000.00")
    refused("DISPUTED_ALREADY", book.dispute, owed)
    refused("NOT_CLAIMABLE", book.dispute, book.sign().instalments[1])
    book.resolve(dispute)
    refused("DISPUTE_RESOLVED", book.resolve, dispute)
