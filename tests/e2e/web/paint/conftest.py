"""What times are taken of: the demo company in processes of its own, as people have it; members in one process wait for each other."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page
from rich.console import Console

from chassis.clock import Clock
from tests.support.chromium import opened
from tests.support.installation import running_installation
from tests.support.world import Person, World
from tools.api.progress import Bars
from tools.demo.organisation import CODE, HOST
from tools.demo.running import Place, make_demo
from tools.stack import keys
from tools.stack.installation import Installation

# Enough for more than a page of to-dos, and no more: it is made anew each time.
SCALE = 0.3
Look = Callable[..., AbstractAsyncContextManager[Page]]


@dataclass
class Demo:
    installation: Installation
    earth: World
    password: str
    _people: dict[str, Person] = field(default_factory=dict)

    async def person(self, key: str) -> Person:
        """Signed in once: whoever does so too often has to wait."""
        if key not in self._people:
            self._people[key] = await self.earth.sign_in(CODE, f"{key}@{HOST}", self.password, name=key)
        return self._people[key]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def demo(app: None, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Demo]:
    with running_installation() as installation:
        secret = installation.folder.secret(keys.INSTALLATION_KEY)
        place = Place(installation.url, secret, tmp_path_factory.mktemp("demo"))
        memory = await make_demo(place, Bars(Console(quiet=True)), scale=SCALE)
        async with AsyncExitStack() as stack:
            yield Demo(installation, World([], installation.url, Clock(), stack), memory.password)


@pytest.fixture
def look(browser: Browser, demo: Demo) -> Look:
    """`async with look("sales1", phone=True) as page`: a browser that has nothing of the app yet, with somebody of the demo company."""

    @asynccontextmanager
    async def begin(key: str, *, phone: bool = False) -> AsyncIterator[Page]:
        async with opened(browser, demo.installation.url, await demo.person(key), phone=phone) as page:
            yield page

    return begin
