"""Fact -> effect: a converted lead becomes an opportunity, under the id that the lead has fixed.

Accounts makes the account of the same fact, a moment before or after. What accounts refuses is withdrawn here, in whatever order the facts
come: each conversion is made or refused once.
"""

from datetime import date
from uuid import UUID

from sqlalchemy import select

from chassis import assignments
from chassis.errors import DomainError
from chassis.ids import derived_id
from chassis.money import Money
from chassis.service import reaction
from chassis.tables import copy_member
from chassis.unit_of_work import UnitOfWork
from crm.accounts.v1 import events_pb2 as accounts
from crm.common.v1.event_pb2 import Event
from crm.leads.v1 import events_pb2 as leads
from pipeline import tables as t
from pipeline import watching
from pipeline.commands import known
from pipeline.domain.lead_conversion import LeadConversion
from pipeline.domain.opportunity import Opportunity
from pipeline.domain.reasons import LEAD_CONVERTED
from pipeline.lead_tables import lead_conversion

KIND = "opportunity"


class MemberAwaited(Exception):
    """Nothing is known yet of the owner; so the fact comes again."""


@reaction
async def make_opportunity_of_lead(fact: leads.LeadConverted, event: Event, uow: UnitOfWork) -> None:
    if not fact.opportunity_id:
        return
    conversion, known_already = await _conversion(uow, UUID(fact.lead_id), UUID(fact.account_id))
    if known_already:
        return
    try:
        conversion.opportunity_id = (await _made(fact, uow)).id
    except DomainError as error:
        conversion.refuse(UUID(fact.opportunity_id), UUID(fact.owner_id), error.reason, error.detail)
    uow.add(conversion)


@reaction
async def withdraw_opportunity_of_lead(fact: accounts.AccountRefused, event: Event, uow: UnitOfWork) -> None:
    """There is no customer to sell to. Where that is told first, the opportunity is never made."""
    conversion, known_already = await _conversion(uow, UUID(fact.lead_id), UUID(fact.account_id))
    conversion.withdraw(fact.reason, fact.detail)
    if not known_already:
        uow.add(conversion)
    elif conversion.opportunity_id is not None:
        opportunity = await uow.first(Opportunity, t.opportunity.c.id == conversion.opportunity_id)
        if opportunity is not None:
            opportunity.archive(uow.now)
            await watching.rest(uow, opportunity)


async def _conversion(uow: UnitOfWork, lead_id: UUID, account_id: UUID) -> tuple[LeadConversion, bool]:
    id = derived_id("lead_conversion", uow.tenant_id, lead_id, account_id)
    await uow.lock("lead", lead_id)
    if (found := await uow.first(LeadConversion, lead_conversion.c.id == id)) is not None:
        return found, True
    return (
        LeadConversion(id=id, tenant_id=uow.tenant_id, create_time=uow.now, update_time=uow.now, lead_id=lead_id, account_id=account_id),
        False,
    )


async def _made(fact: leads.LeadConverted, uow: UnitOfWork) -> Opportunity:
    """In the first stage of the default process. Raises DomainError: SALES_PROCESS_MISSING, NOT_A_MEMBER. Nothing is changed before."""
    process = await known.sales_process(uow, None)
    amount = fact.estimated_amount
    opportunity = Opportunity(
        id=UUID(fact.opportunity_id),
        tenant_id=uow.tenant_id,
        create_time=uow.now,
        update_time=uow.now,
        name=fact.opportunity_name or fact.company_name or fact.lead_name,
        sales_process_id=process.id,
        currency=amount.currency_code or await known.currency(uow),
    )
    opportunity.revise(
        process,
        account_id=UUID(fact.account_id),
        expected_amount=Money(amount.currency_code, amount.minor) if fact.HasField("estimated_amount") else None,
        expected_close_date=date.fromisoformat(fact.expected_close_date) if fact.expected_close_date else None,
        description=fact.need,
        product_line=fact.product_line,
        region=fact.region,
    )
    await _give(opportunity, UUID(fact.owner_id), uow)
    calendar = await known.calendar(uow, opportunity.legal_entity_id)
    opportunity.open(process, on=uow.today, entry_id=uow.new_id(), by=UUID(fact.owner_id), calendar=calendar)
    uow.add(opportunity)
    await watching.begin(uow, opportunity, process)
    return opportunity


async def _give(opportunity: Opportunity, owner_id: UUID, uow: UnitOfWork) -> None:
    member = copy_member.c
    there = select(member.id).where(member.tenant_id == uow.tenant_id, member.id == owner_id)
    if (await uow.execute(there)).first() is None:
        raise MemberAwaited(f"Member {owner_id} is not known yet.")
    await assignments.own(uow, opportunity, KIND, owner_id, reason=LEAD_CONVERTED())
