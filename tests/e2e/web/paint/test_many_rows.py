"""A list of a hundred thousand customers opens, goes on and is narrowed as if they were few. Medians of several turns."""

from statistics import mean, median
from uuid import UUID

from playwright.async_api import Browser, Page, expect

from tests.e2e.web.paint.conftest import Demo, Look
from tests.e2e.web.paint.crowd import crowd
from tests.e2e.web.paint.many import many_accounts

FEW, MANY, TURNS = 300, 100_000, 5
# How long a hand rests on what it is about to press, at least: the page is sent for meanwhile.
REST = 100
LINK = 'nav a[href="/customers"]'
# How much longer it may take with many than with few. Where the two differ less than a picture is shown, nobody sees it.
RATIO, PICTURE = 1.5, 17
# Milliseconds from the press to the rows on the screen, held at full length: on a machine that nothing else is at work on.
MOST = 300

# Does something, and says how long it took until what was asked for was drawn.
_TAKES = """([act, shown]) => {
    const isShown = new Function(`return ${shown}`);
    const began = performance.now();
    new Function(act)();
    return new Promise((resolve) => {
        const look = () => requestAnimationFrame(() => (isShown() ? resolve(performance.now() - began) : look()));
        look();
    });
}"""
_LIST = "document.querySelector('.grid-table')"
# What is done, and when it is done.
ACTS = {
    "open": (f"document.querySelector('{LINK}').click()", f"{_LIST}?.querySelector('.grid-row.body')"),
    "go on": (f"{_LIST}.scrollTop = {_LIST}.scrollHeight", f"{_LIST}.ariaRowCount > 150 && {_LIST}.querySelector('[data-index=\"100\"]')"),
    "narrow": (
        "[...document.querySelectorAll('main button')].find((each) => each.textContent === 'A 类').click()",
        f"location.search.includes('tier') && {_LIST}?.ariaBusy === 'false'",
    ),
}


async def takes(page: Page, act: str) -> float:
    return float(await page.evaluate(_TAKES, ACTS[act]))


async def test_many_customers_are_there_as_soon_as_few(look: Look, browser: Browser, demo: Demo, proving: bool) -> None:
    rep = await demo.person("sales1")
    account = (await rep.get("/v1/accounts", pageSize=1, filter="tier = A"))["accounts"][0]
    url = demo.installation.postgres.databases.urls("accounts").owner

    async def times_of(rows: int) -> dict[str, float]:
        await many_accounts(url, UUID(account["id"]), rows, UUID(rep.id), UUID(account["teamId"]))
        async with look("executive") as page:
            return await medians(page, browser)

    few, many = await times_of(FEW), await times_of(MANY)
    assert all(many[act] <= RATIO * few[act] + PICTURE for act in ACTS), (few, many)
    if proving:
        assert max(many.values()) <= MOST, many


async def medians(page: Page, browser: Browser) -> dict[str, float]:
    """Milliseconds that each act takes, less what else was at work on the machine."""
    taken: dict[str, list[float]] = {act: [] for act in ACTS}
    for _ in range(TURNS):
        # Anew, so that nothing is kept of the turn before but the code.
        await page.goto("/today")
        await expect(page.locator("h1")).not_to_be_empty()
        await expect(page.locator(".skeleton")).to_have_count(0)
        await page.hover(LINK)
        await page.wait_for_timeout(REST)
        for act, times in taken.items():
            before, time = await crowd(browser), await takes(page, act)
            times.append(time / mean([before, await crowd(browser)]))
    return {act: round(median(times)) for act, times in taken.items()}
