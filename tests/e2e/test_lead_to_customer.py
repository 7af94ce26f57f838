"""A lead becomes a customer: account, contact and opportunity once, with its whole life, and nothing personal on the way."""

import asyncio

import pytest
from sqlalchemy import select

from chassis.tables import outbox
from tests.support.world import Person, World

PHONE = "13800138001"


async def _lead(rep: Person, **fields: object) -> dict[str, str]:
    body = {"name": "陈静", "companyName": "杭州为民机械有限公司", "phone": PHONE, "email": "chen@example.com", "need": "灌装机一台"}
    made = await rep.post("/v1/leads", body | fields)
    lead: dict[str, str] = made["lead"]
    return lead


async def _nothing_clear_in_events(earth: World) -> None:
    for runtime in earth.runtimes:
        async with runtime.database.worker.connect() as connection:
            for data in await connection.scalars(select(outbox.c.data)):
                assert PHONE.encode() not in bytes(data)
                assert b"chen@example.com" not in bytes(data)


@pytest.mark.capability("L-32")
@pytest.mark.capability("L-09")
async def test_a_lead_that_is_converted_twice_becomes_one_customer_with_all_its_history(earth: World) -> None:
    company = await earth.company()
    rep = await company.person("sales")
    lead = await _lead(rep, estimatedAmount={"currencyCode": "CNY", "amount": "320000.00"}, region="浙江")
    await rep.post("/v1/touches", {"type": "TOUCH_TYPE_LINK_CLICKED", "leadId": lead["id"], "detail": "灌装机"})
    await rep.post(f"/v1/leads/{lead['id']}:contact", {"disposition": "DISPOSITION_REACHED"})
    await rep.post(f"/v1/leads/{lead['id']}:qualify", {})
    path = f"/v1/leads/{lead['id']}:convert"
    replies = await asyncio.gather(*(rep.ask("POST", path, {"expectedCloseDate": "2026-01-31"}) for _ in range(4)))
    bodies = [reply.json() for reply in replies if reply.status_code == 200]
    assert len({(body["accountId"], body["contactId"], body["opportunityId"]) for body in bodies}) == 1
    converted = bodies[0]
    await earth.settle()

    account = await rep.get(f"/v1/accounts/{converted['accountId']}")
    assert (account["name"], account["region"], account["ownerId"]) == ("杭州为民机械有限公司", "浙江", rep.id)
    contact = await rep.get(f"/v1/contacts/{converted['contactId']}")
    assert (contact["name"], contact["phone"], contact["email"]) == ("陈静", PHONE, "chen@example.com")
    deal = await rep.get(f"/v1/opportunities/{converted['opportunityId']}")
    assert (deal["accountId"], deal["expectedAmount"]["amount"]) == (account["id"], "320000.00")
    assert len(await rep.everything("/v1/opportunities", "opportunities")) == 1
    lines = [line["kind"] for line in await rep.everything(f"/v1/accounts/{account['id']}/timeline", "entries")]
    assert {"LeadCaptured", "LeadAssigned", "TouchRecorded", "LeadFollowedUp", "LeadQualified", "LeadConverted"} <= {*lines}
    await _nothing_clear_in_events(earth)


@pytest.mark.capability("L-33")
async def test_a_lead_knows_in_the_end_what_it_brought(earth: World) -> None:
    company = await earth.company()
    rep = await company.person("sales")
    lead = await _lead(rep)
    converted = await rep.post(f"/v1/leads/{lead['id']}:convert", {})
    await earth.settle()
    await _win(rep, converted["opportunityId"])
    await earth.settle()
    ended = await rep.get(f"/v1/leads/{lead['id']}")
    assert (ended["outcome"], ended["wonAmounts"]) == ("LEAD_OUTCOME_WON", [{"currencyCode": "CNY", "amount": "300000.00"}])


async def _win(rep: Person, opportunity_id: str) -> None:
    amount = {"currencyCode": "CNY", "amount": "300000.00"}
    await rep.post(f"/v1/opportunities/{opportunity_id}:win", {"wonAmount": amount})
