"""Ageing and proof: figures that are sums over entries, and a proof that notices a difference."""

from datetime import date

import pytest

from chassis.errors import DomainError
from receivables.domain.ageing import AgeingBasis, Bucket, Buckets, aged, open_claims
from receivables.domain.entries import DayBasis, Known, legs_known
from receivables.domain.proof import Drift, DriftKind, balances, drifts
from receivables.domain.terms import Layer
from tests.support.book import SUNRISE, Book, yuan

DUE, CLAIMED = AgeingBasis.DUE_DATE, AgeingBasis.CLAIM_DATE


@pytest.fixture
def book() -> Book:
    return Book()


def report(
    book: Book, known: Known, basis: AgeingBasis = DUE, bounds: tuple[int, ...] = (30, 60), layer: Layer = Layer.NORMAL
) -> list[int]:
    claims = open_claims(legs_known(book.transactions, known), layer)
    return aged(claims, Buckets.of(basis, bounds), known.as_of).get("CNY", [0] * 4)


def test_buckets_are_listed_with_both_ends() -> None:
    assert Buckets.of(DUE, (30, 60)).listed() == [Bucket(None, 0), Bucket(1, 30), Bucket(31, 60), Bucket(61, None)]
    assert Buckets.of(CLAIMED, (365,)).listed() == [Bucket(0, 365), Bucket(366, None)]
    assert [Buckets.of(DUE, (30, 60)).index(age) for age in (-9, 0, 1, 30, 31, 60, 61)] == [0, 0, 1, 1, 2, 2, 3]


@pytest.mark.parametrize("bounds", [(30, 30), (60, 30), (0, 30), (-1,), tuple(range(1, 40)), (10**6,)])
def test_buckets_that_do_not_rise_are_refused(bounds: tuple[int, ...]) -> None:
    with pytest.raises(DomainError, match="rise"):
        Buckets.of(DUE, bounds)


@pytest.mark.capability("M-13")
def test_overdue_ageing_goes_by_due_date_and_receivable_ageing_by_the_day_the_claim_arose(book: Book) -> None:
    plan = book.sign()
    book.reach(plan)  # 270,000.00 owed since 1 December 2025
    book.pay(plan.instalments[0], "40000.00")
    book.walk_to(date(2026, 1, 15))
    now = Known(book.today, book.now)
    assert report(book, now) == [0, 0, 23000000, 0]
    assert report(book, now, CLAIMED, (365,)) == [23000000, 0]
    assert report(book, now, layer=Layer.RETENTION) == [0, 0, 0, 0]


def test_a_report_of_a_past_day_is_the_one_that_was_issued_then(book: Book) -> None:
    plan = book.sign()
    book.walk_to(date(2025, 12, 31))
    issued_at = book.now
    issued = report(book, Known(date(2025, 12, 31), issued_at))
    book.walk_to(date(2026, 1, 5))
    receipt = book.receive("90000.00", received=date(2025, 12, 30))
    book.allocate(receipt, plan.instalments[0])
    assert report(book, Known(date(2025, 12, 31), issued_at)) == issued == [0, 9000000, 0, 0]
    assert report(book, Known(date(2026, 1, 5), book.now)) == [0, 0, 0, 0]


def test_posting_and_business_day_differ_where_a_period_is_closed(book: Book) -> None:
    book.today, book.first_open_date = date(2026, 1, 5), date(2026, 1, 1)
    book.sign("100.00", effective=date(2025, 12, 10))
    december = date(2025, 12, 31)
    assert sum(report(book, Known(december, book.now))) == 0
    assert sum(report(book, Known(december, book.now, DayBasis.BUSINESS_DATE))) == 3000


@pytest.mark.capability("X-01")
def test_the_proof_of_a_sound_book_finds_nothing_and_of_a_touched_one_what_was_touched(book: Book) -> None:
    plan = book.sign()
    receipt = book.pay(plan.instalments[0], "100.00")
    assert book.drifts() == []
    plan.instalments[0].paid_minor += 1
    receipt.unapplied_minor += 5
    plan.total_minor += 7
    found = {(drift.kind, drift.subject_id): (drift.computed, drift.stored) for drift in book.drifts()}
    assert found == {
        (DriftKind.INSTALMENT, plan.instalments[0].id): (yuan("89900.00"), yuan("89899.99")),
        (DriftKind.ALLOCATION, plan.instalments[0].id): (yuan("100.00"), yuan("100.01")),
        (DriftKind.RECEIPT, receipt.id): (yuan("0.00"), yuan("0.05")),
        (DriftKind.PLAN, plan.id): (yuan("300000.01"), yuan("300000.08")),
    }


def test_a_kept_balance_that_differs_from_its_entries_is_found(book: Book) -> None:
    book.sign("100.00")
    kept = balances(book.transactions)
    account = next(iter(kept))
    assert drifts(book.transactions, kept | {account: 1}, book.plans, []) == [
        Drift(DriftKind.ACCOUNT, account.subject_id, yuan("0.00"), yuan("0.01"))
    ]


@pytest.mark.parametrize(
    ("name", "value"),
    [("due_date", date(2026, 1, 1)), ("claim_date", date(2025, 11, 1)), ("customer_id", SUNRISE), ("layer", Layer.RETENTION)],
)
def test_the_proof_finds_a_claim_that_is_aged_otherwise_than_it_was_posted(book: Book, name: str, value: object) -> None:
    instalment = book.sign().instalments[0]
    setattr(instalment, name, value)
    owed = {(drift.kind, drift.subject_id, drift.computed.minor, drift.stored.minor) for drift in book.drifts()}
    assert owed == {(DriftKind.INSTALMENT, instalment.id, 9000000, 0), (DriftKind.INSTALMENT, instalment.id, 0, 9000000)}


def test_the_proof_finds_a_receipt_that_says_more_came_and_more_was_paid(book: Book) -> None:
    receipt = book.pay(book.sign().instalments[0], "100.00")
    receipt.amount_minor, receipt.allocated_minor = 11000, 11000
    assert {(drift.kind, drift.computed, drift.stored) for drift in book.drifts()} == {
        (DriftKind.RECEIPT, yuan("100.00"), yuan("110.00")),
        (DriftKind.ALLOCATION, yuan("100.00"), yuan("110.00")),
    }
