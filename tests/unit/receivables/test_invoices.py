"""Invoices: their way, what they cover, what takes them back, and what that does to the books."""

from datetime import date, timedelta

import pytest

from chassis.errors import DomainError
from crm.common.v1 import payment_terms_pb2 as terms_pb
from receivables.domain.instalment import Instalment
from receivables.domain.invoice import Invoice
from receivables.domain.invoice_parts import PrintedNumber, Wanted
from receivables.domain.ledger import Kind
from receivables.domain.path import Step, pieces
from receivables.domain.plan import PaymentPlan
from receivables.domain.red import issue_red
from receivables.domain.revision import Line
from receivables.domain.states import ClaimState, InvoiceProgress, InvoiceState, InvoiceType, RedReason
from receivables.domain.terms import term_of
from receivables.domain.triggers import MilestoneKind
from tests.support.book import ACCOUNTANT, MANAGER, SELLER, Book, on_reaching, said, stages, yuan

pytestmark = pytest.mark.capability("M-25")

INVOICED, NOT_INVOICED = Kind.RECEIVABLE_INVOICED, Kind.RECEIVABLE_NOT_INVOICED


def fixed(name: str, amount: str) -> terms_pb.PaymentTerm:
    term = on_reaching(MilestoneKind.EFFECTIVE, name)
    term.amount.currency_code, term.amount.minor = "CNY", yuan(amount).minor
    return term


def agreed(*amounts: str) -> terms_pb.PaymentTerms:
    return terms_pb.PaymentTerms(terms=[fixed(f"第 {number} 期", amount) for number, amount in enumerate(amounts, start=1)])


@pytest.fixture
def book() -> Book:
    return Book()


@pytest.fixture
def plan(book: Book) -> PaymentPlan:
    """Two claims of 600.00 and 400.00, owed today."""
    made = book.sign("1000.00", agreed("600.00", "400.00"))
    said(made)
    return made


def refusal(refused: pytest.ExceptionInfo[DomainError]) -> str:
    return refused.value.reason


def owed(book: Book) -> tuple[str, str]:
    return str(book.balance(INVOICED).amount), str(book.balance(NOT_INVOICED).amount)


# --- its way ---------------------------------------------------------------------------------------


def test_an_invoice_goes_from_the_application_to_the_customers_books_and_each_step_says_who_and_when(book: Book, plan: PaymentPlan) -> None:
    invoice = book.request(plan, "600.00", cover={plan.instalments[0]: None})
    book.approve_invoice(invoice)
    book.issue(invoice, "25312000000012345678")
    book.today += timedelta(days=1)
    invoice.deliver(plan, book.journal(SELLER), note="王会计的邮箱")
    book.today += timedelta(days=1)
    invoice.book(plan, book.journal(SELLER))
    assert [(step.state.value, step.step_date.day, step.person_id) for step in invoice.steps] == [
        ("requested", 1, SELLER),
        ("approved", 1, MANAGER),
        ("issued", 1, ACCOUNTANT),
        ("delivered", 2, SELLER),
        ("booked", 3, SELLER),
    ]
    assert said(invoice) == ["InvoiceRequested", "InvoiceApproved", "InvoiceIssued", "InvoiceDelivered", "InvoiceBooked"]
    assert not book.drifts()


def test_what_the_customer_sends_back_is_delivered_again_or_taken_back(book: Book, plan: PaymentPlan) -> None:
    invoice = book.invoice(plan, "600.00", cover={plan.instalments[0]: None})
    invoice.return_(plan, "抬头写错", book.journal(SELLER))
    assert (invoice.state, plan.instalments[0].invoice_progress) == (InvoiceState.RETURNED, InvoiceProgress.RETURNED)
    assert owed(book) == ("600.00", "400.00")
    invoice.deliver(plan, book.journal(SELLER))
    assert plan.instalments[0].invoice_progress is InvoiceProgress.DELIVERED


@pytest.mark.parametrize("act", ["deliver", "book"])
def test_no_step_is_taken_before_its_turn(book: Book, plan: PaymentPlan, act: str) -> None:
    invoice = book.request(plan, "600.00", cover={})
    with pytest.raises(DomainError) as refused:
        getattr(invoice, act)(plan, book.journal(SELLER))
    assert refusal(refused) == "INVOICE_STATE_WRONG"


def test_what_is_rejected_is_never_issued(book: Book, plan: PaymentPlan) -> None:
    invoice = book.request(plan, "600.00", cover={})
    book.approve_invoice(invoice)
    invoice.reject(plan, "客户取消", book.journal(MANAGER))
    with pytest.raises(DomainError) as refused:
        book.issue(invoice)
    assert refusal(refused) == "INVOICE_STATE_WRONG"


def test_who_asks_for_an_invoice_does_not_approve_it(book: Book, plan: PaymentPlan) -> None:
    invoice = book.request(plan, "600.00", cover={})
    with pytest.raises(DomainError) as refused:
        book.approve_invoice(invoice, by=SELLER)
    assert refusal(refused) == "MAKER_IS_CHECKER"


@pytest.mark.parametrize(
    ("kind", "number", "code", "right"),
    [
        (InvoiceType.VAT_SPECIAL, "25312000000012345678", "", True),
        (InvoiceType.VAT_SPECIAL, "2531200000001234567", "", False),
        (InvoiceType.VAT_ORDINARY, "25312000000012345678", "3100204130", False),
        (InvoiceType.PAPER, "12345678", "3100204130", True),
        (InvoiceType.PAPER, "12345678", "", False),
        (InvoiceType.PROFORMA, "PI-2025-01", "", True),
    ],
)
def test_numbers_are_those_that_tax_systems_print(kind: InvoiceType, number: str, code: str, right: bool) -> None:
    if right:
        PrintedNumber(number=number, code=code).check(kind)
        return
    with pytest.raises(DomainError) as refused:
        PrintedNumber(number=number, code=code).check(kind)
    assert refusal(refused) == "INVOICE_NUMBER_INVALID"


# --- what it covers --------------------------------------------------------------------------------


def test_an_issued_invoice_makes_what_it_covers_an_invoiced_receivable(book: Book, plan: PaymentPlan) -> None:
    invoice = book.request(plan, "500.00", "300.00")
    assert owed(book) == ("0.00", "1000.00")
    book.issue(invoice)
    assert [(line.amount, line.covered) for line in invoice.coverage] == [(yuan("600.00"),) * 2, (yuan("200.00"),) * 2]
    assert owed(book) == ("800.00", "200.00")
    assert not book.drifts()


def test_instalments_and_invoices_are_many_to_many(book: Book, plan: PaymentPlan) -> None:
    first, second = plan.instalments
    book.invoice(plan, "700.00", cover={first: "600.00", second: "100.00"})
    book.invoice(plan, "300.00", cover={second: None})
    assert [str(each.invoiced.amount) for each in plan.instalments] == ["600.00", "400.00"]
    assert [len(each.invoice_shares) for each in plan.instalments] == [1, 2]
    assert not book.drifts()


@pytest.mark.parametrize(
    ("gross", "first", "second", "reason"),
    [
        ("700.00", "600.01", None, "OVER_INVOICED"),
        ("500.00", "500.01", None, "COVERAGE_EXCEEDS_INVOICE"),
        ("500.00", "300.00", "200.01", "COVERAGE_EXCEEDS_INVOICE"),
    ],
)
def test_neither_an_instalment_nor_an_invoice_gives_more_than_it_has(
    book: Book, plan: PaymentPlan, gross: str, first: str, second: str | None, reason: str
) -> None:
    cover: dict[Instalment, str | None] = {plan.instalments[0]: first}
    if second:
        cover[plan.instalments[1]] = second
    with pytest.raises(DomainError) as refused:
        book.request(plan, gross, cover=cover)
    assert refusal(refused) == reason


def test_what_somebody_asked_an_invoice_for_nobody_asks_for_again_until_it_is_rejected(book: Book, plan: PaymentPlan) -> None:
    first = plan.instalments[0]
    asked = book.request(plan, "600.00", cover={first: None})
    with pytest.raises(DomainError) as refused:
        book.request(plan, "600.00", cover={first: None})
    assert refusal(refused) == "OVER_INVOICED"
    asked.reject(plan, "先不开", book.journal(MANAGER))
    assert book.request(plan, "600.00", cover={first: None}).coverage[0].amount == yuan("600.00")


def test_a_contract_is_not_invoiced_beyond_its_gross_unless_somebody_says_so(book: Book, plan: PaymentPlan) -> None:
    book.invoice(plan, "900.00")
    more = book.request(plan, "100.01", cover={})
    with pytest.raises(DomainError) as refused:
        book.approve_invoice(more)
    assert (refusal(refused), refused.value.metadata["total"]) == ("CONTRACT_EXCEEDED", "1000.00 CNY")
    book.approve_invoice(more, above_contract=True)
    assert more.above_contract


def test_a_proforma_covers_nothing_and_counts_against_nothing(book: Book, plan: PaymentPlan) -> None:
    with pytest.raises(DomainError) as refused:
        book.request(plan, "600.00", kind=InvoiceType.PROFORMA)
    assert refusal(refused) == "INVOICE_COVERS_NOTHING"
    invoice = book.request(plan, "5000.00", cover={}, kind=InvoiceType.PROFORMA)
    book.issue(invoice, "PI-2025-01")
    assert owed(book) == ("0.00", "1000.00")


def test_payments_settle_the_invoiced_part_first(book: Book, plan: PaymentPlan) -> None:
    first = plan.instalments[0]
    book.invoice(plan, "400.00", cover={first: None})
    book.pay(first, "300.00")
    assert owed(book) == ("100.00", "600.00")
    assert not book.drifts()


def test_a_revision_leaves_what_is_invoiced_as_it_is(book: Book, plan: PaymentPlan) -> None:
    first, second = plan.instalments
    book.invoice(plan, "1.00", cover={first: None})
    other = term_of(fixed("第 1 期", "500.00"), "term")
    with pytest.raises(DomainError) as refused:
        book.revise(plan, Line(first.id, other), Line(second.id), Line(None, term_of(fixed("第 3 期", "100.00"), "term")))
    assert refusal(refused) == "INSTALMENT_TOUCHED"


def test_what_was_cancelled_before_the_invoice_came_is_not_covered(book: Book) -> None:
    plan = book.sign("1000.00", "30/60/10")
    invoice = book.request(plan, "900.00", cover=dict.fromkeys(plan.instalments[:2]))
    book.terminate(plan)
    book.issue(invoice)
    assert [str(line.covered.amount) for line in invoice.coverage] == ["300.00", "0.00"]
    assert invoice.covered == yuan("300.00")
    assert not book.drifts()


@pytest.mark.capability("M-02")
def test_what_waits_to_be_invoiced_is_owed_from_the_day_on_which_invoices_cover_all_of_it(book: Book) -> None:
    term = on_reaching(MilestoneKind.INVOICED, "开票后付清")
    term.share, term.credit.offset.amount, term.credit.offset.unit = "100", 30, terms_pb.OFFSET_UNIT_DAYS
    plan = book.sign("1000.00", terms_pb.PaymentTerms(terms=[term]))
    (instalment,) = plan.instalments
    book.invoice(plan, "400.00")
    assert instalment.claim_state is ClaimState.PLANNED
    book.today = date(2025, 12, 10)
    stages(plan)
    book.issue(book.request(plan, "600.00"), on=date(2025, 12, 9))
    assert (instalment.claim_state, instalment.claim_date) == (ClaimState.CLAIMABLE, date(2025, 12, 9))
    assert instalment.due_date == date(2026, 1, 8)
    assert stages(plan) == ["PlanRevised", "InstalmentClaimable"]
    assert owed(book) == ("1000.00", "0.00")
    assert not book.drifts()


@pytest.mark.capability("M-25")
def test_three_equal_instalments_are_invoiced_one_by_one_to_the_cent(book: Book) -> None:
    """frappe/erpnext#26951: there three equal parts miss the total by a cent."""
    shares = ("33.3333333333", "33.3333333333", "33.3333333334")
    terms = [on_reaching(MilestoneKind.EFFECTIVE, f"第 {number} 期", share=share) for number, share in enumerate(shares, start=1)]
    plan = book.sign("100.00", terms_pb.PaymentTerms(terms=terms))
    assert [each.amount_minor for each in plan.instalments] == [3333, 3333, 3334]
    for instalment in plan.instalments:
        book.invoice(plan, instalment.amount, cover={instalment: None})
    assert owed(book) == ("100.00", "0.00")
    assert sum(invoice.net_minor + invoice.tax_minor for invoice in book.invoices) == 10_000
    assert not book.drifts()


# --- in red ----------------------------------------------------------------------------------------


@pytest.mark.capability("M-07")
def test_an_invoice_issued_in_error_is_taken_back_and_what_is_owed_stays(book: Book, plan: PaymentPlan) -> None:
    invoice = book.invoice(plan, "600.00", cover={plan.instalments[0]: None})
    credit = book.issue_red(book.request_red(invoice, reason=RedReason.ISSUED_IN_ERROR))
    assert (credit, invoice.state, invoice.covered.minor) == (None, InvoiceState.REVERSED, 0)
    assert owed(book) == ("0.00", "1000.00")
    assert plan.instalments[0].invoice_progress is InvoiceProgress.NOT_REQUESTED
    book.invoice(plan, "600.00", cover={plan.instalments[0]: None})
    assert owed(book) == ("600.00", "400.00")
    assert not book.drifts()


@pytest.mark.capability("M-07")
def test_an_allowance_takes_back_a_part_and_the_customer_owes_so_much_less(book: Book, plan: PaymentPlan) -> None:
    first = plan.instalments[0]
    invoice = book.invoice(plan, "600.00", cover={first: None})
    credit = book.issue_red(book.request_red(invoice, "100.00"))
    assert credit is not None
    assert (credit.amount, credit.unapplied.minor) == (yuan("100.00"), 0)
    assert (first.open, first.invoiced, first.credited) == (yuan("500.00"), yuan("500.00"), yuan("100.00"))
    assert owed(book) == ("500.00", "400.00")
    assert (invoice.state, invoice.reduced) == (InvoiceState.ISSUED, yuan("100.00"))
    assert book.balance(Kind.CASH).minor == 0
    assert not book.drifts()


@pytest.mark.capability("M-07")
def test_what_was_paid_of_a_red_invoice_is_left_as_unapplied_money(book: Book, plan: PaymentPlan) -> None:
    first = plan.instalments[0]
    invoice = book.invoice(plan, "600.00", cover={first: None})
    book.pay(first, "550.00")
    credit = book.issue_red(book.request_red(invoice, "100.00", RedReason.GOODS_RETURNED))
    assert credit is not None
    assert (first.open.minor, credit.allocated, credit.unapplied) == (0, yuan("50.00"), yuan("50.00"))
    assert book.balance(Kind.UNAPPLIED) == yuan("-50.00")
    book.allocate(credit, plan.instalments[1])
    assert plan.instalments[1].open == yuan("350.00")
    assert not book.drifts()


@pytest.mark.capability("M-07")
def test_an_invoice_is_reduced_once_only_however_often_somebody_asks(book: Book, plan: PaymentPlan) -> None:
    invoice = book.invoice(plan, "600.00", cover={plan.instalments[0]: None})
    waiting = book.request_red(invoice, "400.00")
    with pytest.raises(DomainError) as refused:
        book.request_red(invoice, "200.01")
    assert (refusal(refused), refused.value.metadata["available"]) == ("RED_TOO_LARGE", "200.00 CNY")
    rest = book.request_red(invoice)
    assert -rest.gross == yuan("200.00")
    with pytest.raises(DomainError) as refused:
        book.request_red(invoice)
    assert refusal(refused) == "NOTHING_TO_REVERSE"
    for red in (waiting, rest):
        book.issue_red(red)
    assert (invoice.state, plan.instalments[0].invoiced.minor, plan.instalments[0].open.minor) == (InvoiceState.REVERSED, 0, 0)
    assert not book.drifts()


@pytest.mark.capability("M-07")
def test_no_red_invoice_without_the_confirmation_of_both_sides(book: Book, plan: PaymentPlan) -> None:
    invoice = book.invoice(plan, "600.00", cover={plan.instalments[0]: None})
    red = book.request_red(invoice)
    book.approve_invoice(red)
    printed = PrintedNumber(number="25312000000012345678")
    with pytest.raises(DomainError) as refused:
        issue_red(red, invoice, plan, printed, on=None, credit_id=red.id, calendar=book.calendar, journal=book.journal(ACCOUNTANT))
    assert refusal(refused) == "CONFIRMATION_MISSING"


def test_what_a_red_invoice_concerns_is_what_it_says_or_else_the_last_that_was_covered(book: Book, plan: PaymentPlan) -> None:
    first, second = plan.instalments
    invoice = book.invoice(plan, "950.00", cover={first: "600.00", second: "300.00"})
    taken = {line.instalment_id: str(line.amount.amount) for line in book.request_red(invoice, "100.00").coverage}
    assert taken == {second.id: "50.00"}  # 50 of the invoice cover nothing
    named = book.request_red(invoice, "100.00", wanted=[Wanted(first.id, yuan("100.00"))])
    assert [(line.instalment_id, line.amount) for line in named.coverage] == [(first.id, yuan("100.00"))]
    with pytest.raises(DomainError) as refused:
        book.request_red(invoice, "700.00", wanted=[Wanted(first.id, yuan("600.00"))])
    assert refusal(refused) == "RED_COVERAGE_INVALID"


def test_nothing_is_credited_of_what_was_cancelled(book: Book) -> None:
    plan = book.sign("1000.00", "30/60/10")
    invoice = book.invoice(plan, "900.00", cover=dict.fromkeys(plan.instalments[:2]))
    book.terminate(plan)
    credit = book.issue_red(book.request_red(invoice, reason=RedReason.SERVICE_ENDED))
    assert credit is not None
    assert credit.amount == yuan("300.00")
    assert (book.balance(INVOICED, NOT_INVOICED).minor, book.balance(Kind.UNAPPLIED).minor) == (0, 0)
    assert not book.drifts()


def test_of_what_is_only_planned_a_credit_is_held_in_advance(book: Book) -> None:
    plan = book.sign("1000.00", "30/60/10")
    second = plan.instalments[1]
    invoice = book.invoice(plan, "600.00", cover={second: None})
    credit = book.issue_red(book.request_red(invoice, "200.00"))
    assert credit is not None
    assert (credit.advance, second.advance) == (yuan("200.00"), yuan("200.00"))
    assert not book.drifts()


def test_lines_in_red_follow_those_they_take_back(book: Book, plan: PaymentPlan) -> None:
    invoice = book.invoice(plan, "333.33", "333.33", "333.34")
    half = book.request_red(invoice, "500.00")
    assert [line.gross_minor for line in half.lines] == [-16666, -16666, -16668]
    book.issue_red(half)
    rest = book.request_red(invoice)
    taken = [-(one.net_minor + other.net_minor) for one, other in zip(half.lines, rest.lines, strict=True)]
    assert taken == [line.net_minor for line in invoice.lines]


# --- the collection path ---------------------------------------------------------------------------


@pytest.mark.capability("R-15")
def test_the_path_says_how_far_the_invoice_is_until_the_customer_has_booked_it(book: Book) -> None:
    term = on_reaching(MilestoneKind.EFFECTIVE, "30 天")
    term.share, term.credit.offset.amount, term.credit.offset.unit = "100", 30, terms_pb.OFFSET_UNIT_DAYS
    plan = book.sign("1000.00", terms_pb.PaymentTerms(terms=[term]))
    (instalment,) = plan.instalments

    def stands(*, waits: bool = False) -> tuple[InvoiceProgress, Step]:
        (piece,) = pieces(instalment, book.today, waits_for_invoices=waits)
        return instalment.invoice_progress, piece.step

    assert stands() == (InvoiceProgress.NOT_REQUESTED, Step.NOT_DUE)
    assert stands(waits=True) == (InvoiceProgress.NOT_REQUESTED, Step.INVOICE)
    invoice = book.request(plan, "1000.00")
    assert stands() == (InvoiceProgress.REQUESTED, Step.INVOICE)
    book.approve_invoice(invoice)
    assert stands() == (InvoiceProgress.APPROVED, Step.INVOICE)
    book.issue(invoice)
    assert stands() == (InvoiceProgress.ISSUED, Step.INVOICE)
    invoice.deliver(plan, book.journal(SELLER))
    assert stands() == (InvoiceProgress.DELIVERED, Step.INVOICE)
    book.today = date(2026, 2, 1)
    assert stands() == (InvoiceProgress.DELIVERED, Step.OVERDUE)
    book.today = date(2025, 12, 2)
    invoice.book(plan, book.journal(SELLER))
    assert stands(waits=True) == (InvoiceProgress.BOOKED, Step.NOT_DUE)
    assert instalment.invoice_progress_date == date(2025, 12, 2)


def test_of_several_invoices_the_one_furthest_behind_says_where_it_stands(book: Book, plan: PaymentPlan) -> None:
    first = plan.instalments[0]
    done: Invoice = book.invoice(plan, "400.00", cover={first: None})
    done.book(plan, book.journal(SELLER))
    progress = [first.invoice_progress]
    book.request(plan, "200.00", cover={first: None})
    progress.append(first.invoice_progress)
    assert progress == [InvoiceProgress.NOT_REQUESTED, InvoiceProgress.REQUESTED]
