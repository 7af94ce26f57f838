"""What time causes: claims arise, instalments become due and overdue and are reminded of, promises break, bills are to be presented."""

from collections.abc import Mapping
from datetime import date, timedelta

from chassis.service import Due, timer
from chassis.unit_of_work import UnitOfWork
from receivables import known
from receivables.bills_known import under_lock
from receivables.books import open_journal, post
from receivables.domain.bill import Bill
from receivables.domain.credit.limit import CreditLimit
from receivables.domain.plan import PaymentPlan
from receivables.domain.promise import Promise
from receivables.domain.states import PromiseState
from receivables.promising import follow_payments, promise_under_lock
from receivables.statement_days import awaits_statement

PLAN_DAY, PROMISE_DAY, BILL_DAY = "plan_day", "promise_day", "bill_day"
# Armed by a migration: what others keep copies of from now on is told once as it is.
PLAN_TOLD, RELEASE_TOLD = "plan_told", "release_told"


def plan_timers(plan: PaymentPlan) -> Mapping[tuple[str, str], date]:
    """One: at the beginning of the next day on which something of the plan changes by itself."""
    days = plan.turning_days()
    return {(PLAN_DAY, ""): min(days)} if days else {}


@timer(PLAN_DAY)
async def live_through_day(due: Due, uow: UnitOfWork) -> None:
    """Claims what has come, then tells where open instalments stand."""
    plan = await known.plan_under_lock(uow, due.subject_id)
    journal = await open_journal(uow, plan.legal_entity_id)
    plan.claim_what_is_due(await known.calendar_of(uow, plan.legal_entity_id), journal)
    plan.tell_time(uow.today)
    post(uow, journal)


def promise_timers(promise: Promise) -> Mapping[tuple[str, str], date]:
    """The day on which it is broken, or asked about again."""
    due = max(promise.break_date, promise.wait_date or promise.break_date)
    return {(PROMISE_DAY, ""): due} if promise.state is PromiseState.OPEN else {}


@timer(PROMISE_DAY)
async def break_promise(due: Due, uow: UnitOfWork) -> None:
    promise, instalments = await promise_under_lock(uow, due.subject_id)
    if promise.state is PromiseState.OPEN and await awaits_statement(uow, promise.legal_entity_id, promise.break_date - timedelta(days=1)):
        promise.wait_until(uow.today + timedelta(days=1))
        return
    promise.break_if_due(instalments, today=uow.today, at=uow.now)


def bill_timers(bill: Bill) -> Mapping[tuple[str, str], date]:
    """One: the next day on which something is said of it, or nobody can come back to us for it any more."""
    days = bill.turning_days()
    return {(BILL_DAY, ""): min(days)} if days else {}


@timer(BILL_DAY)
async def live_through_bill_day(due: Due, uow: UnitOfWork) -> None:
    held = await under_lock(uow, due.subject_id)
    journal, before = await open_journal(uow, held.bill.legal_entity_id), len(held.receipt.allocations)
    held.bill.live_through(held.receipt, held.plans, journal)
    await follow_payments(uow, held.receipt, held.receipt.allocations[before:])
    post(uow, journal)


@timer(PLAN_TOLD, of=PaymentPlan)
async def tell_plan(due: Due, uow: UnitOfWork) -> None:
    """Nothing of it changes but that it is told anew."""
    (await uow.get(PaymentPlan, due.subject_id, archived=True)).update_time = uow.now


@timer(RELEASE_TOLD, of=CreditLimit)
async def tell_release(due: Due, uow: UnitOfWork) -> None:
    (await uow.get(CreditLimit, due.subject_id, archived=True)).update_time = uow.now
