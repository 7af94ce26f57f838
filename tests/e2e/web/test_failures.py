"""What lists say when they cannot be read: because the server fails, which another try mends, or because one may not."""

import json
import re

import pytest
import pytest_asyncio
from playwright.async_api import Route, expect

from tests.e2e.web.conftest import Visit
from tests.support.chromium import assert_accessible
from tests.support.firm import Firm
from tests.support.world import Person, World

# A page that is opened first fetches its code.
SLOW = 20_000
TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
BROKEN = {
    "type": "about:blank",
    "title": "Internal Server Error",
    "status": 500,
    "detail": "Something went wrong.",
    "reason": "INTERNAL",
    "metadata": {},
    "errors": [],
    "traceId": TRACE,
}
# Of every list: its address, what it asks the API for, who looks, and what then stands in it.
LISTS = {
    "customers": ("/customers", "/v1/accounts", "rep", "杭州为民"),
    "leads": ("/leads", "/v1/leads", "rep", "宁波第1机械"),
    "deals": ("/deals?tab=table", "/v1/opportunities", "rep", "二号产线"),
    "board": ("/deals?tab=board", "/v1/opportunities", "rep", "二号产线"),
    "contracts": ("/contracts", "/v1/contracts", "rep", "备件合同"),
    "receivables": ("/receivables", "/v1/instalments", "rep", "杭州为民"),
    "receipts": ("/receipts?order=received_date desc", "/v1/receipts", "accountant", "杭州为民"),
}


@pytest.mark.parametrize("name", LISTS)
async def test_a_list_that_the_server_fails_to_give_says_so_and_comes_with_another_try(visit: Visit, firm: Firm, name: str) -> None:
    address, asked, role, row = LISTS[name]
    page = await visit(firm.who(role), failing=asked)

    async def fail(route: Route) -> None:
        await route.fulfill(status=500, content_type="application/problem+json", body=json.dumps(BROKEN))

    requests = re.compile(re.escape(asked) + r"(\?|$)")
    await page.route(requests, fail)
    await page.goto(address)
    told = page.get_by_role("alert").filter(has_text=TRACE)
    await expect(told.first).to_be_visible(timeout=SLOW)
    await expect(page.get_by_role("heading", level=1)).to_be_visible()
    await expect(page.get_by_text(row)).to_have_count(0)
    await assert_accessible(page)

    await page.unroute(requests, fail)
    while await told.count():
        before = await told.count()
        await told.first.get_by_role("button", name="再试一次").click()
        await expect(told).not_to_have_count(before)
    await expect(page.locator("main").get_by_text(row).first).to_be_visible()


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def nobody(earth: World) -> Person:
    """Somebody in a role that lets one do next to nothing."""
    company = await earth.company(start=None)
    grants = [{"permission": "todo.read", "reach": "REACH_OWN"}]
    role = await company.admin.post("/v1/roles", {"key": "guest", "name": "访客", "grants": grants})
    company.roles["guest"] = role["id"]
    return await company.person("guest", "访客")


@pytest.mark.capability("S-11")
@pytest.mark.parametrize("name", LISTS)
async def test_who_may_not_see_a_list_is_told_so_at_its_address(visit: Visit, nobody: Person, name: str) -> None:
    page = await visit(nobody)
    await page.goto(LISTS[name][0])
    await expect(page.get_by_role("alert").first).to_contain_text("没有权限", timeout=SLOW)
    await expect(page.get_by_role("heading", level=1)).to_be_visible()
    await expect(page.locator(".skeleton")).to_have_count(0)
    await expect(page.get_by_role("button", name="再试一次")).to_have_count(0)
    await assert_accessible(page)
    links = page.get_by_role("navigation", name="主导航").get_by_role("link", name=re.compile("线索|客户|商机|合同|回款"))
    await expect(links).to_have_count(0)
