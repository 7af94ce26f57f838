"""What exposure is made of, in SQL: the rows behind it, one statement per component, and their sums.

Each follows a partial index of what is open now, so it takes what a customer owes and not how long it has been one. An order that is paid
by its own terms counts by what its plan still plans, one that is paid by month by what of it is to be delivered, and what was delivered by
its month; one under a contract counts nothing, for its money is in the contract's plan.
"""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, cast
from uuid import UUID

from sqlalchemy import ColumnElement, Date, Row, Select, Text, Uuid, and_, func, literal, literal_column, null, or_, select, union_all
from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.scope import Limits
from receivables.bill_tables import bill
from receivables.credit_tables import credit_limit
from receivables.domain.credit.exposure import Exposed
from receivables.domain.credit.states import CreditKind, CreditState, ExposureComponent
from receivables.domain.states import Basis, BillKind, BillState, ClaimState, Recourse
from receivables.domain.terms import Layer
from receivables.domain.triggers import MilestoneKind
from receivables.tables import copy_account, copy_sales_order, instalment, monthly_line, plan_milestone, receipt

MOST_ITEMS = 100
# A group is no deeper, whatever its accounts say of each other.
MOST_LEVELS = 10

i, r, b, c, o, w = instalment.c, receipt.c, bill.c, credit_limit.c, copy_sales_order.c, monthly_line.c
_COMMERCIAL = (BillKind.COMMERCIAL_BILL, BillKind.DIGITAL_CLAIM)
_GONE = (MilestoneKind.SHIPPED, MilestoneKind.ARRIVED)
_OURS = tuple(state for state in BillState if state.is_ours)


def _is(column: ColumnElement[Any], word: str) -> ColumnElement[bool]:
    """Literally, or a generic plan would not use the partial index."""
    return column == literal_column(f"'{word}'", Text)


def _row(component: ExposureComponent, **columns: ColumnElement[Any]) -> Select[Any]:
    told = {"contract_id": cast("ColumnElement[Any]", null()).cast(Uuid), "item_date": cast("ColumnElement[Any]", null()).cast(Date)}
    return select(
        literal(component.value, Text).label("component"), *(column.label(name) for name, column in sorted({**told, **columns}.items()))
    )


def _claims(component: ExposureComponent, *where: ColumnElement[bool]) -> Select[Any]:
    return _row(
        component,
        subject_type=literal("instalment", Text),
        subject_id=i.id,
        customer_id=i.customer_id,
        legal_entity_id=i.legal_entity_id,
        currency=i.currency,
        contract_id=i.contract_id,
        label=i.contract_number + " " + i.name,
        amount_minor=i.open_minor,
        item_date=func.coalesce(i.due_date, i.expected_date),
    ).where(i.open_minor > 0, *where)


def _shipped() -> ColumnElement[bool]:
    """Of an instalment: its contract or order, or the lot that it is for, has gone, by what is known of where it is. A month is of what was
    delivered."""
    m = plan_milestone.c
    gone = (m.payment_plan_id == i.payment_plan_id, m.kind.in_(_GONE), m.actual_date.is_not(None))
    return or_(i.basis == Basis.MONTHLY_STATEMENT, select(m.id).where(*gone, m.code.in_(("", i.lot_code))).exists())


def unshipped(tenant_id: UUID, contract_id: UUID) -> Select[Any]:
    """What the plan of a contract still plans, and is no exposure yet."""
    planned = _is(i.claim_state, ClaimState.PLANNED)
    return select(func.coalesce(func.sum(i.open_minor), 0)).where(
        i.tenant_id == tenant_id, i.contract_id == contract_id, planned, ~_shipped()
    )


def _of_orders(*where: ColumnElement[bool]) -> Select[Any]:
    """Of those that are paid by month, what is to be delivered."""
    return _row(
        ExposureComponent.RELEASED_ORDERS,
        subject_type=literal("sales_order", Text),
        subject_id=o.id,
        customer_id=o.customer_id,
        legal_entity_id=o.legal_entity_id,
        currency=o.currency,
        contract_id=o.contract_id,
        label=o.number,
        amount_minor=o.to_deliver_minor,
    ).where(_is(o.basis, "monthly"), o.to_deliver_minor > literal_column("0"), *where)


def _taken_back(*where: ColumnElement[bool]) -> Select[Any]:
    """What was taken back of months that are over is owed there, and to be delivered again: it counts once."""
    return (
        _row(
            ExposureComponent.SHIPPED,
            subject_type=literal("sales_order", Text),
            subject_id=w.sales_order_id,
            customer_id=w.customer_id,
            legal_entity_id=w.legal_entity_id,
            currency=w.currency,
            label=w.order_number,
            amount_minor=func.sum(w.amount_minor).cast(w.amount_minor.type),
        )
        .where(w.payment_plan_id.is_(None), *where)
        .group_by(w.sales_order_id, w.customer_id, w.legal_entity_id, w.currency, w.order_number)
        .having(func.sum(w.amount_minor) != 0)
    )


def _bills(*where: ColumnElement[bool]) -> Select[Any]:
    """By receipt, for parts of a bill pay its claims together. What is to pay a claim is open there until the bill is paid."""
    living = or_(b.state.in_(_OURS), b.recourse == Recourse.CONTINGENT)
    counted = func.sum(b.amount_minor) - r.in_bills_minor
    return (
        _row(
            ExposureComponent.BILLS,
            subject_type=literal("receipt", Text),
            subject_id=r.id,
            customer_id=r.customer_id,
            legal_entity_id=r.legal_entity_id,
            currency=r.currency,
            label=r.number + " " + r.bill_number,
            amount_minor=func.greatest(counted, 0).cast(b.amount_minor.type),
            item_date=r.bill_due_date,
        )
        .join_from(bill, receipt, and_(r.tenant_id == b.tenant_id, r.id == b.receipt_id))
        .where(b.kind.in_(_COMMERCIAL), living, r.customer_id.is_not(None), *where)
        .group_by(r.id)
        .having(counted > 0)
    )


def rows(tenant_id: UUID, today: date, customers: ColumnElement[Any] | Select[Any] | Collection[UUID], limits: Limits) -> Select[Any]:
    """Everything that the exposure of these customers consists of, within the limits."""
    planned, claimable = _is(i.claim_state, ClaimState.PLANNED), _is(i.claim_state, ClaimState.CLAIMABLE)

    def mine(table: Any) -> list[ColumnElement[bool]]:
        named = [table.legal_entity_id.in_(limits.legal_entity_ids)] if limits.legal_entity_ids else []
        return [table.tenant_id == tenant_id, table.customer_id.in_(customers), *named]

    funds = r.advance_minor + r.unapplied_minor
    held = c.valid_until_date.is_(None) | (c.valid_until_date >= today)
    parts = union_all(
        _claims(ExposureComponent.RECEIVABLE, claimable, i.layer == Layer.NORMAL, *mine(i)),
        _claims(ExposureComponent.RETENTION, claimable, i.layer == Layer.RETENTION, *mine(i)),
        _claims(ExposureComponent.SHIPPED, claimable, i.layer == Layer.ADVANCE, _shipped(), *mine(i)),
        _claims(ExposureComponent.SHIPPED, planned, _shipped(), *mine(i)),
        _taken_back(*mine(w)),
        _claims(ExposureComponent.RELEASED_ORDERS, planned, i.basis == Basis.ORDER, ~_shipped(), *mine(i)),
        _claims(ExposureComponent.RELEASED_ORDERS, claimable, i.basis == Basis.ORDER, i.layer == Layer.ADVANCE, ~_shipped(), *mine(i)),
        _of_orders(*mine(o)),
        _bills(b.tenant_id == tenant_id, *mine(r)),
        _row(
            ExposureComponent.ADVANCES,
            subject_type=literal("receipt", Text),
            subject_id=r.id,
            customer_id=r.customer_id,
            legal_entity_id=r.legal_entity_id,
            currency=r.currency,
            label=r.number + " " + r.payer_name,
            amount_minor=-funds,
            item_date=r.received_date,
        ).where(funds > 0, *mine(r)),
        _row(
            ExposureComponent.COLLATERAL,
            subject_type=literal("credit_limit", Text),
            subject_id=c.id,
            customer_id=c.customer_id,
            legal_entity_id=c.legal_entity_id,
            currency=c.currency,
            label=c.number + " " + c.reason,
            amount_minor=-c.amount_minor,
            item_date=c.valid_until_date,
        ).where(_is(c.state, CreditState.APPROVED), c.kind == CreditKind.COLLATERAL, held, *mine(c)),
    ).subquery("exposed")
    return select(parts)


async def exposed(connection: AsyncConnection, rows: Select[Any]) -> list[Exposed]:
    """What the rows come to, per component, customer, legal entity and currency."""
    e = rows.subquery("e").c
    key = (e.component, e.customer_id, e.legal_entity_id, e.currency)
    found = await connection.execute(select(*key, func.sum(e.amount_minor).label("amount_minor")).group_by(*key))
    return [
        Exposed(
            component=ExposureComponent(row.component),
            customer_id=row.customer_id,
            legal_entity_id=row.legal_entity_id,
            currency=row.currency,
            amount_minor=int(row.amount_minor),
        )
        for row in found
    ]


async def items(connection: AsyncConnection, rows: Select[Any]) -> list[Row[Any]]:
    """The largest rows of each component, legal entity and currency, each with how many there are."""
    e = rows.subquery("e").c
    place = (e.component, e.legal_entity_id, e.currency)
    ranked = select(
        *e,
        func.row_number().over(partition_by=place, order_by=(func.abs(e.amount_minor).desc(), e.subject_id)).label("rank"),
        func.count().over(partition_by=place).label("item_count"),
    ).subquery("ranked")
    statement = select(ranked).where(ranked.c.rank <= MOST_ITEMS).order_by(ranked.c.rank)
    return list((await connection.execute(statement)).all())


# --- groups ----------------------------------------------------------------------------------------


async def members(connection: AsyncConnection, tenant_id: UUID, heads: Collection[UUID]) -> Mapping[UUID, set[UUID]]:
    """Each with all companies of its group below it."""
    a, found = copy_account.c, {head: {head} for head in heads}
    if not heads:
        return found
    start = select(a.id.label("head"), a.id.label("id"), literal(0).label("level")).where(a.tenant_id == tenant_id, a.id.in_(heads))
    tree = start.cte("tree", recursive=True)
    below = select(tree.c.head, a.id, tree.c.level + 1).join(tree, a.parent_id == tree.c.id)
    tree = tree.union(below.where(a.tenant_id == tenant_id, tree.c.level < MOST_LEVELS))
    for row in await connection.execute(select(tree.c.head, tree.c.id)):
        found[row.head].add(row.id)
    return found


async def chain(connection: AsyncConnection, tenant_id: UUID, customer_id: UUID) -> list[UUID]:
    """The customer and the groups that it belongs to, itself first."""
    a = copy_account.c
    start = select(a.id, a.parent_id, literal(0).label("level")).where(a.tenant_id == tenant_id, a.id == customer_id)
    up = start.cte("up", recursive=True)
    above = select(a.id, a.parent_id, up.c.level + 1).join(up, a.id == up.c.parent_id)
    up = up.union(above.where(a.tenant_id == tenant_id, up.c.level < MOST_LEVELS))
    return [row.id for row in await connection.execute(select(up.c.id).order_by(up.c.level))]
