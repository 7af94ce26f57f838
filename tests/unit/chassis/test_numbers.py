"""Numbers that people see."""

from datetime import date

import pytest

from chassis.numbers import NumberTemplate

DAY = date(2026, 1, 31)


@pytest.mark.parametrize(
    ("template", "number", "expected"),
    [
        ("KH{000000}", 42, "KH000042"),
        ("HT-{yyyy}{mm}-{00000}", 42, "HT-202601-00042"),
        ("合同{yy}/{000}号", 7, "合同26/007号"),
        ("{0}", 123, "123"),
    ],
)
def test_a_number_follows_its_template(template: str, number: int, expected: str) -> None:
    assert NumberTemplate.parse(template).render(number, DAY) == expected


def test_a_series_grows_beyond_its_zeros_rather_than_repeat() -> None:
    assert NumberTemplate.parse("{000}").render(1000, DAY) == "1000"


@pytest.mark.parametrize(("template", "period"), [("KH{000}", ""), ("{yy}-{000}", "2026"), ("{yyyy}{mm}{000}", "202601")])
def test_a_series_restarts_with_what_its_template_shows(template: str, period: str) -> None:
    assert NumberTemplate.parse(template).period(DAY) == period


@pytest.mark.parametrize("template", ["", "HT", "HT-{000}-{00}", "HT-{day}-{000}", "HT-{000", "HT-{}-{0}"])
def test_a_template_has_one_series_and_known_parts(template: str) -> None:
    with pytest.raises(ValueError, match="no number template"):
        NumberTemplate.parse(template)
