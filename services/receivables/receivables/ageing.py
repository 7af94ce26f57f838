"""Ageing in SQL: of today from the cells that the ledger keeps or, where those do not tell, from what instalments hold; of another day
from these less what was posted after it; of any other knowledge from the entries. Of very many groups the largest are found first, in
totals that the ledger keeps. All say what `domain.ageing` says of the same entries; the proof compares them.
"""

from collections.abc import Sequence
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
    tuple_,
    union_all,
)
from sqlalchemy.types import Text

from chassis.branches import within_limits
from chassis.scope import Limits, Reach, Scope
from receivables.claims_known import asked, entries_known, grouped
from receivables.converting import Conversion, in_currency
from receivables.domain.ageing import KINDS, AgeingBasis, Buckets
from receivables.domain.entries import Known
from receivables.domain.groups import Group
from receivables.domain.ledger import CLAIM_KINDS
from receivables.domain.states import ClaimState
from receivables.domain.terms import Layer
from receivables.ledger_tables import ageing_cell, ledger_entry, owed_total
from receivables.seeing import seen
from receivables.tables import instalment

# What entries do not say: their instalment is asked.
_OF_INSTALMENT = ("contract_id", "owner_id", "team_id", "product_line", "invoice_progress")
# What they do.
_OF_ENTRIES = (None, Group.LEGAL_ENTITY, Group.CUSTOMER, Group.CUSTOMER_GROUP, Group.INSTALMENT)
# Literally, or generic plans would not use the partial indexes.
_CLAIMABLE = literal_column(f"'{ClaimState.CLAIMABLE}'", Text)
_IS_CLAIM = ledger_entry.c.kind.in_([literal_column(f"'{kind}'", Text) for kind in CLAIM_KINDS])
# There are nearly as many of these as claims.
_MANY = (Group.CUSTOMER, Group.CUSTOMER_GROUP, Group.CONTRACT, Group.INSTALMENT)
# Whose totals tell it.
_TOTALLED = {Group.CUSTOMER: Group.CUSTOMER, Group.CUSTOMER_GROUP: Group.CUSTOMER, Group.CONTRACT: Group.CONTRACT}


@dataclass(frozen=True, kw_only=True)
class Question:
    """`known` is None for what is known now: of the day `today`, with all that is posted, or of the day `back_to`.

    Converted amounts are of today or known: what is owed now less what was posted since would be rounded twice.
    """

    today: date
    buckets: Buckets
    known: Known | None = None
    back_to: date | None = None
    layer: Layer = Layer.NORMAL
    group_by: Group | None = None
    legal_entity_id: UUID | None = None
    customer_id: UUID | None = None
    currency: str = ""
    conversion: Conversion | None = None

    @property
    def as_of(self) -> date:
        return self.known.as_of if self.known else self.back_to or self.today


def ageing(question: Question, scope: Scope, *, limit: int | None = None) -> Select[Any]:
    """Rows (group, currency, bucket_0.., total, overdue) in minor units, the largest total first."""
    summed = _by_day(question, scope)
    if limit is not None and question.group_by in _MANY:
        largest = _largest(question, scope, limit).subquery("largest")
        among = select(largest.c.group, largest.c.currency)
        summed = summed.where(tuple_(summed.selected_columns.group, summed.selected_columns.currency).in_(among))
    days = summed.subquery("days")
    total = func.sum(days.c.minor)
    columns = (*_cells(days, question), total.label("total"), func.sum(days.c.overdue_minor).label("overdue"))
    keys = (days.c.group, days.c.currency)
    rows = select(*keys, *columns).group_by(*keys).having(total != 0).order_by(total.desc(), days.c.currency, days.c.group)
    return rows if limit is None else rows.limit(limit)


def ageing_with_totals(question: Question, scope: Scope, *, limit: int) -> CompoundSelect[Any] | Select[Any]:
    """The rows of `ageing`, at most `limit`, and those that have `is_total`: one per currency over all groups.

    One statement, because what is posted between two would make the rows differ from their totals.
    """
    whole = ageing(replace(question, group_by=None), scope).subquery("whole")
    amounts = [column.name for column in whole.c if column.name != "group"]
    totals = select(true().label("is_total"), cast(null(), Text).label("group"), *(whole.c[name] for name in amounts))
    if question.group_by is None:
        return totals
    groups = ageing(question, scope, limit=limit).subquery("groups")
    rows = select(false().label("is_total"), cast(groups.c.group, Text).label("group"), *(groups.c[name] for name in amounts))
    return union_all(totals, rows)


def _by_day(question: Question, scope: Scope) -> Select[Any]:
    """What is owed per group, currency and day since which it ages: sorting so few days into buckets costs less than sorting all claims."""
    claims = _claims(question, scope)
    source, group = grouped(claims, question.group_by, scope)
    keys = (group.label("group"), claims.c.currency, claims.c.since)
    sums = (func.sum(claims.c.minor).label("minor"), func.sum(claims.c.overdue_minor).label("overdue_minor"))
    return select(*keys, *sums).select_from(source).group_by(group, claims.c.currency, claims.c.since)


def _largest(question: Question, scope: Scope, limit: int) -> Select[Any]:
    """Of many groups those that will be rows: only their claims are sorted into buckets."""
    owed, is_sum = _owed(question, scope, limit)
    source, group = grouped(owed, question.group_by, scope)
    total = owed.c.minor if is_sum else func.sum(owed.c.minor)
    found = select(group.label("group"), owed.c.currency).select_from(source)
    found = found.where(total != 0) if is_sum else found.group_by(group, owed.c.currency).having(total != 0)
    return found.order_by(total.desc(), owed.c.currency, group).limit(limit)


def _owed(question: Question, scope: Scope, limit: int) -> tuple[Subquery, bool]:
    """What is owed, in rows of `minor`; and whether a group has but one of them, which an index has in the order of amounts."""
    if question.known or not _is_plain(question, scope):
        return _claims(question, scope), False
    by = _TOTALLED.get(question.group_by) if question.group_by else None
    if by is None:
        return _claims(question, scope), question.back_to is None
    kept = _kept(question, by, scope)
    t = owed_total.c
    totals = select(t.group_id.label(by.claim_column), t.currency, t.amount_minor.label("minor")).where(*kept)
    if question.back_to is not None:
        later = _posted_later(question, question.back_to, scope).subquery("later").c
        posted = select(later[by.claim_column], later.currency, later.minor)
        return union_all(totals, posted).subquery("owed"), False
    if question.group_by is Group.CUSTOMER_GROUP:
        return totals.subquery("owed"), False
    if question.group_by is Group.CONTRACT:
        # One company of ours signed it.
        return totals.subquery("owed"), True
    return totals.where(t.group_id.in_(_large(kept, scope, limit))).subquery("owed"), False


def _kept(question: Question, group_by: Group, scope: Scope) -> list[ColumnElement[bool]]:
    t = owed_total.c
    mine = (t.tenant_id == scope.tenant_id, t.axis == group_by, t.layer == question.layer)
    narrowed = asked(owed_total, question.legal_entity_id, None, question.currency)
    return [*mine, *narrowed, *within_limits(owed_total, scope.limits)]


def _large(kept: Sequence[ColumnElement[bool]], scope: Scope, limit: int) -> Select[Any]:
    """Customers among whom the largest are. Each of `limit` owes to one of so many companies of ours as much as the bar, hence whoever is
    among the largest owes to one of them as much as their share of it: nothing that is owed is less than nothing."""
    t, cell = owed_total.c, ageing_cell.c
    bar = select(t.amount_minor).where(*kept).order_by(t.amount_minor.desc()).offset(limit - 1).limit(1).scalar_subquery()
    companies = select(func.count(cell.legal_entity_id.distinct())).where(cell.tenant_id == scope.tenant_id).scalar_subquery()
    return select(t.group_id).where(*kept, t.amount_minor >= func.coalesce(bar, 0) / func.greatest(companies, 1))


def _claims(question: Question, scope: Scope) -> Subquery:
    """What is owed, in rows of `minor` with the day `since` which it ages; of it what is overdue."""
    if question.known:
        return _claims_known(question, question.known, scope).subquery("claim")
    if _is_summed(question, scope):
        now, later = _claims_summed, _cells_posted_later
    else:
        now, later = _claims_now, _posted_later
    if question.back_to is None:
        return now(question, scope).subquery("claim")
    return union_all(now(question, scope), later(question, question.back_to, scope)).subquery("claim")


def _is_summed(question: Question, scope: Scope) -> bool:
    """Cells tell neither whose a claim is nor what it is for."""
    return _is_plain(question, scope) and question.group_by in (None, Group.LEGAL_ENTITY)


def _is_plain(question: Question, scope: Scope) -> bool:
    """Whether sums tell it: of all customers, nothing is hidden; and what is converted is so claim by claim."""
    return question.customer_id is None and question.conversion is None and _is_whole(scope)


def _is_whole(scope: Scope) -> bool:
    """Beyond some companies of ours, nothing is hidden."""
    return scope.reach in (Reach.COMPANY, Reach.TENANT) and replace(scope.limits, legal_entity_ids=()) == Limits()


def _claims_summed(question: Question, scope: Scope) -> Select[Any]:
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
    columns = (c.legal_entity_id, c.currency, c.since_date.label("since"))
    return select(*columns, minor.label("minor"), overdue.label("overdue_minor")).where(*wanted)


def _claims_now(question: Question, scope: Scope) -> Select[Any]:
    i = instalment.c
    wanted = [i.claim_state == _CLAIMABLE, i.layer == question.layer, *_narrowed(question, instalment), *seen(instalment, scope)]
    currency, minor = in_currency(question.conversion, i.currency, i.open_minor)
    return select(*_of_instalment(i, currency), *_aged(question, i, minor)).where(i.tenant_id == scope.tenant_id, *wanted)


def _cells_posted_later(question: Question, day: date, scope: Scope) -> Select[Any]:
    e = ledger_entry.c
    aged = _aged(question, e, -e.amount_minor)
    return select(e.legal_entity_id, e.currency, *aged).where(*_later(question, day, scope), *within_limits(ledger_entry, scope.limits))


def _posted_later(question: Question, day: date, scope: Scope) -> Select[Any]:
    """What was posted after the day, the other way round. Rows as those of what is owed now, which hold it."""
    e, i = ledger_entry.c, instalment.c
    aged, later = _aged(question, e, -e.amount_minor), _later(question, day, scope)
    if _is_whole(scope) and question.group_by in _OF_ENTRIES:
        unknown = (cast(null(), i[name].type).label(name) for name in _OF_INSTALMENT)
        columns = (e.subject_id.label("instalment_id"), e.customer_id, e.legal_entity_id, e.currency, *unknown, *aged)
        return select(*columns).where(*later, *within_limits(ledger_entry, scope.limits))
    columns = (*_of_instalment(i, i.currency), *aged)
    of_entry = and_(i.id == e.subject_id, i.tenant_id == e.tenant_id)
    return select(*columns).join_from(ledger_entry, instalment, of_entry).where(*later, *seen(instalment, scope))


def _later(question: Question, day: date, scope: Scope) -> list[ColumnElement[bool]]:
    e = ledger_entry.c
    mine = (e.tenant_id == scope.tenant_id, e.kind.in_(KINDS[question.layer]))
    return [*mine, _IS_CLAIM, e.posting_date > day, *_narrowed(question, ledger_entry)]


def _of_instalment(i: Any, currency: ColumnElement[str]) -> list[ColumnElement[Any]]:
    """The first columns of claims that are known by their instalments."""
    named = (i.id.label("instalment_id"), i.customer_id, i.legal_entity_id, currency.label("currency"))
    return [*named, *(i[name] for name in _OF_INSTALMENT)]


def _claims_known(question: Question, known: Known, scope: Scope) -> Select[Any]:
    """What entries come to per claim, as far as they were known."""
    e = ledger_entry.c
    minor = func.sum(e.amount_minor)
    currency, converted = in_currency(question.conversion, e.currency, minor)
    columns = (e.subject_id.label("instalment_id"), e.customer_id, e.legal_entity_id, currency.label("currency"))
    return (
        select(*columns, *_aged(question, e, converted))
        .where(*entries_known(known, KINDS[question.layer], scope), *_narrowed(question, ledger_entry))
        .group_by(*(e[name] for name in ("subject_id", "customer_id", "legal_entity_id", "currency", "claim_date", "due_date")))
        .having(minor != 0)
    )


def _aged(question: Question, claim: Any, minor: ColumnElement[int]) -> list[ColumnElement[Any]]:
    """The last columns of claims that know both of their days."""
    overdue = case((claim.due_date < question.as_of, minor), else_=0)
    return [claim[question.buckets.basis].label("since"), minor.label("minor"), overdue.label("overdue_minor")]


def _narrowed(question: Question, table: Any) -> list[ColumnElement[bool]]:
    return asked(table, question.legal_entity_id, question.customer_id, question.currency)


def _cells(days: Subquery, question: Question) -> list[ColumnElement[Any]]:
    age = func.coalesce(question.as_of - days.c.since, 0)
    # What arises after the day that is asked for has no age yet: the first bucket has no beginning.
    starts = [None, *(bucket.from_days for bucket in question.buckets.listed()[1:])]
    ends = [bucket.to_days for bucket in question.buckets.listed()]
    cells: list[ColumnElement[Any]] = []
    for index, (start, end) in enumerate(zip(starts, ends, strict=True)):
        inside = and_(true() if start is None else age >= start, true() if end is None else age <= end)
        cells.append(func.coalesce(func.sum(days.c.minor).filter(inside), 0).label(f"bucket_{index}"))
    return cells
