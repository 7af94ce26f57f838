"""Invoices that were issued elsewhere come in as the file that the tax system exports."""

from datetime import timedelta

import pytest
import pytest_asyncio
from playwright.async_api import expect

from tests.e2e.web.conftest import Visit
from tests.support.chromium import assert_accessible
from tests.support.firm import DAYS, Firm
from tests.support.world import World

HEAD = "数电发票号码,购买方名称,开票日期,价税合计,税率,发票票种,备注"
SPECIAL = "数电发票（增值税专用发票）"


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def books(earth: World) -> Firm:
    return await Firm(await earth.company(start=earth.clock.real() - timedelta(days=DAYS))).open()


@pytest.mark.capability("M-25")
async def test_a_file_of_issued_invoices_is_looked_at_before_it_is_taken(visit: Visit, books: Firm) -> None:
    (plan,) = (await books.accountant.get("/v1/paymentPlans", filter=f'customer_id = "{books.qinghe}"'))["paymentPlans"]
    day = books.today.isoformat()
    rows = (
        f"25312000000000000101,青禾农业,{day},30000.00,13%,{SPECIAL},合同号 {plan['contractNumber']}",
        f"25312000000000000102,无名公司,{day},500.00,13%,{SPECIAL},没有写合同",
    )
    page = await visit(books.accountant)
    await page.goto("/invoices")
    await page.get_by_role("button", name="导入已开发票").click()
    form = page.get_by_role("dialog")
    content = "\n".join((HEAD, *rows)).encode()
    await form.locator("input[type=file]").set_input_files({"name": "全量发票.csv", "mimeType": "text/csv", "buffer": content})
    await form.get_by_role("button", name="先检查").click()
    await expect(form.get_by_role("status")).to_contain_text("能登记 1 张")
    await expect(form.locator("li").first).to_contain_text("没有找到对应的合同")
    await assert_accessible(page)
    await form.get_by_role("button", name="导入 1 张").click()
    await expect(form.get_by_role("status")).to_contain_text("登记了 1 张")
    await form.get_by_role("link", name="25312000000000000101").click()
    await expect(page.get_by_role("heading", level=1)).to_contain_text("¥30,000.00")
    (instalment,) = (await books.accountant.get("/v1/instalments", filter=f'contract_id = "{plan["contractId"]}"'))["instalments"]
    assert instalment["invoiced"]["amount"] == "30000.00"
