"""'Why can I (not) see this?', where people ask it."""

import pytest
from playwright.async_api import Page, expect

from tests.support.chromium import assert_accessible
from tests.support.firm import Firm

pytestmark = pytest.mark.capability("M-52")


async def test_a_customer_says_why_one_sees_it(page: Page, firm: Firm) -> None:
    await page.goto(f"/customers/{firm.weimin}")
    await page.get_by_role("button", name="更多操作").first.click()
    await page.get_by_role("menuitem", name="为什么我能看到？").click()
    answer = page.get_by_role("dialog", name="为什么能看到，或看不到")
    await expect(answer).to_contain_text("张三是负责人")
    await expect(answer.get_by_role("list", name="我的角色")).to_contain_text("销售")
    await assert_accessible(page)


async def test_of_what_one_may_not_see_one_learns_how_far_one_sees_and_no_more(page: Page, firm: Firm) -> None:
    await page.goto(f"/customers/{firm.far}")
    await page.get_by_role("button", name="为什么我看不到？").click()
    answer = page.get_by_role("dialog", name="为什么能看到，或看不到")
    await expect(answer).to_contain_text("两者不作区分")
    await expect(answer).not_to_contain_text("李四")
