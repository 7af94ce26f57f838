"""Fact -> effect: contracts become plans, milestones become claims.

Facts come in any order. A plan is made once, under an id derived from its contract; what the local copy of the contract knows
better than the fact is applied right then. A milestone of an effective contract whose plan is not there yet waits for it.
"""

from uuid import UUID

from sqlalchemy import Row, select

from chassis.ids import derived_id
from chassis.service import reaction
from chassis.unit_of_work import UnitOfWork
from crm.common.v1.event_pb2 import Event
from crm.pipeline.v1 import events_pb2 as facts
from receivables import tables
from receivables.books import calendar_of, open_journal, post
from receivables.domain.contract import SignedContract, day_of, milestone_key
from receivables.domain.plan import PaymentPlan
from receivables.domain.planning import plan_of
from receivables.domain.triggers import MilestoneKind

# States in which a contract has, or soon will have, a plan.
_PLANNED = ("effective", "fulfilled", "terminated")


class PlanAwaited(Exception):
    """The plan is still to be made; the event comes again."""


@reaction
async def make_plan(fact: facts.ContractEffective, event: Event, uow: UnitOfWork) -> None:
    """Each effective contract has one plan."""
    contract = SignedContract.of(fact)
    id = derived_id("payment_plan", uow.tenant_id, contract.contract_id)
    if await uow.first(PaymentPlan, tables.payment_plan.c.id == id) is not None:
        return
    journal = await open_journal(uow, contract.legal_entity_id)
    plan = plan_of(contract, id=id, calendar=await calendar_of(uow, contract.legal_entity_id), journal=journal)
    post(uow, journal)
    uow.add(plan)
    await _catch_up(plan, event, uow)


@reaction
async def claim_by_milestone(fact: facts.MilestoneReached, event: Event, uow: UnitOfWork) -> None:
    if (plan := await _plan(fact.contract_id, uow)) is not None and (day := day_of(fact.actual_date)) is not None:
        journal = await open_journal(uow, plan.legal_entity_id)
        calendar = await calendar_of(uow, plan.legal_entity_id)
        plan.reach(milestone_key(fact.kind, fact.code), day, calendar=calendar, journal=journal)
        post(uow, journal)


@reaction
async def move_expected_days(fact: facts.MilestoneRescheduled, event: Event, uow: UnitOfWork) -> None:
    if (plan := await _plan(fact.contract_id, uow)) is not None and (day := day_of(fact.new_expected_date)) is not None:
        journal = await open_journal(uow, plan.legal_entity_id)
        calendar = await calendar_of(uow, plan.legal_entity_id)
        plan.reschedule(milestone_key(fact.kind, fact.code), day, fact.reason, calendar=calendar, journal=journal)
        post(uow, journal)


@reaction
async def cancel_what_is_planned(fact: facts.ContractTerminated, event: Event, uow: UnitOfWork) -> None:
    if (plan := await _plan(fact.contract_id, uow)) is not None:
        journal = await open_journal(uow, plan.legal_entity_id)
        plan.terminate(fact.reason, on=day_of(fact.terminate_date) or uow.today, journal=journal)
        post(uow, journal)


async def _plan(contract_id: str, uow: UnitOfWork) -> PaymentPlan | None:
    """The contract's plan, locked against payments; None where the contract is not effective: its fact will say all this itself."""
    contract = tables.payment_plan.c.contract_id == UUID(contract_id)
    plan = await uow.first(PaymentPlan, contract)
    if plan is None:
        copy = await _copy(UUID(contract_id), uow)
        if copy is None or copy.state in _PLANNED:
            raise PlanAwaited(f"The plan of contract {contract_id} is not there yet.")
        return None
    await uow.lock("customer", plan.customer_id)
    return plan


async def _copy(contract_id: UUID, uow: UnitOfWork) -> Row[tuple[object, ...]] | None:
    copy = tables.copy_contract
    return (await uow.execute(select(copy).where(copy.c.tenant_id == uow.tenant_id, copy.c.id == contract_id))).first()


async def _catch_up(plan: PaymentPlan, event: Event, uow: UnitOfWork) -> None:
    """What is known of the contract beyond the fact that made the plan: facts that were faster found no plan."""
    copy = await _copy(plan.contract_id, uow)
    if copy is None or copy.version <= event.version:
        return
    journal = await open_journal(uow, plan.legal_entity_id)
    calendar = await calendar_of(uow, plan.legal_entity_id)
    plan.hand_over(copy.owner_id, copy.team_id, copy.shared_with)
    for milestone in copy.milestones:
        key = (MilestoneKind(milestone["kind"]), milestone["code"])
        if (day := day_of(milestone["actual_date"])) is not None:
            plan.reach(key, day, calendar=calendar, journal=journal)
        elif (day := day_of(milestone["expected_date"])) is not None:
            plan.reschedule(key, day, "", calendar=calendar, journal=journal)
    if copy.state == "terminated":
        plan.terminate(copy.terminate_reason, on=copy.terminate_date or uow.today, journal=journal)
    post(uow, journal)
