"""How the app is served: for every address of its own, small, kept for ever where its name says what is in it, under a strict policy."""

import re

import httpx
import pytest
from playwright.async_api import Browser, Page, expect

from tests.e2e.web.conftest import Visit
from tests.support.chromium import opened
from tests.support.firm import Firm
from tests.support.world import World

# Below that, a packet holds it either way.
WORTH_IT = 1024
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'"


async def assets(client: httpx.AsyncClient) -> list[str]:
    index = await client.get("/")
    return re.findall(r'(?:src|href)="(/assets/[^"]+)"', index.text)


@pytest.mark.parametrize("path", ["/", "/today", "/customers/01a20282-3cb5-7f0b-9c1c-5c8acbca42e5?tab=money", "/signin"])
async def test_every_address_of_the_app_is_the_app(earth: World, path: str) -> None:
    answer = await (await earth.client()).get(path)
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-cache")
    assert answer.headers["content-type"].startswith("text/html")
    assert answer.headers["content-security-policy"].startswith(POLICY)
    assert "unsafe" not in answer.headers["content-security-policy"]


async def test_an_address_of_the_api_is_never_a_page(earth: World) -> None:
    answer = await (await earth.client()).get("/v1/nothing")
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")


@pytest.mark.parametrize(("accepted", "encoding"), [("br, gzip", "br"), ("gzip", "gzip"), ("identity", None)])
async def test_scripts_and_styles_come_small_and_stay(earth: World, accepted: str, encoding: str | None) -> None:
    client = await earth.client()
    found = await assets(client)
    assert {path.rpartition(".")[2] for path in found} == {"js", "css"}
    for path in found:
        answer = await client.get(path, headers={"accept-encoding": accepted})
        assert answer.status_code == 200, path
        plain = await client.get(path, headers={"accept-encoding": "identity"})
        assert answer.headers.get("content-encoding") == (encoding if len(plain.content) >= WORTH_IT else None), path
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"


async def test_a_script_of_another_build_is_missed_and_not_a_page(earth: World) -> None:
    answer = await (await earth.client()).get("/assets/index-00000000.js")
    assert answer.status_code == 404
    assert not answer.headers["content-type"].startswith("text/html")


KEPT = """new Promise((found) => {
    const look = () => ("kept-me" in localStorage ? found() : setTimeout(look, 100));
    look();
})"""


async def _reopened_without_a_network(page: Page, first: str, then: str) -> None:
    """Every file that the worker keeps is there to be kept, or it would keep none."""
    await page.goto(first)
    await page.evaluate("navigator.serviceWorker.ready.then(() => undefined)")
    await page.context.set_offline(True)
    await page.goto(then)


async def test_the_app_opens_without_a_network(visit: Visit, firm: Firm) -> None:
    """With its frame, for who was here last; what needs the server says that it is not there, and comes by itself when it is."""
    page = await visit(firm.who("rep"))
    await _reopened_without_a_network(page, "/today", "/customers")
    await expect(page.get_by_role("status").filter(has_text="连不上服务器")).to_be_visible()
    await expect(page.get_by_role("navigation", name="主导航")).to_be_visible()
    await expect(page.get_by_role("main").get_by_role("button", name="再试一次")).to_be_visible()
    await expect(page.get_by_role("main").get_by_role("row")).to_have_count(0)
    await page.context.set_offline(False)
    await expect(page.get_by_role("status").filter(has_text="连不上服务器")).to_have_count(0)
    await expect(page.get_by_role("main").get_by_role("row").nth(1)).to_be_visible()


@pytest.mark.usefixtures("inhabited")
async def test_without_a_network_nobody_is_let_in_who_never_came(browser: Browser, earth: World) -> None:
    context = await browser.new_context(base_url=earth.address, locale="zh-CN")
    page = await context.new_page()
    await _reopened_without_a_network(page, "/signin", "/customers")
    await expect(page.get_by_role("alert")).to_contain_text("再试一次")
    await expect(page.get_by_role("navigation")).to_have_count(0)
    await context.close()


async def test_who_signs_out_leaves_nothing_behind_to_begin_from(visit: Visit, earth: World) -> None:
    company = await earth.company(start=None)
    page = await visit(await company.person("sales"))
    await page.goto("/me")
    await page.evaluate(KEPT)
    await page.get_by_role("button", name="退出登录").click()
    await page.locator("input[name=password]").wait_for()
    assert await page.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('kept-'))") == []


async def test_who_is_signed_out_from_elsewhere_is_forgotten(visit: Visit, earth: World) -> None:
    company = await earth.company(start=None)
    page = await visit(await company.person("sales"))
    await page.goto("/today")
    await page.evaluate(KEPT)
    await page.context.clear_cookies()
    await page.goto("/today")
    await page.locator("input[name=password]").wait_for()
    assert await page.evaluate("'kept-me' in localStorage") is False


async def test_a_deep_link_leads_to_signing_in_and_back(visit: Visit) -> None:
    """Under the policy that is served: a violation fails every test that opens a page."""
    page = await visit()
    await page.goto("/customers?q=杭州")
    await page.wait_for_url("**/signin?**")
    await page.locator("input[name=password]").wait_for()


INLINE = """() => {
    const script = document.createElement("script");
    script.textContent = "window.ran = true";
    document.body.append(script);
    return window.ran ?? false;
}"""


async def test_a_violation_of_the_policy_fails_whoever_looked(browser: Browser, earth: World) -> None:
    async def look() -> None:
        async with opened(browser, earth.address) as page:
            await page.goto("/signin")
            assert await page.evaluate(INLINE) is False

    with pytest.raises(AssertionError, match="script-src"):
        await look()
