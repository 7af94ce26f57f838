"""Commands on campaigns and their costs."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select, tuple_
from sqlalchemy.dialects.postgresql import insert

from chassis import external
from chassis.batch import create_rows
from chassis.errors import invalid
from chassis.messages import values
from chassis.money import Money
from chassis.service import command
from chassis.unit_of_work import UnitOfWork
from chassis.validation import require
from crm.leads.v1 import campaigns_pb2 as pb
from leads import known
from leads import tables as t
from leads.domain.campaign import Campaign, checked_cost

KIND = "campaign"
MOST_COSTS = 500
cost = t.campaign_cost.c


@command
async def create_campaign(request: pb.CreateCampaignRequest, uow: UnitOfWork) -> Campaign:
    given = values(request.campaign)
    campaign = Campaign(
        id=uow.new_id(),
        tenant_id=uow.tenant_id,
        create_time=uow.now,
        update_time=uow.now,
        name=given.pop("name"),
        currency=given["budget"].currency if given["budget"] else await known.currency(uow),
    )
    campaign.revise(**given)
    return uow.add(campaign)


@command
async def batch_create_campaigns(request: pb.BatchCreateCampaignsRequest, uow: UnitOfWork) -> pb.BatchCreateCampaignsResponse:
    return pb.BatchCreateCampaignsResponse(verdicts=await create_rows(request.requests, create_campaign, uow, kind=KIND))


@command
async def upsert_campaign(request: pb.UpsertCampaignRequest, uow: UnitOfWork) -> Campaign:
    campaign = await uow.by_external(Campaign, request.system, request.company_code, request.external_id)
    if campaign is None:
        require(request.campaign, "campaign")
        external.add(request.campaign.external_refs, request.system, request.company_code, request.external_id)
        return await create_campaign(pb.CreateCampaignRequest(campaign=request.campaign), uow)
    campaign.revise(**values(request.campaign, request.update_mask))
    return campaign


@command
async def update_campaign(request: pb.UpdateCampaignRequest, uow: UnitOfWork) -> Campaign:
    campaign = await uow.get(Campaign, request.campaign_id, etag=request.etag)
    campaign.revise(**values(request.campaign, request.update_mask))
    return campaign


@command
async def archive_campaign(request: pb.ArchiveCampaignRequest, uow: UnitOfWork) -> Campaign:
    campaign = await uow.get(Campaign, request.campaign_id, etag=request.etag)
    campaign.archive(uow.now)
    return campaign


@command
async def restore_campaign(request: pb.RestoreCampaignRequest, uow: UnitOfWork) -> Campaign:
    campaign = await uow.get(Campaign, request.campaign_id, etag=request.etag)
    campaign.restore()
    return campaign


@command
async def record_campaign_costs(request: pb.RecordCampaignCostsRequest, uow: UnitOfWork) -> Campaign:
    """The campaign's lock serialises those who record, so that its sum stays that of its rows."""
    if len(request.costs) > MOST_COSTS:
        raise invalid("costs", f"At most {MOST_COSTS} costs go together; send several requests.", "TOO_MANY", most=str(MOST_COSTS))
    await uow.lock(KIND, UUID(request.campaign_id))
    campaign = await uow.get(Campaign, request.campaign_id, etag=request.etag)
    now = _given(request.costs, campaign.currency, uow.today)
    await _check_sources(uow, {source for source, _ in now})
    before = await _recorded(uow, campaign, list(now))
    for place, amount in now.items():
        campaign.spend(before.get(place, Money.zero(campaign.currency)), amount)
    await _store(uow, campaign, now)
    return campaign


Place = tuple[UUID, date]


def _given(costs: Sequence[pb.CampaignCost], currency: str, today: date) -> dict[Place, Money]:
    """Raises DomainError when one is wrong, or two are about the same source and day."""
    found: dict[Place, Money] = {}
    for index, one in enumerate(costs):
        given = values(one)
        place = (given["source_id"], given["cost_date"])
        if place in found:
            raise invalid(f"costs.{index}", "This source and day stand twice in the list.", "DUPLICATE")
        found[place] = checked_cost(index, currency, given["amount"], place[1], today)
    return found


async def _check_sources(uow: UnitOfWork, ids: set[UUID]) -> None:
    source = t.source.c
    known = set((await uow.execute(select(source.id).where(source.tenant_id == uow.tenant_id, source.id.in_(ids)))).scalars())
    if missing := ids - known:
        raise invalid("costs.source_id", f"There is no source {min(missing)}.", "SOURCE_UNKNOWN")


async def _recorded(uow: UnitOfWork, campaign: Campaign, places: list[Place]) -> dict[Place, Money]:
    mine = (cost.tenant_id == uow.tenant_id, cost.campaign_id == campaign.id, tuple_(cost.source_id, cost.cost_date).in_(places))
    rows = await uow.execute(select(cost.source_id, cost.cost_date, cost.amount_minor).where(*mine))
    return {(row.source_id, row.cost_date): Money(campaign.currency, row.amount_minor) for row in rows}


async def _store(uow: UnitOfWork, campaign: Campaign, costs: dict[Place, Money]) -> None:
    gone = [place for place, amount in costs.items() if not amount]
    if gone:
        mine = (cost.tenant_id == uow.tenant_id, cost.campaign_id == campaign.id)
        await uow.execute(delete(t.campaign_cost).where(*mine, tuple_(cost.source_id, cost.cost_date).in_(gone)))
    rows: list[dict[str, Any]] = [
        {
            "id": uow.new_id(),
            "tenant_id": uow.tenant_id,
            "campaign_id": campaign.id,
            "source_id": source,
            "cost_date": day,
            "currency": campaign.currency,
            "amount_minor": amount.minor,
            "update_time": uow.now,
        }
        for (source, day), amount in costs.items()
        if amount
    ]
    if rows:
        put = insert(t.campaign_cost)
        again = {"amount_minor": put.excluded.amount_minor, "update_time": put.excluded.update_time}
        await uow.execute(
            put.on_conflict_do_update(index_elements=["tenant_id", "campaign_id", "source_id", "cost_date"], set_=again), rows
        )
