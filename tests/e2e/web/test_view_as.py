"""An administrator looks at the product with a colleague's eyes: what that shows, that nothing can be changed, and the way back."""

import asyncio
import re

import pytest
import pytest_asyncio
from playwright.async_api import Page, Route, expect

from tests.e2e.web.conftest import Visit
from tests.support.chromium import Language, Theme, assert_accessible
from tests.support.world import PASSWORD, Company, Person, World


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def company(earth: World) -> Company:
    return await earth.company(start=None)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def rep(company: Company) -> Person:
    """One of two, each with a customer of their own."""
    rep, other = [await company.person("sales", name) for name in ("王晓芳", "李志强")]
    await rep.post("/v1/accounts", {"name": "杭州为民"})
    await other.post("/v1/accounts", {"name": "青禾农业"})
    await company.world.settle()
    return rep


@pytest_asyncio.fixture(loop_scope="session")
async def boss(earth: World, company: Company) -> Person:
    """In a session of their own: the view belongs to it."""
    return await earth.sign_in(company.code, f"admin@{company.code}.example", PASSWORD, name="管理员")


async def customers(page: Page) -> set[str]:
    await page.goto("/customers?list=all")
    rows = page.locator(".grid-row.body")
    await expect(rows.first).to_be_visible()
    return {name for text in await rows.all_inner_texts() for name in ("杭州为民", "青禾农业") if name in text}


async def test_an_administrator_sees_what_a_rep_sees_changes_nothing_and_comes_back(visit: Visit, boss: Person, rep: Person) -> None:
    page = await visit(boss)
    assert await customers(page) == {"杭州为民", "青禾农业"}
    await page.goto(f"/settings/people?user={rep.id}")
    await page.get_by_role("button", name="以此人身份查看").click()
    dialog = page.get_by_role("dialog", name="以王晓芳的身份查看")
    await dialog.get_by_label("原因").fill("她说看不到客户")
    await dialog.get_by_role("button", name="以此人身份查看").click()
    await page.wait_for_url("**/today")
    banner = page.get_by_role("status").filter(has_text="你看到的就是王晓芳看到的")
    await expect(banner).to_have_text(re.compile(r"\d\d:\d\d 结束"))
    assert await customers(page) == {"杭州为民"}
    await expect(banner).to_be_visible()

    await page.goto("/me")
    await page.get_by_role("button", name="姓名").click()
    name = page.get_by_role("textbox", name="姓名")
    await name.fill("王小芳")
    await name.press("Enter")
    await expect(page.get_by_text("你正在以别人的身份查看，不能做任何更改")).to_be_visible()
    assert (await rep.get("/v1/me"))["user"]["name"] == "王晓芳"

    await banner.get_by_role("button", name="结束查看").click()
    await page.wait_for_url(f"**/settings/people?user={rep.id}")
    await expect(page.get_by_role("button", name="以此人身份查看")).to_be_visible()
    await expect(banner).to_have_count(0)
    assert await customers(page) == {"杭州为民", "青禾农业"}


async def test_who_has_a_role_stands_beside_what_it_lets_them_do(visit: Visit, company: Company, boss: Person, rep: Person) -> None:
    page = await visit(boss)
    await page.goto(f"/settings/roles?role={company.roles['sales']}")
    people = page.get_by_role("region", name="有这个角色的人")
    await expect(people).to_contain_text("2 人")
    await people.get_by_role("button", name="以王晓芳的身份查看").click()
    await expect(page.get_by_role("dialog", name="以王晓芳的身份查看")).to_contain_text("不能做任何更改")


@pytest.mark.parametrize(("language", "theme", "said"), [("zh-CN", "light", "结束查看"), ("en-US", "dark", "End")])
@pytest.mark.parametrize("on_phone", [False, True])
async def test_the_banner_keeps_nobody_out(
    visit: Visit, boss: Person, rep: Person, language: Language, theme: Theme, said: str, on_phone: bool
) -> None:
    await boss.post(f"/v1/users/{rep.id}:viewAs", {"reason": "她说看不到客户"})
    page = await visit(boss, phone=on_phone)
    await page.goto("/today")
    await expect(page.get_by_role("button", name=said, exact=True)).to_be_visible()
    await expect(page.locator(".skeleton")).to_have_count(0)
    await assert_accessible(page)
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("on_phone", [False, True])
async def test_the_place_of_the_banner_is_kept_until_it_comes(visit: Visit, boss: Person, rep: Person, on_phone: bool) -> None:
    await boss.post(f"/v1/users/{rep.id}:viewAs", {"reason": "她说看不到客户"})
    page, wanted = await visit(boss, phone=on_phone), asyncio.Event()

    async def later(route: Route) -> None:
        await wanted.wait()
        await route.continue_()

    await page.route(re.compile(r"/assets/Viewing-.*\.js"), later)
    await page.goto("/today", wait_until="commit")
    content = page.locator("#content")
    await expect(content).to_be_visible()
    before = await content.bounding_box()
    await expect(page.get_by_text("结束查看")).to_have_count(0)
    wanted.set()
    await expect(page.get_by_text("结束查看")).to_be_visible()
    after = await content.bounding_box()
    assert before is not None
    assert after is not None
    assert after["y"] == before["y"]
