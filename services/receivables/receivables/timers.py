"""What time causes: claims arise, instalments become due and overdue."""

from collections.abc import Mapping
from datetime import date

from chassis.service import Due, timer
from chassis.unit_of_work import UnitOfWork
from receivables import known
from receivables.books import open_journal, post
from receivables.domain.plan import PaymentPlan
from receivables.domain.states import ClaimState

PLAN_DAY = "plan_day"


def plan_timers(plan: PaymentPlan) -> Mapping[tuple[str, str], date]:
    """One: at the beginning of the next day on which something of the plan changes by itself."""
    turning = [day for instalment in plan.instalments for day in instalment.alarms().values()]
    claims = [
        instalment.claim_date
        for instalment in plan.instalments
        if instalment.claim_state is ClaimState.PLANNED and instalment.claim_date is not None
    ]
    return {(PLAN_DAY, ""): min([*turning, *claims])} if turning or claims else {}


@timer(PLAN_DAY)
async def live_through_day(due: Due, uow: UnitOfWork) -> None:
    """Claims what has come, then tells where open instalments stand."""
    plan = await known.plan_under_lock(uow, due.subject_id)
    journal = await open_journal(uow, plan.legal_entity_id)
    plan.claim_what_is_due(await known.calendar_of(uow, plan.legal_entity_id), journal)
    plan.tell_time(uow.today)
    post(uow, journal)
