"""The command that notes what a customer means to do."""

from typing import Any
from uuid import UUID

from sqlalchemy import exists

from chassis.errors import invalid
from chassis.messages import values
from chassis.service import command
from chassis.unit_of_work import UnitOfWork
from crm.receivables.v1 import receivables_pb2 as pb
from receivables import known
from receivables import tables as t
from receivables.domain.contract import Belonging, give
from receivables.domain.instalment import Instalment
from receivables.domain.intent import Intent
from receivables.domain.plan import PaymentPlan
from receivables.domain.states import ClaimState, IntentKind

# So many plans of a customer carry its intent at most: those made first.
MOST_PLANS = 500


@command
async def create_intent(request: pb.CreateIntentRequest, uow: UnitOfWork) -> Intent:
    given = values(request.intent)
    customer_id, instalment_id = given.pop("customer_id"), given.pop("instalment_id")
    given |= {"kind": IntentKind(given["kind"]), "intent_date": given["intent_date"] or uow.today}
    if instalment_id:
        return await _of_instalment(instalment_id, customer_id, given, uow)
    if customer_id is None:
        raise invalid("intent.customer_id", "Say whose intent it is: a customer's, or that of an instalment.", "SUBJECT_MISSING")
    return await _of_customer(customer_id, given, uow)


async def _of_instalment(id: UUID, customer_id: UUID | None, given: dict[str, Any], uow: UnitOfWork) -> Intent:
    plan, instalment = await known.instalment_under_lock(uow, id)
    if customer_id not in (None, plan.customer_id):
        raise invalid("intent.customer_id", "The instalment is another customer's.", "OTHER_CUSTOMER")
    place = {"instalment_id": id, "payment_plan_id": plan.id, "contract_id": plan.contract_id}
    return _noted(plan.customer_id, {**given, **place}, plan.belonging, instalment, [], uow)


async def _of_customer(customer_id: UUID, given: dict[str, Any], uow: UnitOfWork) -> Intent:
    customer = await known.customer(uow, customer_id, "intent.customer_id")
    await uow.lock("customer", customer_id)
    i = t.instalment.c
    owing = exists().where(i.payment_plan_id == t.payment_plan.c.id, i.claim_state == ClaimState.CLAIMABLE)
    plans = await uow.find(PaymentPlan, t.payment_plan.c.customer_id == customer_id, owing, limit=MOST_PLANS)
    belonging = Belonging(owner_id=customer.owner_id, team_id=customer.team_id, shared_with=tuple(customer.shared_with))
    owed = [each for plan in plans for each in plan.instalments if each.claim_state is ClaimState.CLAIMABLE]
    return _noted(customer_id, given, belonging, None, owed, uow)


def _noted(
    customer_id: UUID, given: dict[str, Any], belonging: Belonging, instalment: Instalment | None, owed: list[Instalment], uow: UnitOfWork
) -> Intent:
    intent = Intent(
        id=uow.new_id(),
        tenant_id=uow.tenant_id,
        create_time=uow.now,
        update_time=uow.now,
        customer_id=customer_id,
        recorded_by=uow.principal.person_id,
        **given,
    )
    give(intent, belonging)
    intent.note(instalment, owed, uow.today)
    return uow.add(intent)
