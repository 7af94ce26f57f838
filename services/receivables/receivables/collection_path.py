"""The collection path in SQL: what `domain.path` says of each instalment, summed over those that somebody may see."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    CompoundSelect,
    Integer,
    Select,
    Subquery,
    and_,
    case,
    cast,
    column,
    false,
    func,
    literal,
    literal_column,
    null,
    select,
    true,
    union_all,
    values,
)
from sqlalchemy.types import Text

from chassis.scope import Scope
from receivables.domain.groups import Group
from receivables.domain.path import DUE_WITHIN, SETTLED_WITHIN, Step
from receivables.domain.states import ClaimState, InvoiceProgress
from receivables.domain.terms import Layer
from receivables.seeing import seen
from receivables.tables import instalment as table

i = table.c
STEPS = list(Step)


@dataclass(frozen=True, kw_only=True)
class Question:
    today: date
    group_by: Group | None = None
    step: Step | None = None
    layer: Layer = Layer.NORMAL
    legal_entity_id: UUID | None = None
    customer_id: UUID | None = None
    contract_id: UUID | None = None
    owner_id: UUID | None = None
    currency: str = ""
    waits_for_invoices: bool = False


def path_with_totals(question: Question, scope: Scope, *, limit: int) -> CompoundSelect[Any] | Select[Any]:
    """At most `limit` groups, and those that have `is_total`: one per step and currency. Amounts are minor units; `place` is that of
    the step in STEPS.

    One statement, because what is posted between two would make the groups differ from their totals.
    """
    pieces = _pieces(question, scope)
    totals = _summed(pieces, true(), cast(null(), Text))
    if question.group_by is None:
        return totals
    groups = _summed(pieces, false(), cast(pieces.c.group, Text), pieces.c.group)
    largest = groups.order_by(pieces.c.place, func.sum(pieces.c.minor).desc(), pieces.c.currency, pieces.c.group).limit(limit).subquery()
    return union_all(totals, select(*largest.c))


def _summed(pieces: Subquery, is_total: ColumnElement[bool], group: ColumnElement[Any], *by: ColumnElement[Any]) -> Select[Any]:
    is_late = pieces.c.days_late > 0
    median = func.percentile_disc(0.5).within_group(pieces.c.days_late).filter(is_late)
    return select(
        is_total.label("is_total"),
        group.label("group"),
        pieces.c.currency,
        pieces.c.place,
        func.sum(pieces.c.minor).label("amount_minor"),
        func.count().label("instalments"),
        func.coalesce(func.sum(pieces.c.minor).filter(is_late), 0).label("late_minor"),
        func.count().filter(is_late).label("late_instalments"),
        func.coalesce(median, 0).label("late_days"),
    ).group_by(pieces.c.place, pieces.c.currency, *by)


def _pieces(question: Question, scope: Scope) -> Subquery:
    found = union_all(_planned(question, scope), _owed(question, scope), _settled(question, scope)).subquery("piece")
    if question.step is None:
        return found
    return select(found).where(found.c.place == STEPS.index(question.step)).subquery("chosen")


def _planned(question: Question, scope: Scope) -> Select[Any]:
    days = func.greatest(func.coalesce(question.today - i.expected_claim_date, 0), 0)
    return _rows(question, scope, _is(ClaimState.PLANNED), _place(Step.MILESTONE), i.open_minor, days)


def _owed(question: Question, scope: Scope) -> Select[Any]:
    """Up to four pieces of each claim."""
    days = func.greatest(func.coalesce(question.today - i.due_date, 0), 0)
    in_time = case(
        (i.due_date < question.today, _place(Step.OVERDUE)),
        (i.invoice_progress.in_(_waiting(question)), _place(Step.INVOICE)),
        (i.due_date > question.today + timedelta(days=DUE_WITHIN), _place(Step.NOT_DUE)),
        else_=_place(Step.DUE),
    )
    undisputed = i.open_minor - i.disputed_minor - i.promised_minor
    in_bills = func.least(i.in_bills_minor, undisputed)
    parts = [
        (_place(Step.DISPUTED), i.disputed_minor),
        (_place(Step.PROMISED), i.promised_minor),
        (in_time, undisputed - in_bills),
        (_place(Step.BILL), in_bills),
    ]
    part = values(column("place", Integer), column("minor", BigInteger), name="part").data(parts).lateral()
    rows = _rows(question, scope, _is(ClaimState.CLAIMABLE), part.c.place, part.c.minor, days)
    return rows.select_from(table.join(part, part.c.minor > 0))


def _waiting(question: Question) -> list[InvoiceProgress]:
    """How far invoices are that a claim waits for."""
    asked_for = [progress for progress in InvoiceProgress if progress.is_under_way]
    return [InvoiceProgress.NOT_REQUESTED, *asked_for] if question.waits_for_invoices else asked_for


def _settled(question: Question, scope: Scope) -> Select[Any]:
    lately = and_(i.settle_date.is_not(None), i.settle_date >= question.today - timedelta(days=SETTLED_WITHIN))
    days = func.greatest(func.coalesce(i.settle_date - i.due_date, 0), 0)
    return _rows(question, scope, lately, _place(Step.SETTLED), i.amount_minor, days)


def _rows(
    question: Question,
    scope: Scope,
    where: ColumnElement[bool],
    place: ColumnElement[int],
    minor: ColumnElement[int],
    days_late: ColumnElement[int],
) -> Select[Any]:
    group = i[question.group_by.column] if question.group_by else cast(null(), Text)
    asked = {name: getattr(question, name) for name in ("legal_entity_id", "customer_id", "contract_id", "owner_id", "currency")}
    wanted = [i[name] == value for name, value in asked.items() if value]
    columns = (group.label("group"), i.currency, place.label("place"), minor.label("minor"), days_late.label("days_late"))
    return select(*columns).where(i.tenant_id == scope.tenant_id, i.layer == question.layer, where, *wanted, *seen(table, scope))


def _is(state: ClaimState) -> ColumnElement[bool]:
    """Literally, or a generic plan would not use the partial index."""
    return i.claim_state == literal_column(f"'{state}'", Text)


def _place(step: Step) -> ColumnElement[int]:
    return literal(STEPS.index(step), Integer, literal_execute=True)
