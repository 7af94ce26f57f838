"""An installation in which there is nothing yet: who opens it is led to found a company, and to what comes after."""

from pathlib import Path

from playwright.async_api import Browser, expect

from tests.e2e.web.conftest import Visit
from tests.support.chromium import assert_accessible, opened
from tests.support.servers import Servers
from tests.support.world import INSTALLATION_KEY, PASSWORD, World, world


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
            await expect(page.get_by_text("开一家示例公司")).to_be_visible()
            await assert_accessible(page)
            await page.get_by_role("link", name="进入今日").click()
            await expect(page.get_by_role("heading", level=1)).to_be_visible()
        await earth.settle()
        async with opened(browser, earth.address) as page:
            await page.goto("/")
            await page.wait_for_url("**/signin?**")
            await expect(page.locator("input[name=password]")).to_be_visible()
        await earth.nothing_failed()


async def test_a_demo_company_goes_away_by_one_button_that_a_real_one_does_not_have(visit: Visit, earth: World) -> None:
    demo, real = await earth.company(sandbox=True), await earth.company()
    page = await visit(real.admin)
    await page.goto("/settings")
    await expect(page.get_by_role("link", name="人员与团队")).to_be_visible()
    await expect(page.get_by_role("button", name="删除示例公司")).to_have_count(0)
    page = await visit(demo.admin)
    await page.goto("/settings")
    await page.get_by_role("button", name="删除示例公司").click()
    await page.get_by_role("dialog").get_by_role("button", name="删除示例公司").click()
    await page.wait_for_url("**/signin")
    known = {"tenant": demo.code, "email": f"admin@{demo.code}.example", "password": PASSWORD}
    assert (await (await earth.client()).post("/v1/sessions", json=known)).status_code == 401
