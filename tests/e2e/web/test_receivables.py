"""What customers owe: finding it, noting what they say, taking their money in, and where it is stuck."""

import re
from datetime import timedelta
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from receivables import proving
from tests.e2e.web.conftest import Visit
from tests.support.chromium import assert_accessible
from tests.support.firm import DAYS, Firm
from tests.support.world import World


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def books(earth: World) -> Firm:
    """A company in which money moves."""
    return await Firm(await earth.company(start=earth.clock.real() - timedelta(days=DAYS))).open()


async def receive(firm: Firm, amount: str, **fields: Any) -> Any:
    body = {
        "legalEntityId": firm.company.legal_entity_id,
        "customerId": firm.weimin,
        "tender": "TENDER_BANK",
        "amount": {"currencyCode": "CNY", "amount": amount},
        "receivedDate": firm.today.isoformat(),
        **fields,
    }
    made = await firm.cashier.post("/v1/receipts", body)
    await firm.world.settle()
    return made


def row(page: Page, text: str) -> Any:
    return page.locator(".grid-row.body", has_text=text)


@pytest.mark.parametrize("role", ["rep", "accountant", "boss"])
async def test_the_page_says_what_is_overdue_and_every_segment_and_age_leads_to_its_rows(page: Page, role: str) -> None:
    await page.goto("/receivables")
    await expect(page.get_by_role("heading", level=1)).to_contain_text("逾期 ¥25万" if role == "rep" else "逾期 ¥37万，占应收未收的 82.2%")
    await expect(page).to_have_url(re.compile("payable"))
    # What would be due on a day off is due on the next working day.
    await expect(row(page, "杭州为民").first).to_contain_text(re.compile(r"逾期 (2[678]|29|30) 天"))
    await page.get_by_role("button", name="争议").first.click()
    await expect(page.locator(".grid-row.body")).to_have_count(1)
    await expect(row(page, "杭州为民")).to_contain_text("争议")
    await page.get_by_role("group", name="逾期账龄").get_by_role("button", name="未到期").click()
    await expect(page.locator(".grid-row.body")).to_have_count(1)
    await expect(row(page, "青禾农业")).to_contain_text(re.compile(r"\d+ 天后到期"))


@pytest.mark.parametrize("role", ["accountant"])
async def test_large_books_are_proved_in_the_background_and_the_page_says_how_far_that_is(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proving, "MOST_AT_ONCE", 0)
    await page.goto("/receivables")
    await page.get_by_role("button", name="账目尚未核对").click()
    dialog = page.get_by_role("dialog")
    await expect(dialog).to_contain_text("在后台分段复算")
    await dialog.get_by_role("button", name="重新复算").click()
    await expect(dialog).to_contain_text("已核对的科目、凭证与计划")
    await assert_accessible(page)
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("button", name="账账相符，核对于")).to_be_visible()


@pytest.mark.parametrize("role", ["accountant"])
async def test_finance_sees_that_all_numbers_agree_and_how_that_is_known(page: Page) -> None:
    await page.goto("/receivables")
    await page.get_by_role("button", name="账账相符").click()
    await expect(page.get_by_role("dialog")).to_contain_text("从第一笔分录起重算")


async def test_a_promise_is_noted_from_the_list_and_then_stands_in_the_story(visit: Visit, books: Firm) -> None:
    page = await visit(books.rep)
    await page.goto("/receivables")
    await row(page, "预付款").or_(row(page, "货款")).first.click()
    drawer = page.get_by_role("dialog")
    await expect(drawer).to_contain_text("这笔钱走过的路")
    await expect(drawer).to_contain_text("争议 ¥20,000.00")
    await drawer.get_by_role("button", name="记录承诺").click()
    form = page.get_by_role("dialog").last
    day = books.today + timedelta(days=6)
    await form.get_by_role("spinbutton").first.click()
    await page.keyboard.type(day.strftime("%Y%m%d"))
    await form.get_by_label("承诺金额").fill("6万")
    await form.get_by_label("原话").fill("财务说下周二付")
    await form.get_by_role("button", name="记录承诺").click()
    await expect(page.get_by_text("已记录承诺")).to_be_visible()
    (promise,) = (await books.rep.get("/v1/promises", filter=f'promise_date = "{day}"'))["promises"]
    assert promise["amount"]["amount"] == "60000.00"
    await expect(drawer).to_contain_text("财务说下周二付")


@pytest.mark.capability("M-27")
async def test_a_demand_for_payment_lets_the_limitation_period_begin_anew_until_it_is_withdrawn(visit: Visit, books: Firm) -> None:
    page = await visit(books.rep)
    await page.goto("/receivables")
    await row(page, "预付款").or_(row(page, "货款")).first.click()
    drawer = page.get_by_role("dialog")
    period = drawer.locator("section", has=page.get_by_role("heading", name="诉讼时效"))
    await expect(period).to_contain_text(re.compile(r"还有 [\d,]+ 天"))
    before = await period.locator(".limitation-until").text_content() or ""
    await period.get_by_role("button", name="登记时效中断").click()
    form = page.get_by_role("dialog").last
    await form.get_by_label("经过和送达方式").fill("EMS 寄催款函，对方财务签收")
    await form.get_by_text("有书面证据").click()
    await form.get_by_role("button", name="登记时效中断").click()
    await expect(page.get_by_text("已登记，诉讼时效重新计算")).to_be_visible()
    await expect(period.locator(".limitation-until")).not_to_have_text(before)
    await expect(period).to_contain_text("EMS 寄催款函")
    await period.get_by_role("button", name="撤销").click()
    ask = page.get_by_role("dialog").last
    await ask.get_by_role("textbox").fill("函件被退回")
    await ask.get_by_role("button", name="撤销").click()
    await expect(period.locator(".limitation-until")).to_have_text(before)
    await expect(period).to_contain_text("函件被退回")


async def test_a_receipt_is_matched_by_enter_and_taken_back_by_two_persons(visit: Visit, books: Firm) -> None:
    receipt = await receive(books, "30000.00", memo="货款")
    path = f"/v1/receipts/{receipt['id']}"
    page = await visit(books.accountant)
    await page.goto("/receipts")
    await expect(page.get_by_role("heading", level=1)).to_contain_text("未核销 ¥3万")
    await row(page, "货款").first.click()
    amount = page.get_by_role("textbox", name="核销金额").first
    await expect(amount).to_be_focused()
    await expect(amount).to_have_value("30,000.00")
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("已核销 ¥30,000.00")).to_be_visible()
    assert (await books.accountant.get(path))["unapplied"]["amount"] == "0.00"

    await page.get_by_role("checkbox", name="选择这一笔核销").first.check(force=True)
    await page.get_by_role("button", name="反核销所选 1 笔").click()
    await page.get_by_role("textbox", name="原因").fill("核销到了错的合同")
    await page.get_by_role("button", name="提请反核销").click()
    await expect(page.get_by_text("要由另一个人批准", exact=True)).to_be_visible()
    await expect(page.get_by_role("button", name="批准")).to_have_count(0)

    second = await visit(books.controller)
    await books.world.settle()
    await second.goto("/today")
    await second.locator("[data-todo]", has_text="审批反核销").get_by_role("link", name="去审批").click()
    await second.get_by_role("button", name="批准").click()
    await expect(second.get_by_text("账已退回")).to_be_visible()
    assert (await books.accountant.get(path))["unapplied"]["amount"] == "30000.00"


async def test_money_of_an_unknown_payer_is_identified_and_who_entered_it_never_allocates(visit: Visit, books: Firm) -> None:
    page = await visit(books.cashier)
    await page.goto("/receipts?new=true")
    form = page.get_by_role("dialog")
    await form.get_by_role("textbox", name="金额").fill("1.2万")
    await form.get_by_role("textbox", name="付款户名").fill("青禾农业机械")
    await form.get_by_role("button", name="登记到账").click()
    await expect(page.get_by_role("heading", level=1)).to_contain_text("¥12,000.00 不知道是谁的钱")
    await expect(page.get_by_role("button", name="确认核销")).to_have_count(0)
    url = page.url
    await books.world.settle()

    finance = await visit(books.accountant)
    await finance.goto(url)
    await finance.get_by_role("combobox", name="客户").fill("青禾")
    await finance.get_by_role("option", name="青禾农业").click()
    await finance.get_by_role("button", name="确认客户").click()
    await expect(finance.get_by_role("button", name="确认核销")).to_be_visible()


@pytest.mark.parametrize("role", ["boss"])
@pytest.mark.capability("G-06")
async def test_from_where_the_money_is_stuck_two_clicks_lead_to_the_person_and_the_contract(page: Page) -> None:
    await page.goto("/receivables/path")
    await expect(page.get_by_role("heading", level=1)).to_have_text("逾期 ¥37万，67% 客户还没有说法")
    steps = page.get_by_role("group", name="回款的每一步")
    await expect(steps.get_by_role("button", name="已逾期")).to_have_attribute("aria-pressed", "true")
    people = page.locator(".path-people")
    await expect(people).to_contain_text("张三")
    await people.get_by_role("button", name="李四").click()
    await expect(page.locator(".grid-row.body")).to_have_count(1)
    await row(page, "广州远航").click()
    await expect(page.get_by_role("dialog")).to_contain_text("这笔钱走过的路")
    await page.keyboard.press("Escape")
    await steps.get_by_role("button", name="有争议").click()
    await expect(row(page, "杭州为民")).to_contain_text("¥20,000.00")


@pytest.mark.capability("M-13")
async def test_ageing_leads_to_its_rows_is_kept_as_it_was_known_and_taken_along_to_the_cent(visit: Visit, books: Firm) -> None:
    page = await visit(books.accountant)
    await page.goto("/receivables/ageing")
    await expect(page.get_by_role("heading", level=1)).to_contain_text(re.compile(r"逾期 ¥[\d,.]+"))
    theirs = page.get_by_role("row", name="广州远航")
    await theirs.get_by_role("link", name=re.compile("¥")).first.click()
    await expect(row(page, "广州远航")).to_have_count(1)
    await page.go_back()
    await page.get_by_role("button", name="固定这份报表").click()
    await expect(page).to_have_url(re.compile("knownAt"))
    fixed = page.url

    await books.pays(books.theirs, "20000.00")
    await page.goto(fixed)
    await expect(theirs).to_contain_text("¥12万")
    async with page.expect_download() as saving:
        await page.get_by_role("button", name="下载 CSV").click()
    lines = (await (await saving.value).path()).read_text("utf-8-sig").splitlines()
    assert next(line for line in lines if line.startswith("广州远航")).split(",")[1:3] == ["CNY", "120000.00"]
    await assert_accessible(page)
    await page.get_by_role("button", name="按现在的记录").click()
    await expect(theirs).to_contain_text("¥10万")


@pytest.mark.parametrize("role", ["boss"])
@pytest.mark.capability("M-14")
async def test_how_well_money_came_in_is_said_with_its_formula_and_who_is_behind_it(page: Page) -> None:
    await page.goto("/receivables")
    await page.get_by_role("link", name="回款指标").click()
    await page.goto("/receivables/figures?period=twelve")
    await expect(page.get_by_role("heading", level=1)).to_contain_text("到期应收的")
    rate = page.get_by_role("list", name="指标").locator("li").first
    await rate.locator(".figure").focus()
    await expect(page.get_by_role("tooltip")).to_contain_text("到期已收 ÷ 到期应收")
    await expect(page.get_by_role("row", name="杭州为民")).to_be_visible()
    await page.get_by_role("button", name="分组").click()
    await page.get_by_role("option", name="负责人").click()
    await expect(page.get_by_role("row", name="张三")).to_be_visible()
