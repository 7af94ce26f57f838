"""Signing in, and what each person chooses for their eyes: language and theme."""

from dataclasses import dataclass
from uuid import uuid4

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from tests.e2e.web.conftest import Visit
from tests.support.chromium import assert_accessible
from tests.support.world import PASSWORD, Company, World


@dataclass
class Newcomer:
    """Somebody whom the administrator has just let in."""

    code: str
    email: str


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def company(earth: World) -> Company:
    return await earth.company(start=None)


@pytest_asyncio.fixture(loop_scope="session")
async def newcomer(company: Company) -> Newcomer:
    email = f"lin-{uuid4().hex[:8]}@{company.code}.example"
    user = {"name": "林一", "email": email, "roleIds": [company.roles["sales"]], "password": PASSWORD}
    await company.admin.post("/v1/users", user)
    return Newcomer(company.code, email)


async def fill(page: Page, code: str, email: str, password: str) -> None:
    for name, text in (("tenant", code), ("email", email), ("password", password)):
        await page.locator(f"input[name={name}]").fill(text)
    await page.locator("input[name=password]").press("Enter")


async def test_a_wrong_password_is_said_and_nobody_is_in(visit: Visit, newcomer: Newcomer) -> None:
    page = await visit()
    await page.goto("/signin")
    await fill(page, newcomer.code, newcomer.email, "not the password")
    await expect(page.get_by_text("公司代码、邮箱或密码不正确。")).to_be_visible()
    assert await page.evaluate("fetch('/v1/me').then((answer) => answer.status)") == 401
    await assert_accessible(page)


async def test_a_newcomer_chooses_a_password_and_arrives_where_the_link_led(visit: Visit, newcomer: Newcomer) -> None:
    page = await visit()
    await page.goto("/customers?q=abc")
    await fill(page, newcomer.code.upper(), newcomer.email, PASSWORD)
    await expect(page.get_by_role("heading", name="请设一个新密码")).to_be_visible()
    await assert_accessible(page)
    for field in await page.locator("input[type=password]").all():
        await field.fill(f"{PASSWORD}!")
    await page.locator("button[type=submit]").click()
    await page.wait_for_url("**/customers?q=abc**")
    # What is signed in lasts: no script can read it.
    assert "session" not in await page.evaluate("document.cookie")
    await page.reload()
    await expect(page.get_by_role("navigation").first).to_be_visible()


@pytest.mark.parametrize(("language", "words"), [("zh-CN", "登录"), ("en-US", "Sign in")])
async def test_the_page_speaks_the_language_of_the_person(visit: Visit, words: str, language: str) -> None:
    page = await visit()
    await page.goto("/signin")
    await expect(page.locator("button[type=submit]")).to_have_text(words)
    assert await page.locator("html").get_attribute("lang") == language


@pytest.mark.parametrize("theme", ["light", "dark"])
async def test_the_theme_is_there_before_the_first_paint(visit: Visit, theme: str) -> None:
    page = await visit()
    await page.goto("/signin", wait_until="commit")
    await page.wait_for_function("document.documentElement.dataset.theme")
    assert await page.locator("html").get_attribute("data-theme") == theme
    await page.locator("button[type=submit]").wait_for()
    bright = await page.evaluate(
        "getComputedStyle(document.body).backgroundColor.match(/[\\d.]+/g).slice(0, 3).every((part) => part > 128)"
    )
    assert bright is (theme == "light")


@pytest.mark.parametrize("language", ["zh-CN", "en-US"])
@pytest.mark.parametrize("theme", ["light", "dark"])
async def test_signing_in_keeps_nobody_out(visit: Visit, language: str, theme: str) -> None:
    for phone in (False, True):
        page = await visit(phone=phone)
        await page.goto("/signin")
        await page.locator("input[name=password]").wait_for()
        await assert_accessible(page)
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")


async def test_theme_and_language_are_chosen_on_the_page_and_kept(visit: Visit, newcomer: Newcomer, earth: World) -> None:
    person = await earth.sign_in(newcomer.code, newcomer.email, PASSWORD)
    await person.post("/v1/me:changePassword", {"currentPassword": PASSWORD, "newPassword": f"{PASSWORD}!"})
    page = await visit(await earth.sign_in(newcomer.code, newcomer.email, f"{PASSWORD}!"))
    await page.goto("/today")
    await page.get_by_role("button", name="林一").click()
    await page.get_by_role("menuitemradio", name="深色").click()
    await expect(page.locator("html")).to_have_attribute("data-theme", "dark")

    await page.get_by_role("button", name="林一").click()
    async with page.expect_navigation():
        await page.get_by_role("menuitemradio", name="English").click()
    await expect(page.get_by_role("link", name="Today").first).to_be_visible()
    html = page.locator("html")
    assert (await html.get_attribute("lang"), await html.get_attribute("data-theme")) == ("en-US", "dark")
    assert (await person.get("/v1/me"))["user"]["locale"] == "en-US"
