"""Where other products go wrong with money, by the number of the issue that says so; what goes wrong there is done here and holds.

The failure of frappe/erpnext#26951 is in test_invoices.py.
"""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

import pytest

from chassis.wire import money
from crm.common.v1 import payment_terms_pb2 as terms_pb
from receivables.domain.adjusting.states import AdjustmentKind
from receivables.domain.ageing import AgeingBasis, Buckets, aged, open_claims
from receivables.domain.allocation_order import Candidate, proposal
from receivables.domain.entries import Known, legs_known
from receivables.domain.instalment import Instalment
from receivables.domain.ledger import RECEIVABLE_KINDS
from receivables.domain.plan import PaymentPlan
from receivables.domain.proof import balances
from receivables.domain.states import PaymentState, RedReason, TimeState
from tests.support.book import FIRST_DAY, Book, yuan
from tests.unit.receivables.test_account_statements import stated

pytestmark = pytest.mark.capability("M-13")

DAYS = [FIRST_DAY + timedelta(days=30 * number) for number in range(4)]


def each_on(*days: date, amount: str) -> terms_pb.PaymentTerms:
    """So much on each of these days."""
    terms = [
        terms_pb.PaymentTerm(
            name=f"第 {number} 期",
            amount=money(yuan(amount)),
            trigger=terms_pb.Trigger(anchors=[terms_pb.Anchor(fixed_date=day.isoformat())]),
        )
        for number, day in enumerate(days, start=1)
    ]
    return terms_pb.PaymentTerms(terms=terms)


def four(book: Book) -> PaymentPlan:
    """Four equal instalments, one every thirty days."""
    return book.sign("40000.00", each_on(*DAYS, amount="10000.00"))


@pytest.fixture
def book() -> Book:
    return Book()


@pytest.fixture
def plan(book: Book) -> PaymentPlan:
    made = four(book)
    book.walk_to(DAYS[2] + timedelta(days=5))
    return made


def by_instalment(book: Book) -> dict[UUID | None, int]:
    """What the ledger says is open of each."""
    found: dict[UUID | None, int] = {}
    for account, minor in balances(book.transactions).items():
        if account.kind in RECEIVABLE_KINDS and minor:
            found[account.subject_id] = found.get(account.subject_id, 0) + minor
    return found


def by_bucket(book: Book) -> list[int]:
    claims = open_claims(legs_known(book.transactions, Known(book.today, book.now)))
    return aged(claims, Buckets.of(AgeingBasis.DUE_DATE), book.today).get("CNY", [0])


def assert_one_figure(book: Book) -> None:
    """Instalments, ledger and ageing say the same, of each instalment and together."""
    open_now = {each.id: each.open_minor for plan in book.plans for each in plan.instalments if each.due_date and each.open_minor}
    assert by_instalment(book) == open_now
    assert sum(by_bucket(book)) == sum(open_now.values())
    assert book.drifts() == []


# --- ageing, instalments and ledger that drift apart ------------------------------------------------


def _refunded_and_paid_again(book: Book, first: Instalment) -> None:
    book.reverse(book.pay(first, "2000.00"))
    book.pay(first, "2000.00")


def _received_on_account_and_allocated_later(book: Book, first: Instalment) -> None:
    receipt = book.receive("2000.00")
    book.walk_to(book.today + timedelta(days=3))
    book.allocate(receipt, first)


def _given_credit_by_a_red_invoice(book: Book, first: Instalment) -> None:
    invoice = book.invoice(book.plan_of(first), "10000.00", cover={first: None})
    book.issue_red(book.request_red(invoice, "2000.00", RedReason.GOODS_RETURNED))


def _written_off(book: Book, first: Instalment) -> None:
    book.approve_adjustment(book.adjust(AdjustmentKind.WRITE_OFF, first, "2000.00"))


SETTLED_OTHERWISE: list[Callable[[Book, Instalment], None]] = [
    _refunded_and_paid_again,
    _received_on_account_and_allocated_later,
    _given_credit_by_a_red_invoice,
    _written_off,
]


@pytest.mark.parametrize("settle", SETTLED_OTHERWISE, ids=lambda each: each.__name__.strip("_"))
def test_whatever_settles_a_part_of_an_instalment_what_is_open_of_it_follows(
    book: Book, plan: PaymentPlan, settle: Callable[[Book, Instalment], None]
) -> None:
    """frappe/erpnext#57812: settled by anything but a payment that names the invoice, the payment schedule keeps its old outstanding, and
    the next payment is allocated by that."""
    first = plan.instalments[0]
    settle(book, first)
    assert first.open == yuan("8000.00")
    assert_one_figure(book)
    book.pay(first, "8000.00")
    assert (first.payment_state, first.open) == (PaymentState.FULL, yuan("0.00"))
    assert_one_figure(book)


@pytest.mark.parametrize("days", [0, 1, 30, 31, 95])
def test_every_cent_that_is_open_is_in_one_bucket_of_ageing_and_they_add_up_to_the_ledger(book: Book, days: int) -> None:
    """frappe/erpnext#49262: what is due lately stands in no column of the ageing, so that they do not add up to the outstanding amount
    and to the trial balance."""
    long_due = book.sign("500.00", each_on(FIRST_DAY - timedelta(days=90), amount="500.00"), effective=FIRST_DAY - timedelta(days=90))
    four(book)
    book.walk_to(FIRST_DAY + timedelta(days=days))
    assert long_due.instalments[0].time_on(book.today) is TimeState.OVERDUE
    assert sum(by_bucket(book)) == book.balance(*RECEIVABLE_KINDS).minor
    assert_one_figure(book)


def test_what_was_paid_of_a_schedule_is_taken_off_the_instalment_that_it_paid(book: Book, plan: PaymentPlan) -> None:
    """frappe/erpnext#13992: the report of receivables does not consider the payments of a payment schedule."""
    first, second, third, _ = plan.instalments
    book.pay(second, "4000.00")
    assert [each.open.amount for each in (first, second, third)] == [10000, 6000, 10000]
    assert by_bucket(book)[:4] == [0, 1_000_000, 600_000, 1_000_000]
    assert_one_figure(book)


def test_ageing_instalments_and_ledger_are_one_figure_after_each_of_many_steps(book: Book, plan: PaymentPlan) -> None:
    """frappe/erpnext#54980, #33462, #26969: ageing, instalments and ledger drift apart; here after each step of a long way, and so does
    what an earlier day looked like."""
    first, second, third, _ = plan.instalments
    before = {day: book.receivable_on(day) for day in DAYS[:3]}
    steps: list[Callable[[], object]] = [
        lambda: book.pay(first, "10000.00"),
        lambda: book.invoice(plan, "20000.00", cover={second: None, third: None}),
        lambda: book.pay(second, "0.01"),
        lambda: book.reverse(book.receipts[0]),
        lambda: book.dispute(third, "500.00"),
        lambda: book.promise(second, book.today + timedelta(days=7), "100.00"),
        lambda: book.walk_to(book.today + timedelta(days=40)),
        lambda: book.pay(third, "9999.99"),
        lambda: book.terminate(plan),
    ]
    for step in steps:
        step()
        assert_one_figure(book)
    assert {day: book.receivable_on(day) for day in DAYS[:3]} == before


# --- others ---------------------------------------------------------------------------------------


def test_a_customer_is_asked_for_the_instalments_that_are_due_and_not_for_the_whole(book: Book, plan: PaymentPlan) -> None:
    """odoo/odoo#165199: where four instalments were agreed, the page of the customer asks for the whole invoice."""
    book.invoice(plan, "40000.00")
    book.pay(plan.instalments[0], "10000.00")
    found = stated(book, None, book.today)
    assert [(item.due_date, str(item.amount)) for item in found.items] == [
        (plan.instalments[1].due_date, "10000.00 CNY"),
        (plan.instalments[2].due_date, "10000.00 CNY"),
    ]
    assert sum(item.minor for item in found.items if item.overdue) == 2_000_000


def test_a_partial_payment_hides_no_overdue(book: Book, plan: PaymentPlan) -> None:
    """WukongCRM: a plan that is paid in part is called partly paid, and not overdue any more."""
    first = plan.instalments[0]
    book.pay(first, "9999.99")
    book.walk_to(book.today + timedelta(days=1))
    assert (first.payment_state, first.time_state, first.open) == (PaymentState.PARTIAL, TimeState.OVERDUE, yuan("0.01"))
    assert by_bucket(book)[3] == 1


def test_what_is_past_its_day_is_overdue_and_one_receipt_pays_several_instalments(book: Book, plan: PaymentPlan) -> None:
    """Cordys CRM: there is no overdue, and no allocation of one receipt over several instalments."""
    first, second, third, _ = plan.instalments
    assert [each.time_state for each in (first, second, third)] == [TimeState.OVERDUE] * 3
    receipt = book.receive("25000.00")
    portions = proposal(receipt.unapplied, map(Candidate.of, (third, first, second)), today=book.today)
    for portion in portions:
        book.allocate(receipt, book.instalments[portion.instalment_id], str(portion.amount.amount))
    assert [each.open.amount for each in (first, second, third)] == [0, 0, 5000]
    assert [line.instalment_id for line in receipt.allocations] == [first.id, second.id, third.id]
    assert_one_figure(book)


def test_a_transfer_of_less_than_is_owed_pays_so_much_and_one_of_more_leaves_the_rest(book: Book, plan: PaymentPlan) -> None:
    """Stripe: a part of a payment is applied to no invoice, and a payment to no more than one."""
    first, second, *_ = plan.instalments
    less = book.receive("3000.00")
    book.allocate(less, first)
    assert (first.open, less.unapplied) == (yuan("7000.00"), yuan("0.00"))
    more = book.receive("12000.00")
    book.allocate(more, first, "7000.00")
    book.allocate(more, second, "4000.00")
    assert (first.open, second.open, more.unapplied) == (yuan("0.00"), yuan("6000.00"), yuan("1000.00"))
    assert_one_figure(book)
