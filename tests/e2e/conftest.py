"""One installation for the stories of a file: each story has companies of its own."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.support.servers import Servers
from tests.support.world import World, world

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One loop for all of a file: the installation lives as long."""
    for item in items:
        if item.path.parent == HERE and pytest_asyncio.is_async_test(item):
            item.add_marker(pytest.mark.asyncio(loop_scope="module"), append=False)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def earth(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[World]:
    async with world(servers, tmp_path_factory.mktemp("attachments")) as started:
        yield started
        await started.nothing_failed()


@pytest_asyncio.fixture(loop_scope="module")
async def own_earth(servers: Servers, tmp_path: Path) -> AsyncIterator[World]:
    """For stories that take the name of a company for themselves, or change what every company goes by."""
    async with world(servers, tmp_path / "attachments") as started:
        yield started
        await started.nothing_failed()
