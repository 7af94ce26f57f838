from decimal import Decimal
from typing import Any

import pytest

from pipeline.domain.pipeline_settings import PipelineSettings, Stay
from tests.unit.pipeline.examples import born
from tests.unit.pipeline.refusals import refusal


def settings(**changes: Any) -> PipelineSettings:
    made = PipelineSettings(**born())
    made.revise(**changes)
    return made


def test_accounts_of_tier_a_wait_three_days_and_all_others_seven() -> None:
    assert [settings().patience(tier).follow_up_days for tier in ("a", "b", "unspecified", "")] == [3, 7, 7, 7]


def test_the_usual_stay_is_the_median_once_enough_were_won() -> None:
    assert settings().stay(expected_days=14, median_days=20, samples=10) == Stay(usual_days=20, stall_days=31)


def test_with_too_few_won_the_stage_says_what_to_expect() -> None:
    assert settings().stay(expected_days=14, median_days=20, samples=9) == Stay(usual_days=14, stall_days=22)


def test_a_stage_that_says_nothing_takes_the_companys_default() -> None:
    assert settings(stage_days=10).stay(expected_days=0) == Stay(usual_days=10, stall_days=16)


def test_where_the_median_is_no_day_at_all_one_day_is_usual_and_the_next_one_late() -> None:
    assert settings().stay(expected_days=14, median_days=0, samples=10) == Stay(usual_days=0, stall_days=1)


@pytest.mark.parametrize(
    "changes",
    [
        {"stall_factor": Decimal("0.5")},
        {"stall_factor": None},
        {"follow_up_days": 0},
        {"silent_months": 121},
        {"follow_up_quality": 101},
        {"conversion_threshold": Decimal(101)},
        {"conversion_samples": 0},
    ],
    ids=lambda changes: "-".join(changes),
)
def test_what_makes_no_sense_is_refused(changes: dict[str, Any]) -> None:
    assert refusal(settings, **changes) == "OUT_OF_RANGE"
