"""What to do next to win an opportunity (推进引擎), and why: the same situation always gives the same answer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from chassis.money import Money
from chassis.wire import money, text
from crm.common.v1 import types_pb2 as common
from crm.pipeline.v1 import pipeline_pb2 as pb
from pipeline.domain import gates
from pipeline.domain.gates import Closed
from pipeline.domain.opportunity import Opportunity
from pipeline.domain.opportunity_parts import OpportunityState
from pipeline.domain.process import SalesProcess, Stage
from pipeline.domain.warnings import ACTIONS, Warned, WarningKind, gravest_first, number
from pipeline.domain.wordings import wording

# More than this nobody weighs against each other.
MOST_OTHERS = 4
# These say that the customer is being lost; whatever else is due comes after them.
_URGENT = frozenset((WarningKind.MILESTONE_LATE, WarningKind.SILENT, WarningKind.NO_FOLLOW_UP, WarningKind.ONE_SIDED))


@dataclass(frozen=True, kw_only=True)
class Agreed:
    """What the last follow-up agreed on, and until when the next one is in time."""

    next_step: str = ""
    next_step_date: date | None = None
    neglect_date: date | None = None


@dataclass(frozen=True, kw_only=True)
class Situation:
    """What decides about the next step. `plan` is what the playbook of the stage still asks for."""

    opportunity: Opportunity
    process: SalesProcess
    today: date
    warnings: Sequence[Warned] = ()
    plan: Sequence[pb.PlaybookStep] = ()
    agreed: Agreed = Agreed()

    @property
    def stage(self) -> Stage:
        return self.process.stage(self.opportunity.stage)

    @property
    def following(self) -> Stage | None:
        return self.process.stage_after(self.stage)


def next_step(situation: Situation) -> pb.NextStep:
    """The best thing to do, the runners-up, and the plan. Nothing is suggested for an opportunity that is closed.

    In this order: a customer who is being lost; what was promised and is due; a close date that has passed; what is late in the
    playbook; other warnings; what still stands before the next stage, or that nothing does; what is due later.
    """
    if situation.opportunity.state != OpportunityState.OPEN:
        late = [_answer(situation, each) for each in gravest_first(situation.warnings) if each.kind == WarningKind.MILESTONE_LATE]
        return _chosen(late, ())
    return _chosen(list(_suggestions(situation)), situation.plan)


def _chosen(suggestions: list[pb.Suggestion], plan: Sequence[pb.PlaybookStep]) -> pb.NextStep:
    if not suggestions:
        return pb.NextStep(plan=plan)
    return pb.NextStep(best=suggestions[0], others=suggestions[1 : MOST_OTHERS + 1], plan=plan)


def _suggestions(now: Situation) -> Iterator[pb.Suggestion]:
    warned = gravest_first(now.warnings)
    due = [step for step in now.plan if step.due_date <= str(now.today)]
    yield from (_answer(now, each) for each in warned if each.kind in _URGENT)
    yield from _agreed(now, due=True)
    yield from _close_date_passed(now)
    yield from (_step(now, step) for step in _required_first(due))
    yield from (_answer(now, each) for each in warned if each.kind not in _URGENT)
    yield from _way_on(now)
    yield from _agreed(now, due=False)
    yield from (_step(now, step) for step in _required_first([step for step in now.plan if step not in due]))
    yield from _keep_in_touch(now)


def _required_first(steps: Sequence[pb.PlaybookStep]) -> list[pb.PlaybookStep]:
    return sorted(steps, key=lambda step: (step.due_date, not step.required))


def _answer(now: Situation, warned: Warned) -> pb.Suggestion:
    """What to do about a warning; at once."""
    return pb.Suggestion(
        action=wording(ACTIONS[warned.kind]),
        reason=warned.reason(),
        due_date=str(now.today),
        worth=_worth(now, now.stage),
        warning=number(warned.kind),
    )


def _agreed(now: Situation, *, due: bool) -> Iterator[pb.Suggestion]:
    day, agreed = now.agreed.next_step_date, now.agreed.next_step
    if agreed and day is not None and (day <= now.today) is due:
        action, reason = wording("DO_NEXT_STEP", next_step=agreed), wording("NEXT_STEP_DUE", date=day)
        yield pb.Suggestion(action=action, reason=reason, due_date=str(day), worth=_worth(now, now.stage))


def _close_date_passed(now: Situation) -> Iterator[pb.Suggestion]:
    closes = now.opportunity.expected_close_date
    if closes is not None and closes < now.today:
        action, reason = wording("SET_CLOSE_DATE"), wording("CLOSE_DATE_PASSED", date=closes)
        yield pb.Suggestion(action=action, reason=reason, due_date=str(now.today), worth=_worth(now, now.stage))


def _step(now: Situation, step: pb.PlaybookStep) -> pb.Suggestion:
    action = wording("DO_STEP", title=step.title, title_en=step.title_en)
    return pb.Suggestion(
        action=action, reason=wording("PLAYBOOK_DUE", date=step.due_date), due_date=step.due_date, worth=_worth(now, now.stage)
    )


def _way_on(now: Situation) -> Iterator[pb.Suggestion]:
    """The gate of the next stage: each thing that is missing, or that it stands open."""
    following = now.following
    if following is None:
        reason = wording("LAST_STAGE", stage=now.stage.name, stage_en=now.stage.name_en)
        yield pb.Suggestion(action=wording("CLOSE_DEAL"), reason=reason, worth=_worth(now, now.stage))
        return
    missing = list(gates.closed((following,), gates.facts(now.opportunity, now.today)))
    if not missing:
        said = {"stage": following.name, "stage_en": following.name_en}
        yield pb.Suggestion(action=wording("ADVANCE", **said), reason=wording("GATES_OPEN", **said), worth=_worth(now, following))
    yield from (_open_gate(now, following, each) for each in missing)


def _open_gate(now: Situation, following: Stage, missing: Closed) -> pb.Suggestion:
    said = {"missing": missing.missing, "missing_en": missing.missing_en}
    reason = wording("GATE_CLOSED", stage=following.name, stage_en=following.name_en, **said)
    return pb.Suggestion(action=wording("OPEN_GATE", **said), reason=reason, worth=_worth(now, following))


def _keep_in_touch(now: Situation) -> Iterator[pb.Suggestion]:
    day = now.agreed.neglect_date
    if day is not None:
        yield pb.Suggestion(
            action=wording("FOLLOW_UP"), reason=wording("KEEP_IN_TOUCH", date=day), due_date=text(day), worth=_worth(now, now.stage)
        )


def _worth(now: Situation, stage: Stage) -> common.Money | None:
    """Expected amount × probability of the stage, rounded to the nearest minor unit; None while no amount is expected."""
    expected = now.opportunity.expected_amount
    return None if expected is None else money(Money.rounded(expected.currency, expected.amount * stage.probability / 100))
