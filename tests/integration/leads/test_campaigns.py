"""Campaigns and what they cost, on a real database."""

import asyncio
from typing import Any

import pytest

from chassis.errors import DomainError
from chassis.principal import Principal
from chassis.runtime import Runtime
from crm.common.v1 import types_pb2 as common
from crm.leads.v1 import campaigns_pb2 as pb
from crm.leads.v1 import leads_pb2
from tests.support.running import ask

ALL = ("source.read", "campaign.read", "campaign.create", "campaign.update", "campaign.archive", "campaign.import")
pytestmark = pytest.mark.capability("L-35", "L-36")


def cny(minor: int) -> common.Money:
    return common.Money(currency_code="CNY", minor=minor)


async def create(runtime: Runtime, who: Principal, name: str = "春季展会", **fields: Any) -> pb.Campaign:
    reply: pb.Campaign = await ask(runtime, who, "CreateCampaign", pb.CreateCampaignRequest(campaign=pb.Campaign(name=name, **fields)))
    return reply


async def source_named(runtime: Runtime, who: Principal, name: str) -> str:
    page = await ask(runtime, who, "ListSources", leads_pb2.ListSourcesRequest())
    return next(str(source.id) for source in page.sources if source.name == name)


async def record(runtime: Runtime, who: Principal, campaign: pb.Campaign, *costs: tuple[str, str, int]) -> pb.Campaign:
    rows = [pb.CampaignCost(source_id=source, cost_date=day, amount=cny(minor)) for source, day, minor in costs]
    reply: pb.Campaign = await ask(runtime, who, "RecordCampaignCosts", pb.RecordCampaignCostsRequest(campaign_id=campaign.id, costs=rows))
    return reply


async def test_a_campaign_is_planned_found_and_changed(leads: Runtime, marketer: Principal) -> None:
    made = await create(
        leads, marketer, kind=pb.CAMPAIGN_KIND_EXHIBITION, start_date="2025-03-01", end_date="2025-03-04", budget=cny(3_000_000)
    )
    page = await ask(leads, marketer, "ListCampaigns", pb.ListCampaignsRequest(search="cjzh", filter="kind = EXHIBITION"))
    assert [campaign.id for campaign in page.campaigns] == [made.id]
    change = pb.UpdateCampaignRequest(campaign_id=made.id, campaign=pb.Campaign(note="主展位"))
    change.update_mask.paths.append("note")
    changed = await ask(leads, marketer, "UpdateCampaign", change)
    assert (changed.note, changed.budget, changed.start_date) == ("主展位", cny(3_000_000), "2025-03-01")


async def test_costs_per_source_and_day_make_up_what_was_spent(leads: Runtime, marketer: Principal) -> None:
    campaign = await create(leads, marketer)
    ads, fair = await source_named(leads, marketer, "广告投放"), await source_named(leads, marketer, "线下展会")
    await record(leads, marketer, campaign, (ads, "2025-03-01", 100_00), (ads, "2025-03-02", 50_00), (fair, "2025-03-01", 7_00))
    # What is recorded again is replaced, not added; zero takes it back.
    known = await record(leads, marketer, campaign, (ads, "2025-03-02", 80_00), (fair, "2025-03-01", 0))
    assert known.spent == cny(180_00)
    page = await ask(leads, marketer, "ListCampaignCosts", pb.ListCampaignCostsRequest(campaign_id=campaign.id))
    assert [(row.cost_date, row.amount.minor) for row in page.costs] == [("2025-03-02", 80_00), ("2025-03-01", 100_00)]


async def test_what_two_record_at_once_is_neither_lost_nor_counted_twice(leads: Runtime, marketer: Principal) -> None:
    campaign = await create(leads, marketer)
    ads = await source_named(leads, marketer, "广告投放")
    days = [f"2025-03-{day:02}" for day in range(1, 11)]
    await asyncio.gather(*(record(leads, marketer, campaign, (ads, day, 10_00)) for day in [*days, *days]))
    found = await ask(leads, marketer, "GetCampaign", pb.GetCampaignRequest(campaign_id=campaign.id))
    assert found.spent == cny(100_00)


@pytest.mark.parametrize(
    ("costs", "reason"),
    [
        ([("{ads}", "2025-03-01", -1)], "AMOUNT_NEGATIVE"),
        ([("{ads}", "2999-03-01", 1)], "DATE_IN_FUTURE"),
        ([("{ads}", "2025-03-01", 1), ("{ads}", "2025-03-01", 2)], "DUPLICATE"),
        ([("00000000-0000-4000-8000-000000000000", "2025-03-01", 1)], "SOURCE_UNKNOWN"),
    ],
)
async def test_wrong_costs_are_refused_and_nothing_is_recorded(
    leads: Runtime, marketer: Principal, costs: list[tuple[str, str, int]], reason: str
) -> None:
    campaign = await create(leads, marketer)
    ads = await source_named(leads, marketer, "广告投放")
    with pytest.raises(DomainError) as refused:
        await record(leads, marketer, campaign, *((source.format(ads=ads), day, minor) for source, day, minor in costs))
    assert refused.value.reason == reason
    assert not (await ask(leads, marketer, "GetCampaign", pb.GetCampaignRequest(campaign_id=campaign.id))).spent.minor


async def test_the_currency_stays_once_something_was_spent(leads: Runtime, marketer: Principal) -> None:
    campaign = await create(leads, marketer)
    await record(leads, marketer, campaign, (await source_named(leads, marketer, "广告投放"), "2025-03-01", 1_00))
    dollars = common.Money(currency_code="USD", minor=1)
    change = pb.UpdateCampaignRequest(campaign_id=campaign.id, campaign=pb.Campaign(budget=dollars))
    change.update_mask.paths.append("budget")
    with pytest.raises(DomainError) as refused:
        await ask(leads, marketer, "UpdateCampaign", change)
    assert refused.value.reason == "CURRENCY_MISMATCH"
