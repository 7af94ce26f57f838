"""Receipts: coming in, paying, held in advance, taken back."""

from datetime import date

import pytest

from chassis.errors import DomainError
from chassis.money import Money
from crm.receivables.v1 import events_pb2 as facts
from receivables.domain.instalment import Instalment
from receivables.domain.ledger import Kind
from receivables.domain.plan import PaymentPlan
from receivables.domain.states import ClaimState, PaymentState, ReceiptState, ReversalState, Tender, TimeState
from tests.support.book import ACCOUNTANT, HUANAN, MANAGER, MEDTEC, SELLER, SUNRISE, Book, said, stages, yuan


@pytest.fixture
def book() -> Book:
    return Book()


@pytest.fixture
def plan(book: Book) -> PaymentPlan:
    """300,000.01 on 30/60/10; 90,000.00 is owed, the rest is planned."""
    made = book.sign()
    said(made)
    return made


@pytest.fixture
def owed(plan: PaymentPlan) -> Instalment:
    return plan.instalments[0]


def refusal(error: "pytest.ExceptionInfo[DomainError]") -> str:
    return error.value.reason


# --- coming in -----------------------------------------------------------------------------------


def test_money_whose_payer_nobody_knows_is_unidentified_until_somebody_says(book: Book) -> None:
    receipt = book.receive("500.00", customer=None)
    assert book.balance(Kind.UNIDENTIFIED) == yuan("-500.00")
    journal = book.journal(ACCOUNTANT)
    receipt.identify(MEDTEC, journal)
    book.keep(journal)
    assert not book.balance(Kind.UNIDENTIFIED)
    assert book.balance(Kind.UNAPPLIED) == yuan("-500.00")
    assert said(receipt) == ["ReceiptRecorded"]


def test_a_wrong_customer_can_be_put_right_until_the_money_is_used(book: Book, owed: Instalment) -> None:
    receipt = book.receive("500.00", customer=SUNRISE)
    journal = book.journal()
    receipt.identify(MEDTEC, journal)
    book.keep(journal)
    book.allocate(receipt, owed, "1.00")
    with pytest.raises(DomainError) as refused:
        receipt.identify(SUNRISE, book.journal())
    assert refusal(refused) == "RECEIPT_IN_USE"
    assert not book.drifts()


LIES_IN = {
    Tender.BANK: Kind.CASH,
    Tender.CASH: Kind.CASH,
    Tender.CARD: Kind.CASH,
    Tender.BANK_BILL: Kind.NOTES,
    Tender.COMMERCIAL_BILL: Kind.NOTES,
    Tender.DIGITAL_CLAIM: Kind.NOTES,
    Tender.SET_OFF: Kind.SET_OFF,
    Tender.CREDIT: Kind.CONTRACT_CLAIMS,
}


@pytest.mark.parametrize("tender", Tender)
def test_each_tender_lies_in_an_account_of_its_kind(book: Book, tender: Tender) -> None:
    book.receive("10.00", tender=tender, bill_number="1309100000123" if tender.is_bill else "")
    assert book.balance(LIES_IN[tender]) == yuan("10.00")


def test_receipts_that_cannot_be_are_refused(book: Book) -> None:
    with pytest.raises(DomainError, match="has not come yet"):
        book.receive("10.00", received=date(2025, 12, 2))
    with pytest.raises(DomainError, match="more than zero"):
        book.receive("0.00")
    with pytest.raises(DomainError, match="A bill has a number"):
        book.receive("10.00", tender=Tender.BANK_BILL)


def test_what_counts_for_a_closed_period_is_posted_on_the_first_open_day(book: Book) -> None:
    book.today, book.first_open_date = date(2026, 1, 5), date(2026, 1, 1)
    book.receive("10.00", received=date(2025, 12, 30))
    (transaction,) = book.transactions
    assert (transaction.business_date, transaction.posting_date) == (date(2025, 12, 30), date(2026, 1, 1))


# --- paying --------------------------------------------------------------------------------------


@pytest.mark.capability("M-03")
def test_a_partial_payment_does_not_hide_that_an_instalment_is_overdue(book: Book, plan: PaymentPlan, owed: Instalment) -> None:
    book.walk_to(date(2025, 12, 10))
    book.pay(owed, "50000.00")
    assert (owed.claim_state, owed.payment_state, owed.time_state) == (ClaimState.CLAIMABLE, PaymentState.PARTIAL, TimeState.OVERDUE)
    assert book.layers(plan) == ("210000.01", "40000.00", "0.00")


def test_the_last_payment_settles_and_says_how_late_it_came(book: Book, plan: PaymentPlan, owed: Instalment) -> None:
    book.walk_to(date(2025, 12, 11))
    said(plan)
    receipt = book.pay(owed, "90000.00")
    assert (owed.claim_state, owed.payment_state, owed.settle_date) == (ClaimState.CLOSED, PaymentState.FULL, date(2025, 12, 11))
    (settled,) = plan.take_facts()
    assert settled.days_late == 10  # type: ignore[attr-defined]
    assert said(receipt) == ["ReceiptRecorded", "ReceiptAllocated"]
    assert (receipt.allocated, receipt.unapplied) == (yuan("90000.00"), yuan("0.00"))


def test_money_that_came_in_time_is_not_late_when_it_is_allocated_later(book: Book, plan: PaymentPlan, owed: Instalment) -> None:
    receipt = book.receive("90000.00")
    book.walk_to(date(2025, 12, 20))
    said(plan)
    book.allocate(receipt, owed)
    assert plan.take_facts()[0].days_late == 0  # type: ignore[attr-defined]
    assert book.transactions[-1].business_date == date(2025, 12, 20)


def test_over_payment_becomes_unapplied(book: Book, owed: Instalment) -> None:
    receipt = book.receive("100000.00")
    book.allocate(receipt, owed)
    assert receipt.unapplied == yuan("10000.00")
    assert book.balance(Kind.UNAPPLIED) == yuan("-10000.00")


@pytest.mark.capability("M-04")
def test_one_receipt_pays_several_instalments_and_one_instalment_is_paid_by_several_receipts(book: Book, plan: PaymentPlan) -> None:
    book.reach(plan)
    first, second = plan.instalments[:2]
    big, small = book.receive("200000.00"), book.receive("70000.00")
    book.allocate(big, first)
    book.allocate(big, second)
    book.allocate(small, second)
    assert [(i.paid, i.payment_state) for i in (first, second)] == [
        (yuan("90000.00"), PaymentState.FULL),
        (yuan("180000.00"), PaymentState.FULL),
    ]
    assert not book.drifts()


@pytest.mark.parametrize(
    ("terms_of_receipt", "reason"),
    [
        ({"legal_entity": HUANAN}, "OTHER_LEGAL_ENTITY"),
        ({"customer": SUNRISE}, "OTHER_CUSTOMER"),
        ({"customer": None}, "RECEIPT_UNIDENTIFIED"),
        ({"amount": Money("USD", 100)}, "OTHER_CURRENCY"),
    ],
)
def test_money_that_does_not_fit_is_refused_and_nothing_moves(
    book: Book, owed: Instalment, terms_of_receipt: dict[str, object], reason: str
) -> None:
    receipt = book.receive(**{"amount": "1000.00", **terms_of_receipt})  # type: ignore[arg-type]
    posted = len(book.transactions)
    with pytest.raises(DomainError) as refused:
        book.allocate(receipt, owed)
    assert (refusal(refused), len(book.transactions), owed.paid_minor, receipt.allocations) == (reason, posted, 0, [])


def test_a_group_member_may_pay_for_another_with_authority(book: Book, plan: PaymentPlan, owed: Instalment) -> None:
    receipt = book.receive("1000.00", customer=SUNRISE)
    journal = book.journal(ACCOUNTANT)
    receipt.allocate(None, to=owed, of=plan, journal=journal, across_customers=True)
    book.keep(journal)
    assert owed.paid == yuan("1000.00")
    assert not book.drifts()


def test_neither_side_can_be_used_twice(book: Book, owed: Instalment) -> None:
    small, big = book.receive("100.00"), book.receive("100000.00")
    for receipt, amount, side in ((small, "100.01", "receipt"), (big, "90000.01", "instalment")):
        with pytest.raises(DomainError) as refused:
            book.allocate(receipt, owed, amount)
        assert (refusal(refused), refused.value.metadata["side"]) == ("OVER_ALLOCATION", side)
    book.allocate(small, owed)
    with pytest.raises(DomainError) as refused:
        book.allocate(small, owed)
    assert refusal(refused) == "NOTHING_LEFT"


def test_what_is_not_owed_settled_or_cancelled_takes_no_payment(book: Book, plan: PaymentPlan, owed: Instalment) -> None:
    receipt = book.receive("200000.00")
    for instalment, reason in (
        (plan.instalments[1], "NOT_CLAIMABLE"),
        (owed, "ALREADY_SETTLED"),
        (plan.instalments[2], "INSTALMENT_CANCELLED"),
    ):
        if reason == "ALREADY_SETTLED":
            book.pay(owed, "90000.00")
        if reason == "INSTALMENT_CANCELLED":
            book.terminate(plan)
        with pytest.raises(DomainError) as refused:
            book.allocate(receipt, instalment)
        assert refusal(refused) == reason


def test_who_owns_the_contract_does_not_allocate_to_it(book: Book, owed: Instalment) -> None:
    receipt = book.receive("100.00")
    with pytest.raises(DomainError) as refused:
        book.allocate(receipt, owed, by=SELLER)
    assert refusal(refused) == "MAKER_IS_CHECKER"


def test_history_is_allocated_on_the_first_day_on_which_both_sides_were_there(book: Book) -> None:
    book.today, book.historical = date(2018, 2, 1), True
    plan = book.sign("100.00", "50/50", effective=date(2017, 6, 1))
    receipt = book.receive("100.00", received=date(2017, 5, 20))
    for instalment in plan.instalments:
        book.allocate(receipt, instalment, by=SELLER)
    assert [line.allocation_date for line in receipt.allocations] == [date(2017, 6, 1), date(2017, 7, 1)]
    assert book.receivable_on(date(2017, 6, 30)) == 0


def test_an_allocation_cannot_count_before_the_money_or_the_claim_was_there(book: Book, plan: PaymentPlan, owed: Instalment) -> None:
    book.walk_to(date(2025, 12, 10))
    receipt = book.receive("10.00")
    for day in (date(2025, 12, 9), date(2025, 12, 11)):
        with pytest.raises(DomainError) as refused:
            receipt.allocate(None, to=owed, of=plan, journal=book.journal(ACCOUNTANT), on=day)
        assert refusal(refused) == "ALLOCATION_DAY_INVALID"


# --- in advance ----------------------------------------------------------------------------------


@pytest.mark.capability("M-06")
def test_money_for_what_is_not_owed_yet_is_held_in_advance_and_used_first(book: Book, plan: PaymentPlan) -> None:
    acceptance = plan.instalments[1]
    receipt = book.receive("180000.00")
    book.hold(receipt, acceptance, "100000.00")
    assert (receipt.advance, receipt.unapplied, acceptance.advance) == (yuan("100000.00"), yuan("80000.00"), yuan("100000.00"))
    assert (book.balance(Kind.ADVANCE), book.layers(plan)) == (yuan("-100000.00"), ("210000.01", "90000.00", "0.00"))
    book.reach(plan)
    book.allocate(receipt, acceptance)
    assert (receipt.advance_minor, receipt.unapplied_minor, acceptance.advance_minor) == (0, 0, 0)
    assert acceptance.payment_state is PaymentState.FULL
    assert not book.balance(Kind.ADVANCE)
    assert not book.drifts()


def test_an_advance_is_never_more_than_what_will_be_owed_and_not_for_what_is_owed(book: Book, plan: PaymentPlan, owed: Instalment) -> None:
    receipt = book.receive("200000.00")
    with pytest.raises(DomainError) as refused:
        book.hold(receipt, plan.instalments[2], "30000.02")
    assert refusal(refused) == "OVER_ALLOCATION"
    with pytest.raises(DomainError) as refused:
        book.hold(receipt, owed)
    assert refusal(refused) == "ALREADY_CLAIMABLE"


def test_an_advance_outlives_a_termination_until_it_is_released(book: Book, plan: PaymentPlan) -> None:
    receipt = book.receive("5000.00")
    book.hold(receipt, plan.instalments[1])
    book.terminate(plan)
    assert book.balance(Kind.ADVANCE) == yuan("-5000.00")
    journal = book.journal(ACCOUNTANT)
    receipt.release_advance(plan.instalments[1], journal)
    book.keep(journal)
    assert (receipt.advance_minor, receipt.unapplied) == (0, yuan("5000.00"))
    assert not book.drifts()


# --- taking back ---------------------------------------------------------------------------------


def test_a_reversal_reopens_the_claim_with_its_old_due_date(book: Book, plan: PaymentPlan, owed: Instalment) -> None:
    receipt = book.pay(owed, "90000.00")
    book.walk_to(date(2025, 12, 20))
    said(plan, receipt)
    book.reverse(receipt, receipt.allocations[0].id)
    assert (owed.claim_state, owed.payment_state, owed.due_date) == (ClaimState.CLAIMABLE, PaymentState.NONE, date(2025, 12, 1))
    assert (receipt.unapplied, receipt.state) == (yuan("90000.00"), ReceiptState.RECORDED)
    assert [line.amount_minor for line in receipt.allocations] == [9000000, -9000000]
    assert said(receipt) == ["ReversalAsked", "AllocationReversed", "ReversalApproved"]
    book.walk_to(date(2025, 12, 21))
    assert stages(plan) == ["InstalmentOverdue"]
    assert not book.drifts()


def test_a_day_that_was_told_before_the_payment_is_not_told_again_after_its_reversal(
    book: Book, plan: PaymentPlan, owed: Instalment
) -> None:
    book.walk_to(date(2025, 12, 5))
    receipt = book.pay(owed, "90000.00")
    said(plan)
    book.reverse(receipt, receipt.allocations[0].id)
    book.walk_to(date(2025, 12, 10))
    assert stages(plan) == []


def test_nothing_moves_until_a_second_person_approves(book: Book, owed: Instalment) -> None:
    receipt = book.pay(owed, "90000.00")
    receipt.ask_reversal([receipt.allocations[0].id], whole_receipt=False, reason="付错合同", journal=book.journal(ACCOUNTANT))
    assert (owed.paid_minor, receipt.asked_by) == (9000000, ACCOUNTANT)
    with pytest.raises(DomainError) as refused:
        book.approve(receipt, by=ACCOUNTANT)
    assert (refusal(refused), owed.paid_minor) == ("MAKER_IS_CHECKER", 9000000)
    book.approve(receipt, by=MANAGER)
    assert (owed.paid_minor, receipt.asked_by) == (0, None)
    assert (receipt.reversals[0].state, receipt.reversals[0].decided_by) == (ReversalState.APPROVED, MANAGER)


def test_a_reversal_that_is_declined_leaves_everything_as_it_is(book: Book, owed: Instalment) -> None:
    receipt = book.pay(owed, "90000.00")
    line = receipt.allocations[0].id
    receipt.ask_reversal([line], whole_receipt=False, reason="x", journal=book.journal(ACCOUNTANT))
    with pytest.raises(DomainError, match="waits for approval already"):
        receipt.ask_reversal([line], whole_receipt=False, reason="x", journal=book.journal(ACCOUNTANT))
    receipt.decline_reversal(book.journal(MANAGER))
    assert (owed.payment_state, receipt.asked_by) == (PaymentState.FULL, None)
    with pytest.raises(DomainError, match="Nobody asks"):
        book.approve(receipt)


def test_what_is_asked_to_be_taken_back_is_told_with_what_it_comes_to_and_how_it_ended(book: Book, owed: Instalment) -> None:
    receipt = book.receive("100000.00")
    book.allocate(receipt, owed)
    said(receipt)
    for ids, whole, minor in (([receipt.allocations[0].id], False, 9000000), ([], True, 10000000)):
        receipt.ask_reversal(ids, whole_receipt=whole, reason="付错合同", journal=book.journal(ACCOUNTANT))
        receipt.decline_reversal(book.journal(MANAGER))
        asked, declined = receipt.take_facts()
        assert isinstance(asked, facts.ReversalAsked)
        assert isinstance(declined, facts.ReversalDeclined)
        figures = asked.reversal
        assert (figures.receipt_id, figures.amount.minor, figures.whole_receipt) == (str(receipt.id), minor, whole)
        assert (figures.asked_by, figures.decided_by, figures.reason) == (str(ACCOUNTANT), "", "付错合同")
        assert (declined.reversal.decided_by, declined.reversal.amount.minor) == (str(MANAGER), minor)


def test_a_line_is_reversed_once(book: Book, owed: Instalment) -> None:
    receipt = book.pay(owed, "90000.00")
    line = receipt.allocations[0].id
    book.reverse(receipt, line)
    for again in (line, receipt.allocations[1].id):
        with pytest.raises(DomainError) as refused:
            book.reverse(receipt, again)
        assert refusal(refused) == "ALLOCATION_NOT_LIVE"


def test_a_reversed_receipt_never_counted_and_takes_nothing_any_more(book: Book, plan: PaymentPlan, owed: Instalment) -> None:
    receipt = book.receive("100000.00")
    book.allocate(receipt, owed)
    book.hold(receipt, plan.instalments[1], "3000.00")
    book.reverse(receipt)
    assert (receipt.state, receipt.allocated_minor, receipt.advance_minor, receipt.unapplied_minor) == (ReceiptState.REVERSED, 0, 0, 0)
    assert not book.balance(Kind.CASH)
    assert not book.balance(Kind.UNAPPLIED, Kind.ADVANCE)
    assert book.layers(plan) == ("210000.01", "90000.00", "0.00")
    assert not book.drifts()
    with pytest.raises(DomainError) as refused:
        book.allocate(receipt, owed)
    assert refusal(refused) == "RECEIPT_REVERSED"


def test_a_reversal_says_what_and_why(book: Book, owed: Instalment) -> None:
    receipt = book.pay(owed, "100.00")
    ids = [receipt.allocations[0].id]
    for lines, whole, reason, words in (
        ([], False, "x", "or the whole receipt"),
        (ids, True, "x", "or the whole receipt"),
        (ids, False, " ", "Say why"),
    ):
        with pytest.raises(DomainError, match=words):
            receipt.ask_reversal(lines, whole_receipt=whole, reason=reason, journal=book.journal(ACCOUNTANT))
