"""Leads, pools and touches as they are shown."""

from typing import Any, TypeVar

from google.protobuf.message import Message

from chassis import assignments, teams
from chassis.disclosure import tell_disclosed
from chassis.fields import Declared, choice, money
from chassis.listing import Listing
from chassis.messages import to_message
from chassis.reader import Reader
from chassis.service import query
from crm.leads.v1 import leads_pb2 as pb
from leads import tables as t
from leads.domain.lead import Lead
from leads.domain.lead_pool import LeadPool
from leads.domain.lead_states import Disposition, Heat, LeadOutcome, LeadState, NextAction, PurchaseHorizon
from leads.domain.touch import Touch, TouchType

M = TypeVar("M", bound=Message)
l, p, u = t.lead.c, t.lead_pool.c, t.touch.c  # noqa: E741

_FIELDS: Declared = {
    **{column.name: column for column in (l.id, l.number, l.name, l.sort_key, l.company_name, l.normalized_name, l.credit_code)},
    **{column.name: column for column in (l.region, l.industry, l.tags, l.source_id, l.channel, l.campaign_id, l.first_touch_time)},
    **{column.name: column for column in (l.next_action_time, l.next_step_date, l.assign_time, l.accept_time, l.response_minutes)},
    **{column.name: column for column in (l.first_follow_up_time, l.last_follow_up_time, l.last_update_time, l.close_time)},
    **{column.name: column for column in (l.first_follow_up_due_time, l.follow_up_due_time, l.update_due_time, l.pool_due_time)},
    **{column.name: column for column in (l.wake_date, l.failed_tries, l.touch_count, l.last_touch_time, l.account_id, l.opportunity_id)},
    **{
        column.name: column
        for column in (l.owner_id, l.team_id, l.pool_id, l.refusal_reason, l.score, l.create_time, l.update_time, l.wake_date)
    },
    "state": choice(l.state, LeadState),
    "heat": choice(l.heat, Heat),
    "purchase_horizon": choice(l.purchase_horizon, PurchaseHorizon),
    "next_action": choice(l.next_action, NextAction),
    "disposition": choice(l.disposition, Disposition),
    "outcome": choice(l.outcome, LeadOutcome),
    "estimated_amount": money(l.estimated_amount_minor, l.currency),
}
LEADS = Listing(t.lead, _FIELDS, search="search_lead")
# Who may claim sees what lies there, whatever else they see.
POOLED = Listing(t.lead, _FIELDS, scoped=False)
LEAD_POOLS = Listing(
    t.lead_pool,
    {column.name: column for column in (p.id, p.name, p.responsible_team_id, p.create_time, p.update_time)},
    default_order="create_time",
    scoped=False,
)
TOUCHES = Listing(
    t.touch,
    {
        **{column.name: column for column in (u.id, u.lead_id, u.account_id, u.source_id, u.campaign_id, u.channel)},
        **{column.name: column for column in (u.owner_id, u.team_id, u.touch_time, u.create_time)},
        "type": choice(u.type, TouchType),
    },
    default_order="touch_time desc",
)


@query
async def get_lead(request: pb.GetLeadRequest, reader: Reader) -> pb.Lead:
    return await _shown(reader, pb.Lead, await reader.get(Lead, request.lead_id), ["phone", "email", "wechat"])


@query
async def get_lead_by_external(request: pb.GetLeadByExternalRequest, reader: Reader) -> pb.Lead:
    return to_message(pb.Lead, await reader.by_external(Lead, request))


@query
async def list_leads(request: pb.ListLeadsRequest, reader: Reader) -> pb.ListLeadsResponse:
    return await reader.page(LEADS, request, pb.ListLeadsResponse)


@query
async def list_lead_assignments(request: pb.ListLeadAssignmentsRequest, reader: Reader) -> pb.ListLeadAssignmentsResponse:
    lead = await reader.get(Lead, request.lead_id)
    return await assignments.page(reader, request, "lead", lead.id, pb.ListLeadAssignmentsResponse)


@query
async def get_lead_pool(request: pb.GetLeadPoolRequest, reader: Reader) -> pb.LeadPool:
    return to_message(pb.LeadPool, await reader.get(LeadPool, request.lead_pool_id))


@query
async def list_lead_pools(request: pb.ListLeadPoolsRequest, reader: Reader) -> pb.ListLeadPoolsResponse:
    return await reader.page(LEAD_POOLS, request, pb.ListLeadPoolsResponse)


@query
async def list_pooled_leads(request: pb.ListPooledLeadsRequest, reader: Reader) -> pb.ListPooledLeadsResponse:
    pool = await reader.get(LeadPool, request.lead_pool_id)
    pool.require_entitled(await teams.with_those_above(reader, reader.principal.team_ids))
    return await reader.page(POOLED, request, pb.ListPooledLeadsResponse, pool_id=pool.id)


@query
async def get_touch(request: pb.GetTouchRequest, reader: Reader) -> pb.Touch:
    return await _shown(reader, pb.Touch, await reader.get(Touch, request.touch_id), ["phone", "email"])


@query
async def list_touches(request: pb.ListTouchesRequest, reader: Reader) -> pb.ListTouchesResponse:
    return await reader.page(TOUCHES, request, pb.ListTouchesResponse)


async def _shown(reader: Reader, cls: type[M], root: Any, personal: list[str]) -> M:
    """Who owns or shares it sees personal values in full, and that is audited; others see them masked."""
    if reader.principal.is_one_of(root.owner_id, *root.shared_with) and any(getattr(root, name) for name in personal):
        shown = await reader.vault.in_full(cls, root)
        await tell_disclosed(reader, cls.DESCRIPTOR.name.lower(), root.id, personal)
        return shown
    return to_message(cls, root)
