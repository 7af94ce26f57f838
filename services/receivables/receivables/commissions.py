"""What allocations bring people, in the transaction that allocates; and what is taken back, in the one that reverses.

While a month is being closed nobody accrues: who accrues holds a lock that others may share, who closes holds it alone.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Row, func, select, text

from chassis import assignments
from chassis.unit_of_work import UnitOfWork
from receivables import known
from receivables.commission_tables import commission_entry, commission_month, commission_plan
from receivables.domain.allocation import Allocation
from receivables.domain.commission.accrual import Share, ShareSet, accrued, month_of, shares_on
from receivables.domain.commission.plan import CommissionPlan, plan_for
from receivables.domain.plan import PaymentPlan
from receivables.domain.receipt import Receipt
from receivables.domain.states import AllocationKind
from receivables.tables import copy_contract

_KEY = "hashtextextended(:key, 0)"
_SHARED = text(f"select pg_advisory_xact_lock_shared({_KEY})")
_ALONE = text(f"select pg_advisory_xact_lock({_KEY})")
MOST_PLANS = 1000

e = commission_entry.c


async def follow_commission(uow: UnitOfWork, receipt: Receipt, lines: Sequence[Allocation]) -> None:
    """Of new lines of a receipt: money that pays a claim brings commission, what takes it back claws that back. History brings none, and
    neither does a credit, which is no money."""
    paying = [line for line in lines if line.kind is AllocationKind.CLAIM]
    if not paying or uow.historical or receipt.is_credit:
        return
    plans = await _plans(uow)
    before = await _brought(uow, [line.reverses_id for line in paying if line.reverses_id])
    if not plans and not before:
        return
    await uow.execute(_SHARED, {"key": _key(uow)})
    closed = await closed_through(uow)
    for line in paying:
        if line.reverses_id is not None:
            _claw_back(uow, line, before.get(line.reverses_id, ()), closed)
        else:
            await _accrue(uow, receipt, line, plans, closed)


async def _accrue(uow: UnitOfWork, receipt: Receipt, line: Allocation, plans: Sequence[CommissionPlan], closed: str) -> None:
    payment_plan, _ = await known.instalment_of(uow, line.instalment_id)
    day = line.allocation_date if receipt.counts_later else receipt.received_date
    contract = await _contract(uow, payment_plan)
    rates = plan_for(plans, legal_entity_id=payment_plan.legal_entity_id, product_line=payment_plan.product_line, on=day)
    if rates is None:
        return
    parts = accrued(line.amount, rates.rate, shares_on(contract, day))
    await assignments.learn_teams(uow, [share.person_id for share, _ in parts])
    for share, amount in parts:
        uow.insert(
            commission_entry,
            id=uow.new_id(),
            owner_id=share.person_id,
            team_id=uow.teams.get(share.person_id),
            legal_entity_id=payment_plan.legal_entity_id,
            product_line=payment_plan.product_line,
            customer_id=payment_plan.customer_id,
            contract_id=payment_plan.contract_id,
            contract_number=payment_plan.contract_number,
            receipt_id=receipt.id,
            receipt_number=receipt.number,
            allocation_id=line.id,
            commission_plan_id=rates.id,
            currency=line.currency,
            allocated_minor=line.amount_minor,
            share=share.percent,
            rate=rates.rate,
            amount_minor=amount.minor,
            entry_date=day,
            month=month_of(day, closed),
            reverses_id=None,
            create_time=uow.now,
        )


def _claw_back(uow: UnitOfWork, line: Allocation, before: Iterable[Row[Any]], closed: str) -> None:
    for entry in before:
        opposite = {
            "id": uow.new_id(),
            "allocation_id": line.id,
            "allocated_minor": -entry.allocated_minor,
            "amount_minor": -entry.amount_minor,
            "entry_date": line.allocation_date,
            "month": month_of(line.allocation_date, closed),
            "reverses_id": entry.id,
            "create_time": uow.now,
        }
        uow.insert(commission_entry, **{**entry._mapping, **opposite})


async def _plans(uow: UnitOfWork) -> Sequence[CommissionPlan]:
    kept = uow.known.setdefault("commission_plan", {})
    if None not in kept:
        # All of the company: what somebody may see of them does not decide what others get.
        rows = select(commission_plan).where(commission_plan.c.tenant_id == uow.tenant_id).limit(MOST_PLANS)
        kept[None] = (await uow.execute(rows)).all()
    return cast("Sequence[CommissionPlan]", kept[None])


async def _brought(uow: UnitOfWork, allocation_ids: Sequence[UUID]) -> Mapping[UUID, list[Row[Any]]]:
    """What these allocations brought whom, whoever may see it."""
    found: dict[UUID, list[Row[Any]]] = {}
    if allocation_ids:
        async with uow.beyond_scope("what an allocation brought goes back from everybody"):
            mine = select(commission_entry).where(e.tenant_id == uow.tenant_id, e.allocation_id.in_(allocation_ids))
            for row in await uow.execute(mine.order_by(e.id)):
                found.setdefault(row.allocation_id, []).append(row)
    return found


async def _contract(uow: UnitOfWork, of: PaymentPlan) -> list[ShareSet]:
    """Who counts for its money since when; its owner for all of it while nothing is known."""
    kept = uow.known.setdefault("collected_shares", {})
    if of.contract_id not in kept:
        copy = copy_contract.c
        statement = select(copy.collected_shares).where(copy.tenant_id == uow.tenant_id, copy.id == of.contract_id)
        kept[of.contract_id] = [
            ShareSet(
                from_date=date.fromisoformat(each["from_date"]),
                shares=tuple(Share(person_id=UUID(part["person_id"]), percent=Decimal(part["percent"])) for part in each["shares"]),
            )
            for each in (await uow.execute(statement)).scalar() or []
        ]
    owner = (Share(person_id=of.owner_id, percent=Decimal(100)),) if of.owner_id is not None else ()
    return kept[of.contract_id] or [ShareSet(from_date=date.min, shares=owner)]


# --- months ----------------------------------------------------------------------------------------


async def closed_through(uow: UnitOfWork) -> str:
    """The last month that is closed; "" for none."""
    m = commission_month.c
    return (await uow.execute(select(func.max(m.month)).where(m.tenant_id == uow.tenant_id))).scalar() or ""


async def lock_months(uow: UnitOfWork) -> None:
    """Nobody accrues before this transaction ends; who did has ended theirs."""
    await uow.execute(_ALONE, {"key": _key(uow)})


def _key(uow: UnitOfWork) -> str:
    return f"{uow.tenant_id}/commission"
