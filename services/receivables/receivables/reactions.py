"""Fact -> effect: contracts become plans, milestones become claims.

Facts come in any order and more than once. A plan is made once, under an id derived from its contract. What is told of a contract
before its plan is made waits for the plan, or is left out where the fact that makes the plan will say it too. What is older than
what a plan knows already changes nothing.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Row

from chassis.ids import derived_id
from chassis.service import learned_by, reaction
from chassis.unit_of_work import UnitOfWork
from crm.common.v1.event_pb2 import Event
from crm.pipeline.v1 import events_pb2 as facts
from receivables import known
from receivables.books import open_journal, post
from receivables.copies import belonging
from receivables.domain.contract import SignedContract, day_of, milestone_key
from receivables.domain.plan import PaymentPlan
from receivables.domain.planning import plan_of
from receivables.domain.triggers import MilestoneKey, MilestoneKind


class PlanAwaited(Exception):
    """The plan, or what decides whether there will be one, is still to come; so the fact comes again."""


@reaction
@learned_by(known.learn_effective)
async def make_plan(fact: facts.ContractEffective, event: Event, uow: UnitOfWork) -> None:
    """Each effective contract has one plan. Whose it is by now, the copy may know better than the fact."""
    told = await known.contract(uow, fact)
    if told.plan_id is not None or fact.frame:
        return
    contract = SignedContract.of(fact, event.version)
    await make_plan_of(contract, told.copy, event, uow)
    known.forget_contract(uow, contract.contract_id)


async def make_plan_of(contract: SignedContract, copy: Row[Any] | None, event: Event, uow: UnitOfWork) -> None:
    """The plan of a contract that took effect, or of an order that was released; `copy` is what was told of it last."""
    journal = await open_journal(uow, contract.legal_entity_id)
    id = derived_id("payment_plan", uow.tenant_id, contract.contract_id)
    plan = plan_of(
        contract,
        id=id,
        calendar=await known.calendar_of(uow, contract.legal_entity_id),
        journal=journal,
        dunning=(await known.settings(uow)).dunning,
        payment_day=await known.payment_day(uow, contract.customer_id),
    )
    if copy is not None and copy.version > event.version:
        plan.belong(belonging(copy))
        plan.collect_by(copy.collector_ids)
    post(uow, journal)
    uow.add(plan)


@reaction
async def claim_by_milestone(fact: facts.MilestoneReached, event: Event, uow: UnitOfWork) -> None:
    if (plan := await _plan(fact, event, uow)) is not None:
        await _reach(plan, {milestone_key(fact.kind, fact.code): fact.actual_date}, event, uow)


@reaction
async def move_expected_days(fact: facts.MilestoneRescheduled, event: Event, uow: UnitOfWork) -> None:
    if (plan := await _plan(fact, event, uow)) is not None and (day := day_of(fact.new_expected_date)) is not None:
        journal = await open_journal(uow, plan.legal_entity_id)
        calendar, key = await known.calendar_of(uow, plan.legal_entity_id), milestone_key(fact.kind, fact.code)
        plan.reschedule(key, day, fact.reason, version=event.version, calendar=calendar, journal=journal)
        post(uow, journal)


@reaction
async def cancel_what_is_planned(fact: facts.ContractTerminated, event: Event, uow: UnitOfWork) -> None:
    """What was reached before the end is owed, also where the fact that says so was overtaken by this one."""
    plan = await _plan(fact, event, uow)
    if plan is None:
        return
    copy = (await known.contract(uow, fact)).copy
    if copy is None or copy.version < event.version:
        raise PlanAwaited(f"What contract {fact.contract_id} had reached when it ended is not known yet.")
    await _reach(plan, {(MilestoneKind(kind), code): day for kind, code, day in copy.reached}, event, uow)
    journal = await open_journal(uow, plan.legal_entity_id)
    plan.terminate(fact.reason, on=day_of(fact.terminate_date) or uow.today, journal=journal)
    post(uow, journal)


async def _reach(plan: PaymentPlan, days: Mapping[MilestoneKey, str], event: Event, uow: UnitOfWork) -> None:
    journal = await open_journal(uow, plan.legal_entity_id)
    calendar = await known.calendar_of(uow, plan.legal_entity_id)
    for key, text in days.items():
        if (day := day_of(text)) is not None:
            plan.reach(key, day, version=event.version, calendar=calendar, journal=journal)
    post(uow, journal)


async def _plan(fact: known.OfContract, event: Event, uow: UnitOfWork) -> PaymentPlan | None:
    """The contract's plan, locked against payments; None of a frame contract, and before the contract is effective: the fact that
    makes the plan says all this.

    Raises PlanAwaited for a contract that is effective, or of which too little is known to say.
    """
    told = await known.contract(uow, fact)
    if told.plan_id is not None:
        return await known.plan_under_lock(uow, told.plan_id)
    if told.copy is None or told.copy.version < event.version or (told.copy.effective_date is not None and not told.copy.frame):
        raise PlanAwaited(f"The plan of contract {fact.contract_id} is not there yet.")
    return None
