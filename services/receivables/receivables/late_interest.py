"""What bears late interest: the instalments of a plan as payments, disputes and adjustments tell their history.

Money counts from the day on which it came, however late it was allocated; a bill from the day on which it was allocated, because before
that it need not count. What was taken back never paid. Everything is as it is known now.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, tzinfo
from uuid import UUID

from sqlalchemy import case, func, select
from sqlalchemy.orm import aliased

from receivables.adjustment_tables import adjustment
from receivables.domain.adjusting.states import AdjustmentState
from receivables.domain.instalment import Instalment
from receivables.domain.late_interest import Change, Claimed, LateInterestClause, Overdue, Pause
from receivables.domain.plan import PaymentPlan
from receivables.domain.states import AllocationKind, Tender
from receivables.execution import Execute
from receivables.tables import allocation, dispute, receipt

_BILLS = [tender for tender in Tender if tender.is_bill]


def clause_of(plan: PaymentPlan, default: LateInterestClause | None) -> LateInterestClause | None:
    """That of the contract, else the company's default; None where there is no interest at all."""
    clause = plan.late_interest or default
    return clause if clause is not None and clause.rate else None


def bearing(instalments: Iterable[Instalment]) -> list[Instalment]:
    """Those that can bear interest: owed by the contract. There is none on interest."""
    return [each for each in instalments if each.due_date is not None and not (each.is_late_interest or each.is_cancelled)]


def claimed(plan: PaymentPlan, overdue: Instalment) -> list[Claimed]:
    """What was claimed before for an instalment."""
    return [
        Claimed(last=each.interest_until_date, minor=each.amount_minor)
        for each in plan.charged(overdue)
        if each.interest_until_date is not None
    ]


async def histories(execute: Execute, plan: PaymentPlan, instalments: Collection[Instalment], zone: tzinfo) -> Mapping[UUID, Overdue]:
    """By instalment of the plan: three statements, however many they are."""
    ids = [each.id for each in instalments]
    changes, pauses = await _changes(execute, plan, ids), await _pauses(execute, plan, ids, zone)
    return {
        each.id: Overdue(
            amount_minor=each.amount_minor, due_date=each.due_date, changes=tuple(changes[each.id]), pauses=tuple(pauses[each.id])
        )
        for each in instalments
        if each.due_date is not None
    }


async def _changes(execute: Execute, plan: PaymentPlan, ids: Collection[UUID]) -> dict[UUID, list[Change]]:
    a, r, taken = allocation.c, receipt.c, aliased(allocation)
    counted = case((r.tender.in_(_BILLS), func.coalesce(taken.c.allocation_date, a.allocation_date)), else_=r.received_date)
    paid = (
        select(a.instalment_id, counted.label("day"), (-func.sum(a.amount_minor)).label("minor"))
        .join(receipt, r.id == a.receipt_id)
        .outerjoin(taken, taken.c.id == a.reverses_id)
        .where(a.tenant_id == plan.tenant_id, a.instalment_id.in_(ids), a.kind == AllocationKind.CLAIM)
        .group_by(a.instalment_id, "day")
        .having(func.sum(a.amount_minor) != 0)
    )
    j = adjustment.c
    sign = case((j.original_id.is_(None), -1), else_=1)
    day = case((j.receipt_id.is_not(None), r.received_date), else_=j.value_date)
    relieved = (
        select(j.instalment_id, day.label("day"), func.sum(sign * j.amount_minor).label("minor"))
        .outerjoin(receipt, r.id == j.receipt_id)
        .where(j.tenant_id == plan.tenant_id, j.contract_id == plan.contract_id, j.instalment_id.in_(ids))
        .where(j.state == AdjustmentState.POSTED)
        .group_by(j.instalment_id, "day")
    )
    found: dict[UUID, list[Change]] = defaultdict(list)
    for statement in (paid, relieved):
        for row in await execute(statement.order_by("day")):
            found[row.instalment_id].append(Change(row.day, int(row.minor)))
    return found


async def _pauses(execute: Execute, plan: PaymentPlan, ids: Collection[UUID], zone: tzinfo) -> dict[UUID, list[Pause]]:
    d = dispute.c
    columns = (d.instalment_id, d.dispute_date, d.resolve_time, d.amount_minor)
    disputed = select(*columns).where(d.tenant_id == plan.tenant_id, d.instalment_id.in_(ids))
    found: dict[UUID, list[Pause]] = defaultdict(list)
    for row in await execute(disputed.order_by(d.dispute_date, d.id)):
        until: date | None = None if row.resolve_time is None else row.resolve_time.astimezone(zone).date()
        found[row.instalment_id].append(Pause(row.dispute_date, until, row.amount_minor))
    return found
