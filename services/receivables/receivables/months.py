"""月结: deliveries count for the open month of their customer; see domain/monthly.py."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from chassis.ids import derived_id
from chassis.money import Money
from chassis.unit_of_work import UnitOfWork
from receivables import known
from receivables import tables as t
from receivables.books import open_journal, post
from receivables.domain.contract import Belonging
from receivables.domain.journal import Journal
from receivables.domain.monthly import Month, credit_days, cut_off, divided, plan_of_month, reducible
from receivables.domain.plan import PaymentPlan
from receivables.domain.states import ClaimState


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """What was delivered, or taken back: then the amount is negative."""

    delivery_id: UUID
    sales_order_id: UUID
    order_number: str
    lot_code: str
    delivery_date: date
    customer_id: UUID
    legal_entity_id: UUID
    amount: Money
    # 0 for that of the customer.
    cut_off_day: int
    credit_days: int


async def count(uow: UnitOfWork, delivery: Delivery) -> None:
    """Adds it to the open month of its customer, or takes it out of that; what the month does not hold waits."""
    if not delivery.amount:
        return
    await uow.lock("customer", delivery.customer_id)
    month = await _month(uow, delivery)
    earlier = await _plans(uow, month)
    plan = next((each for each in earlier if each.instalments[0].claim_state is ClaimState.PLANNED), None)
    held = reducible(plan.instalments[0]) if plan else 0
    to_month, to_waiting = divided(delivery.amount.minor, waiting=await _waiting(uow, month), reducible=held)
    if to_month:
        plan = await _add(uow, month, plan, Money(month.currency, to_month), len(earlier))
        _note(uow, delivery, to_month, plan.id)
    if to_waiting:
        _note(uow, delivery, to_waiting, None)
    # What comes next in this unit of work reads what this one wrote.
    await uow.stage()


async def _month(uow: UnitOfWork, delivery: Delivery) -> Month:
    await known.learn_customers(uow, (delivery.customer_id,))
    account = uow.known[t.copy_account.name][delivery.customer_id]
    day = delivery.cut_off_day or (account.closing_day if account else 0)
    return Month(
        customer_id=delivery.customer_id,
        legal_entity_id=delivery.legal_entity_id,
        currency=delivery.amount.currency,
        cut_off_date=cut_off(uow.today, day),
        credit_days=delivery.credit_days,
    )


def _document(uow: UnitOfWork, month: Month, count: int) -> UUID:
    """A month that was emptied is over; what is delivered in it again is another document."""
    return derived_id(
        "monthly_statement",
        uow.tenant_id,
        month.customer_id,
        month.legal_entity_id,
        month.currency,
        month.cut_off_date,
        month.credit_days,
        count,
    )


async def _plans(uow: UnitOfWork, month: Month) -> list[PaymentPlan]:
    """Those of this very month: one, unless it was emptied in between."""
    plan = t.payment_plan.c
    whose = (plan.customer_id == month.customer_id, plan.legal_entity_id == month.legal_entity_id, plan.currency == month.currency)
    found = await uow.find(PaymentPlan, *whose, plan.cut_off_date == month.cut_off_date)
    return [each for each in found if credit_days(each) == month.credit_days]


async def _waiting(uow: UnitOfWork, month: Month) -> int:
    line = t.monthly_line.c
    statement = select(func.coalesce(func.sum(line.amount_minor), 0)).where(
        line.tenant_id == uow.tenant_id,
        line.customer_id == month.customer_id,
        line.legal_entity_id == month.legal_entity_id,
        line.currency == month.currency,
        line.payment_plan_id.is_(None),
    )
    return int((await uow.execute(statement)).scalar_one())


async def _add(uow: UnitOfWork, month: Month, plan: PaymentPlan | None, amount: Money, earlier: int) -> PaymentPlan:
    journal = await open_journal(uow, month.legal_entity_id)
    calendar = await known.calendar_of(uow, month.legal_entity_id)
    if plan is None:
        plan = await _begin(uow, month, amount, earlier, journal)
    else:
        plan.add_delivery(amount, calendar=calendar, journal=journal)
    post(uow, journal)
    return plan


async def _begin(uow: UnitOfWork, month: Month, amount: Money, earlier: int, journal: Journal) -> PaymentPlan:
    account = uow.known[t.copy_account.name][month.customer_id]
    place = Belonging()
    if account is not None:
        place = Belonging(owner_id=account.owner_id, team_id=account.team_id, shared_with=tuple(account.shared_with))
    document_id = _document(uow, month, earlier)
    plan = plan_of_month(
        month,
        amount,
        id=derived_id("payment_plan", uow.tenant_id, document_id),
        document_id=document_id,
        belonging=place,
        calendar=await known.calendar_of(uow, month.legal_entity_id),
        journal=journal,
        dunning=(await known.settings(uow)).dunning,
        payment_day=await known.payment_day(uow, month.customer_id),
    )
    return uow.add(plan)


def _note(uow: UnitOfWork, delivery: Delivery, minor: int, payment_plan_id: UUID | None) -> None:
    uow.insert(
        t.monthly_line,
        id=uow.new_id(),
        payment_plan_id=payment_plan_id,
        customer_id=delivery.customer_id,
        legal_entity_id=delivery.legal_entity_id,
        sales_order_id=delivery.sales_order_id,
        order_number=delivery.order_number,
        delivery_id=delivery.delivery_id,
        lot_code=delivery.lot_code,
        delivery_date=delivery.delivery_date,
        currency=delivery.amount.currency,
        amount_minor=minor,
        create_time=uow.now,
    )
