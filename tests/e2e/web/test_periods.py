"""The two ends of the books: what a company brings along, loaded and confirmed by two persons; what stops a close, closing and opening
again, and figures that can be had again."""

from datetime import timedelta
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import FilePayload, expect

from tests.e2e.web.conftest import Visit
from tests.support.chromium import assert_accessible
from tests.support.firm import DAYS, Firm
from tests.support.world import World


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def books(earth: World) -> Firm:
    """A company whose last month is over."""
    return await Firm(await earth.company(start=earth.clock.real() - timedelta(days=DAYS))).open()


async def last_month(books: Firm) -> Any:
    """Its fiscal period, which may be there already."""
    last = books.today.replace(day=1) - timedelta(days=1)
    periods = f"/v1/legalEntities/{books.company.legal_entity_id}/fiscalPeriods"
    known = (await books.controller.get(periods, pageSize=50))["fiscalPeriods"]
    if found := next((each for each in known if each["endDate"] == last.isoformat()), None):
        return found
    made = await books.controller.post(
        periods, {"name": f"{last:%Y-%m}", "startDate": last.replace(day=1).isoformat(), "endDate": last.isoformat()}
    )
    await books.world.settle()
    return made


@pytest.mark.capability("X-16")
async def test_finance_signs_for_what_is_open_closes_the_month_and_another_person_reopens_it(visit: Visit, books: Firm) -> None:
    last = books.today.replace(day=1) - timedelta(days=1)
    periods = f"/v1/legalEntities/{books.company.legal_entity_id}/fiscalPeriods"
    month = {"name": f"{last:%Y-%m}", "startDate": last.replace(day=1).isoformat(), "endDate": last.isoformat()}
    page = await visit(books.controller)
    await page.goto("/receivables/periods")
    await expect(page.get_by_role("heading", level=1)).to_have_text("还没有会计期间")
    await books.controller.post(periods, month)
    await books.world.settle()

    await page.goto("/receivables/periods")
    await expect(page.get_by_role("heading", level=1)).to_contain_text(f"{last:%Y-%m} 可以关账")
    await page.get_by_role("link", name=f"{last:%Y-%m}").click()
    item = page.locator("details", has_text="发票与应收不一致")
    await item.locator("summary").click()
    await expect(item.get_by_role("link").first).to_be_visible()
    await item.get_by_role("button", name="签字放行").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_role("textbox").fill("下月集中开票")
    await dialog.get_by_role("button", name="签字放行").click()
    await expect(item).to_contain_text("已签字")
    await assert_accessible(page)

    await page.get_by_role("button", name="关账", exact=True).click()
    await dialog.get_by_role("button", name="关账", exact=True).click()
    await books.world.settle()
    await page.reload()
    await expect(page.get_by_role("heading", level=1)).to_contain_text("已关账")
    await page.get_by_role("button", name="现在").click()
    await page.get_by_role("option", name="关账时").click()
    await expect(page.get_by_text("与关账时分文不差")).to_be_visible()

    await page.get_by_role("button", name="重新打开").click()
    await dialog.get_by_role("textbox").fill("漏记一笔到账")
    await dialog.get_by_role("button", name="重新打开").click()
    await expect(dialog.get_by_role("alert")).to_be_visible()
    second = await visit(await books.company.person("finance_manager", "财务副经理"))
    await second.goto(page.url)
    await second.get_by_role("button", name="重新打开").click()
    await second.get_by_role("dialog").get_by_role("textbox").fill("漏记一笔到账")
    await second.get_by_role("dialog").get_by_role("button", name="重新打开").click()
    await expect(second.get_by_text("漏记一笔到账")).to_be_visible()
    await expect(second.get_by_text("财务副经理 重新打开")).to_be_visible()


@pytest.mark.capability("R-01")
async def test_opening_balances_are_checked_handed_in_and_posted_by_another_person(visit: Visit, books: Firm) -> None:
    cut_over, customer = books.today - timedelta(days=1), "青禾农业机械有限公司"
    header, due = "客户,合同号,类型,未收金额,到期日,款项", cut_over - timedelta(days=40)

    def file(*lines: str) -> FilePayload:
        return {"name": "期初.csv", "mimeType": "text/csv", "buffer": "\n".join([header, *lines]).encode("gb18030")}

    page = await visit(books.accountant)
    await page.goto("/receivables/openings")
    await expect(page.get_by_role("heading", level=1)).to_have_text("没有待确认的期初余额")
    await page.get_by_role("spinbutton").first.click()
    await page.keyboard.type(cut_over.strftime("%Y%m%d"))
    await page.get_by_role("textbox", name="校验总额：欠款").fill("88000.01")
    chosen = page.locator("input[type=file]")
    await chosen.set_input_files(file(f"青禾,QC-1,应收,八万,{due}"))
    await page.get_by_role("button", name="校验").click()
    await expect(page.get_by_role("alert")).to_contain_text("第 2 行“未收金额”")
    retention = f"{customer},QC-1,质保金,8000,{due + timedelta(days=365)},"
    await chosen.set_input_files(file(f"{customer},QC-1,应收,80000.01,{due},验收款", retention))
    await page.get_by_role("button", name="校验").click()
    await expect(page.get_by_text("一分不差")).to_be_visible()
    await assert_accessible(page)
    await page.get_by_role("button", name="提交，等待确认").click()
    await expect(page.get_by_role("heading", level=1)).to_contain_text("等另一人确认")

    second = await visit(books.controller)
    await second.goto(page.url)
    await second.get_by_role("button", name="确认入账").click()
    await second.get_by_role("dialog").get_by_role("button", name="确认入账").click()
    await expect(second.get_by_role("heading", level=1)).to_contain_text("已入账")
    await expect(second.get_by_role("link", name="QC-1").first).to_be_visible()
    await assert_accessible(second)

    await page.reload()
    await page.get_by_role("button", name="申请撤回").click()
    await page.get_by_role("dialog").get_by_role("textbox").fill("漏了两家客户")
    await page.get_by_role("dialog").get_by_role("button", name="申请撤回").click()
    await expect(page.get_by_role("heading", level=1)).to_contain_text("申请撤回，等另一人确认")
    await second.reload()
    await second.get_by_role("button", name="确认撤回").click()
    await second.get_by_role("dialog").get_by_role("button", name="确认撤回").click()
    await expect(second.get_by_role("heading", level=1)).to_contain_text("已撤回，账上不再有")


@pytest.mark.capability("M-08")
async def test_a_provision_is_prepared_by_one_person_posted_by_another_and_taken_back(visit: Visit, books: Firm) -> None:
    rates = [{"fromDays": 0, "rate": "0.5"}, {"fromDays": 1, "rate": "5"}]
    await books.operations.patch("/v1/receivableSettings", {"provisionRates": rates})
    entity, period = books.company.legal_entity_id, await last_month(books)

    page = await visit(books.accountant)
    await page.goto(f"/receivables/periods/{entity}/{period['id']}")
    panel = page.get_by_role("region", name="坏账准备")
    await expect(panel.get_by_role("row", name="未逾期")).to_be_visible()
    await panel.get_by_role("button", name="计提坏账准备").click()
    await expect(panel.get_by_text("待批准")).to_be_visible()
    await expect(panel.get_by_role("button", name="批准入账")).to_have_count(0)
    await assert_accessible(page)

    second = await visit(books.controller)
    await books.world.settle()
    await second.goto("/today")
    await second.locator("[data-todo]", has_text="批准坏账准备").get_by_role("link", name="去审批").click()
    other = second.get_by_role("region", name="坏账准备")
    await other.get_by_role("button", name="批准入账").click()
    await expect(other.get_by_role("button", name="冲回")).to_be_visible()
    await other.get_by_text("明细：按客户").click()
    await expect(other.get_by_role("link", name="杭州为民")).to_be_visible()
    await other.get_by_role("button", name="冲回").click()
    await second.get_by_role("dialog").get_by_role("textbox").fill("比例录错了")
    await second.get_by_role("dialog").get_by_role("button", name="冲回").click()
    await expect(other.get_by_text("比例录错了")).to_be_visible()


@pytest.mark.capability("M-09")
async def test_dollars_are_worth_what_finance_says_and_their_difference_is_posted_by_another_person(visit: Visit, books: Firm) -> None:
    last = books.today.replace(day=1) - timedelta(days=1)
    entity = books.company.legal_entity_id
    period = await last_month(books)
    came = {"legalEntityId": entity, "tender": "TENDER_BANK", "receivedDate": (last - timedelta(days=9)).isoformat()}
    amount = {"currencyCode": "USD", "amount": "10000.00"}
    await books.cashier.post("/v1/receipts", came | {"customerId": books.weimin, "amount": amount})

    page = await visit(books.accountant)
    await page.goto(f"/receivables/periods/{entity}/{period['id']}")
    panel = page.get_by_role("region", name="汇兑损益")
    await expect(panel.get_by_text(f"USD {last:%Y/%m/%d}")).to_be_visible()
    await panel.get_by_role("link", name="录入汇率").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("还没有汇率")
    await page.get_by_role("button", name="录入汇率").first.click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("汇率", exact=True).fill("0")
    await dialog.get_by_role("button", name="保存").click()
    await expect(dialog.get_by_text("汇率要大于 0")).to_be_visible()
    await dialog.get_by_label("汇率", exact=True).fill("7.25")
    await dialog.get_by_label("来源").fill("中间价")
    await dialog.get_by_role("button", name="保存").click()
    await expect(page.get_by_role("heading", level=1)).to_contain_text("1 USD = 7.25 CNY")
    await assert_accessible(page)

    await page.goto("/receivables/ageing")
    await page.get_by_role("button", name="各按原币").click()
    await page.get_by_role("option", name="折合 USD").click()
    await expect(page.get_by_text("按汇率折合：1 CNY = 0.1379310345 USD")).to_be_visible()
    await expect(page.get_by_role("heading", level=1)).to_contain_text("$")

    for day, worth in ((last - timedelta(days=9), "7"), (last, "7.1")):
        await books.accountant.post("/v1/exchangeRates", {"currencyCode": "USD", "rate": worth, "rateDate": day.isoformat()})
    await page.goto(f"/receivables/periods/{entity}/{period['id']}")
    # What we owe back in dollars became dearer.
    await expect(panel.get_by_role("row", name="未核销收款")).to_contain_text("-¥1,000.00")
    await panel.get_by_role("button", name="计算汇兑损益").click()
    await expect(panel.get_by_text("待批准")).to_be_visible()
    await expect(panel.get_by_role("button", name="批准入账")).to_have_count(0)
    second = await visit(books.controller)
    await books.world.settle()
    await second.goto("/today")
    await second.locator("[data-todo]", has_text="批准汇兑损益").get_by_role("link", name="去审批").click()
    other = second.get_by_role("region", name="汇兑损益")
    await other.get_by_role("button", name="批准入账").click()
    await expect(other.get_by_text("已入账")).to_be_visible()
    await other.get_by_text("明细：每笔应收与来款").click()
    await expect(other.get_by_role("link", name="杭州为民")).to_be_visible()
    await assert_accessible(second)
