"""Setting up: who works here and what they may do, what is told to whom, where leads come from, what is sold and how."""

import asyncio
import re
from datetime import timedelta

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from tests.e2e.web.conftest import Visit
from tests.support.chromium import assert_accessible
from tests.support.firm import DAYS, Firm
from tests.support.world import World

COUNT = "window.__presses = 0; addEventListener('pointerdown', () => { window.__presses += 1 }, true)"


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def changing(earth: World) -> Firm:
    """A company in which people leave, and in which things are set up anew."""
    return await Firm(await earth.company(start=earth.clock.real() - timedelta(days=DAYS))).open()


@pytest_asyncio.fixture(loop_scope="session")
async def admin(visit: Visit, changing: Firm) -> Page:
    return await visit(changing.who("admin"))


async def ended(page: Page, firm: Firm, text: str) -> None:
    """Once everything that follows has followed, and the page says so."""
    said = ""
    for _ in range(60):
        said = await page.locator("main").inner_text()
        if text in said:
            return
        await firm.world.settle()
        await asyncio.sleep(0.5)
    raise AssertionError(f"{text!r} is not said; instead:\n{said}")


async def save(page: Page) -> None:
    await page.get_by_role("dialog").get_by_role("button", name="保存").click()


# --- people ---------------------------------------------------------------------------------------


async def test_a_leavers_work_goes_to_a_successor_in_four_clicks_after_a_preview_and_comes_back(admin: Page, changing: Firm) -> None:
    await admin.goto(f"/settings/people?user={changing.rep.id}")
    await expect(admin.get_by_role("dialog")).to_contain_text("张三")
    await admin.evaluate(COUNT)
    await admin.get_by_role("button", name="移交客户").click()
    await expect(admin.get_by_role("combobox", name="接手人")).to_be_focused()
    await admin.keyboard.type("李四")
    await admin.get_by_role("option", name="李四").click()
    await admin.get_by_role("button", name="预览").click()
    await expect(admin.get_by_role("heading", level=1)).to_contain_text("件件有人接手", timeout=30_000)
    await expect(admin.get_by_role("row", name="客户").first).to_contain_text("李四")
    await admin.get_by_role("button", name="执行移交").click()
    assert await admin.evaluate("window.__presses") == 4
    await ended(admin, changing, "一件不少")
    customer = await changing.company.admin.get(f"/v1/accounts/{changing.weimin}")
    assert customer["ownerId"] == changing.li.id

    await admin.get_by_role("button", name="签字确认").click()
    await expect(admin.get_by_text("已签字").first).to_be_visible(timeout=30_000)

    await admin.get_by_role("button", name="撤销移交").click()
    await admin.get_by_role("textbox", name="原因").fill("张三留任")
    await admin.get_by_role("dialog").get_by_role("button", name="撤销移交").click()
    await ended(admin, changing, "张三留任")
    customer = await changing.company.admin.get(f"/v1/accounts/{changing.weimin}")
    assert customer["ownerId"] == changing.rep.id


async def test_who_sells_finds_colleagues_but_no_settings_of_the_company(page: Page) -> None:
    await page.goto("/settings")
    await expect(page.get_by_role("link", name="人员与团队")).to_be_visible()
    for name in ("角色与权限", "审计日志", "提醒规则", "线索来源"):
        await expect(page.get_by_role("link", name=name)).to_have_count(0)
    await page.get_by_role("link", name="人员与团队").click()
    await expect(page.get_by_text("张三").first).to_be_visible()
    await expect(page.get_by_role("button", name="新建同事")).to_have_count(0)


async def test_a_colleague_is_let_in_once_and_changed_without_saying_everything_again(admin: Page) -> None:
    await admin.goto("/settings/people")
    await admin.get_by_role("button", name="新建同事").click()
    dialog = admin.get_by_role("dialog")
    await dialog.get_by_role("textbox", name="姓名").fill("周敏")
    await dialog.get_by_role("textbox", name="邮箱").fill("zhou.min@firm.example")
    await dialog.get_by_role("textbox", name="手机").fill("13800001234")
    await dialog.get_by_text("销售", exact=True).click()
    await dialog.get_by_role("button", name="新建").click()
    await expect(dialog).to_contain_text("只显示这一次")
    await dialog.get_by_role("button", name="好了").click()
    await expect(dialog).to_contain_text("138****1234")
    await dialog.get_by_role("button", name="编辑").click()
    await dialog.last.get_by_text("商务", exact=True).click()
    await dialog.last.get_by_role("button", name="保存").click()
    await expect(dialog).to_have_count(1)
    await expect(dialog).to_contain_text(re.compile("商务、销售|销售、商务"))
    await expect(dialog).to_contain_text("138****1234")


async def test_a_role_of_ones_own_is_limited_to_a_region_and_goes_out_of_use(admin: Page) -> None:
    await admin.goto("/settings/roles")
    await admin.get_by_role("button", name="复制为新角色").click()
    await admin.get_by_role("textbox", name="名称").fill("华东外勤")
    await admin.get_by_role("button", name="新建", exact=True).click()
    await expect(admin.get_by_role("heading", name="华东外勤")).to_be_visible()
    await admin.get_by_role("button", name="限定范围").click()
    await admin.get_by_role("textbox", name="地区").fill("华东，华中")
    await admin.get_by_role("button", name="确定").click()
    await expect(admin.get_by_text("限于 地区 华东、华中").first).to_be_visible()
    await admin.get_by_role("button", name="保存权限").click()
    await expect(admin.get_by_role("button", name="保存权限")).to_have_count(0)
    await admin.reload()
    await expect(admin.get_by_text("限于 地区 华东、华中").first).to_be_visible()
    await admin.get_by_role("button", name="停用", exact=True).click()
    await admin.get_by_role("button", name="恢复", exact=True).click()
    await expect(admin.get_by_role("button", name="停用", exact=True)).to_be_visible()


# --- what is told to whom -------------------------------------------------------------------------


async def test_a_rule_is_switched_off_and_the_list_says_so(admin: Page) -> None:
    await admin.goto("/settings/reminders")
    heading = admin.get_by_role("heading", level=1)
    await expect(heading).to_contain_text("全部启用")
    await admin.get_by_role("searchbox", name="查找").fill("线索退回")
    rule = admin.locator(".reminder", has_text="线索退回")
    await expect(rule).to_contain_text("负责人")
    await rule.locator(".switch").click()
    await expect(rule).to_contain_text("已关闭")
    await expect(heading).to_contain_text("1 条已关闭")
    await admin.reload()
    await expect(heading).to_contain_text("1 条已关闭")


async def test_a_rule_is_made_for_people_by_name_and_shows_what_they_will_read(admin: Page) -> None:
    await admin.goto("/settings/reminders")
    await admin.get_by_role("button", name="新建规则").click()
    dialog = admin.get_by_role("dialog")
    await dialog.get_by_role("textbox", name="名称 *", exact=True).fill("大额赢单")
    await dialog.get_by_role("combobox", name="什么事").fill("赢单")
    await admin.get_by_role("option", name="赢单").click()
    await expect(dialog.get_by_role("region", name="收到的消息")).to_contain_text("赢单：［对象］")
    await dialog.get_by_role("textbox", name="条件").fill("fact.won_amout.amount > 1.0")
    await save(admin)
    await expect(dialog.get_by_role("textbox", name="条件")).to_have_attribute("aria-invalid", "true")
    await dialog.get_by_role("textbox", name="条件").fill("fact.won_amount.amount >= 500000.0")
    await dialog.get_by_text("高管", exact=True).click()
    await save(admin)
    await expect(dialog).to_have_count(0)
    await expect(admin.locator(".reminder", has_text="大额赢单")).to_contain_text("高管")


async def test_a_template_with_an_unknown_placeholder_is_refused_at_its_field(admin: Page) -> None:
    await admin.goto("/settings/reminders?tab=templates")
    await admin.get_by_role("button", name="线索退回", exact=True).click()
    dialog = admin.get_by_role("dialog")
    body = dialog.get_by_role("textbox", name="中文正文")
    await body.fill("请联系 {{ nobody }}")
    await expect(dialog.get_by_text("这类消息里没有“nobody”")).to_be_visible()
    await expect(body).to_have_attribute("aria-invalid", "true")
    await save(admin)
    await expect(dialog).to_be_visible()
    await body.fill("请联系")
    await dialog.get_by_role("button", name="收信人", exact=True).click()
    await expect(body).to_have_value("请联系{{ person }}")
    await expect(dialog.get_by_role("region", name="中文预览")).to_contain_text("请联系［收信人］")
    await assert_accessible(admin)
    await save(admin)
    await expect(dialog).to_have_count(0)


# --- where leads come from, what is sold, how --------------------------------------------------------


async def test_a_source_is_made_archived_and_restored(admin: Page) -> None:
    await admin.goto("/settings/sources")
    await admin.get_by_role("button", name="新建来源").first.click()
    dialog = admin.get_by_role("dialog")
    await save(admin)
    await expect(dialog.get_by_role("textbox", name="名称")).to_have_attribute("aria-invalid", "true")
    await dialog.get_by_role("textbox", name="名称").fill("知乎专栏")
    await dialog.get_by_role("textbox", name="来路网站").fill("zhihu.com，zhuanlan.zhihu.com")
    await save(admin)
    row = admin.locator(".grid-row.body", has_text="知乎专栏")
    await expect(row).to_contain_text("zhuanlan.zhihu.com")
    await row.click()
    await dialog.get_by_role("button", name="停用").click()
    await expect(row).to_have_count(0)
    await admin.get_by_role("button", name="显示已停用").click()
    await expect(row).to_contain_text("已停用")
    await row.click()
    await dialog.get_by_role("button", name="恢复").click()
    await expect(row).not_to_contain_text("已停用")


async def test_what_a_campaign_costs_is_recorded_and_taken_back(admin: Page, changing: Firm) -> None:
    await changing.company.admin.post("/v1/sources", {"name": "展会名片", "kind": "SOURCE_KIND_EXHIBITION"})
    await admin.goto("/settings/campaigns")
    await admin.get_by_role("button", name="新建活动").first.click()
    dialog = admin.get_by_role("dialog")
    await dialog.get_by_role("textbox", name="名称").fill("秋季展会")
    await dialog.get_by_role("textbox", name="预算").fill("5万")
    await save(admin)
    await expect(dialog).to_contain_text("还没有投入记录")
    await dialog.get_by_role("button", name="记一笔").first.click()
    await dialog.get_by_role("combobox", name="来源").fill("展会")
    await admin.get_by_role("option", name="展会名片").click()
    await dialog.get_by_role("textbox", name="金额").fill("1.2万")
    await dialog.last.get_by_role("button", name="记一笔").click()
    await expect(dialog.get_by_role("row", name="展会名片")).to_contain_text("12,000.00")
    await expect(dialog.locator(".fact", has_text="已投入")).to_contain_text("12,000.00")
    await dialog.get_by_role("button", name="撤回").click()
    await expect(dialog).to_contain_text("还没有投入记录")


async def test_a_product_is_made_and_its_code_is_its_own(admin: Page) -> None:
    await admin.goto("/settings/products")
    dialog = admin.get_by_role("dialog")
    for number in range(2):
        await admin.get_by_role("button", name="新建产品").first.click()
        await dialog.get_by_role("textbox", name="产品编码").fill("GTX-900")
        await dialog.get_by_role("textbox", name="产品名称").fill(f"灌装机 900 第{number}版")
        await dialog.get_by_role("textbox", name="目录价").fill("128,000.00")
        await save(admin)
        if number == 0:
            await expect(dialog).to_have_count(0)
    await expect(dialog.get_by_role("alert")).to_contain_text("编码")
    await dialog.get_by_role("textbox", name="产品编码").fill("GTX-901")
    await save(admin)
    await expect(admin.locator(".grid-row.body", has_text="GTX-901")).to_contain_text("128,000.00")


async def test_a_process_is_made_and_says_what_is_to_be_done_in_its_first_stage(admin: Page) -> None:
    await admin.goto("/settings/processes")
    await admin.get_by_role("button", name="新建流程").click()
    dialog = admin.get_by_role("dialog")
    await dialog.get_by_role("textbox", name="名称 *", exact=True).fill("渠道销售")
    await dialog.get_by_role("button", name="新建").click()
    await expect(admin.get_by_role("heading", level=1)).to_contain_text("渠道销售")
    await admin.get_by_role("button", name="编辑阶段").first.click()
    await dialog.get_by_role("button", name="加一件事").click()
    await dialog.get_by_role("textbox", name="要做的事").last.fill("拜访代理商")
    await save(admin)
    await expect(dialog).to_have_count(0)
    await expect(admin.get_by_text("拜访代理商")).to_be_visible()
    await admin.get_by_role("button", name="编辑阶段").first.click()
    await dialog.get_by_role("button", name="加条件").click()
    await dialog.get_by_role("textbox", name="条件（CEL）").last.fill("has_acount")
    await dialog.get_by_role("textbox", name="未满足时的提示").last.fill("没有客户")
    await save(admin)
    await expect(dialog.get_by_role("textbox", name="条件（CEL）").last).to_have_attribute("aria-invalid", "true")
    await dialog.get_by_role("button", name="去掉这个条件").last.click()
    await save(admin)
    await admin.get_by_role("button", name="停用", exact=True).click()
    await expect(admin.get_by_role("button", name="恢复")).to_be_visible()


# --- bank accounts --------------------------------------------------------------------------------


@pytest.mark.capability("M-10")
async def test_statements_can_be_brought_in_once_finance_has_added_the_account_they_are_of(visit: Visit, changing: Firm) -> None:
    cashier = await visit(changing.cashier)
    await cashier.goto("/receipts/statements")
    await expect(cashier.get_by_text("公司主体还没有银行账户")).to_be_visible()
    await expect(cashier.get_by_role("link", name="去添加银行账户")).to_have_count(0)

    page = await visit(changing.controller)
    await page.goto("/settings/banks")
    await expect(page.get_by_role("heading", level=1)).to_contain_text("还没有银行账户")
    await page.get_by_role("button", name="添加账户").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_role("textbox", name="开户行").fill("招商银行上海分行")
    await dialog.get_by_role("textbox", name="账号").fill("7559 0000 1111 2222")
    await save(page)
    await expect(page.get_by_role("heading", level=1)).to_have_text("1 个银行账户在收款")
    await expect(page.get_by_role("button", name="招商银行上海分行")).to_contain_text(changing.controller.name)
    await assert_accessible(page)

    await cashier.goto("/receipts/statements")
    await expect(cashier.get_by_role("button", name="招商银行上海分行 7559 0000 1111 2222")).to_be_visible()
    sales = await changing.rep.get("/v1/legalEntities")
    assert [each["accountNumber"] for each in sales["legalEntities"][0]["bankAccounts"]] == ["****2222"]

    await page.get_by_role("button", name="招商银行上海分行").click()
    await dialog.get_by_role("button", name="停用").click()
    await expect(page.get_by_role("heading", level=1)).to_contain_text("还没有银行账户")
    await page.get_by_role("button", name="撤销").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("1 个银行账户在收款")


async def test_how_large_a_write_off_one_person_decides_is_changed_by_operations(visit: Visit, changing: Firm) -> None:
    before = (await changing.operations.get("/v1/receivableSettings"))["adjustmentLimits"]
    page = await visit(changing.operations)
    await page.goto("/settings/receivables")
    panel = page.get_by_role("region", name="坏账核销额度")
    await panel.get_by_role("button", name="编辑").click()
    form = page.get_by_role("dialog")
    await form.get_by_role("textbox", name="CNY").fill("200000")
    await form.get_by_role("button", name="保存").click()
    await expect(panel).to_contain_text("¥20万")
    after = (await changing.operations.get("/v1/receivableSettings"))["adjustmentLimits"]
    told = [{"currencyCode": "CNY", "amount": "200000.00"}, *(each for each in before["writeOff"] if each["currencyCode"] != "CNY")]
    assert after == before | {"writeOff": told}
