from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.domain.funnel import StageCount, funnel, rate


def stages(*counts: tuple[int, int]) -> list[StageCount]:
    """(open, lost) per stage."""
    return [
        StageCount(stage=f"s{index}", name=f"阶段{index}", open_count=open_, lost_count=lost, ended_here=open_ + lost)
        for index, (open_, lost) in enumerate(counts, start=1)
    ]


@pytest.mark.capability("P-07")
def test_the_published_example_300_220_150_90_40_25() -> None:
    made = funnel("p", stages((0, 80), (0, 70), (0, 60), (0, 50), (0, 15)), 25, {})
    assert [stage.reached_count for stage in made.stages] == [300, 220, 150, 90, 40]
    assert [stage.conversion for stage in made.stages] == ["73.3", "68.2", "60.0", "44.4", "62.5"]
    assert made.conversion == "8.3"


@pytest.mark.capability("P-08")
def test_most_is_lost_where_the_loss_rate_is_highest_not_where_the_number_is() -> None:
    made = funnel("p", stages((0, 80), (0, 70), (0, 60), (0, 50), (0, 15)), 25, {})
    assert made.stages[0].lost_count > made.stages[3].lost_count
    assert (made.greatest_loss_stage, made.stages[3].loss_rate) == ("s4", "55.6")


@pytest.mark.capability("P-06")
def test_what_stands_in_a_stage_is_counted_there_and_reached_the_ones_before() -> None:
    made = funnel("p", stages((500, 0), (1589, 2473)), 4238, {"USD": 1000553400})
    assert [(stage.open_count, stage.reached_count) for stage in made.stages] == [(500, 8800), (1589, 8300)]
    assert (made.won_count, made.lost_count, made.conversion) == (4238, 2473, "48.2")
    assert made.won_amounts[0].minor == 1000553400


@pytest.mark.capability("P-31")
def test_expected_revenue_is_amount_times_probability_per_currency() -> None:
    first = StageCount(stage="s1", name="一", probability=Decimal(10), open_count=2, open_amounts={"CNY": 1005, "USD": 200}, ended_here=2)
    second = StageCount(stage="s2", name="二", probability=Decimal("33.3"), open_count=1, open_amounts={"CNY": 1000}, ended_here=1)
    made = funnel("p", [first, second], 0, {})
    assert [(money.currency_code, money.minor) for money in made.stages[0].expected_revenue] == [("CNY", 101), ("USD", 20)]
    assert [(money.currency_code, money.minor) for money in made.expected_revenue] == [("CNY", 434), ("USD", 20)]
    assert made.stages[1].probability == "33.3"


def test_an_opportunity_that_was_moved_back_came_as_far_as_it_had_been() -> None:
    back = [
        StageCount(stage="s1", name="一", open_count=1, ended_here=0),
        StageCount(stage="s2", name="二", ended_here=1),
    ]
    assert [stage.reached_count for stage in funnel("p", back, 0, {}).stages] == [1, 1]


def test_where_nothing_came_no_rate_is_claimed() -> None:
    made = funnel("p", stages((0, 0), (0, 0)), 0, {})
    assert {(stage.conversion, stage.loss_rate) for stage in made.stages} == {("", "")}
    assert (made.conversion, made.greatest_loss_stage, rate(1, 0)) == ("", "", "")


COUNTS = st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=1, max_size=8)


@given(COUNTS, st.integers(0, 50))
def test_a_funnel_never_widens_and_loses_nobody(counts: list[tuple[int, int]], won: int) -> None:
    made = funnel("p", stages(*counts), won, {})
    reached = [stage.reached_count for stage in made.stages]
    assert reached == sorted(reached, reverse=True)
    assert reached[0] == sum(open_ + lost for open_, lost in counts) + won
    assert all(0 <= Decimal(stage.conversion or 0) <= 100 for stage in made.stages)


@given(st.lists(st.dictionaries(st.sampled_from(["CNY", "USD"]), st.integers(0, 10**10)), min_size=1, max_size=5))
def test_the_sum_of_expected_revenue_is_the_sum_of_what_is_shown(amounts: list[dict[str, int]]) -> None:
    made = funnel(
        "p",
        [StageCount(stage=str(i), name=str(i), probability=Decimal("12.5"), open_amounts=each) for i, each in enumerate(amounts)],
        0,
        {},
    )
    for money in made.expected_revenue:
        shown = [each.minor for stage in made.stages for each in stage.expected_revenue if each.currency_code == money.currency_code]
        assert money.minor == sum(shown)
