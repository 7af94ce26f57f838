"""Evidence on a customer, through the door, with everything real."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.support.servers import Servers
from tests.support.world import World, world

PDF = b"%PDF-1.7\n" + b"a contract with both seals\n" * 5000
TYPE = {"content-type": "application/pdf"}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def town(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[World]:
    async with world(servers, tmp_path_factory.mktemp("attachments"), ("identity", "accounts")) as started:
        yield started
        await started.nothing_failed()


@pytest.mark.capability("S-13")
async def test_a_scan_is_attached_read_listed_and_taken_away_by_who_sees_the_customer(town: World) -> None:
    company = await town.company()
    seller, stranger = await company.person("sales"), await company.person("sales")
    account = await seller.post("/v1/accounts", {"name": "江海机械有限公司"})
    about = {"subjectType": "account", "subjectId": account["id"], "category": "ATTACHMENT_CATEGORY_CONTRACT_SCAN", "fileName": "合同.pdf"}

    made = await seller.client.post("/v1/attachments", params=about, content=PDF, headers={**TYPE, "idempotency-key": "scan-1"})
    assert made.status_code == 201, made.text
    again = await seller.client.post("/v1/attachments", params=about, content=PDF, headers={**TYPE, "idempotency-key": "scan-1"})
    assert (again.json()["id"], again.headers["idempotent-replay"]) == (made.json()["id"], "true")
    path = f"/v1/attachments/{made.json()['id']}"

    assert (await seller.client.get(f"{path}/content")).content == PDF
    listed = await seller.get("/v1/attachments", subjectType="account", subjectId=account["id"])
    assert [one["fileName"] for one in listed["attachments"]] == ["合同.pdf"]

    for verb, hidden in (("GET", path), ("GET", f"{path}/content"), ("POST", f"{path}:archive")):
        await stranger.refused(404, "NOT_FOUND", verb, hidden)
    refused = await stranger.client.post("/v1/attachments", params=about, content=PDF, headers=TYPE)
    assert refused.status_code == 404

    await seller.post(f"{path}:archive")
    listed = await seller.get("/v1/attachments", subjectType="account", subjectId=account["id"])
    assert listed["attachments"] == []


@pytest.mark.capability("S-11")
async def test_a_disabled_user_is_out_within_five_seconds(town: World) -> None:
    company = await town.company(start=None)
    leaver = await company.person("sales")
    await leaver.get("/v1/me")
    await company.admin.post(f"/v1/users/{leaver.id}:disable", {"reason": "left the company"})
    async with asyncio.timeout(5):
        while (await leaver.client.get("/v1/me")).status_code != 401:  # noqa: ASYNC110 - the other side of a socket
            await asyncio.sleep(0.2)
