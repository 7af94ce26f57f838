"""Stage gates: conditions over the facts of an opportunity, and in words what is missing while one does not hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, TypedDict

from chassis.conditions import Condition, condition
from chassis.errors import invalid, precondition
from chassis.wire import text
from crm.common.v1 import types_pb2 as common
from crm.pipeline.v1 import pipeline_pb2 as pb

if TYPE_CHECKING:
    from pipeline.domain.opportunity import Opportunity
    from pipeline.domain.process import Stage


class GateCriterion(TypedDict):
    """One condition of a gate; `missing` says what is missing while it does not hold."""

    expression: str
    missing: str
    missing_en: str


@dataclass(frozen=True, slots=True)
class Closed:
    """A criterion that does not hold. `failure` says why where it could not be evaluated at all."""

    stage: str
    missing: str
    missing_en: str
    failure: str = ""


def check(where: str, criterion: GateCriterion) -> None:
    """Raises DomainError when the condition does not compile or nothing says what is missing."""
    if not criterion["missing"].strip():
        raise invalid(f"{where}.missing", "Say in words what is missing while the condition does not hold.", "MISSING")
    condition(criterion["expression"], pb.OpportunityFacts, parameter=f"{where}.expression")


@lru_cache(maxsize=1000)
def _compiled(expression: str) -> Condition:
    return condition(expression, pb.OpportunityFacts)


def facts(opportunity: Opportunity, on: date) -> pb.OpportunityFacts:
    """What the gates may ask about the opportunity on that day."""
    expected, closes = opportunity.expected_amount, opportunity.expected_close_date
    return pb.OpportunityFacts(
        stage=opportunity.stage,
        has_account=opportunity.account_id is not None,
        amount=float(expected.amount) if expected else 0.0,
        currency=opportunity.currency,
        expected_close_date=text(closes),
        days_to_close=(closes - on).days if closes else 0,
        line_count=len(opportunity.lines),
        competitor=opportunity.competitor,
        completed_actions=opportunity.completed_actions,
        days_in_stage=_days(opportunity.stage_entry_date, on),
        days_open=_days(opportunity.open_date, on),
        custom={key: common.CustomValue(**value) for key, value in opportunity.custom.items()},
    )


def _days(since: date | None, on: date) -> int:
    return 0 if since is None else (on - since).days


def closed(stages: Iterable[Stage], facts: pb.OpportunityFacts) -> Iterator[Closed]:
    """The criteria of the stages that do not hold. One that cannot be evaluated does not hold."""
    for stage in stages:
        for criterion in stage.gate:
            verdict = _compiled(criterion["expression"]).evaluate(facts)
            if not verdict:
                yield Closed(stage.key, criterion["missing"], criterion["missing_en"] or criterion["missing"], verdict.problem)


def require_open(stages: Iterable[Stage], facts: pb.OpportunityFacts) -> None:
    """Raises GATE_CLOSED, which says in words what is missing, unless every gate is open."""
    missing = list(closed(stages, facts))
    if not missing:
        return
    in_english = "; ".join(dict.fromkeys(each.missing_en for each in missing))
    raise precondition(
        "GATE_CLOSED",
        f"The gate of stage {missing[0].stage} is closed. {in_english}.",
        stage=missing[0].stage,
        missing="；".join(dict.fromkeys(each.missing for each in missing)),
        missing_en=in_english,
        failure="; ".join(filter(None, (each.failure for each in missing))),
    )
