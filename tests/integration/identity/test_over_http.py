"""People come in through the door: identity and accounts behind a real edge, over HTTP."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from tests.support.servers import Servers
from tests.support.world import PASSWORD, Company, World, world


@pytest.fixture
async def earth(servers: Servers, tmp_path: Path) -> AsyncIterator[World]:
    async with world(servers, tmp_path, ("identity", "accounts")) as running:
        yield running


@pytest.fixture
async def company(earth: World) -> Company:
    return await earth.company(start=None)


async def until_refused(client: httpx.AsyncClient) -> httpx.Response:
    """The first refusal; the promise is five seconds."""
    for _ in range(100):
        response = await client.get("/v1/me")
        if response.status_code != 200:
            return response
        await asyncio.sleep(0.05)
    raise AssertionError("still let in after five seconds")


async def test_a_person_signs_in_with_a_cookie_and_out_again(earth: World, company: Company) -> None:
    browser = await earth.client()
    body = {"tenant": company.code, "email": f"admin@{company.code}.example", "password": PASSWORD, "cookie": True}
    session = (await browser.post("/v1/sessions", json=body)).json()
    assert "token" not in session or session["token"] == ""
    me = (await browser.get("/v1/me")).json()
    assert (me["user"]["name"], me["sessionId"]) == ("管理员", session["id"])
    assert (await browser.delete(f"/v1/sessions/{session['id']}")).status_code == 204
    assert (await browser.get("/v1/me")).status_code == 401


async def test_who_guesses_too_often_is_told_how_long_to_wait(earth: World, company: Company) -> None:
    anonymous = await earth.client()
    body = {"tenant": company.code, "email": f"admin@{company.code}.example", "password": "not the password"}
    for _ in range(5):
        assert (await anonymous.post("/v1/sessions", json=body)).status_code == 401
    response = await anonymous.post("/v1/sessions", json=body | {"password": PASSWORD})
    assert (response.status_code, response.json()["reason"]) == (429, "TOO_MANY_ATTEMPTS")
    assert 25 <= int(response.headers["retry-after"]) <= 30


async def test_records_follow_a_member_into_another_team_and_stay_when_the_member_leaves(earth: World, company: Company) -> None:
    east, west = await company.team("华东"), await company.team("华西")
    rep = await company.person("sales", team_id=east)
    managers = [await company.person("sales_manager", team_id=team) for team in (east, west)]
    made = await rep.post("/v1/accounts", {"name": "杭州为民机械有限公司"})

    async def seen() -> list[int]:
        return [len(await manager.everything("/v1/accounts", "accounts")) for manager in managers]

    assert await seen() == [1, 0]
    await company.admin.patch(f"/v1/users/{rep.id}", {"teamId": west})
    await earth.settle()
    assert await seen() == [0, 1]
    await company.admin.post(f"/v1/users/{rep.id}:disable", {"reason": "left"})
    refusal = await until_refused(rep.client)
    assert refusal.status_code == 401
    assert (await managers[1].get(f"/v1/accounts/{made['id']}"))["ownerId"] == rep.id


async def test_a_program_acts_for_a_person_until_its_key_is_revoked(earth: World, company: Company) -> None:
    clerk = await company.person("operations")
    grants = [{"permission": "account.read", "reach": "REACH_COMPANY"}, {"permission": "account.create", "reach": "REACH_COMPANY"}]
    key = await clerk.post("/v1/apiKeys", {"name": "erp", "grants": grants})
    program = await earth.client(key["secret"])
    assert (await program.post("/v1/accounts", json={"name": "宁波华翔"})).status_code == 201
    assert (await program.get("/v1/users")).status_code == 403
    assert (await program.get("/v1/me")).json()["apiKeyId"] == key["id"]
    await clerk.post(f"/v1/apiKeys/{key['id']}:revoke")
    assert (await until_refused(program)).json()["reason"] == "API_KEY_UNKNOWN"


async def test_an_administrator_looks_with_a_colleagues_eyes_and_changes_nothing(earth: World, company: Company) -> None:
    rep = await company.person("sales", name="王晓芳")
    mine = await rep.post("/v1/accounts", {"name": "杭州为民机械有限公司"})
    await (await company.person("sales")).post("/v1/accounts", {"name": "青禾农业"})
    boss = company.admin
    session = (await boss.get("/v1/me"))["sessionId"]
    await boss.post(f"/v1/users/{rep.id}:viewAs", {"reason": "她说看不到客户"})
    me = await boss.get("/v1/me")
    assert (me["user"]["name"], me["viewerId"]) == ("王晓芳", boss.id)
    assert [account["id"] for account in await boss.everything("/v1/accounts", "accounts")] == [mine["id"]]
    await boss.refused(403, "VIEWING_AS_ANOTHER", "PATCH", f"/v1/accounts/{mine['id']}", {"name": "另一个名字"})
    await boss.refused(403, "VIEWING_AS_ANOTHER", "GET", f"/v1/exports/{mine['id']}/content")
    await boss.refused(403, "VIEWING_AS_ANOTHER", "GET", f"/v1/imports/{mine['id']}/rejectedRows")
    await boss.post(f"/v1/sessions/{session}:endViewAs")
    assert (await boss.get("/v1/me"))["user"]["id"] == boss.id
    assert len(await boss.everything("/v1/accounts", "accounts")) == 2
