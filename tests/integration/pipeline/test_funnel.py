"""The funnel: its summary always says what counting the opportunities would say."""

import asyncio
import random
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from google.protobuf.message import Message
from sqlalchemy import BigInteger, Date, case, cast, func, select

from chassis.ids import new_id
from chassis.principal import Grant, Principal
from chassis.scope import Limits, Reach
from crm.common.v1 import types_pb2 as common
from crm.pipeline.v1 import pipeline_pb2 as pb
from pipeline import tables as t
from pipeline.funnel_sql import LONG_AGO, NOBODY
from tests.integration.pipeline.company import ALL, Company, cny


async def recounted(company: Company) -> set[tuple[Any, ...]]:
    """What funnel_cell should hold."""
    o = t.opportunity.c
    month = cast(func.date_trunc("month", o.open_date), Date)
    amount = case((o.state == "open", o.expected_amount_minor), (o.state == "won", o.won_amount_minor))
    places = (func.coalesce(o.owner_id, NOBODY), func.coalesce(o.team_id, NOBODY), func.coalesce(month, LONG_AGO))
    key = (o.tenant_id, o.sales_process_id, *places, o.state, o.stage, o.furthest_stage, o.currency)
    sums = (func.count(), cast(func.coalesce(func.sum(amount), 0), BigInteger))
    return {tuple(row) for row in await company.rows(select(*key, *sums).where(o.archive_time.is_(None)).group_by(*key))}


async def kept(company: Company) -> set[tuple[Any, ...]]:
    return {tuple(row) for row in await company.rows(select(t.funnel_cell))}


async def report(company: Company, *, by: Principal | None = None, **asked: str) -> pb.Funnel:
    funnel: pb.Funnel = await company.ask("ReportFunnel", pb.ReportFunnelRequest(**asked), by=by)
    return funnel


async def advance(company: Company, sale: pb.Opportunity, stage: str) -> None:
    await company.ask("AdvanceOpportunity", pb.AdvanceOpportunityRequest(opportunity_id=sale.id, stage=stage))


@pytest.mark.capability("P-06", "P-07", "P-08", "P-31")
async def test_the_funnel_tells_what_stands_where_what_moved_on_and_what_it_may_bring(company: Company) -> None:
    process = await company.process("talk", "offer")
    reason = (await company.ask("ListLossReasons", pb.ListLossReasonsRequest())).loss_reasons[0].id
    sales = [await company.opportunity(sales_process_id=process.id, expected_amount=cny("100.00")) for _ in range(4)]
    for sale in sales[1:]:
        await advance(company, sale, "offer")
    await advance(company, sales[1], "talk")
    await company.ask("LoseOpportunity", pb.LoseOpportunityRequest(opportunity_id=sales[2].id, loss_reason_id=reason))
    await company.ask("WinOpportunity", pb.WinOpportunityRequest(opportunity_id=sales[3].id, won_amount=cny("90.00")))

    funnel = await report(company, sales_process_id=process.id)
    talk, offer = funnel.stages
    assert (talk.open_count, talk.reached_count, talk.lost_count, talk.conversion) == (2, 4, 0, "75.0")
    assert (offer.open_count, offer.reached_count, offer.lost_count, offer.conversion) == (0, 3, 1, "33.3")
    assert (funnel.won_count, funnel.lost_count, funnel.conversion, funnel.greatest_loss_stage) == (1, 1, "25.0", "offer")
    assert (list(talk.open_amounts), list(funnel.won_amounts)) == ([cny("200.00")], [cny("90.00")])
    assert list(funnel.expected_revenue) == [cny("100.00")]


async def test_the_default_process_is_told_where_none_is_named(company: Company) -> None:
    await company.opportunity()
    funnel = await report(company)
    assert [(stage.stage, stage.open_count) for stage in funnel.stages][:2] == [("lead", 1), ("first_talk", 0)]


async def test_a_retired_stage_is_shown_while_something_stands_in_it(company: Company) -> None:
    process = await company.process("talk", "visit", "offer")
    sale = await company.opportunity(sales_process_id=process.id)
    await advance(company, sale, "visit")
    without = pb.SalesProcess(stages=[process.stages[0], process.stages[2]])
    await company.ask("UpdateSalesProcess", pb.UpdateSalesProcessRequest(sales_process_id=process.id, sales_process=without))
    assert [stage.stage for stage in (await report(company, sales_process_id=process.id)).stages] == ["talk", "visit", "offer"]
    await advance(company, sale, "offer")
    assert [stage.stage for stage in (await report(company, sales_process_id=process.id)).stages] == ["talk", "offer"]


@pytest.mark.capability("S-07", "S-08")
async def test_everybody_sees_the_funnel_of_what_they_may_see(company: Company) -> None:
    for by, count in ((company.lin, 2), (company.zhou, 3)):
        for _ in range(count):
            await company.opportunity(by=by)
    shared = await company.opportunity(by=company.zhou)
    part = common.Assignment(person_id=str(company.lin.person_id), role=common.ASSIGNMENT_ROLE_COLLABORATOR)
    await company.ask("AssignOpportunity", pb.AssignOpportunityRequest(opportunity_id=shared.id, assignment=part))
    for who, seen in (
        (company.lin, 6),
        (company.with_reach(company.lin, Reach.OWN), 3),
        (company.with_reach(company.lin, Reach.TEAM), 3),
        (company.with_reach(company.lin, Reach.SHARED), 1),
        (company.with_reach(company.zhou, Reach.OWN), 4),
        (company.with_reach(company.zhou, Reach.TEAM, company.north, company.south), 6),
    ):
        assert (await report(company, by=who)).stages[0].open_count == seen


async def test_a_grant_that_is_limited_to_a_region_limits_the_funnel(company: Company) -> None:
    await company.opportunity(region="华东")
    await company.opportunity(region="华南")
    grants = {name: Grant(Reach.COMPANY, Limits(regions=("华东",))) for name in ALL}
    east = Principal.user(new_id(), tenant_id=company.tenant_id, permissions=grants)
    assert (await report(company, by=east)).stages[0].open_count == 1


async def test_the_funnel_of_an_owner_a_team_a_product_and_a_span_of_days(company: Company) -> None:
    lathe = await company.product("CK6150", "数控车床")
    day = company.today - timedelta(days=45)
    await company.opportunity(open_date=str(day), lines=[pb.OpportunityLine(product_id=lathe.id)])
    await company.opportunity(by=company.zhou)
    first = day.replace(day=1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    spans: list[tuple[dict[str, str], int]] = [
        ({}, 2),
        ({"owner_id": str(company.zhou.person_id)}, 1),
        ({"team_id": str(company.north)}, 1),
        ({"product_id": lathe.id}, 1),
        ({"product_id": str(new_id())}, 0),
        ({"from_date": str(first), "to_date": str(last)}, 1),
        ({"from_date": str(day), "to_date": str(day)}, 1),
        ({"from_date": str(day + timedelta(days=1)), "to_date": str(last)}, 0),
        ({"to_date": str(first - timedelta(days=1))}, 0),
    ]
    for asked, seen in spans:
        funnel = await company.ask("ReportFunnel", pb.ReportFunnelRequest(**asked))
        assert funnel.stages[0].open_count == seen, asked
    reverse = pb.ReportFunnelRequest(from_date="2026-02-01", to_date="2026-01-01")
    assert (await company.refused("ReportFunnel", reverse)).reason == "DATES_REVERSED"


class Chance:
    """Does to the opportunities of a company whatever is possible, at random."""

    def __init__(self, company: Company, process: pb.SalesProcess, loss_reason_id: str) -> None:
        self.company, self.process, self.loss_reason_id = company, process, loss_reason_id
        self.random = random.Random(2025)
        self.ids: list[str] = []

    def amount(self) -> common.Money:
        return cny(f"{self.random.randrange(1, 900)}.00")

    async def open(self) -> None:
        given = {
            "sales_process_id": self.process.id,
            "expected_amount": self.random.choice([None, self.amount()]),
            "open_date": str(self.company.today - timedelta(days=self.random.randrange(90))),
        }
        who = self.random.choice([self.company.lin, self.company.zhou])
        self.ids.append((await self.company.opportunity(by=who, **given)).id)

    async def act(self) -> None:
        sale = await self.company.ask("GetOpportunity", pb.GetOpportunityRequest(opportunity_id=self.random.choice(self.ids)))
        method, rest = self.random.choice(list(self.possible(sale)))
        await self.company.ask(method, rest)

    def possible(self, sale: pb.Opportunity) -> Iterator[tuple[str, Message]]:
        id = sale.id
        if sale.HasField("archive_time"):
            yield "RestoreOpportunity", pb.RestoreOpportunityRequest(opportunity_id=id)
            return
        other = self.company.zhou if sale.owner_id == str(self.company.lin.person_id) else self.company.lin
        part = common.Assignment(person_id=str(other.person_id), role=common.ASSIGNMENT_ROLE_OWNER)
        yield "AssignOpportunity", pb.AssignOpportunityRequest(opportunity_id=id, assignment=part)
        yield "ArchiveOpportunity", pb.ArchiveOpportunityRequest(opportunity_id=id)
        if sale.state != pb.OPPORTUNITY_STATE_OPEN:
            yield "ReopenOpportunity", pb.ReopenOpportunityRequest(opportunity_id=id, reason="又有希望")
            return
        for stage in self.process.stages:
            if stage.key != sale.stage:
                yield "AdvanceOpportunity", pb.AdvanceOpportunityRequest(opportunity_id=id, stage=stage.key)
        repriced = pb.Opportunity(expected_amount=self.amount())
        yield "UpdateOpportunity", pb.UpdateOpportunityRequest(opportunity_id=id, opportunity=repriced)
        yield "WinOpportunity", pb.WinOpportunityRequest(opportunity_id=id, won_amount=self.amount())
        yield "LoseOpportunity", pb.LoseOpportunityRequest(opportunity_id=id, loss_reason_id=self.loss_reason_id)


async def test_after_any_moves_the_summary_equals_a_recount(company: Company) -> None:
    reasons = (await company.ask("ListLossReasons", pb.ListLossReasonsRequest())).loss_reasons
    chance = Chance(company, await company.process("one", "two", "three"), reasons[0].id)
    for _ in range(12):
        await chance.open()
    for _ in range(80):
        await chance.act()
    assert await kept(company) == await recounted(company)
    assert all(row.opportunities > 0 for row in await company.rows(select(t.funnel_cell)))


async def test_the_summary_follows_a_member_to_another_team(company: Company) -> None:
    for _ in range(3):
        await company.opportunity()
    await company.tell_of(company.lin, company.south, version=2)
    assert {row.team_id for row in await company.rows(select(t.funnel_cell))} == {company.south}
    assert await kept(company) == await recounted(company)
    assert (await report(company, by=company.with_reach(company.zhou, Reach.TEAM))).stages[0].open_count == 3


async def test_moves_at_once_are_all_counted(company: Company) -> None:
    process = await company.process("one", "two")
    sales = [await company.opportunity(sales_process_id=process.id) for _ in range(8)]
    for stage in ("two", "one", "two"):
        await asyncio.gather(*(advance(company, sale, stage) for sale in sales))
    assert await kept(company) == await recounted(company)
