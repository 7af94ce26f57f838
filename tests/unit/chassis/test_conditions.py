"""Conditions are checked when saved, and one that fails when evaluated does not hold."""

import pytest

from chassis import conditions
from chassis.errors import DomainError
from crm.common.v1 import types_pb2 as common
from crm.pipeline.v1 import pipeline_pb2 as pb


def holds(expression: str, **facts: object) -> tuple[bool, str]:
    return conditions.compile(expression, pb.OpportunityFacts).evaluate(pb.OpportunityFacts(**facts))


def problem(expression: str) -> str:
    with pytest.raises(DomainError) as refusal:
        conditions.compile(expression, pb.OpportunityFacts, field="stages.0.gate.0.expression")
    assert refusal.value.violations[0].field == "stages.0.gate.0.expression"
    return refusal.value.detail


@pytest.mark.parametrize(
    ("expression", "facts", "expected"),
    [
        ("amount > 1000.0", {"amount": 1000.5}, True),
        ("amount > 1000.0", {}, False),
        ("'needs' in completed_actions", {"completed_actions": ["needs"]}, True),
        ("completed_actions.exists(action, action.startsWith('n'))", {"completed_actions": ["needs"]}, True),
        ("has_account && line_count >= 1", {"has_account": True, "line_count": 1}, True),
        ("has(custom.color) && custom.color.text == 'red'", {}, False),
        ("has(custom.color) && custom.color.text == 'red'", {"custom": {"color": common.CustomValue(text="red")}}, True),
    ],
)
def test_a_condition_reads_the_facts(expression: str, facts: dict[str, object], expected: bool) -> None:
    assert holds(expression, **facts) == (expected, "")


def test_a_syntax_error_says_where_it_is() -> None:
    assert problem("amount ==").startswith("Line 1, character 10: ")


def test_an_unknown_name_is_refused_with_its_position_and_the_known_ones() -> None:
    said = problem("has_account && ammount > 3.0")
    assert said.startswith("Character 16: there is no 'ammount'; use one of amount,")


def test_names_inside_texts_are_no_names() -> None:
    assert holds("stage == 'ammount'", stage="ammount") == (True, "")


def test_a_condition_that_fails_when_evaluated_does_not_hold_and_says_why() -> None:
    result, why = holds("custom.color.text == 'red'")
    assert result is False
    assert "color" in why


def test_a_condition_must_give_true_or_false() -> None:
    assert holds("amount + 1.0")[0] is False
