"""Ageing in SQL: of today from what instalments hold, of any other day and knowledge from the entries. Both say what
`domain.ageing` says of the same entries; the proof compares the two.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    Subquery,
    and_,
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

from chassis.scope import Scope
from receivables.domain.ageing import KINDS, AgeingBasis, Buckets
from receivables.domain.entries import DayBasis, Known
from receivables.domain.states import ClaimState
from receivables.domain.terms import Layer
from receivables.ledger_tables import ledger_entry
from receivables.seeing import seen
from receivables.tables import instalment


class Group(StrEnum):
    CUSTOMER = "customer"
    LEGAL_ENTITY = "legal_entity"
    CONTRACT = "contract"
    INSTALMENT = "instalment"
    OWNER = "owner"
    TEAM = "team"
    PRODUCT_LINE = "product_line"

    @property
    def column(self) -> str:
        """Of an instalment."""
        return "id" if self is Group.INSTALMENT else self.claim_column

    @property
    def claim_column(self) -> str:
        return self.value if self is Group.PRODUCT_LINE else f"{self.value}_id"


# What entries do not say: their instalment is asked.
_OF_INSTALMENT = ("contract_id", "owner_id", "team_id", "product_line")


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
    claims = _claims_known(question, question.known, scope) if question.known else _claims_now(question, scope)
    source, group = _grouped(claims, question, scope)
    overdue = func.coalesce(_sum(claims).filter(claims.c.due_date < question.as_of), 0)
    rows = (
        select(group.label("group"), claims.c.currency, *_cells(claims, question), _sum(claims).label("total"), overdue.label("overdue"))
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


def _claims_now(question: Question, scope: Scope) -> Subquery:
    i = instalment.c
    # Literally, or a generic plan would not use the partial index.
    claimable = literal_column(f"'{ClaimState.CLAIMABLE}'", Text)
    wanted = [i.claim_state == claimable, i.layer == question.layer, *_asked(question, instalment), *seen(instalment, scope)]
    columns = (i.id.label("instalment_id"), i.customer_id, i.legal_entity_id, i.currency, i.claim_date, i.due_date)
    return (
        select(*columns, *(i[name] for name in _OF_INSTALMENT), i.open_minor.label("minor"))
        .where(i.tenant_id == scope.tenant_id, *wanted)
        .subquery("claim")
    )


def _claims_known(question: Question, known: Known, scope: Scope) -> Subquery:
    """What entries come to per claim, as far as they were known. Who may not see all of them is shown those of own instalments."""
    e = ledger_entry.c
    day = e.posting_date if known.by is DayBasis.POSTING_DATE else e.business_date
    wanted = [e.kind.in_(KINDS[question.layer]), day <= known.as_of, e.create_time <= known.known_at, *_asked(question, ledger_entry)]
    columns = (e.subject_id.label("instalment_id"), e.customer_id, e.legal_entity_id, e.currency, e.claim_date, e.due_date)
    minor = func.sum(e.amount_minor)
    if own := seen(instalment, scope):
        wanted.append(e.subject_id.in_(select(instalment.c.id).where(instalment.c.tenant_id == scope.tenant_id, *own)))
    return (
        select(*columns, minor.label("minor"))
        .where(e.tenant_id == scope.tenant_id, *wanted)
        .group_by(*(e[name] for name in ("subject_id", "customer_id", "legal_entity_id", "currency", "claim_date", "due_date")))
        .having(minor != 0)
        .subquery("claim")
    )


def _asked(question: Question, table: Any) -> list[ColumnElement[bool]]:
    asked = {"legal_entity_id": question.legal_entity_id, "customer_id": question.customer_id, "currency": question.currency}
    return [table.c[name] == value for name, value in asked.items() if value]


def _grouped(claims: Subquery, question: Question, scope: Scope) -> tuple[Any, ColumnElement[Any]]:
    """Where the rows come from, and what they are grouped by."""
    if question.group_by is None:
        return claims, cast(null(), Text)
    name = question.group_by.claim_column
    if name in claims.c:
        return claims, claims.c[name]
    joined = claims.join(instalment, and_(instalment.c.id == claims.c.instalment_id, instalment.c.tenant_id == scope.tenant_id))
    return joined, instalment.c[name]


def _cells(claims: Subquery, question: Question) -> list[ColumnElement[Any]]:
    since = claims.c.due_date if question.buckets.basis is AgeingBasis.DUE_DATE else claims.c.claim_date
    age = func.coalesce(question.as_of - since, 0)
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
