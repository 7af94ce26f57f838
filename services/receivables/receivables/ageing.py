"""Ageing in SQL: of today from the cells that the ledger keeps or, where those do not tell, from what instalments hold; of any other
day and knowledge from the entries. All say what `domain.ageing` says of the same entries; the proof compares them.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    Subquery,
    and_,
    case,
    cast,
    false,
    func,
    literal_column,
    null,
    select,
    true,
    union_all,
)
from sqlalchemy.types import Text

from chassis.branches import within_limits
from chassis.scope import Limits, Reach, Scope
from receivables.claims_known import asked, entries_known, grouped
from receivables.domain.ageing import KINDS, AgeingBasis, Buckets
from receivables.domain.entries import Known
from receivables.domain.groups import Group
from receivables.domain.states import ClaimState
from receivables.domain.terms import Layer
from receivables.ledger_tables import ageing_cell, ledger_entry
from receivables.seeing import seen
from receivables.tables import instalment

# What entries do not say: their instalment is asked.
_OF_INSTALMENT = ("contract_id", "owner_id", "team_id", "product_line", "invoice_progress")


@dataclass(frozen=True, kw_only=True)
class Question:
    """`known` is None for what is owed now, on the day `today`."""

    today: date
    buckets: Buckets
    known: Known | None = None
    layer: Layer = Layer.NORMAL
    group_by: Group | None = None
    legal_entity_id: UUID | None = None
    customer_id: UUID | None = None
    currency: str = ""

    @property
    def as_of(self) -> date:
        return self.known.as_of if self.known else self.today


def ageing(question: Question, scope: Scope, *, limit: int | None = None) -> Select[Any]:
    """Rows (group, currency, bucket_0.., total, overdue) in minor units, the largest total first."""
    claims = _claims(question, scope)
    source, group = grouped(claims, question.group_by, scope)
    overdue = func.sum(claims.c.overdue_minor).label("overdue")
    rows = (
        select(group.label("group"), claims.c.currency, *_cells(claims, question), _sum(claims).label("total"), overdue)
        .select_from(source)
        .group_by(group, claims.c.currency)
        .having(_sum(claims) != 0)
        .order_by(_sum(claims).desc(), claims.c.currency, group)
    )
    return rows if limit is None else rows.limit(limit)


def ageing_with_totals(question: Question, scope: Scope, *, limit: int) -> CompoundSelect[Any] | Select[Any]:
    """The rows of `ageing`, at most `limit`, and those that have `is_total`: one per currency over all groups.

    One statement, because what is posted between two would make the rows differ from their totals.
    """
    groups = ageing(question, scope).cte("groups")
    amounts = [column for column in groups.c if column.name not in ("group", "currency")]
    sums = [func.sum(amount).label(amount.name) for amount in amounts]
    totals = select(true().label("is_total"), cast(null(), Text).label("group"), groups.c.currency, *sums).group_by(groups.c.currency)
    if question.group_by is None:
        return totals
    rows = select(false().label("is_total"), cast(groups.c.group, Text).label("group"), groups.c.currency, *amounts)
    largest = rows.order_by(groups.c.total.desc(), groups.c.currency, groups.c.group).limit(limit).subquery("largest")
    return union_all(totals, select(*largest.c))


def _claims(question: Question, scope: Scope) -> Subquery:
    """What is owed, in rows of `minor` with the day `since` which it ages; of it what is overdue."""
    if question.known:
        return _claims_known(question, question.known, scope)
    return _claims_summed(question, scope) if _is_summed(question, scope) else _claims_now(question, scope)


def _is_summed(question: Question, scope: Scope) -> bool:
    """Cells tell neither whose a claim is nor what it is for."""
    limits = replace(scope.limits, legal_entity_ids=())
    whole = scope.reach in (Reach.COMPANY, Reach.TENANT) and limits == Limits()
    return whole and question.customer_id is None and question.group_by in (None, Group.LEGAL_ENTITY)


def _claims_summed(question: Question, scope: Scope) -> Subquery:
    c, basis = ageing_cell.c, question.buckets.basis
    wanted = [
        c.tenant_id == scope.tenant_id,
        c.kind.in_(KINDS[question.layer]),
        *_narrowed(question, ageing_cell),
        *within_limits(ageing_cell, scope.limits),
    ]
    overdue = case((and_(c.basis == AgeingBasis.DUE_DATE, c.since_date < question.as_of), c.amount_minor), else_=0)
    # What is overdue is known by its due date alone, however the rest ages.
    minor = case((c.basis == basis, c.amount_minor), else_=0)
    wanted.append(c.basis.in_({basis, AgeingBasis.DUE_DATE}))
    return (
        select(c.legal_entity_id, c.currency, c.since_date.label("since"), minor.label("minor"), overdue.label("overdue_minor"))
        .where(*wanted)
        .subquery("claim")
    )


def _claims_now(question: Question, scope: Scope) -> Subquery:
    i = instalment.c
    # Literally, or a generic plan would not use the partial index.
    claimable = literal_column(f"'{ClaimState.CLAIMABLE}'", Text)
    wanted = [i.claim_state == claimable, i.layer == question.layer, *_narrowed(question, instalment), *seen(instalment, scope)]
    columns = (i.id.label("instalment_id"), i.customer_id, i.legal_entity_id, i.currency)
    return (
        select(*columns, *(i[name] for name in _OF_INSTALMENT), *_aged(question, i, i.open_minor))
        .where(i.tenant_id == scope.tenant_id, *wanted)
        .subquery("claim")
    )


def _claims_known(question: Question, known: Known, scope: Scope) -> Subquery:
    """What entries come to per claim, as far as they were known."""
    e = ledger_entry.c
    columns = (e.subject_id.label("instalment_id"), e.customer_id, e.legal_entity_id, e.currency)
    minor = func.sum(e.amount_minor)
    return (
        select(*columns, *_aged(question, e, minor))
        .where(*entries_known(known, KINDS[question.layer], scope), *_narrowed(question, ledger_entry))
        .group_by(*(e[name] for name in ("subject_id", "customer_id", "legal_entity_id", "currency", "claim_date", "due_date")))
        .having(minor != 0)
        .subquery("claim")
    )


def _aged(question: Question, claim: Any, minor: ColumnElement[int]) -> list[ColumnElement[Any]]:
    """The last columns of claims that know both of their days."""
    overdue = case((claim.due_date < question.as_of, minor), else_=0)
    return [claim[question.buckets.basis].label("since"), minor.label("minor"), overdue.label("overdue_minor")]


def _narrowed(question: Question, table: Any) -> list[ColumnElement[bool]]:
    return asked(table, question.legal_entity_id, question.customer_id, question.currency)


def _cells(claims: Subquery, question: Question) -> list[ColumnElement[Any]]:
    age = func.coalesce(question.as_of - claims.c.since, 0)
    # What arises after the day that is asked for has no age yet: the first bucket has no beginning.
    starts = [None, *(bucket.from_days for bucket in question.buckets.listed()[1:])]
    ends = [bucket.to_days for bucket in question.buckets.listed()]
    cells: list[ColumnElement[Any]] = []
    for index, (start, end) in enumerate(zip(starts, ends, strict=True)):
        inside = and_(true() if start is None else age >= start, true() if end is None else age <= end)
        cells.append(func.coalesce(_sum(claims).filter(inside), 0).label(f"bucket_{index}"))
    return cells


def _sum(claims: Subquery) -> Any:
    return func.sum(claims.c.minor)
