"""Key figures of a period, with their formulas."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chassis.errors import DomainError
from receivables.domain.entries import Known
from receivables.domain.key_figures import Invoiced, Movements, Period, days_outstanding, movements
from receivables.domain.states import ClaimState
from tests.support.book import Book

LATER = datetime(2030, 1, 1, tzinfo=UTC)
JUNE, MAY, APRIL = Invoiced(30, 60_000), Invoiced(31, 40_000), Invoiced(30, 30_000)


def moved(book: Book, first: date, last: date) -> Movements:
    return movements(book.transactions, Period(first, last), Known(last, LATER), "CNY")


@pytest.mark.capability("M-14")
def test_what_was_owed_and_arose_less_what_was_collected_is_what_is_owed() -> None:
    book = Book(today=date(2025, 12, 1))
    plan = book.sign("100000.00", "30/60/10")  # 30 % fall due at once
    first = plan.instalments[0]
    book.walk_to(date(2025, 12, 20))
    book.pay(first, "10000.00")
    december = moved(book, date(2025, 12, 1), date(2025, 12, 31))
    assert (december.opening_minor, december.arisen_minor, december.closing_minor) == (0, 3_000_000, 2_000_000)
    assert (december.due_minor, december.collected_due_minor, december.collection_rate) == (3_000_000, 1_000_000, Decimal("0.3333"))
    assert (december.overdue_minor, december.effectiveness) == (2_000_000, Decimal("0.3333"))
    assert first.due_date is not None
    assert december.average_days_late == Decimal((date(2025, 12, 20) - first.due_date).days)
    january = moved(book, date(2026, 1, 1), date(2026, 1, 31))
    assert (january.opening_minor, january.arisen_minor, january.collected_minor, january.collection_rate) == (2_000_000, 0, 0, Decimal(0))
    assert january.average_days_late is None


def test_money_that_is_taken_back_was_never_collected() -> None:
    book = Book(today=date(2025, 12, 1))
    first = book.sign("100000.00", "30/60/10").instalments[0]
    book.walk_to(date(2025, 12, 10))
    receipt = book.pay(first, "30000.00")
    assert moved(book, date(2025, 12, 1), date(2025, 12, 10)).collection_rate == 1
    book.walk_to(date(2025, 12, 15))
    book.reverse(receipt, receipt.allocations[-1].id)
    december = moved(book, date(2025, 12, 1), date(2025, 12, 31))
    assert (december.collected_minor, december.closing_minor, december.collection_rate) == (0, 3_000_000, Decimal(0))


@settings(deadline=None)  # a book of many days takes its time where the machine is busy
@given(pays=st.lists(st.tuples(st.integers(1, 60), st.integers(1, 3_000)), max_size=6), months=st.integers(1, 4))
def test_periods_join_without_a_gap_and_no_rate_leaves_its_bounds(pays: list[tuple[int, int]], months: int) -> None:
    book = Book(today=date(2025, 12, 1))
    first = book.sign("100000.00", "30/60/10").instalments[0]
    for days, hundreds in pays:
        book.walk_to(book.today + timedelta(days=days))
        if first.claim_state is ClaimState.CLAIMABLE:
            book.pay(first, str(min(first.open.amount, Decimal(hundreds) * 10)))
    begins = [date(2025, 12, 1) + timedelta(days=40 * month) for month in range(months + 1)]
    parts = [moved(book, begin, end - timedelta(days=1)) for begin, end in pairwise(begins)]
    whole = moved(book, begins[0], begins[-1] - timedelta(days=1))
    assert [part.closing_minor for part in parts[:-1]] == [part.opening_minor for part in parts[1:]]
    assert sum(part.collected_minor for part in parts) == whole.collected_minor
    for each in (*parts, whole):
        assert each.opening_minor + each.arisen_minor - each.collected_minor == each.closing_minor
        assert all(rate is None or 0 <= rate <= 1 for rate in (each.collection_rate, each.effectiveness))


def test_nothing_that_was_due_has_no_rate() -> None:
    assert Movements().collection_rate is Movements().effectiveness is Movements().average_days_late is None


@pytest.mark.capability("M-14")
@pytest.mark.parametrize(
    ("owed", "invoiced", "days"),
    [
        (60_000, (JUNE, MAY), "30.0"),
        (30_000, (JUNE, MAY), "15.0"),
        (80_000, (JUNE, MAY), "45.5"),
        (130_000, (JUNE, MAY, APRIL), "91.0"),
        (0, (JUNE,), "0.0"),
        # Of a month with nothing invoiced all days count.
        (30_000, (Invoiced(30, 0), MAY), "53.3"),
        # More was taken back in red than invoiced: it is owed on from the month before.
        (30_000, (Invoiced(30, -10_000), MAY), "61.0"),
    ],
)
def test_days_are_counted_back_until_their_invoices_make_up_what_is_owed(owed: int, invoiced: tuple[Invoiced, ...], days: str) -> None:
    assert days_outstanding(owed, invoiced) == Decimal(days)


@pytest.mark.parametrize("invoiced", [(), (Invoiced(30, 0),), (JUNE,)])
def test_what_was_never_invoiced_or_longer_ago_than_is_known_has_no_days(invoiced: tuple[Invoiced, ...]) -> None:
    assert days_outstanding(70_000, invoiced) is None


@pytest.mark.parametrize(("first", "last"), [(date(2026, 2, 2), date(2026, 2, 1)), (date(2020, 1, 1), date(2026, 1, 1))])
def test_a_period_begins_before_it_ends_and_is_not_endless(first: date, last: date) -> None:
    with pytest.raises(DomainError, match="A period begins before it ends"):
        Period(first, last)
