"""What channels cost and brought: the worked example of the capability list, from leads, sales and payments as services tell of them."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from google.protobuf.message import Message
from google.protobuf.timestamp_pb2 import Timestamp

from chassis.errors import DomainError
from chassis.ids import derived_id, new_id
from chassis.principal import Grant, Principal
from chassis.runtime import Runtime
from chassis.scope import Reach
from crm.common.v1 import types_pb2 as common
from crm.common.v1.event_pb2 import Event
from crm.leads.v1 import campaigns_pb2 as pb
from crm.leads.v1 import leads_pb2
from crm.pipeline.v1 import pipeline_pb2 as pipeline
from crm.receivables.v1 import events_pb2 as receivables
from tests.support.running import ask, changed_event

ALL = ("lead.read", "lead.import", "campaign.create", "campaign.update", "channel_return.read")
CAME, WON = date(2025, 3, 3), date(2025, 3, 20)
pytestmark = pytest.mark.capability("B-02", "B-03", "L-09", "L-35", "L-36")

# Source: leads, sales, won in total and spent (CNY), and what comes out: win rate in %, return.
EXAMPLE = {
    "ad": (180, 12, 240_000, 30_000, "6.7", "8"),
    "website": (90, 3, 60_000, 12_000, "3.3", "5"),
    "exhibition": (60, 8, 200_000, 45_000, "13.3", "4.44"),
    "referral": (30, 10, 260_000, 0, "33.3", ""),
}


def yuan(amount: int) -> common.Money:
    return common.Money(currency_code="CNY", minor=amount * 100)


def source_id(who: Principal, key: str) -> str:
    return str(derived_id(who.tenant_id, "source", key))


def at(day: date) -> Timestamp:
    stamp = Timestamp()
    stamp.FromDatetime(datetime(day.year, day.month, day.day, 4, tzinfo=UTC))
    return stamp


def fact(who: Principal, message: Message) -> Event:
    return Event(
        id=str(new_id()),
        tenant_id=str(who.tenant_id),
        type=message.DESCRIPTOR.full_name,
        payload=message.SerializeToString(),
        subject_type="receipt",
        subject_id=str(new_id()),
        version=1,
    )


async def bring_in(runtime: Runtime, who: Principal, source: str, number: int, accounts: list[UUID], came: date = CAME) -> None:
    """So many leads of a source; the first of them became these customers."""
    id = source_id(who, source)
    requests = [
        leads_pb2.CreateLeadRequest(
            lead=leads_pb2.Lead(name=f"{source} {index}", source_id=id, first_touch_time=at(came)),
            history=leads_pb2.LeadHistory(
                state=leads_pb2.LEAD_STATE_CONVERTED, account_id=str(accounts[index]), opportunity_id=str(new_id()), close_time=at(came)
            )
            if index < len(accounts)
            else leads_pb2.LeadHistory(state=leads_pb2.LEAD_STATE_DISQUALIFIED, close_time=at(came), close_reason="无意向"),
        )
        for index in range(number)
    ]
    batch = leads_pb2.BatchCreateLeadsRequest(requests=requests, historical=True)
    reply = await ask(runtime, who, "BatchCreateLeads", batch)
    assert not [verdict for verdict in reply.verdicts if verdict.HasField("problem")]


def sale(account: UUID | None, amount: common.Money, day: date = WON) -> pipeline.Opportunity:
    return pipeline.Opportunity(
        id=str(new_id()),
        account_id=str(account or ""),
        state=pipeline.OPPORTUNITY_STATE_WON,
        close_date=day.isoformat(),
        won_amount=amount,
    )


def paid(customer: UUID, amount: common.Money, day: date = WON, allocation: UUID | None = None) -> receivables.ReceiptAllocated:
    receipt = receivables.ReceiptFigures(customer_id=str(customer), received_date=day.isoformat())
    return receivables.ReceiptAllocated(receipt=receipt, allocation_id=str(allocation or new_id()), amount=amount)


async def report(runtime: Runtime, who: Principal, **asked: Any) -> dict[str, pb.ChannelReturn]:
    request = pb.ReportChannelReturnsRequest(**{"start_date": "2025-03-01", "end_date": "2025-03-31", **asked})
    reply = await ask(runtime, who, "ReportChannelReturns", request)
    return {row.name: row for row in reply.rows}


async def test_the_worked_example_comes_out_to_the_digit(leads: Runtime, marketer: Principal) -> None:
    made = await ask(leads, marketer, "CreateCampaign", pb.CreateCampaignRequest(campaign=pb.Campaign(name="春季")))
    costs = []
    for source, (number, sales, amount, cost, _, _) in EXAMPLE.items():
        accounts = [new_id() for _ in range(sales)]
        await bring_in(leads, marketer, source, number, accounts)
        share, rest = divmod(amount, sales)
        for index, account in enumerate(accounts):
            event = changed_event(marketer.tenant_id, sale(account, yuan(share + (rest if index == 0 else 0))))
            await leads.consumers.apply([event, event])
        if cost:
            costs.append(pb.CampaignCost(source_id=source_id(marketer, source), cost_date="2025-03-05", amount=yuan(cost)))
    await ask(leads, marketer, "RecordCampaignCosts", pb.RecordCampaignCostsRequest(campaign_id=made.id, costs=costs))
    found = {row.source_id: row for row in (await report(leads, marketer)).values()}
    for source, (number, sales, amount, _, rate, returned) in EXAMPLE.items():
        row = found[source_id(marketer, source)]
        assert (row.leads, row.won, [each.minor for each in row.won_amounts]) == (number, sales, [amount * 100]), source
        assert (row.win_rate, row.return_on_won) == (rate, returned), source
    assert found[source_id(marketer, "ad")].cost_per_lead == common.Money(currency_code="CNY", minor=16_667)


async def test_later_sales_and_payments_count_for_the_first_touch(leads: Runtime, marketer: Principal) -> None:
    customer = new_id()
    await bring_in(leads, marketer, "website", 1, [customer], CAME)
    # They come again by an exhibition, and buy again a year later.
    await bring_in(leads, marketer, "exhibition", 1, [customer], CAME + timedelta(days=300))
    later = WON + timedelta(days=365)
    await leads.consumers.apply([changed_event(marketer.tenant_id, sale(customer, yuan(500), later))])
    await leads.consumers.apply([fact(marketer, paid(customer, yuan(200), later))])
    found = await report(leads, marketer, start_date="2026-03-01", end_date="2026-03-31")
    assert found.keys() == {"官网"}
    assert [each.minor for each in found["官网"].won_amounts] == [50_000]
    assert [each.minor for each in found["官网"].collected_amounts] == [20_000]


@pytest.mark.parametrize("reversal_first", [False, True])
async def test_a_payment_that_was_taken_back_does_not_count_whichever_is_told_first(
    leads: Runtime, marketer: Principal, reversal_first: bool
) -> None:
    customer, allocation = new_id(), new_id()
    await bring_in(leads, marketer, "website", 1, [customer])
    payment = paid(customer, yuan(100), allocation=allocation)
    reversal = receivables.AllocationReversed(receipt=payment.receipt, allocation_id=payment.allocation_id, amount=payment.amount)
    events = [fact(marketer, payment), fact(marketer, reversal)]
    for event in reversed(events) if reversal_first else events:
        await leads.consumers.apply([event])
    assert not (await report(leads, marketer))["官网"].collected_amounts


async def test_customers_who_came_of_no_lead_have_a_row_of_their_own(leads: Runtime, marketer: Principal) -> None:
    await leads.consumers.apply([changed_event(marketer.tenant_id, sale(new_id(), yuan(7)))])
    found = await report(leads, marketer)
    assert [(row.source_id, row.won) for row in found.values()] == [("", 1)]


async def test_an_opportunity_that_was_reopened_is_no_sale(leads: Runtime, marketer: Principal) -> None:
    won = sale(new_id(), yuan(7))
    await leads.consumers.apply([changed_event(marketer.tenant_id, won)])
    won.state, won.close_date = pipeline.OPPORTUNITY_STATE_OPEN, ""
    won.ClearField("won_amount")
    await leads.consumers.apply([changed_event(marketer.tenant_id, won, version=2)])
    assert not await report(leads, marketer)


async def test_who_sees_less_than_the_company_is_refused(leads: Runtime, marketer: Principal) -> None:
    seller = Principal.user(new_id(), tenant_id=marketer.tenant_id, permissions={"channel_return.read": Grant(Reach.OWN)})
    with pytest.raises(DomainError) as refused:
        await report(leads, seller)
    assert refused.value.reason == "COMPANY_WIDE_ONLY"
