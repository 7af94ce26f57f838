from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from crm.pipeline.v1 import events_pb2 as pb
from pipeline.domain.conversion import Conversion, Period
from pipeline.domain.pipeline_review import PipelineReview
from tests.unit.pipeline.examples import LIN, TODAY, born, facts

NORTH = UUID(int=61)


def review() -> PipelineReview:
    return PipelineReview(**born(), next_date=TODAY)


def of_lin(opened: int, won: int) -> Conversion:
    return Conversion(owner_id=LIN, team_id=NORTH, opened=opened, won=won)


def told(made: PipelineReview, *conversions: Conversion, on: date = TODAY) -> list[pb.ConversionFell]:
    made.tell_low(list(conversions), Decimal(15), Period.before(on, 90), samples=20, today=on)
    return facts(made)  # type: ignore[return-value]


@pytest.mark.capability("P-10")
def test_who_wins_less_than_fifteen_per_cent_is_told_of() -> None:
    (fact,) = told(review(), of_lin(40, 5))
    assert (fact.owner_id, fact.team_id) == (str(LIN), str(NORTH))
    assert (fact.rate, fact.threshold, fact.won, fact.opened) == ("12.5", "15", 5, 40)
    assert fact.period == "2025-09-02/2025-11-30"


def test_just_the_threshold_is_enough() -> None:
    assert told(review(), of_lin(40, 6)) == []


def test_few_opportunities_say_nothing() -> None:
    assert told(review(), of_lin(19, 0)) == []
    assert len(told(review(), of_lin(20, 0))) == 1


def test_it_is_told_once_in_a_period_of_each_person_and_of_each_team() -> None:
    made, team = review(), Conversion(owner_id=None, team_id=NORTH, opened=100, won=1)
    assert [fact.owner_id for fact in told(made, of_lin(40, 5), team)] == [str(LIN), ""]
    assert told(made, of_lin(40, 4), team, on=TODAY + timedelta(days=90)) == []
    assert len(told(made, of_lin(40, 4), on=TODAY + timedelta(days=91))) == 1


def test_a_rate_is_rounded_for_people_but_compared_exactly() -> None:
    nearly = of_lin(10_000, 1_499)
    assert (str(nearly.rate), nearly.is_low(Decimal(15), 20)) == ("15.0", True)
