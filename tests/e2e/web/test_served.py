"""How the app is served: for every address of its own, small, kept for ever where its name says what is in it, under a strict policy."""

import re

import httpx
import pytest
from playwright.async_api import Browser

from tests.e2e.web.conftest import Visit
from tests.support.chromium import opened
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


@pytest.mark.usefixtures("inhabited")
async def test_the_app_opens_without_a_network(browser: Browser, earth: World) -> None:
    """Every file that the worker keeps is there to be kept, or it would keep none."""
    context = await browser.new_context(base_url=earth.address, locale="zh-CN")
    page = await context.new_page()
    await page.goto("/signin")
    await page.evaluate("navigator.serviceWorker.ready.then(() => undefined)")
    await context.set_offline(True)
    await page.goto("/customers")
    await page.get_by_role("alert").or_(page.get_by_role("button")).first.wait_for()
    await context.close()


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
