"""What time causes: claims arise, instalments become due and overdue and are reminded of, promises break."""

from collections.abc import Mapping
from datetime import date

from chassis.service import Due, timer
from chassis.unit_of_work import UnitOfWork
from receivables import known
from receivables.books import open_journal, post
from receivables.domain.plan import PaymentPlan
from receivables.domain.promise import Promise
from receivables.domain.states import PromiseState
from receivables.promising import promise_under_lock

PLAN_DAY, PROMISE_DAY = "plan_day", "promise_day"


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
    """The day on which it is broken."""
    return {(PROMISE_DAY, ""): promise.break_date} if promise.state is PromiseState.OPEN else {}


@timer(PROMISE_DAY)
async def break_promise(due: Due, uow: UnitOfWork) -> None:
    promise, instalments = await promise_under_lock(uow, due.subject_id)
    promise.break_if_due(instalments, today=uow.today, at=uow.now)
