"""Who counts for how much of the money that a contract brings."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.ids import new_id
from pipeline.domain.collected_shares import shares, since

pytestmark = pytest.mark.capability("M-26")

LIN, WANG, ZHOU = (new_id() for _ in range(3))


def percents(owner: UUID | None, others: dict[UUID, str]) -> list[tuple[str, str]]:
    return [(each["person_id"], each["percent"]) for each in shares(owner, {person: Decimal(part) for person, part in others.items()})]


def test_what_others_leave_is_the_owners() -> None:
    assert percents(LIN, {}) == [(str(LIN), "100")]
    assert percents(LIN, {WANG: "20", ZHOU: "12.5"}) == [(str(WANG), "20"), (str(ZHOU), "12.5"), (str(LIN), "67.5")]
    assert percents(LIN, {WANG: "100"}) == [(str(WANG), "100")]
    assert percents(None, {}) == []


def test_more_than_all_of_it_is_cut_in_proportion() -> None:
    assert percents(LIN, {WANG: "100", ZHOU: "100"}) == [(str(WANG), "50"), (str(ZHOU), "50")]
    assert percents(None, {WANG: "10", ZHOU: "20"}) == [(str(WANG), "33.33"), (str(ZHOU), "66.67")]


@given(st.lists(st.integers(1, 10_000), max_size=6), st.booleans())
def test_shares_sum_to_a_hundred_exactly(parts: list[int], owned: bool) -> None:
    told = shares(LIN if owned else None, {new_id(): Decimal(part) / 100 for part in parts})
    assert sum(Decimal(each["percent"]) for each in told) == (100 if told else 0)
    assert bool(told) == (owned or bool(parts))


def test_history_keeps_what_held_before_and_is_overtaken_from_a_day_on() -> None:
    alone, together = shares(LIN, {}), shares(LIN, {WANG: Decimal(30)})
    history = since([], date(2025, 12, 1), alone)
    assert since(history, date(2025, 12, 5), alone) == history
    both = since(history, date(2025, 12, 10), together)
    assert [each["from_date"] for each in both] == ["2025-12-01", "2025-12-10"]
    assert [each["from_date"] for each in since(both, date(2025, 12, 5), shares(WANG, {}))] == ["2025-12-01", "2025-12-05"]
    assert since(both, date(2025, 12, 10), alone) == history
