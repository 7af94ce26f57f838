"""Lists and reports: SQL to messages, no aggregates but for reading one."""

from collections import Counter
from uuid import UUID

from sqlalchemy import ColumnElement, func, select

from accounts import log
from accounts import tables as t
from accounts.domain.account import Account, Tier
from accounts.domain.contact import Contact, DecisionRole
from accounts.domain.response import WINDOW, intensity
from accounts.domain.rfm import RfmSegment
from chassis import assignments
from chassis.disclosure import tell_disclosed
from chassis.fields import choice, money
from chassis.listing import Listing
from chassis.messages import to_message
from chassis.reader import Reader
from chassis.service import query
from chassis.sums import sums
from chassis.wire import amounts, instant
from crm.accounts.v1 import accounts_pb2 as pb
from crm.common.v1.types_pb2 import Money

SIGNED = ("effective", "fulfilled", "terminated")

a, c, e = t.account.c, t.contact.c, t.timeline_entry.c

ACCOUNTS = Listing(
    t.account,
    {
        **{column.name: column for column in (a.id, a.number, a.name, a.normalized_name, a.sort_key, a.credit_code, a.parent_id, a.tags)},
        **{column.name: column for column in (a.industry, a.region, a.business_unit, a.founded_year, a.employees, a.owner_id, a.team_id)},
        **{column.name: column for column in (a.create_time, a.update_time, a.last_contact_time, a.next_contact_due_date, a.score)},
        "tier": choice(a.tier, Tier),
        "rfm_segment": choice(a.rfm_segment, RfmSegment),
        "annual_revenue": money(a.annual_revenue_minor, a.currency),
    },
    search="search_account",
)
CONTACTS = Listing(
    t.contact,
    {
        **{column.name: column for column in (c.id, c.account_id, c.name, c.sort_key, c.title, c.department, c.departed)},
        **{column.name: column for column in (c.owner_id, c.team_id, c.create_time, c.update_time)},
        "decision_role": choice(c.decision_role, DecisionRole),
    },
    search="search_contact",
)
TIMELINE = Listing(t.timeline_entry, {"kind": e.kind, "subject_type": e.subject_type, "create_time": e.create_time}, scoped=False)


@query
async def get_account(request: pb.GetAccountRequest, reader: Reader) -> pb.Account:
    return to_message(pb.Account, await reader.get(Account, request.account_id))


@query
async def get_account_by_external(request: pb.GetAccountByExternalRequest, reader: Reader) -> pb.Account:
    return to_message(pb.Account, await reader.by_external(Account, request))


@query
async def list_accounts(request: pb.ListAccountsRequest, reader: Reader) -> pb.ListAccountsResponse:
    return await reader.page(ACCOUNTS, request, pb.ListAccountsResponse)


@query
async def get_contact(request: pb.GetContactRequest, reader: Reader) -> pb.Contact:
    contact = await reader.get(Contact, request.contact_id)
    if reader.principal.is_one_of(contact.owner_id, *contact.shared_with):
        shown = await reader.vault.in_full(pb.Contact, contact)
        await tell_disclosed(reader, "contact", contact.id, ["phone", "email", "wechat"])
        return shown
    return to_message(pb.Contact, contact)


@query
async def get_contact_by_external(request: pb.GetContactByExternalRequest, reader: Reader) -> pb.Contact:
    return to_message(pb.Contact, await reader.by_external(Contact, request))


@query
async def list_contacts(request: pb.ListContactsRequest, reader: Reader) -> pb.ListContactsResponse:
    return await reader.page(CONTACTS, request, pb.ListContactsResponse)


@query
async def list_account_assignments(request: pb.ListAccountAssignmentsRequest, reader: Reader) -> pb.ListAccountAssignmentsResponse:
    account = await reader.get(Account, request.account_id)
    return await assignments.page(reader, request, "account", account.id, pb.ListAccountAssignmentsResponse)


@query
async def list_account_timeline(request: pb.ListAccountTimelineRequest, reader: Reader) -> pb.ListAccountTimelineResponse:
    account = await reader.get(Account, request.account_id)
    return await reader.page(TIMELINE, request, pb.ListAccountTimelineResponse, account_id=account.id)


@query
async def get_account_overview(request: pb.GetAccountOverviewRequest, reader: Reader) -> pb.AccountOverview:
    """Counts and sums over the copies of one account's own deals, contracts and plans."""
    account = await reader.get(Account, request.account_id)
    deal, contract = t.copy_opportunity.c, t.copy_contract.c
    is_open = (deal.tenant_id == reader.tenant_id, deal.account_id == account.id, deal.state == "open", ~deal.archived)
    signed = (contract.tenant_id == reader.tenant_id, contract.account_id == account.id, contract.state.in_(SIGNED))

    async def count(*where: ColumnElement[bool]) -> int:
        return int((await reader.execute(select(func.count()).where(*where))).scalar_one())

    owed = await _owed(reader, account.id)
    reply = pb.AccountOverview(
        account_id=request.account_id,
        open_opportunities=await count(*is_open),
        open_amounts=await sums(reader, deal.expected_amount_minor, deal.currency, *is_open),
        won_opportunities=await count(deal.tenant_id == reader.tenant_id, deal.account_id == account.id, deal.state == "won"),
        contracts=await count(*signed),
        contract_amounts=await sums(reader, contract.gross_minor, contract.currency, *signed),
        receivable_amounts=owed["receivable"],
        overdue_amounts=owed["overdue"],
        received_amounts=owed["received"],
        contacts=await count(c.tenant_id == reader.tenant_id, c.account_id == account.id, c.archive_time.is_(None)),
    )
    last = (
        await reader.execute(select(func.max(e.create_time)).where(e.tenant_id == reader.tenant_id, e.account_id == account.id))
    ).scalar()
    if last is not None:
        reply.last_event_time.CopyFrom(instant(last))
    said = await log.talks(reader, t.interaction.c.account_id == account.id, reader.now)
    if (now := intensity(said, reader.now)) is not None:
        reply.response_intensity = now
    if (before := intensity(said, reader.now - WINDOW)) is not None:
        reply.previous_response_intensity = before
    return reply


async def _owed(reader: Reader, account_id: UUID) -> dict[str, list[Money]]:
    """What the account owes, what of it is overdue today, and what it has paid, by currency."""
    plan = t.copy_payment_plan.c
    rows = await reader.execute(
        select(plan.currency, plan.instalments).where(plan.tenant_id == reader.tenant_id, plan.customer_id == account_id)
    )
    found: dict[str, Counter[str]] = {"receivable": Counter(), "overdue": Counter(), "received": Counter()}
    for row in rows:
        currency = row.currency
        for instalment in row.instalments:
            found["received"][currency] += instalment["paid_minor"]
            if instalment["claim_state"] == "claimable":
                found["receivable"][currency] += instalment["open_minor"]
                if instalment["due_date"] < reader.today.isoformat():
                    found["overdue"][currency] += instalment["open_minor"]
    return {name: amounts(counted) for name, counted in found.items()}
