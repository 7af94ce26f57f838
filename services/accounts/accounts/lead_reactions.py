"""Fact -> effect: a converted lead becomes an account with a contact, under the ids that the lead has fixed.

Each conversion is made or refused once, however often its fact comes. What was sealed for the way is sealed again under the contact's own
key, which can be deleted.
"""

from uuid import UUID

from sqlalchemy import select

from accounts import clocks
from accounts import tables as t
from accounts.commands.contacts import sealed
from accounts.commands.pools import start_pool_clocks
from accounts.commands.scoping import KIND
from accounts.domain.account import Account
from accounts.domain.contact import Contact
from accounts.domain.lead_conversion import LeadConversion
from accounts.domain.reasons import LEAD_CONVERTED
from accounts.lead_tables import lead_conversion
from chassis import assignments
from chassis.errors import DomainError, precondition
from chassis.ids import derived_id
from chassis.service import reaction
from chassis.tables import copy_member
from chassis.unit_of_work import UnitOfWork
from crm.common.v1.event_pb2 import Event
from crm.leads.v1 import events_pb2 as leads


class MemberAwaited(Exception):
    """Nothing is known yet of the owner; so the fact comes again."""


@reaction
async def make_account_of_lead(fact: leads.LeadConverted, event: Event, uow: UnitOfWork) -> None:
    lead_id, account_id = UUID(fact.lead_id), UUID(fact.account_id)
    id = derived_id("lead_conversion", uow.tenant_id, lead_id, account_id)
    await uow.lock("lead", lead_id)
    if await uow.first(LeadConversion, lead_conversion.c.id == id) is not None:
        return
    conversion = LeadConversion(
        id=id, tenant_id=uow.tenant_id, create_time=uow.now, update_time=uow.now, lead_id=lead_id, account_id=account_id
    )
    try:
        account = await (_present(fact, uow) if fact.existing_account else _made(fact, uow))
    except DomainError as error:
        conversion.refuse(fact.owner_id, error.reason, error.detail)
    else:
        if fact.contact_id:
            conversion.contact_id = (await _contact(fact, account, uow)).id
    uow.add(conversion)


async def _present(fact: leads.LeadConverted, uow: UnitOfWork) -> Account:
    account = await uow.first(Account, t.account.c.id == UUID(fact.account_id), t.account.c.archive_time.is_(None))
    if account is None:
        raise precondition("ACCOUNT_UNKNOWN", "The account was put into the recycle bin meanwhile; choose another one.")
    return account


async def _made(fact: leads.LeadConverted, uow: UnitOfWork) -> Account:
    """Raises DomainError: CREDIT_CODE_TAKEN, NOT_A_MEMBER. Nothing is changed before."""
    if fact.credit_code:
        same = (t.account.c.tenant_id == uow.tenant_id, t.account.c.credit_code == fact.credit_code)
        if (await uow.execute(select(t.account.c.id).where(*same))).first() is not None:
            raise precondition("CREDIT_CODE_TAKEN", "Another account has this credit code already; convert into that account.")
    account = Account(
        id=UUID(fact.account_id),
        tenant_id=uow.tenant_id,
        create_time=uow.now,
        update_time=uow.now,
        name=fact.company_name or fact.lead_name,
        credit_code=fact.credit_code,
        industry=fact.industry,
        region=fact.region,
        tags=[*fact.tags],
        key_needs=fact.need,
    )
    await _give(account, UUID(fact.owner_id), uow)
    await clocks.start(uow, account)
    await start_pool_clocks(uow, [account])
    return uow.add(account)


async def _give(account: Account, owner_id: UUID, uow: UnitOfWork) -> None:
    member = copy_member.c
    known = select(member.id).where(member.tenant_id == uow.tenant_id, member.id == owner_id)
    if (await uow.execute(known)).first() is None:
        raise MemberAwaited(f"Member {owner_id} is not known yet.")
    await assignments.own(uow, account, KIND, owner_id, reason=LEAD_CONVERTED())


async def _contact(fact: leads.LeadConverted, account: Account, uow: UnitOfWork) -> Contact:
    contact = Contact(
        id=UUID(fact.contact_id),
        tenant_id=uow.tenant_id,
        create_time=uow.now,
        update_time=uow.now,
        account_id=account.id,
        name=fact.lead_name,
        title=fact.title,
        owner_id=account.owner_id,
        team_id=account.team_id,
        shared_with=[*account.shared_with],
    )
    given = uow.vault.from_transit(UUID(fact.lead_id), fact.sealed_person)
    contact.revise(**await sealed(uow, contact, given))
    return uow.add(contact)
