"""Lists as people work with them, shown with customers: columns, filters, order, views, changes in place and in bulk, files."""

import re
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Locator, Page, expect

from tests.e2e.web.conftest import Visit
from tests.support.world import Company, Person, World

# A page that is opened first fetches its code.
SLOW = 20_000
CUSTOMERS = {
    "苏州青禾阀门有限公司": ("华东", "TIER_B"),
    "宁波海通泵业有限公司": ("华东", "TIER_A"),
    "广州远航机械有限公司": ("华南", "TIER_C"),
}
QINGHE, HAITONG, YUANHANG = CUSTOMERS


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def company(earth: World) -> Company:
    return await earth.company(start=None)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def rep(earth: World, company: Company) -> Person:
    """Somebody with three customers; every test leaves them as they were."""
    rep = await company.person("sales", "林一")
    for name, (region, tier) in CUSTOMERS.items():
        await rep.post("/v1/accounts", {"name": name, "region": region, "tier": tier})
    await earth.settle()
    return rep


@pytest_asyncio.fixture(loop_scope="session")
async def desk(visit: Visit, rep: Person) -> Page:
    page = await visit(rep)
    await page.goto("/customers")
    await expect(body(page)).to_have_count(3, timeout=SLOW)
    return page


def body(page: Page) -> Locator:
    return page.locator(".grid-row.body")


def row(page: Page, name: str) -> Locator:
    return body(page).filter(has_text=name)


async def headers(page: Page) -> list[str]:
    return [name.strip() for name in await page.get_by_role("columnheader").all_inner_texts() if name.strip()]


async def names(page: Page) -> list[str]:
    """Of the rows, from above."""
    shown = await body(page).locator("a.grid-link").all_inner_texts()
    return [name.strip() for name in shown]


async def test_columns_are_chosen_and_ordered_and_kept(desk: Page) -> None:
    assert "编号" not in await headers(desk)
    await desk.get_by_role("button", name="列", exact=True).click()
    menu = desk.get_by_role("dialog", name="列")
    await menu.get_by_role("checkbox", name="编号").click(force=True)
    await menu.get_by_role("checkbox", name="行业").click(force=True)
    await menu.get_by_role("button", name="区域前移").click()
    await desk.keyboard.press("Escape")
    await expect(desk.get_by_role("columnheader", name="编号")).to_be_attached()
    chosen = await headers(desk)
    assert "行业" not in chosen
    assert chosen.index("区域") < chosen.index("价值分层")

    await desk.reload()
    await expect(body(desk)).to_have_count(3)
    assert await headers(desk) == chosen
    await desk.get_by_role("button", name="列", exact=True).click()
    await menu.get_by_role("button", name="恢复默认列").click()
    await desk.keyboard.press("Escape")
    await expect(desk.get_by_role("columnheader", name="编号")).to_have_count(0)
    await expect(desk.get_by_role("columnheader", name="行业")).to_be_attached()


async def test_a_condition_narrows_the_list_and_stands_in_the_address(desk: Page) -> None:
    await desk.get_by_role("button", name="筛选", exact=True).click()
    await desk.get_by_role("menuitem", name="区域").click()
    editor = desk.get_by_role("dialog", name="区域")
    await editor.get_by_role("textbox", name="包含").fill("华东")
    await expect(body(desk)).to_have_count(2)
    await desk.keyboard.press("Escape")
    await expect(desk).to_have_url(re.compile(r"[?&]filter=.*region"))
    await expect(desk.locator(".grid-total")).to_have_text("共 2 条")

    await desk.get_by_role("button", name="筛选", exact=True).click()
    await desk.get_by_role("menuitem", name="级别").click()
    await desk.get_by_role("dialog", name="级别").get_by_text("A", exact=False).first.click()
    await expect(body(desk)).to_have_count(1)
    await desk.keyboard.press("Escape")

    # Whoever gets the address sees the same.
    await desk.reload()
    await expect(body(desk)).to_have_count(1)
    await expect(row(desk, HAITONG)).to_be_visible()
    await desk.get_by_role("button", name="清除筛选").click()
    await expect(body(desk)).to_have_count(3)
    await expect(desk).not_to_have_url(re.compile("filter="))


async def test_a_column_is_sorted_by_in_both_directions(desk: Page) -> None:
    header = desk.get_by_role("columnheader", name="级别")
    await header.get_by_role("button").click()
    await expect(header).to_have_attribute("aria-sort", re.compile("ascending|descending"))
    await expect(body(desk).first).to_contain_text(HAITONG)
    first = await header.get_attribute("aria-sort")
    await header.get_by_role("button").click()
    await expect(body(desk).first).to_contain_text(YUANHANG)
    await expect(header).not_to_have_attribute("aria-sort", first or "")
    await expect(desk).to_have_url(re.compile("order=tier"))
    assert await names(desk) == [YUANHANG, QINGHE, HAITONG]
    await desk.reload()
    await expect(body(desk)).to_have_count(3)
    assert await names(desk) == [YUANHANG, QINGHE, HAITONG]


async def test_a_view_is_saved_chosen_after_a_reload_and_deleted(desk: Page) -> None:
    await desk.goto('/customers?filter=region = "华南"')
    await expect(body(desk)).to_have_count(1)
    await desk.get_by_role("button", name="视图操作").click()
    await desk.get_by_role("menuitem", name="另存为视图").click()
    form = desk.get_by_role("dialog")
    await form.get_by_role("textbox", name="视图名称").fill("华南的客户")
    await form.get_by_role("button", name="保存").click()
    await expect(form).to_have_count(0)

    await desk.goto("/customers")
    await expect(body(desk)).to_have_count(3)
    views = desk.locator(".grid-views")
    await views.get_by_role("button", name="全部").click()
    await desk.get_by_role("menuitem", name="华南的客户").click()
    await expect(body(desk)).to_have_count(1)
    await expect(row(desk, YUANHANG)).to_be_visible()
    await expect(desk).to_have_url(re.compile("view="))

    await desk.get_by_role("button", name="视图操作").click()
    await desk.get_by_role("menuitem", name="删除视图").click()
    await expect(body(desk)).to_have_count(3)
    await views.get_by_role("button", name="全部").click()
    await expect(desk.get_by_role("menuitem", name="华南的客户")).to_have_count(0)


async def test_a_cell_is_changed_in_its_place_and_brought_back(desk: Page, rep: Person) -> None:
    changed = row(desk, QINGHE)
    await changed.hover()
    await changed.get_by_role("button", name="修改区域").click()
    editor = desk.get_by_role("dialog", name="区域")
    await editor.get_by_role("textbox", name="区域").fill("华中")
    await desk.keyboard.press("Enter")
    await expect(changed).to_contain_text("华中")
    await desk.get_by_role("button", name="撤销").click()
    await expect(changed).to_contain_text("华东")
    accounts = (await rep.get("/v1/accounts"))["accounts"]
    assert {each["name"]: each["region"] for each in accounts}[QINGHE] == "华东"


@pytest.mark.capability("M-56")
async def test_selected_rows_are_changed_at_once_and_each_says_how_it_went(desk: Page, rep: Person) -> None:
    for name in (QINGHE, YUANHANG):
        await row(desk, name).get_by_role("checkbox").click(force=True)
    bar = desk.get_by_role("toolbar", name="批量操作")
    await expect(bar).to_contain_text("已选 2 条")
    await bar.get_by_role("button", name="改级别").click()
    form = desk.get_by_role("dialog")
    await form.get_by_role("button", name="级别").click()
    await desk.get_by_role("option", name="A").first.click()
    await form.get_by_role("button", name="确定").click()
    await expect(desk.get_by_role("status").filter(has_text="改级别")).to_contain_text("完成 2 条，失败 0 条")
    accounts = (await rep.get("/v1/accounts"))["accounts"]
    assert {each["tier"] for each in accounts} == {"TIER_A"}
    await desk.locator(".bulk").get_by_role("button", name="关闭").click()
    await expect(desk.locator(".bulk")).to_have_count(0)
    for each in accounts:
        await rep.patch(f"/v1/accounts/{each['id']}", {"tier": CUSTOMERS[each["name"]][1]}, etag=each["etag"])


async def test_the_file_of_a_list_has_the_rows_and_the_columns_that_are_shown(
    visit: Visit, rep: Person, company: Company, tmp_path: Path
) -> None:
    page = await visit(await company.person("executive", "总经理"))
    await page.goto('/customers?filter=region = "华东"&order=sort_key')
    await expect(body(page)).to_have_count(2, timeout=SLOW)
    await page.get_by_role("button", name="导出").click()
    form = page.get_by_role("dialog")
    await expect(form).to_contain_text("2 条")
    await form.get_by_role("button", name="格式").click()
    await page.get_by_role("option", name="CSV 文本").click()
    async with page.expect_download() as coming:
        await form.get_by_role("button", name="开始导出").click()
    file = await coming.value
    assert file.suggested_filename.endswith(".csv")
    await file.save_as(tmp_path / "customers.csv")
    head, *lines = (tmp_path / "customers.csv").read_text("utf-8-sig").splitlines()
    assert head.startswith("名称,级别")
    assert [line.split(",")[:2] for line in lines] == [[HAITONG, "A 类"], [QINGHE, "B 类"]]
    await expect(page.get_by_role("button", name="下载文件")).to_be_visible()


async def test_who_may_not_take_data_along_is_offered_no_file(desk: Page) -> None:
    await expect(desk.get_by_role("button", name="列", exact=True)).to_be_visible()
    await expect(desk.get_by_role("button", name="导出")).to_have_count(0)
