"""Campaigns and their costs, as lists."""

from uuid import UUID

from chassis.fields import choice, money
from chassis.listing import Listing
from chassis.messages import to_message
from chassis.reader import Reader
from chassis.service import query
from crm.leads.v1 import campaigns_pb2 as pb
from leads import tables as t
from leads.domain.campaign import Campaign, CampaignKind

c, cost = t.campaign.c, t.campaign_cost.c

CAMPAIGNS = Listing(
    t.campaign,
    {
        **{
            column.name: column
            for column in (c.id, c.name, c.sort_key, c.start_date, c.end_date, c.responsible_id, c.create_time, c.update_time)
        },
        "kind": choice(c.kind, CampaignKind),
        "budget": money(c.budget_minor, c.currency),
        "spent": money(c.spent_minor, c.currency),
    },
    search="search_campaign",
    scoped=False,
)
COSTS = Listing(
    t.campaign_cost,
    {**{column.name: column for column in (cost.cost_date, cost.source_id)}, "amount": money(cost.amount_minor, cost.currency)},
    default_order="cost_date desc",
    scoped=False,
)


@query
async def get_campaign(request: pb.GetCampaignRequest, reader: Reader) -> pb.Campaign:
    return to_message(pb.Campaign, await reader.get(Campaign, request.campaign_id))


@query
async def list_campaigns(request: pb.ListCampaignsRequest, reader: Reader) -> pb.ListCampaignsResponse:
    return await reader.page(CAMPAIGNS, request, pb.ListCampaignsResponse)


@query
async def list_campaign_costs(request: pb.ListCampaignCostsRequest, reader: Reader) -> pb.ListCampaignCostsResponse:
    await reader.get(Campaign, request.campaign_id)
    return await reader.page(COSTS, request, pb.ListCampaignCostsResponse, campaign_id=UUID(request.campaign_id))
