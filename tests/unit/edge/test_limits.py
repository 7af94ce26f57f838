import pytest

from edge.limits import Buckets
from edge.problems import Problem
from edge.settings import Rate


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def refused(buckets: Buckets, key: str) -> str | None:
    try:
        buckets.take(key)
    except Problem as problem:
        return problem.headers["retry-after"] if problem.status == 429 else "another problem"
    return None


def test_a_burst_is_let_through_and_then_the_rate() -> None:
    clock = Clock()
    buckets = Buckets(Rate(3, 0.5), "address", clock=clock)
    assert [refused(buckets, "a") for _ in range(4)] == [None, None, None, "2"]
    clock.now = 2.0
    assert [refused(buckets, "a") for _ in range(2)] == [None, "2"]


def test_waiting_as_told_is_enough() -> None:
    clock = Clock()
    buckets = Buckets(Rate(1, 0.3), "address", clock=clock)
    assert refused(buckets, "a") is None
    told = refused(buckets, "a")
    assert told is not None
    clock.now += int(told)
    assert refused(buckets, "a") is None


def test_refused_requests_do_not_make_it_longer() -> None:
    clock = Clock()
    buckets = Buckets(Rate(1, 1), "address", clock=clock)
    for _ in range(50):
        refused(buckets, "a")
    clock.now = 1.0
    assert refused(buckets, "a") is None


def test_nobody_pays_for_somebody_else() -> None:
    buckets = Buckets(Rate(1, 0.01), "address", clock=Clock())
    assert [refused(buckets, key) for key in "abc"] == [None, None, None]


def test_a_bucket_never_holds_more_than_its_burst() -> None:
    clock = Clock()
    buckets = Buckets(Rate(2, 10), "address", clock=clock)
    refused(buckets, "a")
    clock.now = 1000.0
    assert [refused(buckets, "a") is None for _ in range(3)] == [True, True, False]


def test_memory_is_bounded_however_many_addresses_come() -> None:
    buckets = Buckets(Rate(1, 0.001), "address", most=10, clock=Clock())
    for number in range(100):
        buckets.take(str(number))
    with pytest.raises(Problem):
        buckets.take("99")
    buckets.take("5")
