"""A representative's day with the log, as the desk and the phone see it."""

from collections.abc import AsyncIterator
from datetime import date

import pytest
import pytest_asyncio

from tests.support.papers import upload
from tests.support.servers import Servers
from tests.support.world import World, world


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def office(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[World]:
    """Accounts alone: nothing else is asked."""
    async with world(servers, tmp_path_factory.mktemp("attachments"), ("identity", "accounts")) as started:
        yield started
        await started.nothing_failed()


@pytest.mark.capability("A-08", "A-12", "A-16", "X-12")
async def test_a_call_is_written_down_with_a_hint_while_typing_and_its_recording_attached(office: World) -> None:
    company = await office.company()
    rep, other, operations = [await company.person(role) for role in ("sales", "sales", "operations")]
    rival = await operations.post("/v1/competitors", {"name": "华东机床", "aliases": ["HDJC"]})
    account = await rep.post("/v1/accounts", {"name": "杭州为民机械有限公司", "tier": "TIER_A"})
    assert account["nextContactDueDate"] == "2025-12-04"
    call = {"subjectType": "account", "subjectId": account["id"], "type": "INTERACTION_TYPE_CALL", "outcome": "OUTCOME_REACHED"}

    hint = await rep.post("/v1/interactions:assess", {"interaction": {**call, "text": "王总同意了"}})
    assert {reason["code"] for reason in hint["qualityReasons"]} >= {"NO_DATE", "NO_AMOUNT", "NO_NEXT_STEP", "PERSON_NAMED"}
    said = {**call, "text": "王总周五定，预算30万，也在看hdjc。", "nextStep": "发报价单", "nextStepDate": "2025-12-05"}
    made = await rep.post("/v1/interactions", said, key="call-1")
    assert made["quality"] > hint["quality"]
    assert made["competitorIds"] == [rival["id"]]
    assert (await rep.post("/v1/interactions", said, key="call-1"))["id"] == made["id"]

    recording = await upload(rep, "interaction", made["id"], "other")
    listed = await rep.get("/v1/attachments", subjectType="interaction", subjectId=made["id"])
    assert [each["id"] for each in listed["attachments"]] == [recording]
    await other.refused(404, "NOT_FOUND", "GET", f"/v1/interactions/{made['id']}")
    await other.refused(409, "SUBJECT_UNKNOWN", "POST", "/v1/interactions", call | {"text": "我也打了电话"})

    shown = await rep.get("/v1/interactions", filter=f'account_id = "{account["id"]}" AND type = CALL', search="报价")
    assert [each["id"] for each in shown["interactions"]] == [made["id"]]
    (line,) = (await rep.get(f"/v1/accounts/{account['id']}/timeline", filter='kind = "InteractionLogged"'))["entries"]
    assert line["parameters"]["next_step"] == "发报价单"
    await company.facts()
    await office.advance(company, date(2025, 12, 8))
    await company.expect_facts("AccountGoingCold")


@pytest.mark.capability("A-27", "A-28")
async def test_an_administrator_sets_the_days_and_a_representative_when_to_greet_and_when_not(office: World) -> None:
    company = await office.company()
    rep = await company.person("sales")
    settings = await company.admin.patch("/v1/accountSettings", {"tierADays": 5})
    assert (settings["tierADays"], settings["tierBDays"]) == (5, 30)
    await rep.refused(403, "PERMISSION_DENIED", "PATCH", "/v1/accountSettings", {"tierADays": 9})
    account = await rep.post("/v1/accounts", {"name": "杭州为民机械有限公司", "tier": "TIER_A"})
    assert account["nextContactDueDate"] == "2025-12-06"
    contact = await rep.post("/v1/contacts", {"accountId": account["id"], "name": "王海"})
    quiet = await rep.post("/v1/doNotDisturbs", {"contactId": contact["id"], "untilDate": "2025-12-07", "reason": "本周不接电话"})
    assert quiet["accountId"] == account["id"]
    birthday = {"contactId": contact["id"], "occasion": "OCCASION_BIRTHDAY", "month": 2, "day": 29}
    assert (await rep.post("/v1/careDates", birthday))["nextDate"] == "2026-02-28"
    await rep.refused(400, "NOT_A_DAY", "POST", "/v1/careDates", birthday | {"day": 31})
