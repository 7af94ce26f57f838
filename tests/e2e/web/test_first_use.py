"""An installation in which there is nothing yet: who opens it is led to found a company, and to what comes after."""

from pathlib import Path

from playwright.async_api import Browser, expect

from tests.support.chromium import assert_accessible, opened
from tests.support.servers import Servers
from tests.support.world import INSTALLATION_KEY, PASSWORD, world


async def test_who_comes_first_founds_a_company_and_who_comes_next_signs_in(
    app: None, browser: Browser, servers: Servers, tmp_path: Path
) -> None:
    async with world(servers, tmp_path) as earth:
        async with opened(browser, earth.address) as page:
            await page.goto("/")
            await page.wait_for_url("**/setup?step=company")
            await assert_accessible(page)
            for name, text in (
                ("key", INSTALLATION_KEY),
                ("tenant.name", "远山精密机械有限公司"),
                ("tenant.code", "yuanshan"),
                ("administrator.name", "周远"),
                ("administrator.email", "zhou@yuanshan.example"),
                ("administrator.password", PASSWORD),
            ):
                await page.locator(f"input[name='{name}']").fill(text)
            await page.locator("button[type=submit]").click()
            await page.wait_for_url("**/setup?step=people")
            await page.get_by_role("button", name="以后再说").click()
            await page.wait_for_url("**/setup?step=start")
            await expect(page.get_by_role("link", name="导入现有资料")).to_be_visible()
            await expect(page.get_by_text("make demo")).to_be_visible()
            await assert_accessible(page)
            await page.get_by_role("link", name="进入今日").click()
            await expect(page.get_by_role("heading", level=1)).to_be_visible()
        await earth.settle()
        async with opened(browser, earth.address) as page:
            await page.goto("/")
            await page.wait_for_url("**/signin?**")
            await expect(page.locator("input[name=password]")).to_be_visible()
        await earth.nothing_failed()
