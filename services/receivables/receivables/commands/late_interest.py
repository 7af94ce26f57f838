"""The command that claims late interest."""

from uuid import UUID

from chassis.errors import invalid
from chassis.messages import values
from chassis.service import command
from chassis.unit_of_work import UnitOfWork
from crm.receivables.v1 import receivables_pb2 as pb
from receivables import known
from receivables.books import open_journal, post
from receivables.domain.plan import PaymentPlan
from receivables.late_interest_claims import charge


@command
async def claim_late_interest(request: pb.ClaimLateInterestRequest, uow: UnitOfWork) -> PaymentPlan:
    until = values(request)["until_date"] or uow.today
    if until > uow.today:
        raise invalid("until_date", f"{until} has not come yet.", "DAY_IN_FUTURE")
    plan, instalment = await known.instalment_under_lock(uow, UUID(request.instalment_id))
    journal = await open_journal(uow, plan.legal_entity_id)
    await charge(uow, plan, instalment, until, journal)
    post(uow, journal)
    return plan
