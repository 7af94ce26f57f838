"""Who works with whom, and who did what: the tree of teams, and the audit down to the old and the new value."""

import re

import pytest
import pytest_asyncio
from playwright.async_api import Locator, Page, expect

from tests.e2e.web.conftest import Visit
from tests.support.chromium import assert_accessible
from tests.support.world import Company, World

# A page that is opened first fetches its code.
SLOW = 20_000


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def company(earth: World) -> Company:
    company = await earth.company(start=None)
    await company.team("销售部")
    await company.newcomer("sales_manager", "王经理")
    await earth.settle()
    return company


def tree(page: Page) -> Locator:
    return page.get_by_role("region", name="团队")


async def teams(company: Company) -> dict[str, str]:
    """Of every team the name of the one above it."""
    found = (await company.admin.get("/v1/teams"))["teams"]
    names = {each["id"]: each["name"] for each in found}
    return {each["name"]: names.get(each["parentId"], "") for each in found}


@pytest.mark.capability("S-06")
async def test_a_team_is_made_moved_below_another_and_put_out_of_use(visit: Visit, company: Company) -> None:
    page = await visit(company.admin)
    await page.goto("/settings/people")
    await tree(page).get_by_role("button", name="新建团队").click(timeout=SLOW)
    form = page.get_by_role("dialog")
    await form.get_by_role("textbox", name="名称").fill("华东组")
    await form.get_by_role("combobox", name="负责人").fill("王经理")
    await page.get_by_role("option", name="王经理").click()
    await form.get_by_role("button", name="保存").click()
    await expect(form).to_have_count(0)
    made = tree(page).get_by_role("listitem").filter(has_text="华东组")
    await expect(made).to_contain_text("王经理")
    assert (await teams(company))["华东组"] == ""

    await made.get_by_text("华东组").click()
    await made.get_by_role("button", name="编辑团队 华东组").click()
    await form.get_by_role("combobox", name="上级团队").fill("销售部")
    await page.get_by_role("option", name="销售部").click()
    await assert_accessible(page)
    await form.get_by_role("button", name="保存").click()
    await expect(form).to_have_count(0)
    assert (await teams(company))["华东组"] == "销售部"
    shown = [line.split("\n")[0] for line in await tree(page).get_by_role("listitem").all_inner_texts()]
    assert shown.index("华东组") == shown.index("销售部") + 1

    await made.get_by_role("button", name="编辑团队 华东组").click()
    await form.get_by_role("button", name="停用").click()
    await expect(made).to_have_count(0)
    assert "华东组" not in await teams(company)


@pytest.mark.capability("S-14", "M-54")
async def test_an_entry_of_the_audit_is_found_and_says_what_it_was_before(visit: Visit, company: Company) -> None:
    rep = await company.person("sales", "林一")
    account = await rep.post("/v1/accounts", {"name": "苏州青禾阀门有限公司", "region": "华东"})
    changed = await rep.patch(f"/v1/accounts/{account['id']}", {"region": "华南"}, etag=account["etag"])
    await rep.post("/v1/accounts", {"name": "宁波海通泵业有限公司"})
    assert changed["region"] == "华南"
    page = await visit(company.admin)
    await page.goto("/settings/audit")
    await page.get_by_role("main").get_by_role("link", name="客户", exact=True).click()
    await page.wait_for_url("**/settings/audit?service=accounts*")

    # By who it was, and by which record.
    await page.get_by_role("button", name="筛选", exact=True).click()
    await page.get_by_role("menuitem", name="谁").click()
    await page.get_by_role("combobox", name="谁").fill("林一")
    await page.get_by_role("option", name="林一").click()
    await page.keyboard.press("Escape")
    await page.get_by_role("button", name="筛选", exact=True).click()
    await page.get_by_role("menuitem", name="对象编号").click()
    await page.get_by_role("textbox", name="对象编号").fill(account["id"])
    await page.keyboard.press("Escape")
    rows = page.locator(".grid-row.body")
    entry = rows.filter(has_text="区域")
    await expect(rows).to_have_count(2)
    await expect(entry.first).to_contain_text("林一")

    await entry.first.click()
    drawer = page.get_by_role("dialog")
    line = drawer.get_by_role("row").filter(has=page.get_by_role("cell", name="区域", exact=True))
    await expect(line).to_have_text(re.compile("区域.*华东.*华南"))
    await assert_accessible(page)
    await drawer.get_by_role("button", name="这个对象的全部记录").click()
    await expect(drawer).to_have_count(0)
    await expect(page).to_have_url(re.compile(r"subject_id.*" + account["id"]))
    await expect(rows.first).to_be_visible()
