"""The web app as people meet it: built, served by edge before a whole installation, in a real Chromium.

Of each process there is one installation, one browser and one small company (`firm`). `page` and `phone` are signed in there; a test
chooses by parametrizing `role`, `language` and `theme`, or opens further pages with `visit`. What changes things that others look at
makes a company of its own (`earth.company()`, then `visit(person)`). Whatever a page reports to its console, and whatever its policy
refuses, fails the test that looked at it.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright

from tests.support.chromium import Language, Theme, opened
from tests.support.firm import DAYS, Firm
from tests.support.servers import Servers
from tests.support.world import Person, World, world
from tools import web
from tools.chromium import launch

HERE = Path(__file__).parent
Visit = Callable[..., Awaitable[Page]]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One loop for all of it: the installation and the browser live as long as the process."""
    for item in items:
        if HERE in item.path.parents and pytest_asyncio.is_async_test(item):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest.fixture(scope="session")
def app() -> None:
    """What these sources make is what edge serves."""
    assert web.main([]) == 0, "the web app could not be built"


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def earth(app: None, servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[World]:
    async with world(servers, tmp_path_factory.mktemp("attachments")) as started:
        yield started
        await started.nothing_failed()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def inhabited(earth: World) -> None:
    """Some company is there: an empty installation leads everybody to set it up."""
    await earth.company()
    await earth.settle()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def firm(earth: World) -> Firm:
    """A company that tests look at and leave as it is."""
    return await Firm(await earth.company(start=earth.clock.real() - timedelta(days=DAYS))).open()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    try:
        options = launch()
    except LookupError as missing:
        pytest.fail(str(missing), pytrace=False)
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(**options)
        yield chromium
        await chromium.close()


@pytest.fixture
def role() -> str:
    return "rep"


@pytest.fixture
def language() -> Language:
    return "zh-CN"


@pytest.fixture
def theme() -> Theme:
    return "light"


@pytest_asyncio.fixture(loop_scope="session")
async def visit(browser: Browser, earth: World, inhabited: None, language: Language, theme: Theme) -> AsyncIterator[Visit]:
    """`await visit(person, phone=True)`: a page of a fresh browser, signed in as this person; nobody is a visitor."""
    async with AsyncExitStack() as stack:

        async def begin(who: Person | None = None, *, phone: bool = False, failing: str = "") -> Page:
            page = opened(browser, earth.address, who, phone=phone, language=language, theme=theme, failing=failing)
            return await stack.enter_async_context(page)

        yield begin


@pytest_asyncio.fixture(loop_scope="session")
async def page(visit: Visit, firm: Firm, role: str) -> Page:
    """A desk."""
    return await visit(firm.who(role))


@pytest_asyncio.fixture(loop_scope="session")
async def phone(visit: Visit, firm: Firm, role: str) -> Page:
    """A phone, 390 pixels wide."""
    return await visit(firm.who(role), phone=True)
