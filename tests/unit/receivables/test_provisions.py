"""坏账准备: what the matrix says is set aside, and how it comes into the books and out of them again."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.errors import DomainError
from crm.receivables.v1 import events_pb2 as facts
from receivables.domain.ageing import aged, open_claims
from receivables.domain.entries import Known, legs_known
from receivables.domain.ledger import Kind, imbalance
from receivables.domain.provision import ProvisionRate, ProvisionRun, buckets_of, checked, provided, summed
from receivables.domain.run_states import RunState
from tests.support.book import ACCOUNTANT, HUADONG, MANAGER, TENANT, Book, said, yuan

pytestmark = pytest.mark.capability("M-08")


def matrix(*rates: tuple[int, str]) -> list[ProvisionRate]:
    return [ProvisionRate(days, Decimal(rate)) for days, rate in rates]


RATES = matrix((0, "0.5"), (1, "2"), (31, "10"), (91, "50"))
END = date(2025, 12, 31)


def prepared(book: Book, before: int = 0) -> ProvisionRun:
    known = Known(book.today, book.now)
    owed = aged(open_claims(legs_known(book.transactions, known)), buckets_of(RATES), book.today)
    run = ProvisionRun(
        id=HUADONG,
        tenant_id=TENANT,
        create_time=book.now,
        update_time=book.now,
        legal_entity_id=HUADONG,
        fiscal_period_id=HUADONG,
        end_date=book.today,
        known_at=book.now,
    )
    run.prepare(RATES, provided(RATES, owed), {"CNY": before}, ACCOUNTANT)
    return run


@pytest.fixture
def book() -> Book:
    """90,000.00 is 30 days overdue at the end of December."""
    made = Book()
    made.sign()
    made.walk_to(END)
    return made


def test_each_line_is_what_is_owed_times_its_rate() -> None:
    lines = provided(RATES, {"CNY": [1_00, 50_25, 0, 99_99], "USD": [0, 0, 7_00, 0]})
    assert [(line.currency, line.from_days, line.to_days, line.provision_minor) for line in lines] == [
        ("CNY", 0, 0, 1),
        ("CNY", 1, 30, 1_01),
        ("CNY", 91, None, 50_00),
        ("USD", 31, 90, 70),
    ]


def test_the_difference_to_the_books_is_posted_and_released_again(book: Book) -> None:
    run = prepared(book)
    (line,) = run.lines
    assert (line.from_days, line.owed_minor, line.provision_minor) == (1, 90_000_00, 1_800_00)
    journal = book.journal(MANAGER)
    run.post(run.lines, {"CNY": 0}, journal)
    book.keep(journal)
    assert (run.state, run.posted_by) == (RunState.POSTED, MANAGER)
    assert (book.balance(Kind.PROVISION), book.balance(Kind.PROVISION_EXPENSE)) == (yuan("-1800.00"), yuan("1800.00"))
    assert (book.transactions[-1].business_date, imbalance(book.transactions[-1].legs)) == (END, {})
    journal = book.journal(MANAGER)
    run.reverse("比例有误", journal)
    book.keep(journal)
    assert (run.state, book.balance(Kind.PROVISION), book.drifts()) == (RunState.REVERSED, yuan("0.00"), [])


def test_a_provision_is_told_when_it_waits_for_a_second_person_and_when_it_does_not_any_more(book: Book) -> None:
    run = prepared(book)
    (told,) = run.take_facts()
    assert isinstance(told, facts.ProvisionPrepared)
    figures = told.provision
    assert (figures.end_date, figures.prepared_by, figures.posted_by) == (str(END), str(ACCOUNTANT), "")
    assert (figures.needed.minor, figures.change.minor, len(figures.sums)) == (1_800_00, 1_800_00, 1)
    run.post(run.lines, {"CNY": 0}, book.journal(MANAGER))
    run.reverse("比例有误", book.journal(MANAGER))
    assert said(run) == ["ProvisionPosted", "ProvisionEnded"]
    other = prepared(book)
    other.discard(ACCOUNTANT, book.now)
    assert said(other) == ["ProvisionPrepared", "ProvisionEnded"]


def test_of_several_currencies_the_provision_is_told_in_one_that_changes(book: Book) -> None:
    run = prepared(book)
    run.take_facts()
    run.prepare(RATES, provided(RATES, {"CNY": [0, 50_00], "USD": [0, 100_00]}), {"CNY": 1_00}, ACCOUNTANT)
    (told,) = run.take_facts()
    assert isinstance(told, facts.ProvisionPrepared)
    assert (told.provision.change.currency_code, told.provision.change.minor) == ("USD", 2_00)
    assert [each.change.minor for each in told.provision.sums] == [0, 2_00]


def test_less_than_before_is_released(book: Book) -> None:
    run = prepared(book, before=5_000_00)
    assert [each.change for each in run.sums] == [yuan("-3200.00")]


def test_a_currency_in_which_nothing_is_owed_any_more_is_released_as_a_whole() -> None:
    assert [(each.currency, each.change.minor) for each in summed([], {"USD": 5_00, "EUR": 0})] == [("USD", -5_00)]


def test_what_changed_since_it_was_prepared_is_prepared_again(book: Book) -> None:
    run = prepared(book)
    with pytest.raises(DomainError) as refused:
        run.post(run.lines, {"CNY": 1}, book.journal(MANAGER))
    assert refused.value.reason == "RUN_OUTDATED"
    with pytest.raises(DomainError) as refused:
        run.post(provided(RATES, {"CNY": [1, 0, 0, 0]}), {"CNY": 0}, book.journal(MANAGER))
    assert refused.value.reason == "RUN_OUTDATED"


def test_nothing_is_posted_twice_or_into_closed_books(book: Book) -> None:
    run = prepared(book)
    book.first_open_date = date(2026, 1, 1)
    with pytest.raises(DomainError) as refused:
        run.post(run.lines, {"CNY": 0}, book.journal(MANAGER))
    assert refused.value.reason == "PERIOD_CLOSED"
    book.first_open_date = date.min
    run.post(run.lines, {"CNY": 0}, book.journal(MANAGER))
    with pytest.raises(DomainError) as refused:
        run.post(run.lines, {"CNY": 0}, book.journal(MANAGER))
    assert refused.value.reason == "RUN_DECIDED"
    with pytest.raises(DomainError) as refused:
        prepared(book, before=1_800_00)
    assert refused.value.reason == "PROVISION_COMPLETE"


@pytest.mark.parametrize(
    "rates",
    [
        matrix((0, "1")),
        matrix((1, "1"), (31, "2")),
        matrix((0, "1"), (2, "2")),
        matrix((0, "1"), (1, "2"), (1, "3")),
        matrix((0, "1"), (1, "2"), (40_000, "3")),
    ],
)
def test_a_matrix_with_gaps_or_out_of_order_is_refused(rates: list[ProvisionRate]) -> None:
    with pytest.raises(DomainError) as refused:
        checked(rates, "rates")
    assert refused.value.reason == "MATRIX_INVALID"


def test_a_rate_beyond_all_of_it_is_refused_with_its_line() -> None:
    with pytest.raises(DomainError) as refused:
        checked(matrix((0, "1"), (1, "100.01")), "rates")
    assert (refused.value.reason, refused.value.violations[0].field) == ("PERCENTAGE_INVALID", "rates.1.rate")


@given(owed=st.lists(st.integers(0, 10_000_000), min_size=4, max_size=4), before=st.integers(0, 1_000_000))
def test_what_is_posted_leads_from_what_was_held_to_what_the_lines_say(owed: list[int], before: int) -> None:
    lines = provided(RATES, {"CNY": owed})
    assert sum(line.owed_minor for line in lines) == sum(owed)
    for each in summed(lines, {"CNY": before}):
        assert each.before_minor + each.change.minor == sum(line.provision_minor for line in lines)
    exact = sum((Decimal(minor) * rate.rate / 100 for minor, rate in zip(owed, RATES, strict=True)), Decimal(0))
    assert abs(exact - sum(line.provision_minor for line in lines)) <= 2
