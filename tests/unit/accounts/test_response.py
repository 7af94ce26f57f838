"""How much a customer says."""

from datetime import UTC, datetime, timedelta

import pytest

from accounts.domain.response import Talk, answered_after, fall, intensity, silence

NOW = datetime(2025, 12, 31, 12, tzinfo=UTC)


def ago(days: float, *, answered: bool = True, minutes: int = 0) -> Talk:
    return Talk(NOW - timedelta(days=days), answered, minutes)


def test_a_customer_who_answers_often_and_fast_has_the_full_intensity() -> None:
    assert intensity([ago(day, minutes=30) for day in (20, 15, 10, 5)], NOW) == 100


def test_nothing_is_said_of_a_customer_whom_hardly_anybody_contacted() -> None:
    assert intensity([ago(3)], NOW) is None
    assert intensity([ago(40), ago(35)], NOW) is None


def test_slow_answers_count_less_than_fast_ones() -> None:
    slow, fast = ([ago(9, minutes=minutes), ago(3, minutes=minutes)] for minutes in (3 * 24 * 60, 60))
    assert intensity(slow, NOW) == (intensity(fast, NOW) or 0) - 25


@pytest.mark.capability("P-22")
def test_a_fall_is_told_once_by_the_contact_that_shows_it() -> None:
    good = [ago(day, minutes=60) for day in (60, 55, 50, 45)]
    still = [*good, ago(20), ago(10)]
    assert fall(still, 40) is None
    fallen = [*good, ago(12, answered=False), ago(8, answered=False)]
    found = fall(fallen, 40)
    assert found is not None
    assert found.before > found.now == 0
    assert fall([*fallen, ago(4, answered=False)], 40) is None


def test_a_customer_who_never_said_much_does_not_fall() -> None:
    assert fall([ago(day, answered=False) for day in (55, 45, 20, 10)], 40) is None


@pytest.mark.capability("P-24")
def test_the_third_contact_in_a_row_without_an_answer_is_one_sided() -> None:
    log = [ago(9), ago(7, answered=False), ago(5, answered=False)]
    assert silence(log, 3) is None
    found = silence([*log, ago(3, answered=False)], 3)
    assert found is not None
    assert (found.count, found.since_time) == (3, NOW - timedelta(days=7))
    assert silence([*log, ago(3, answered=False), ago(2, answered=False)], 3) is None
    assert silence([*log, ago(3)], 3) is None


def test_an_answer_took_as_long_as_our_last_word_waited_for_it() -> None:
    assert answered_after([ago(9), ago(2, answered=False)], NOW - timedelta(days=1)) == 24 * 60
    assert answered_after([ago(2)], NOW) == 0
    assert answered_after([], NOW) == 0
