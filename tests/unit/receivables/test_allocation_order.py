"""Which claims a receipt pays where nobody says it line by line."""

from datetime import date
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from receivables.domain.allocation_order import Candidate, in_proportion, proposal
from receivables.domain.terms import Layer
from tests.support.book import Book, yuan

TODAY = date(2026, 3, 1)
CONTRACT, OTHER = UUID(int=1), UUID(int=2)


def claim(number: int, amount: str, due: date, contract: UUID = CONTRACT, layer: Layer = Layer.NORMAL) -> Candidate:
    return Candidate(instalment_id=UUID(int=number), contract_id=contract, due_date=due, payable=yuan(amount), layer=layer)


def order(amount: str, *claims: Candidate, **hints: object) -> list[tuple[int, str]]:
    found = proposal(yuan(amount), claims, today=TODAY, **hints)  # type: ignore[arg-type]
    return [(portion.instalment_id.int, str(portion.amount.amount)) for portion in found]


OLD, RECENT, COMING = date(2025, 12, 1), date(2026, 2, 1), date(2026, 4, 1)


def test_the_oldest_due_comes_first_and_what_is_not_due_last() -> None:
    assert order("250.00", claim(1, "100.00", COMING), claim(2, "100.00", RECENT), claim(3, "100.00", OLD)) == [
        (3, "100.00"),
        (2, "100.00"),
        (1, "50.00"),
    ]


def test_the_contract_that_the_payer_refers_to_comes_before_older_claims_of_others() -> None:
    claims = claim(1, "100.00", COMING), claim(2, "100.00", OLD, OTHER)
    assert order("150.00", *claims, contract_id=CONTRACT) == [(1, "100.00"), (2, "50.00")]


def test_what_the_payer_names_comes_before_everything() -> None:
    claims = claim(1, "100.00", OLD), claim(2, "100.00", COMING, OTHER)
    assert order("150.00", *claims, named={UUID(int=2)}, contract_id=CONTRACT) == [(2, "100.00"), (1, "50.00")]


def test_equals_share_in_proportion() -> None:
    assert order("100.00", claim(1, "100.00", OLD), claim(2, "200.00", OLD)) == [(1, "33.34"), (2, "66.66")]


def test_retention_and_disputed_amounts_are_paid_only_when_the_payer_names_them() -> None:
    retention = claim(1, "100.00", OLD, layer=Layer.RETENTION)
    disputed = claim(2, "0.00", OLD)
    assert order("100.00", retention, disputed, claim(3, "30.00", COMING)) == [(3, "30.00")]
    assert order("100.00", retention, named={UUID(int=1)}) == [(1, "100.00")]


def test_a_disputed_part_is_left_out() -> None:
    instalment = Book().sign().instalments[0]
    assert Candidate.of(instalment, yuan("20000.00")).payable == yuan("70000.00")


@given(st.integers(0, 10**6), st.lists(st.integers(1, 10**5), min_size=1, max_size=8))
def test_parts_in_proportion_are_exact_and_stay_within_their_limits(total: int, limits: list[int]) -> None:
    parts = in_proportion(total, limits)
    assert sum(parts) == min(total, sum(limits))
    assert all(0 <= part <= limit for part, limit in zip(parts, limits, strict=True))
