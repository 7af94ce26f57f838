import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.scoring import Band, Card, Criterion, spoken, word


def criterion(key: str, part: str, feature: str, points: int, **band: object) -> Criterion:
    return Criterion.read({"key": key, "part": part, "feature": feature, "points": points, "title": "看 {value} 次", **band})


VIEWS = (
    criterion("views_many", "demand", "views", 60, at_least=5),
    criterion("views_some", "demand", "views", 15, at_least=1),
)
CARD = Card({"fit": 1, "demand": 3}, (*VIEWS, criterion("machinery", "fit", "industry", 40, values=["Machinery"])))


@pytest.mark.capability("L-11", "L-13")
def test_the_first_band_of_a_feature_that_holds_counts_alone() -> None:
    assert CARD.score({"views": 7}).parts == {"fit": 0, "demand": 60}
    assert CARD.score({"views": 2}).parts == {"fit": 0, "demand": 15}
    assert CARD.score({"views": 0}).parts == {"fit": 0, "demand": 0}


@pytest.mark.capability("L-13")
def test_the_total_is_the_weighted_mean_of_the_parts_and_half_a_point_rounds_up() -> None:
    assert CARD.score({"views": 7, "industry": "machinery"}).total == 55
    assert Card({"fit": 1, "demand": 1}, CARD.criteria).score({"views": 1}).total == 8


def test_reasons_say_in_words_what_counted_the_weightiest_first() -> None:
    reasons = CARD.score({"views": 7, "industry": "machinery"}).reasons
    assert [(reason.code, reason.points, reason.value, reason.text) for reason in reasons] == [
        ("views_many", 60, "7", "看 7 次"),
        ("machinery", 40, "machinery", "看 machinery 次"),
    ]


def test_what_is_not_known_lies_in_no_band() -> None:
    everything = Band(feature="industry")
    assert everything.holds("anything")
    assert not everything.holds(None)
    assert not everything.holds("")
    assert not Band(feature="views", at_least=0).holds("many")
    assert word(None) is None


def test_a_number_is_spoken_as_people_write_it() -> None:
    assert [spoken(value) for value in (12.0, 1_200_000, 2.5, "a", None)] == ["12", "1,200,000", "2.5", "a", ""]


@given(
    st.lists(st.builds(criterion, st.text(max_size=3), st.sampled_from(["fit", "demand"]), st.sampled_from("abc"), st.integers(-100, 100))),
    st.dictionaries(st.sampled_from("abc"), st.integers()),
)
def test_parts_and_total_never_leave_0_to_100(criteria: list[Criterion], features: dict[str, int]) -> None:
    score = Card({"fit": 2, "demand": 1}, tuple(criteria)).score(features)
    assert all(0 <= points <= 100 for points in (score.total, *score.parts.values()))
