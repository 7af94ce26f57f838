"""Month end: what stops a close, closing and opening again by two persons, and figures that can be had again."""

from datetime import timedelta

import pytest
import pytest_asyncio
from playwright.async_api import expect

from tests.e2e.web.conftest import Visit
from tests.support.chromium import assert_accessible
from tests.support.firm import DAYS, Firm
from tests.support.world import World


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def books(earth: World) -> Firm:
    """A company whose last month is over."""
    return await Firm(await earth.company(start=earth.clock.real() - timedelta(days=DAYS))).open()


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
