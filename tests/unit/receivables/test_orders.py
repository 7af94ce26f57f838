"""Orders and statement months (月结): what is owed of what is delivered, and what is taken back of it."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chassis.money import Money
from crm.common.v1 import payment_terms_pb2 as terms_pb
from crm.common.v1 import types_pb2
from crm.pipeline.v1 import events_pb2, orders_pb2
from receivables.domain.contract import Belonging, SignedContract, arrived
from receivables.domain.dunning import DunningPolicy
from receivables.domain.instalment import Instalment
from receivables.domain.ledger import Kind
from receivables.domain.monthly import Month, cut_off, divided, plan_of_month, reducible
from receivables.domain.plan import PaymentPlan
from receivables.domain.planning import plan_of
from receivables.domain.states import Basis, ClaimState, CloseReason, PlanState, TimeState
from receivables.domain.triggers import MilestoneKind
from tests.support.book import HUADONG, MEDTEC, SELLER, Book, on_reaching, yuan

pytestmark = pytest.mark.capability("R-01")

PLANNED, CLAIMABLE, CLOSED = ClaimState.PLANNED, ClaimState.CLAIMABLE, ClaimState.CLOSED
THIRTY_DAYS = terms_pb.CreditPeriod(offset=terms_pb.Offset(amount=30, unit=terms_pb.OFFSET_UNIT_DAYS))


def cny(minor: int) -> types_pb2.Money:
    return types_pb2.Money(currency_code="CNY", minor=minor)


def order(book: Book, *terms: terms_pb.PaymentTerm) -> PaymentPlan:
    """300 CNY in two lots, of which the second is planned for 20 December."""
    fact = events_pb2.OrderReleased(
        sales_order_id=str(UUID(int=77)),
        number="DD000001",
        customer_id=str(MEDTEC),
        legal_entity_id=str(HUADONG),
        gross=cny(30000),
        release_date=str(book.today),
        terms=terms_pb.PaymentTerms(terms=terms),
        lots=[events_pb2.ContractLot(code=code, gross=cny(minor)) for code, minor in (("1", 30000), ("1-a", 20000), ("1-b", 10000))],
        arrivals=[orders_pb2.OrderArrival(code=code, planned_date="2025-12-20") for code in ("", "1", "1-a", "1-b")],
        owner_id=str(SELLER),
    )
    journal = book.journal()
    plan = plan_of(SignedContract.ordered(fact, 1), id=UUID(int=78), calendar=book.calendar, journal=journal)
    book.keep(journal)
    book.plans.append(plan)
    return plan


def withdraw(book: Book, plan: PaymentPlan, *codes: str, version: int) -> None:
    journal = book.journal()
    plan.withdraw([arrived(code) for code in codes], "签收单拿错了", version=version, calendar=book.calendar, journal=journal)
    book.keep(journal)


def reach(book: Book, plan: PaymentPlan, code: str, *, version: int) -> None:
    journal = book.journal()
    plan.reach(arrived(code), book.today, version=version, calendar=book.calendar, journal=journal)
    book.keep(journal)


def of_lot(code: str) -> terms_pb.PaymentTerm:
    return on_reaching(
        MilestoneKind.ARRIVED, name=code, code=code, share="100", share_base=terms_pb.SHARE_BASE_LOT, lot_code=code, credit=THIRTY_DAYS
    )


def test_the_release_of_an_order_claims_what_is_due_with_it_and_expects_the_rest(book: Book) -> None:
    plan = order(book, on_reaching(MilestoneKind.EFFECTIVE, share="30"), on_reaching(MilestoneKind.ARRIVED, share="70", credit=THIRTY_DAYS))
    advance, rest = plan.instalments
    assert (plan.basis, plan.contract_number, {i.basis for i in plan.instalments}) == (Basis.ORDER, "DD000001", {Basis.ORDER})
    assert (advance.claim_state, str(advance.amount)) == (CLAIMABLE, "90.00 CNY")
    assert (rest.claim_state, rest.expected_claim_date, rest.expected_date) == (PLANNED, date(2025, 12, 20), date(2026, 1, 19))


def test_each_lot_is_owed_when_it_arrives(book: Book) -> None:
    plan = order(book, of_lot("1-a"), of_lot("1-b"))
    reach(book, plan, "1-a", version=2)
    first, second = plan.instalments
    assert (first.claim_state, first.due_date, second.claim_state) == (CLAIMABLE, date(2025, 12, 31), PLANNED)
    assert [str(i.amount) for i in plan.instalments] == ["200.00 CNY", "100.00 CNY"]


def test_a_delivery_that_was_not_one_is_planned_again_in_whatever_order_it_is_told(book: Book) -> None:
    plan = order(book, of_lot("1-a"), of_lot("1-b"))
    reach(book, plan, "1-a", version=2)
    withdraw(book, plan, "1-a", version=3)
    assert (plan.instalments[0].claim_state, plan.instalments[0].expected_claim_date) == (PLANNED, date(2025, 12, 20))
    reach(book, plan, "1-a", version=2)
    assert plan.instalments[0].claim_state is PLANNED
    assert book.balance(Kind.RECEIVABLE_NOT_INVOICED) == yuan("0.00")
    reach(book, plan, "1-a", version=4)
    withdraw(book, plan, "1-a", version=3)
    assert plan.instalments[0].claim_state is CLAIMABLE
    assert book.balance(Kind.RECEIVABLE_NOT_INVOICED) == yuan("200.00")


def test_what_is_paid_already_stays_claimed(book: Book) -> None:
    plan = order(book, of_lot("1-a"), of_lot("1-b"))
    reach(book, plan, "1-a", version=2)
    receipt = book.receive("50.00")
    book.allocate(receipt, plan.instalments[0], "50.00")
    withdraw(book, plan, "1-a", version=3)
    assert plan.instalments[0].claim_state is CLAIMABLE


# --- statement months ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("today", "day", "closes"),
    [
        ("2026-01-10", 25, "2026-01-25"),
        ("2026-01-25", 25, "2026-01-25"),
        ("2026-01-26", 25, "2026-02-25"),
        ("2026-02-03", 31, "2026-02-28"),
        ("2026-02-03", 0, "2026-02-28"),
        ("2026-12-31", 30, "2027-01-30"),
    ],
)
def test_a_month_closes_on_its_day_or_the_last_one(today: str, day: int, closes: str) -> None:
    assert cut_off(date.fromisoformat(today), day) == date.fromisoformat(closes)


def month(book: Book, amount: str, *, day: int = 25, days: int = 60) -> PaymentPlan:
    closes = cut_off(book.today, day)
    of = Month(customer_id=MEDTEC, legal_entity_id=HUADONG, currency="CNY", cut_off_date=closes, credit_days=days)
    journal = book.journal()
    plan = plan_of_month(
        of,
        yuan(amount),
        id=UUID(int=900 + len(book.plans)),
        document_id=UUID(int=950 + len(book.plans)),
        belonging=Belonging(owner_id=SELLER),
        calendar=book.calendar,
        journal=journal,
        dunning=DunningPolicy(),
        payment_day=0,
    )
    book.keep(journal)
    book.plans.append(plan)
    return plan


def add(book: Book, plan: PaymentPlan, amount: str) -> None:
    journal = book.journal()
    plan.add_delivery(yuan(amount), calendar=book.calendar, journal=journal)
    book.keep(journal)


def live(book: Book, plan: PaymentPlan, today: date) -> None:
    book.today = today
    journal = book.journal()
    plan.claim_what_is_due(book.calendar, journal)
    plan.tell_time(today)
    book.keep(journal)


def test_deliveries_of_a_month_are_one_instalment_owed_from_its_closing_day(book: Book) -> None:
    plan = month(book, "100.10")
    add(book, plan, "0.23")
    [only] = plan.instalments
    assert (only.amount, plan.total, only.basis) == (yuan("100.33"), yuan("100.33"), Basis.MONTHLY_STATEMENT)
    assert (only.claim_state, only.expected_date) == (PLANNED, date(2026, 2, 24))
    live(book, plan, date(2025, 12, 25))
    assert only.claim_state is PLANNED, "the closing day is not over"
    assert min(plan.turning_days()) <= date(2025, 12, 26)
    live(book, plan, date(2025, 12, 26))
    assert (only.claim_state, only.claim_date, only.due_date) == (CLAIMABLE, date(2025, 12, 25), date(2026, 2, 24))
    assert book.balance(Kind.RECEIVABLE_NOT_INVOICED) == yuan("100.33")
    live(book, plan, date(2026, 2, 25))
    assert only.time_state is TimeState.OVERDUE


def test_a_month_of_which_everything_is_taken_back_owes_nothing(book: Book) -> None:
    plan = month(book, "100.00")
    add(book, plan, "-100.00")
    assert (plan.state, plan.instalments[0].close_reason) == (PlanState.TERMINATED, CloseReason.CANCELLED)
    assert book.balance(Kind.PLANNED) == yuan("0.00")


def test_what_is_paid_in_advance_is_not_taken_out_of_its_month(book: Book) -> None:
    [only] = month(book, "100.00").instalments
    only.advance = yuan("40.00")
    assert reducible(only) == 6000


@given(st.lists(st.one_of(st.integers(1, 50_000), st.none(), st.just("close")), max_size=40), st.data())
def test_months_add_up_to_what_was_delivered_to_the_cent(acts: list[int | str | None], data: st.DataObject) -> None:
    """Deliveries, corrections of any of them (none) and closing days, in any order."""
    delivered: list[int] = []
    months: list[int] = [0]
    waiting = 0
    for act in acts:
        if act == "close":
            months.append(0)
            continue
        if isinstance(act, int):
            amount = act
        elif delivered:
            amount = -delivered.pop(data.draw(st.integers(0, len(delivered) - 1)))
        else:
            continue
        if amount > 0:
            delivered.append(amount)
        to_month, to_waiting = divided(amount, waiting=waiting, reducible=months[-1])
        assert to_month + to_waiting == amount
        months[-1] += to_month
        waiting += to_waiting
        assert months[-1] >= 0 >= waiting
        assert sum(months) + waiting == sum(delivered)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.integers(1, 9_999_999), min_size=1, max_size=8))
def test_an_instalment_of_a_month_is_the_sum_of_its_deliveries(minors: list[int]) -> None:
    book = Book()
    plan = month(book, str(Money("CNY", minors[0]).amount))
    for minor in minors[1:]:
        add(book, plan, str(Money("CNY", minor).amount))
    live(book, plan, cut_off(book.today, 25) + timedelta(days=1))
    owed: list[Instalment] = plan.instalments
    assert sum(i.amount_minor for i in owed) == sum(minors) == plan.total_minor
    assert book.balance(Kind.RECEIVABLE_NOT_INVOICED).minor == sum(minors)


@pytest.fixture
def book() -> Book:
    return Book()
