"""Bills: what counts when, and the stories of one that is paid, is not, is discounted, split, endorsed, or was a mistake."""

from datetime import date, timedelta

import pytest

from chassis.errors import DomainError
from chassis.money import Money
from receivables.domain.ageing import AgeingBasis, Buckets, aged, open_claims
from receivables.domain.bill import Bill
from receivables.domain.bill_days import last_day_to_present
from receivables.domain.bill_number import SubRange, check_number
from receivables.domain.entries import Known, legs_known
from receivables.domain.instalment import Instalment
from receivables.domain.key_figures import Period, movements
from receivables.domain.ledger import Kind
from receivables.domain.path import Step, pieces
from receivables.domain.receivable_settings import ReceivableSettings
from receivables.domain.states import BillAct, BillKind, BillState, ClaimState, CollectedWhen, Recourse, Tender
from tests.support.book import ACCOUNTANT, CASHIER, CHINA, MANAGER, RECEIVABLE, TENANT, Book, said, yuan

pytestmark = pytest.mark.capability("M-12")
FIRST = date(2025, 12, 1)
DUE = date(2026, 3, 2)  # a Monday
NUMBER = "631310000000120251201000000011"


def collected(book: Book) -> int:
    """What key figures call collected, since the first day."""
    known = Known(book.today, book.now)
    return movements(book.transactions, Period(FIRST, book.today), known, "CNY").collected_minor


def buckets(book: Book) -> list[int]:
    claims = open_claims(legs_known(book.transactions, Known(book.today, book.now)))
    return list(aged(claims, Buckets.of(AgeingBasis.DUE_DATE), book.today).get("CNY", []))


def paying(
    book: Book, amount: str = "90000.00", *, tender: Tender = Tender.COMMERCIAL_BILL, counts: CollectedWhen = CollectedWhen.PAID
) -> tuple[Instalment, Bill]:
    """An instalment of 90,000.00 that is owed since the first day, and a bill that was allocated to it."""
    plan = book.sign("300000.00", "30/60/10")
    bill = book.receive_bill(amount, DUE, tender=tender, counts=counts)
    book.allocate(book.receipt_of(bill), plan.instalments[0])
    return plan.instalments[0], bill


def steps(instalment: Instalment, today: date) -> dict[Step, int]:
    return {piece.step: piece.minor for piece in pieces(instalment, today)}


# --- what counts when ----------------------------------------------------------------------------


def test_a_bill_that_counts_when_it_is_paid_leaves_its_claim_open_and_ageing_until_then() -> None:
    book = Book()
    owed, bill = paying(book)
    assert (owed.claim_state, owed.open, owed.in_bills, owed.payable) == (ClaimState.CLAIMABLE, yuan("90000"), yuan("90000"), yuan("0"))
    assert steps(owed, book.today) == {Step.BILL: 9_000_000}
    assert collected(book) == 0
    assert book.balance(*RECEIVABLE) == yuan("90000.00")
    book.walk_to(DUE)
    assert sum(buckets(book)) == 9_000_000
    book.present(bill)
    book.pay_bill(bill)
    assert (owed.claim_state, owed.settle_date, owed.in_bills) == (ClaimState.CLOSED, DUE, yuan("0"))
    assert collected(book) == 9_000_000
    assert buckets(book) == []
    assert book.balance(Kind.NOTES) == yuan("0.00")
    assert book.balance(Kind.CASH) == yuan("90000.00")
    assert book.drifts() == []


def test_a_bill_that_counts_when_it_is_received_pays_its_claim_at_once() -> None:
    book = Book()
    owed, bill = paying(book, tender=Tender.BANK_BILL, counts=CollectedWhen.RECEIVED)
    assert (owed.claim_state, owed.settle_date) == (ClaimState.CLOSED, FIRST)
    assert steps(owed, book.today) == {Step.SETTLED: 9_000_000}
    assert collected(book) == 9_000_000
    book.walk_to(DUE)
    book.pay_bill(bill)
    assert collected(book) == 9_000_000
    assert book.drifts() == []


def test_banks_answer_for_their_bills_and_only_bills_may_count_later() -> None:
    settings = ReceivableSettings(id=TENANT, tenant_id=TENANT, create_time=Book().now, update_time=Book().now)
    assert settings.counts(Tender.BANK_BILL) is CollectedWhen.RECEIVED
    assert settings.counts(Tender.COMMERCIAL_BILL) is CollectedWhen.PAID
    settings.say_policies([{"tender": "commercial_bill", "collected_when": "received"}])
    assert settings.counts(Tender.COMMERCIAL_BILL) is CollectedWhen.RECEIVED
    with pytest.raises(DomainError, match="Only bills"):
        settings.say_policies([{"tender": "bank", "collected_when": "paid"}])


def test_a_claim_is_not_promised_to_two_bills() -> None:
    book = Book()
    owed, _ = paying(book, "60000.00")
    second = book.receive_bill("60000.00", DUE)
    with pytest.raises(DomainError, match=r"only 30000\.00 CNY"):
        book.allocate(book.receipt_of(second), owed, "60000.00")
    book.allocate(book.receipt_of(second), owed)
    assert (owed.in_bills, book.receipt_of(second).unapplied) == (yuan("90000.00"), yuan("30000.00"))


def test_money_that_pays_first_leaves_the_bill_to_the_customer_when_it_is_paid() -> None:
    book = Book()
    owed, bill = paying(book)
    book.pay(owed, "90000.00")
    book.walk_to(DUE)
    book.pay_bill(bill)
    assert book.receipt_of(bill).unapplied == yuan("90000.00")
    assert owed.in_bills == yuan("0.00")
    assert book.drifts() == []


# --- not paid ------------------------------------------------------------------------------------


@pytest.mark.parametrize("counts", CollectedWhen)
def test_a_dishonoured_bill_opens_its_claim_under_the_old_due_date(counts: CollectedWhen) -> None:
    book = Book()
    owed, bill = paying(book, counts=counts)
    due = owed.due_date
    book.walk_to(DUE)
    book.present(bill)
    before = sum(buckets(book))
    book.walk_to(DUE + timedelta(days=2))
    book.dishonour(bill)
    assert before == (0 if counts is CollectedWhen.RECEIVED else 9_000_000)
    assert (owed.claim_state, owed.due_date, owed.open) == (ClaimState.CLAIMABLE, due, yuan("90000.00"))
    # As old as if there had never been a bill: more than 90 days past the first of December.
    assert buckets(book)[4] == sum(buckets(book)) == 9_000_000
    assert collected(book) == 0
    assert (bill.state, bill.recourse) == (BillState.DISHONOURED, Recourse.OPEN)
    assert (book.receipt_of(bill).returned, book.receipt_of(bill).unapplied) == (yuan("90000.00"), yuan("0.00"))
    assert "BillDishonoured" in said(bill)
    assert book.drifts() == []
    bill.settle_recourse("出票人于三月十日另行电汇", book.journal(ACCOUNTANT))
    assert bill.recourse is Recourse.SETTLED


def test_a_bill_passed_on_comes_back_by_recourse_and_costs_what_it_had_paid() -> None:
    book = Book()
    owed, bill = paying(book)
    book.pass_on(bill, BillAct.ENDORSED)
    assert (bill.state, bill.recourse) == (BillState.ENDORSED, Recourse.CONTINGENT)
    assert (book.balance(Kind.NOTES), book.balance(Kind.SET_OFF)) == (yuan("0.00"), yuan("90000.00"))
    assert collected(book) == 0
    book.walk_to(DUE)
    book.dishonour(bill)
    assert book.balance(Kind.SET_OFF) == yuan("0.00")
    assert owed.payable == yuan("90000.00")
    assert book.drifts() == []


def test_a_bill_passed_on_counts_once_nobody_can_come_back_for_it() -> None:
    book = Book()
    owed, bill = paying(book)
    book.pass_on(bill, BillAct.ENDORSED)
    assert bill.presentation_end_date == date(2026, 3, 12)
    book.walk_to(date(2026, 3, 12))
    assert owed.claim_state is ClaimState.CLAIMABLE
    book.walk_to(date(2026, 3, 13))
    assert (owed.claim_state, bill.recourse) == (ClaimState.CLOSED, Recourse.NONE)
    assert collected(book) == 9_000_000
    assert book.drifts() == []


# --- discounted, split, taken back ---------------------------------------------------------------


@pytest.mark.parametrize(("with_recourse", "counted"), [(True, 0), (False, 9_000_000)])
def test_a_discounted_bill_brings_its_value_less_interest(with_recourse: bool, counted: int) -> None:
    book = Book()
    _, bill = paying(book)
    book.pass_on(bill, BillAct.DISCOUNTED, interest="567.89", with_recourse=with_recourse)
    assert book.balance(Kind.CASH) == yuan("89432.11")
    assert book.balance(Kind.DISCOUNT_INTEREST) == yuan("567.89")
    assert book.balance(Kind.NOTES) == yuan("0.00")
    assert collected(book) == counted
    assert book.drifts() == []


def test_a_split_bill_is_endorsed_in_part_and_the_rest_is_paid() -> None:
    book = Book()
    owed, bill = paying(book)
    first, second = book.split(bill, "30000.00")
    assert (first.sub_range, second.sub_range) == ("1-3000000", "3000001-9000000")
    assert (bill.state, bill.part_ids, first.parent_id) == (BillState.SPLIT, [first.id, second.id], bill.id)
    book.pass_on(first, BillAct.ENDORSED)
    book.walk_to(DUE)
    book.pay_bill(second)
    assert (owed.paid, owed.in_bills) == (yuan("60000.00"), yuan("30000.00"))
    assert collected(book) == 6_000_000
    assert book.drifts() == []
    book.dishonour(first)
    assert (owed.paid, owed.in_bills, owed.open) == (yuan("60000.00"), yuan("0.00"), yuan("30000.00"))
    assert book.drifts() == []


def test_a_bill_without_a_range_goes_as_a_whole() -> None:
    book = Book()
    with pytest.raises(DomainError, match="goes as a whole"):
        book.split(book.receive_bill("10.00", DUE, whole=True), "1.00")
    with pytest.raises(DomainError, match="less than"):
        book.split(book.receive_bill("10.00", DUE), "10.00")


@pytest.mark.parametrize("act", [BillAct.ENDORSED, BillAct.DISCOUNTED, BillAct.PAID, BillAct.PRESENTED])
def test_a_step_is_taken_back_by_somebody_else_and_everything_is_as_before(act: BillAct) -> None:
    book = Book()
    owed, bill = paying(book)
    book.walk_to(DUE)
    before = (owed.paid, owed.in_bills, book.balance(Kind.CASH), book.balance(Kind.NOTES), collected(book))
    if act in (BillAct.PAID, BillAct.PRESENTED):
        book.present(bill)
    if act is BillAct.PAID:
        book.pay_bill(bill)
    if act in (BillAct.ENDORSED, BillAct.DISCOUNTED):
        book.pass_on(bill, act, interest="100.00" if act is BillAct.DISCOUNTED else "0.00", with_recourse=False)
    with pytest.raises(DomainError, match="second person"):
        book.take_back_bill(bill, MANAGER if act in (BillAct.ENDORSED, BillAct.DISCOUNTED) else CASHIER)
    book.take_back_bill(bill)
    assert bill.state is (BillState.PRESENTED if act is BillAct.PAID else BillState.HELD)
    assert (owed.paid, owed.in_bills, book.balance(Kind.CASH), book.balance(Kind.NOTES), collected(book)) == before
    assert book.drifts() == []


def test_a_receipt_is_reversed_as_a_whole_only_while_nothing_was_done_with_its_bill() -> None:
    book = Book()
    owed, bill = paying(book)
    book.pass_on(bill, BillAct.PLEDGED)
    with pytest.raises(DomainError, match="take that back first"):
        bill.void(book.journal(MANAGER))
    bill.release(book.journal(ACCOUNTANT))
    book.reverse(book.receipt_of(bill))
    bill.void(book.journal(MANAGER))
    assert (owed.in_bills, book.balance(Kind.NOTES), bill.state) == (yuan("0.00"), yuan("0.00"), BillState.REVERSED)
    assert book.drifts() == []


def test_what_is_asked_for_is_approved_by_another() -> None:
    book = Book()
    _, bill = paying(book)
    with pytest.raises(DomainError, match="Nobody asks"):
        bill.approve(book.receipt_of(bill), {}, book.journal(MANAGER))
    book.pass_on(bill, BillAct.PLEDGED)
    assert said(bill) == ["BillActRequested", "BillActDecided"]
    assert [step.person_id for step in bill.steps] == [CASHIER, ACCOUNTANT, MANAGER]
    with pytest.raises(DomainError, match="is pledged"):
        book.present(bill)


# --- its days ------------------------------------------------------------------------------------


def test_the_days_of_a_bill_that_nobody_presents_are_said_one_by_one() -> None:
    book = Book()
    bill = book.receive_bill("10.00", DUE)
    told: dict[date, str] = {}
    for days in range(130):
        book.walk_to(FIRST + timedelta(days=days))
        for name in said(bill):
            told[book.today] = name
    assert told == {
        date(2026, 2, 20): "BillPresentable",
        date(2026, 3, 2): "BillMatured",
        date(2026, 3, 9): "BillPresentationClosing",
        date(2026, 3, 13): "BillLapsed",
    }


def test_nothing_is_said_of_a_bill_that_is_presented_in_time() -> None:
    book = Book()
    bill = book.receive_bill("10.00", DUE)
    with pytest.raises(DomainError, match="from 2026-02-20 on"):
        book.present(bill)
    book.walk_to(date(2026, 2, 20))
    book.present(bill)
    said(bill)
    book.walk_to(date(2026, 4, 1))
    assert said(bill) == []


def test_a_presentation_period_does_not_end_on_a_holiday() -> None:
    """Due on 25 September 2025: the tenth day after it lies in the holidays of October, which end on the 8th."""
    assert last_day_to_present(date(2025, 9, 25), CHINA) == date(2025, 10, 9)
    assert last_day_to_present(date(2026, 3, 2), CHINA) == date(2026, 3, 12)


# --- numbers -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "number", ["", "12345", NUMBER[:-1], NUMBER.replace("20251201", "20251301"), NUMBER.replace("20251201", "20251202")]
)
def test_a_number_that_no_bill_has_is_refused(number: str) -> None:
    with pytest.raises(DomainError, match="digits"):
        check_number(BillKind.COMMERCIAL_BILL, number, FIRST)


def test_electronic_and_paper_bills_and_what_platforms_call_theirs_are_taken() -> None:
    check_number(BillKind.BANK_BILL, NUMBER, FIRST)
    check_number(BillKind.BANK_BILL, "3130005123456789", FIRST)
    check_number(BillKind.DIGITAL_CLAIM, "FIT-2025-0001", FIRST)


def test_a_range_makes_up_the_amount_in_parts_of_a_cent() -> None:
    assert SubRange.of("101-200", Money("CNY", 100)) == SubRange(101, 200)
    assert SubRange.of("0", Money("CNY", 100)) is None
    for wrong in ("1-99", "0-99", "a", "5"):
        with pytest.raises(DomainError, match="written"):
            SubRange.of(wrong, Money("CNY", 100))
