"""The hour at which calls are answered most surely."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.domain.contact_times import Basis, Hour, best_time, says_enough

pytestmark = [pytest.mark.unit, pytest.mark.capability("L-12")]
SPANS = ((0, 23), (1, 200), (0, 200))
HOURS = st.builds(lambda hour, calls, answered: Hour(hour, calls, min(calls, answered)), *(st.integers(*span) for span in SPANS))


def test_many_answers_beat_a_single_lucky_one() -> None:
    found = best_time(Basis.SUBJECT, [Hour(9, 1, 1), Hour(15, 20, 18), Hour(18, 20, 6)])
    assert found.best == Hour(15, 20, 18)
    assert found.calls == 41
    assert (found.why.code, found.why.text) == ("ANSWERS_OWN", "该客户 15 点接通 18/20 次")


def test_of_equal_hours_it_is_the_earliest() -> None:
    assert best_time(Basis.VISIBLE, [Hour(16, 10, 5), Hour(10, 10, 5)]).best == Hour(10, 10, 5)


@pytest.mark.parametrize(
    ("basis", "hours", "enough"),
    [
        (Basis.SUBJECT, [Hour(9, 4, 4)], False),
        (Basis.SUBJECT, [Hour(9, 4, 4), Hour(10, 1, 0)], True),
        (Basis.SUBJECT, [Hour(9, 9, 0)], False),
        (Basis.SOURCE, [Hour(9, 19, 9)], False),
        (Basis.VISIBLE, [Hour(9, 20, 9)], True),
        (Basis.VISIBLE, [], False),
    ],
)
def test_few_calls_and_calls_that_nobody_answered_say_nothing(basis: Basis, hours: list[Hour], *, enough: bool) -> None:
    assert says_enough(basis, hours) is enough


@given(HOURS)
def test_what_is_sure_is_never_more_than_what_was_seen(hour: Hour) -> None:
    assert 0 <= hour.sure_share <= hour.answered / hour.calls + 1e-9


@given(HOURS)
def test_the_same_share_of_more_calls_is_surer(hour: Hour) -> None:
    assert Hour(hour.hour, 2 * hour.calls, 2 * hour.answered).sure_share >= hour.sure_share - 1e-9
