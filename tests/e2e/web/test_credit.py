"""What a customer may owe, asked for by one person and approved by another, and what it costs to pay late."""

from datetime import timedelta

import pytest
import pytest_asyncio
from playwright.async_api import expect

from tests.e2e.test_orders import ON_ARRIVAL
from tests.e2e.web.conftest import Visit
from tests.support.chromium import assert_accessible
from tests.support.firm import DAYS, Firm
from tests.support.world import World


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def books(earth: World) -> Firm:
    """A company whose customers owe."""
    return await Firm(await earth.company(start=earth.clock.real() - timedelta(days=DAYS))).open()


@pytest.mark.capability("M-22")
async def test_a_limit_is_asked_for_approved_by_another_and_shows_what_uses_it(visit: Visit, books: Firm) -> None:
    rep = await visit(books.rep)
    await rep.goto("/receivables/credit")
    await expect(rep.get_by_role("heading", level=1)).to_have_text("还没有授信额度")
    await rep.get_by_role("button", name="申请授信").first.click()
    form = rep.get_by_role("dialog")
    await form.get_by_role("combobox", name="客户").fill("杭州")
    await rep.get_by_role("option", name="杭州为民").click()
    await form.get_by_role("textbox", name="金额").fill("20万")
    await form.get_by_role("textbox", name="原因").fill("年度授信")
    await form.get_by_role("button", name="申请授信").click()
    asked = rep.locator(".grid-row.body", has_text="杭州为民")
    await expect(asked).to_contain_text("待审批")
    await asked.click()
    await expect(form.get_by_text("年度授信")).to_be_visible()
    await expect(form.get_by_role("button", name="批准")).to_have_count(0)

    desk = await visit(books.controller)
    await desk.goto(rep.url)
    drawer = desk.get_by_role("dialog")
    await drawer.get_by_role("button", name="批准").click()
    await desk.get_by_role("dialog", name="批准").get_by_role("button", name="批准").click()
    await expect(drawer.get_by_text("已生效")).to_be_visible()
    await books.world.settle()
    await desk.goto("/receivables/credit")
    # The customer owes 250 000.
    await expect(desk.get_by_role("heading", level=1)).to_have_text("1 个授信额度已超额")
    await expect(desk.get_by_role("row", name="杭州为民").first).to_contain_text("已用 125%")
    await assert_accessible(desk)

    await desk.get_by_role("link", name="杭州为民").first.click()
    await desk.locator(".exposure-part summary", has_text="应收").first.click()
    await desk.get_by_role("link", name="预付款").first.click()
    await expect(desk.get_by_role("dialog")).to_contain_text("¥100,000.00")


@pytest.mark.capability("M-22", "P-43")
async def test_an_order_of_a_customer_over_its_limit_is_held_until_another_person_lets_it_go(visit: Visit, books: Firm) -> None:
    line = {"description": "备件", "quantity": "1", "unitPrice": "30000.00", "taxRate": "13"}
    order = await books.rep.post("/v1/orders", {"accountId": books.qinghe, "pricesIncludeTax": True, "lines": [line], "terms": ON_ARRIVAL})
    await granted(books, "LIMIT", "90000.00")
    await books.rep.post(f"/v1/orders/{order['id']}:submit")
    await books.manager.post(f"/v1/orders/{order['id']}:approve")
    await books.world.settle()

    page = await visit(books.commercial)
    await page.goto(f"/orders/{order['id']}")
    panel = page.locator("section.panel", has=page.get_by_role("heading", name="信用"))
    await expect(panel).to_contain_text("占用超限")
    await expect(panel).to_contain_text("20000.00")
    await assert_accessible(page)
    await page.get_by_role("button", name="下达", exact=True).click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_role("button", name="下达", exact=True).click()
    await expect(dialog).to_contain_text("信用占用超限，暂不能下达")
    await page.keyboard.press("Escape")

    until = (books.today + timedelta(days=30)).isoformat()
    await granted(books, "RELEASE", "20000.00", validUntilDate=until)
    await expect(panel).to_contain_text("通过")
    await page.get_by_role("button", name="下达", exact=True).click()
    await dialog.get_by_role("button", name="下达", exact=True).click()
    await expect(page.get_by_role("heading", level=1)).to_contain_text("已交付 0%")


async def granted(books: Firm, kind: str, amount: str, **fields: str) -> None:
    money = {"currencyCode": "CNY", "amount": amount}
    body = {"customerId": books.qinghe, "kind": f"CREDIT_KIND_{kind}", "amount": money, "reason": "年度授信", **fields}
    asked = await books.accountant.post("/v1/creditLimits", body)
    await books.controller.post(f"/v1/creditLimits/{asked['id']}:approve")
    await books.world.settle()


@pytest.mark.capability("M-24")
async def test_late_interest_is_claimed_from_the_instalment_and_waived_by_approval(visit: Visit, books: Firm) -> None:
    clause = {"rate": "0.05", "period": "RATE_PERIOD_DAY", "dayCount": 365, "graceDays": 3}
    await books.operations.patch("/v1/receivableSettings", {"lateInterest": clause})
    page = await visit(books.accountant)
    await page.goto(f"/receivables?instalment={books.late['id']}")
    drawer = page.get_by_role("dialog")
    await expect(drawer.get_by_text("每日 0.05%，宽限 3 天")).to_be_visible()
    await drawer.get_by_role("button", name="主张违约金").click()
    claiming = page.get_by_role("dialog", name="主张违约金")
    await claiming.get_by_role("button", name="主张违约金").click()
    await expect(drawer.get_by_role("button", name="违约金：预付款")).to_be_visible()
    await assert_accessible(page)

    await drawer.get_by_role("button", name="违约金：预付款").click()
    await drawer.get_by_role("button", name="申请减免违约金").click()
    await drawer.get_by_role("textbox", name="原因").fill("客户已付清本金")
    await drawer.get_by_role("button", name="申请减免", exact=True).click()
    await expect(drawer.get_by_role("textbox", name="原因")).to_have_count(0)

    second = await visit(books.controller)
    await second.goto("/receivables/adjustments")
    await expect(second.get_by_role("heading", level=1)).to_contain_text("1")
    await second.locator(".grid-row.body", has_text="杭州为民").first.click()
    await second.get_by_role("dialog").get_by_role("button", name="批准").click()
    await second.get_by_role("dialog", name="批准").get_by_role("button", name="批准").click()
    await expect(second.get_by_role("dialog").get_by_text("已入账").first).to_be_visible()
    await page.goto(f"/receivables?instalment={books.late['id']}")
    waived = drawer.locator(".fact", has_text="其中已减免")
    await expect(waived).not_to_contain_text("¥0.00")
    await expect(drawer.get_by_role("button", name="主张违约金")).to_have_count(0)
