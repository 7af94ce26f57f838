"""A plan as somebody wants it to be, set against the plan as it is."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from chassis.errors import DomainError, invalid, precondition
from receivables.domain.instalment import Instalment
from receivables.domain.terms import Term


@dataclass(frozen=True, slots=True)
class Line:
    """One instalment of a revised plan: a new one, one that goes on under another term, or one that stays as it is."""

    instalment_id: UUID | None = None
    term: Term | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """A line with the instalment that it continues. `changed` is set where it shall not stay as it is."""

    instalment: Instalment | None
    term: Term
    changed: bool

    @property
    def pricing(self) -> Term:
        """What its amount is computed from: what stays as it is keeps its amount."""
        if self.instalment is None or self.changed:
            return self.term
        return replace(self.term, share=None, share_base=None, lot_code="", amount=self.instalment.amount)


def matched(lines: Sequence[Line], instalments: Sequence[Instalment]) -> list[Match]:
    """Every line with its instalment.

    Raises DomainError where a line names an instalment that the plan does not have (any more) or names it twice, and
    INSTALMENT_TOUCHED where one that is paid or invoiced, if only in part, would change or fall away.
    """
    living = {instalment.id: instalment for instalment in instalments if not instalment.is_cancelled}
    found = [_match(index, line, living) for index, line in enumerate(lines)]
    named = [match.instalment.id for match in found if match.instalment]
    if len(named) > len(set(named)):
        raise invalid("lines", "An instalment is named twice.", "INSTALMENT_TWICE")
    kept = {match.instalment.id for match in found if match.instalment and not match.changed}
    for instalment in living.values():
        if instalment.is_touched and instalment.id not in kept:
            raise _touched(instalment)
    return found


def _match(index: int, line: Line, living: dict[UUID, Instalment]) -> Match:
    if line.instalment_id is None:
        if line.term is None:
            raise invalid(f"lines.{index}.term", "A new instalment needs a term.", "TERM_MISSING")
        return Match(None, line.term, changed=True)
    instalment = living.get(line.instalment_id)
    if instalment is None:
        raise invalid(f"lines.{index}.instalment_id", "The plan has no such instalment in its present version.", "INSTALMENT_UNKNOWN")
    term = line.term or instalment.term
    return Match(instalment, term, changed=term != instalment.term)


def _touched(instalment: Instalment) -> DomainError:
    return precondition(
        "INSTALMENT_TOUCHED",
        f"'{instalment.name}' is paid or invoiced, if only in part; a new version must leave it as it is.",
        instalment_id=str(instalment.id),
        name=instalment.name,
    )
