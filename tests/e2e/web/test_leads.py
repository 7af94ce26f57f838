"""Leads: what is due first, one lead and what becomes of it, and files that become leads."""

import pytest
from playwright.async_api import Page, expect

from tests.e2e.web.conftest import Visit
from tests.support.chromium import assert_accessible
from tests.support.firm import Firm
from tests.support.world import World

FILE = "公司名称,联系人,手机,需求\n蓬莱岛精密机械有限公司,赵一,13900001111,想看加工中心\n,,,没有公司也没有人\n"


async def test_the_inbox_says_what_waits_and_leads_to_each(page: Page, firm: Firm) -> None:
    await page.goto("/leads")
    await expect(page.get_by_role("heading", level=1)).to_contain_text("线索")
    name = firm.leads[0]["companyName"] or firm.leads[0]["name"]
    await page.get_by_role("link", name=name).first.click()
    await expect(page.get_by_role("heading", name="往来")).to_be_visible()
    await expect(page.get_by_text("五问")).to_be_visible()
    await assert_accessible(page)


async def test_who_is_known_is_told_before_a_lead_is_saved(page: Page, firm: Firm) -> None:
    await page.goto("/leads?new=true")
    form = page.get_by_role("dialog")
    await form.get_by_label("公司", exact=True).fill(firm.leads[0]["companyName"])
    await form.get_by_label("电话", exact=True).focus()
    await expect(form.get_by_role("status")).to_contain_text("已")


@pytest.mark.capability("G-18")
async def test_a_lead_in_the_pool_is_claimed_by_whoever_comes_first(visit: Visit, earth: World) -> None:
    company = await earth.company(start=None)
    giver, taker = await company.person("sales", "林一"), await company.person("sales", "周二")
    lead = (await giver.post("/v1/leads", {"name": "陈静", "companyName": "宁波第九机械有限公司", "ownerId": giver.id}))["lead"]
    await giver.post(f"/v1/leads/{lead['id']}:release", {"reason": "不在我的区域"})
    page = await visit(taker)
    await page.goto("/leads?tab=pool")
    row = page.get_by_role("row").filter(has_text="宁波第九机械有限公司")
    await row.get_by_role("button", name="认领").click()
    await expect(row).to_have_count(0)
    assert (await taker.get(f"/v1/leads/{lead['id']}"))["ownerId"] == taker.id


@pytest.mark.capability("A-02", "M-55")
async def test_a_file_is_checked_imported_and_taken_back(visit: Visit, earth: World) -> None:
    company = await earth.company(start=None)
    page = await visit(company.admin)
    await page.goto("/import")
    await page.locator("input[type=file]").set_input_files(
        {"name": "leads.csv", "mimeType": "text/csv", "buffer": FILE.encode()},
    )
    await page.get_by_role("button", name="上传", exact=True).click()
    await page.get_by_role("button", name="检查每一行").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("1 行可以导入，1 行不会导入")
    await assert_accessible(page)
    await page.get_by_role("button", name="导入 1 行").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("已导入 1 条记录")
    await page.get_by_role("button", name="撤销整批导入").click()
    await page.get_by_role("button", name="撤销导入").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("已撤销，1 条记录恢复原样")
