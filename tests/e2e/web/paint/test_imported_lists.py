"""Every list of a sales book that was brought in opens its first page as soon as the budget says. Medians of several turns."""

from collections.abc import AsyncIterator
from statistics import mean, median

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect
from rich.console import Console

from tests.e2e.test_import_crm import DATA, PUBLIC
from tests.e2e.web.paint.conftest import Demo
from tests.e2e.web.paint.crowd import crowd
from tests.e2e.web.paint.test_many_rows import MOST, REST, TURNS
from tests.support.chromium import opened
from tests.support.world import Person
from tools.api.keep import Keep
from tools.api.progress import Bars
from tools.import_crm.company import Company
from tools.import_crm.mapping import mapping_for
from tools.import_crm.running import Order, import_book
from tools.stack import keys

CODE = "crm"
# Of every list: where one comes from, and what one presses there; deals are those of the process that the book brought along.
LISTS = {
    "customers": ("/today", 'nav a[href="/customers"]'),
    "deals": ("/deals?process={process}", 'a.page-tab[href*="tab=table"]'),
    "contracts": ("/today", 'nav a[href="/contracts"]'),
    "receivables": ("/today", 'nav a[href="/receivables"]'),
}
_TAKES = """(pressed) => {
    const began = performance.now();
    document.querySelector(pressed).click();
    return new Promise((resolve, reject) => {
        const isThere = () => document.querySelector(".grid-row.body");
        setTimeout(() => reject(new Error(`${location.href}: ${document.querySelector("main").innerText}`)), 10000);
        const look = () => requestAnimationFrame(() => (isThere() ? resolve(performance.now() - began) : look()));
        look();
    });
}"""
pytestmark = [
    pytest.mark.long,
    pytest.mark.timeout(1500),
    pytest.mark.skipif(not (DATA and PUBLIC.is_dir()), reason="DAOZHANG_DATA names no folder with crm/, where the public sales book lies"),
]


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def accountant(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Person]:
    """Of the company that the book was brought into: sees all of it."""
    keep, mapping = tmp_path_factory.mktemp("book"), mapping_for(PUBLIC)
    company = Company(CODE, installation_key=demo.installation.folder.secret(keys.INSTALLATION_KEY))
    outcome = await import_book(Order(PUBLIC, mapping, demo.installation.url, company, keep), Bars(Console(quiet=True)))
    assert outcome.agrees
    email = f"receivables.accountant@{mapping.mail_domain}"
    yield await demo.earth.sign_in(CODE, email, Keep.of(keep).password(email), name="accountant")


async def opens(page: Page, browser: Browser, start: str, pressed: str) -> float:
    """Milliseconds from the press until the rows are drawn, less what else was at work on the machine."""
    times = []
    for _ in range(TURNS):
        await page.goto(start)
        await expect(page.locator("h1")).not_to_be_empty()
        await expect(page.locator(".skeleton")).to_have_count(0)
        await page.hover(pressed)
        await page.wait_for_timeout(REST)
        before = await crowd(browser)
        took = float(await page.evaluate(_TAKES, pressed))
        times.append(took / mean([before, await crowd(browser)]))
    return round(median(times))


@pytest.mark.parametrize("name", LISTS)
async def test_a_list_of_an_imported_book_is_there_at_once(demo: Demo, browser: Browser, accountant: Person, name: str) -> None:
    [process] = (await accountant.get("/v1/salesProcesses", filter="is_default = false"))["salesProcesses"]
    start, pressed = LISTS[name]
    async with opened(browser, demo.installation.url, accountant) as page:
        assert await opens(page, browser, start.format(process=process["id"]), pressed) <= MOST
