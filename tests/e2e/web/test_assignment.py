"""To whom new leads go: a rule is put together without writing, tried on what came in, moved, and put out of use."""

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
    """Two who sell, three leads of which one is large and from the east, and one rule for all of them."""
    company = await earth.company(start=None)
    lin, zhou = await company.newcomer("sales", "林一"), await company.newcomer("sales", "周二")
    await earth.settle()
    for number, (region, amount) in enumerate((("华东", "200000.00"), ("华东", "30000.00"), ("华南", "500000.00"))):
        about = {"name": f"陈静{number}", "companyName": f"宁波第{number}机械有限公司", "phone": f"1390013800{number}", "region": region}
        worth = {"currencyCode": "CNY", "amount": amount}
        await lin.post("/v1/leads", about | {"estimatedAmount": worth, "ownerId": lin.id})
    rest = {"name": "其余给周二", "method": "ASSIGNMENT_METHOD_ROUND_ROBIN", "personIds": [zhou.id]}
    await company.admin.post("/v1/assignmentRules", rest)
    await earth.settle()
    return company


@pytest_asyncio.fixture(loop_scope="session")
async def page(visit: Visit, company: Company) -> Page:
    page = await visit(company.admin)
    await page.goto("/settings/assignment")
    await expect(rules(page).filter(has_text="其余给周二")).to_be_visible(timeout=SLOW)
    return page


def rules(page: Page) -> Locator:
    return page.locator(".rules > .rule")


async def choose(page: Page, line: Locator, field: str, value: str) -> None:
    await line.get_by_role("button", name=field).click()
    await page.get_by_role("option", name=value, exact=True).click()


async def act(page: Page, rule: str, name: str) -> None:
    await page.get_by_role("button", name=f"{rule}，更多操作").click()
    await page.get_by_role("menuitem", name=name).click()


@pytest.mark.capability("L-15", "L-16")
async def test_a_rule_is_put_together_tried_moved_and_put_out_of_use(page: Page, company: Company) -> None:
    await page.get_by_role("button", name="新建规则").click()
    drawer = page.get_by_role("dialog")
    await drawer.get_by_role("textbox", name="名称").fill("华东大单")
    await drawer.get_by_role("button", name="加条件").click()
    lines = drawer.locator(".condition-line")
    await lines.first.get_by_role("textbox", name="值").fill("华东")
    await drawer.get_by_role("button", name="加条件").click()
    await choose(page, lines.nth(1), "字段", "预计金额")
    await choose(page, lines.nth(1), "关系", "不低于")
    await lines.nth(1).get_by_role("textbox", name="值").fill("100000")
    await drawer.get_by_role("combobox", name="给谁").fill("林一")
    await page.get_by_role("option", name="林一").click()
    await expect(drawer.get_by_role("listitem").filter(has_text="林一")).to_be_visible()

    # Before it is saved, it stands behind the others: the one for all leads comes first.
    await drawer.get_by_role("button", name="试跑最近 50 条").click()
    tried = drawer.get_by_role("region", name="试跑结果")
    await expect(tried).to_contain_text("最近 3 条线索，3 条有人接")
    await expect(tried.get_by_role("row").filter(has_text="周二")).to_have_count(3)
    await assert_accessible(page)
    await drawer.get_by_role("button", name="保存").click()
    await expect(drawer).to_have_count(0)

    made = rules(page).filter(has_text="华东大单")
    await expect(made).to_contain_text("地区是华东，且预计金额不低于 100,000")
    kept = {each["name"]: each for each in (await company.admin.get("/v1/assignmentRules"))["assignmentRules"]}
    assert kept["华东大单"]["condition"] == 'lead.region == "华东" && lead.estimated_amount >= 100000.0'

    await act(page, "华东大单", "上移")
    await expect(rules(page).first).to_contain_text("华东大单")
    await page.get_by_role("button", name="试跑最近 50 条").click()
    result = page.get_by_role("region", name="试跑结果")
    await expect(result.get_by_role("row").filter(has_text="林一")).to_have_count(1)
    await expect(result.get_by_role("row").filter(has_text="林一")).to_contain_text("宁波第0机械")
    await expect(result.get_by_role("row").filter(has_text="周二")).to_have_count(2)

    # What was put together opens as it was put together.
    await made.get_by_role("button", name="华东大单", exact=True).click()
    await expect(lines).to_have_count(2)
    await expect(lines.nth(1).get_by_role("textbox", name="值")).to_have_value("100000")
    await page.keyboard.press("Escape")
    await expect(drawer).to_have_count(0)

    await act(page, "华东大单", "停用")
    await expect(made).to_have_count(0)
    await page.get_by_role("button", name="显示已停用").click()
    await expect(made).to_contain_text("已停用")


async def test_a_condition_that_means_nothing_is_refused_before_it_is_kept(page: Page, company: Company) -> None:
    await page.get_by_role("button", name="新建规则").click()
    drawer = page.get_by_role("dialog")
    await drawer.get_by_role("textbox", name="名称").fill("写错的")
    await drawer.get_by_role("button", name="改用表达式").click()
    await drawer.get_by_role("textbox", name="适用的线索").fill('lead.regoin == "华东"')
    await drawer.get_by_role("combobox", name="给谁").fill("林一")
    await page.get_by_role("option", name="林一").click()
    await drawer.get_by_role("button", name="保存").click()
    await expect(drawer.get_by_role("alert")).to_be_visible()
    names = [each["name"] for each in (await company.admin.get("/v1/assignmentRules"))["assignmentRules"]]
    assert "写错的" not in names
