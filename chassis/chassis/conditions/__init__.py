"""Conditions that administrators write (CEL) over declared names: gates, assignment rules, reminder rules.

    gate = condition("opportunity.amount.amount >= 100000 && has(opportunity.close_date)", {"opportunity": pb.Opportunity})
    verdict = gate.evaluate({"opportunity": opportunity})

A name is absent when its value is missing or empty; it then has its type's default (0, "", false, 1970-01-01T00:00:00Z, an empty
list or message), and `has(...)` tells it from a value. Days and ids are text: "2026-01-31" is compared as such, and `days(a, b)` counts
from one day to the other. Times are timestamps in UTC, enums their lower-case word ("a" for TIER_A), money has `amount`, `minor` and
`currency_code`. Names, fields, functions and enum words are checked when the condition is made. Evaluating never raises: what fails is
false and says why.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from chassis.conditions.checking import Checker
from chassis.conditions.engine import engine
from chassis.conditions.kinds import Declared, Kind, Tree, kind_of
from chassis.conditions.tokens import tokens, without_presence
from chassis.errors import DomainError, invalid

__all__ = ["Condition", "Declared", "Verdict", "condition"]

MAX_LENGTH = 2000
_ERROR = re.compile(r"<input>:(\d+):(\d+): (?:Syntax error: )?(.*)")
# What the engine raises, by what is wrong; none of it is a mistake of ours.
_FAILURES = (ArithmeticError, LookupError, RuntimeError, TypeError, ValueError)


@dataclass(frozen=True)
class Verdict:
    """Whether a condition holds. `problem` says why it could not be decided; then it does not hold."""

    holds: bool
    problem: str = ""

    def __bool__(self) -> bool:
        return self.holds


@dataclass(frozen=True)
class Condition:
    """A condition that is compiled and checked. Safe to keep and to share."""

    source: str
    program: Any = field(repr=False)
    kind: Kind = field(repr=False)
    # The fields that it reads, as a tree.
    used: Tree = field(repr=False)

    def evaluate(self, values: object) -> Verdict:
        """Decides for a mapping, a message, or any object whose attributes have the declared names."""
        days = _Days()
        try:
            result = self.program.execute(engine().Context(self.kind.plain(values, self.used), {"days": days}))
        except _FAILURES as failure:
            return Verdict(False, days.problem or f"{type(failure).__name__}: {failure}")
        if days.problem or not isinstance(result, bool):
            return Verdict(False, days.problem or f"It gives {result!r}, which is neither true nor false.")
        return Verdict(result)


class _Days:
    """The function `days`. It notes what is no day instead of raising, which the engine would log as a fault of the program."""

    problem = ""

    def __call__(self, *given: Any) -> int | None:
        try:
            start, end = (date.fromisoformat(day) for day in given)
        except (TypeError, ValueError):
            self.problem = f"days({', '.join(map(repr, given))}) needs two days."
            return None
        return (end - start).days


def condition(source: str, names: Declared, *, parameter: str = "condition") -> Condition:
    """Makes a condition over `names`: a message class, whose fields are the names, or names with their types.

    Raises DomainError for the request's field `parameter`, with the position (from 1) of what is wrong.
    """
    if len(source) > MAX_LENGTH:
        raise invalid(parameter, f"A condition has at most {MAX_LENGTH} characters.", "CONDITION_TOO_LONG")
    kind = kind_of(names)
    _compile(without_presence(source), source, parameter)
    checker = Checker(source, tokens(source), kind, parameter)
    checker.check()
    made = Condition(source, engine().compile(checker.rewritten()), kind, checker.used)
    _try(made, parameter)
    return made


def _compile(text: str, source: str, parameter: str) -> None:
    try:
        engine().compile(text)
    except ValueError as error:
        found = _ERROR.search(str(error))
        if found is None:
            raise invalid(parameter, "The condition cannot be read.", "CONDITION_INVALID") from None
        line, column, problem = int(found[1]), int(found[2]), found[3]
        position = sum(len(each) + 1 for each in source.split("\n")[: line - 1]) + column
        raise _refused(parameter, position, _shortened(problem)) from None


def _shortened(problem: str) -> str:
    """Without the list of all signs that would have been possible."""
    return problem.split(" expecting {")[0]


def _refused(parameter: str, position: int, problem: str) -> DomainError:
    return invalid(parameter, f"At character {position}: {problem}.", "CONDITION_INVALID", position=str(position))


def _try(made: Condition, parameter: str) -> None:
    """Types are only known when it runs: a run with nothing but defaults shows most of what can never work."""
    miscalled = False

    def days(*given: Any) -> int:
        nonlocal miscalled
        miscalled |= len(given) != 2
        return 0

    try:
        result = made.program.execute(engine().Context(made.kind.plain({}, made.used), {"days": days}))
    except TypeError:
        detail = "It combines values of different kinds. In calculations write 2.0 instead of 2 beside decimals, or double(x)."
        raise invalid(parameter, detail, "CONDITION_INVALID") from None
    except _FAILURES:
        return  # a division by zero, a missing element: depends on the values
    if miscalled:
        raise invalid(parameter, "days() takes two days: days(today, close_date).", "CONDITION_INVALID")
    if not isinstance(result, bool):
        raise invalid(parameter, "It gives a value, not true or false; compare it with something.", "CONDITION_INVALID")
