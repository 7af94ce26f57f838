"""Story 2: two companies, five roles. Nobody sees, counts, searches or guesses what is not theirs."""

import asyncio

import pytest

from tests.support.world import Company, Person, World


async def names(who: Person, **params: str) -> list[str]:
    return sorted(account["name"] for account in await who.everything("/v1/accounts", "accounts", **params))


async def account(who: Person, name: str) -> str:
    return str((await who.post("/v1/accounts", {"name": name}))["id"])


class Sales:
    """A company with two teams under one head."""

    def __init__(self, company: Company) -> None:
        self.company = company

    async def staff(self) -> "Sales":
        company = self.company
        self.head = await company.team("销售部")
        self.east, self.west = await company.team("华东", parent_id=self.head), await company.team("华西", parent_id=self.head)
        self.rep = await company.newcomer("sales", "张三", team_id=self.east)
        self.other = await company.newcomer("sales", "李四", team_id=self.west)
        self.manager = await company.newcomer("sales_manager", "王经理", team_id=self.east)
        self.director = await company.newcomer("sales_manager", "赵总监", team_id=self.head)
        self.auditor = await company.person("auditor", "审计老孙")
        return self


@pytest.mark.capability("S-07", "S-08", "S-09", "S-11")
async def test_each_role_sees_its_range_in_lists_counts_and_searches(earth: World) -> None:
    ours = await Sales(await earth.company()).staff()
    theirs = await Sales(await earth.company()).staff()
    mine = await account(ours.rep, "杭州为民机械有限公司")
    await account(ours.other, "成都为民食品有限公司")
    foreign = await account(theirs.rep, "上海为民化工有限公司")

    for who, expected in (
        (ours.rep, ["杭州为民机械有限公司"]),
        (ours.other, ["成都为民食品有限公司"]),
        (ours.manager, ["杭州为民机械有限公司"]),
        (ours.director, ["成都为民食品有限公司", "杭州为民机械有限公司"]),
        (ours.auditor, ["成都为民食品有限公司", "杭州为民机械有限公司"]),
        (theirs.rep, ["上海为民化工有限公司"]),
    ):
        assert await names(who) == sorted(expected), who.name
        assert await names(who, search="wm") == sorted(expected), who.name
        assert (await who.get("/v1/accounts", search="为民"))["total"]["count"] == len(expected), who.name

    # Nobody guesses: what is not theirs is the same as what does not exist.
    for who, hidden in ((ours.other, mine), (ours.rep, foreign), (theirs.director, mine)):
        for method, path, body in (
            ("GET", f"/v1/accounts/{hidden}", None),
            ("GET", f"/v1/accounts/{hidden}/overview", None),
            ("GET", f"/v1/accounts/{hidden}/timeline", None),
            ("GET", f"/v1/accounts/{hidden}/assignments", None),
            ("PATCH", f"/v1/accounts/{hidden}", {"name": "偷"}),
            ("POST", "/v1/contacts", {"accountId": hidden, "name": "偷"}),
        ):
            await who.refused(404, "NOT_FOUND", method, path, body)
    await ours.auditor.refused(403, "PERMISSION_DENIED", "PATCH", f"/v1/accounts/{mine}", {"name": "改"})


@pytest.mark.capability("A-23", "S-23")
async def test_an_account_that_is_handed_over_goes_with_its_contacts(earth: World) -> None:
    sales = await Sales(await earth.company()).staff()
    handed = await account(sales.rep, "杭州为民机械有限公司")
    contact = await sales.rep.post("/v1/contacts", {"accountId": handed, "name": "老王", "phone": "13800138000"})
    part = {"personId": sales.other.id, "role": "ASSIGNMENT_ROLE_OWNER", "reason": "调岗"}
    await sales.director.post(f"/v1/accounts/{handed}/assignments", part)
    await earth.settle()
    assert await names(sales.rep) == []
    assert await names(sales.manager) == []
    assert await names(sales.other) == ["杭州为民机械有限公司"]
    await sales.rep.refused(404, "NOT_FOUND", "GET", f"/v1/contacts/{contact['id']}")
    assert (await sales.other.get(f"/v1/contacts/{contact['id']}"))["phone"] == "13800138000"
    history = (await sales.other.get(f"/v1/accounts/{handed}/assignments"))["assignments"]
    assert [(each["personId"], bool(each["validToDate"])) for each in history] == [(sales.other.id, False), (sales.rep.id, True)]
    timeline = (await sales.other.get(f"/v1/accounts/{handed}/timeline"))["entries"]
    assert [entry["kind"] for entry in timeline] == ["AccountAssigned"]


async def test_rows_follow_a_person_who_moves_to_another_team(earth: World) -> None:
    sales = await Sales(await earth.company()).staff()
    await account(sales.rep, "杭州为民机械有限公司")
    west = await sales.company.person("sales_manager", "西区经理", team_id=sales.west)
    assert (await names(sales.manager), await names(west)) == (["杭州为民机械有限公司"], [])
    await sales.company.admin.patch(f"/v1/users/{sales.rep.id}", {"teamId": sales.west})
    await earth.settle()
    assert (await names(sales.manager), await names(west)) == ([], ["杭州为民机械有限公司"])


@pytest.mark.capability("S-23")
async def test_whoever_is_disabled_is_out_at_once_and_the_records_stay(earth: World) -> None:
    sales = await Sales(await earth.company()).staff()
    await account(sales.rep, "杭州为民机械有限公司")
    await sales.company.admin.post(f"/v1/users/{sales.rep.id}:disable")
    await earth.settle()
    # Replicas of the gateway remember a session for two seconds at most.
    deadline = asyncio.get_running_loop().time() + 5
    response = await sales.rep.ask("GET", "/v1/accounts")
    while response.status_code != 401 and asyncio.get_running_loop().time() < deadline:
        await asyncio.sleep(0.2)
        response = await sales.rep.ask("GET", "/v1/accounts")
    assert response.status_code == 401
    assert await names(sales.director) == ["杭州为民机械有限公司"]
