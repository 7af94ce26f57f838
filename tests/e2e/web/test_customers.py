"""Customers: what is owed comes first, everything about one stands on one page, and who is known already is said before saving."""

import re

import pytest
from playwright.async_api import Page, expect

from tests.e2e.web.conftest import Visit
from tests.support.chromium import assert_accessible
from tests.support.firm import Firm


@pytest.mark.capability("A-07", "A-08", "A-12", "G-04")
async def test_the_list_leads_to_a_customer_whose_page_says_what_is_overdue(page: Page, firm: Firm) -> None:
    await page.goto("/customers")
    row = page.get_by_role("row").filter(has_text="杭州为民")
    await expect(row.locator(".money.late")).to_be_visible()
    await assert_accessible(page)
    await row.get_by_role("link", name="杭州为民").click()
    await page.wait_for_url(f"**/customers/{firm.weimin}")
    await expect(page.get_by_role("heading", level=1)).to_contain_text("逾期")
    await expect(page.get_by_text("二号产线预算 26 万元")).to_be_visible()
    # Out of the list one came from, one goes on to the next.
    await expect(page.get_by_role("navigation", name="列表里的前后")).to_contain_text("/")
    await assert_accessible(page)


async def test_a_fact_is_changed_where_it_stands_and_brought_back(page: Page, firm: Firm) -> None:
    await page.goto(f"/customers/{firm.qinghe}")
    await page.get_by_role("button", name="修改行业").click()
    await page.get_by_role("textbox", name="行业").fill("种植")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("button", name="修改行业")).to_contain_text("种植")
    await page.get_by_role("button", name="撤销").click()
    await expect(page.get_by_role("button", name="修改行业")).not_to_contain_text("种植")


@pytest.mark.capability("A-07")
async def test_the_phone_shows_one_part_at_a_time_and_calls_a_number_once_it_is_asked_for(phone: Page, firm: Firm) -> None:
    await phone.goto(f"/customers/{firm.weimin}")
    await phone.get_by_role("link", name="联系人").click()
    line = phone.get_by_role("listitem").filter(has_text="王敏")
    await expect(line).to_contain_text("138****0001")
    await line.get_by_role("button", name="显示联系方式").click()
    await expect(line.get_by_role("link", name="打给王敏")).to_have_attribute("href", "tel:13800000001")
    assert await phone.evaluate("document.documentElement.scrollWidth") == 390
    await assert_accessible(phone)


@pytest.mark.parametrize("role", ["manager"])
async def test_who_does_not_look_after_a_customer_says_why_a_number_is_wanted(page: Page, firm: Firm) -> None:
    await page.goto(f"/customers/{firm.weimin}")
    line = page.get_by_role("listitem").filter(has_text="王敏")
    await line.get_by_role("button", name="显示联系方式").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_role("textbox").fill("替林一联系")
    await dialog.get_by_role("button", name="显示联系方式").click()
    await expect(line.get_by_role("link", name="打给王敏")).to_be_visible()


async def test_a_customer_that_is_known_already_is_named_before_a_second_one_is_made(visit: Visit, firm: Firm) -> None:
    page = await visit(firm.who("rep"))
    await page.goto("/customers?new=true")
    await page.get_by_role("textbox", name="名称").fill("杭州为民")
    await page.keyboard.press("Tab")
    await expect(page.get_by_text(re.compile("已经有了"))).to_be_visible()
    await expect(page.get_by_role("button", name="仍然新建")).to_be_visible()
    await assert_accessible(page)
