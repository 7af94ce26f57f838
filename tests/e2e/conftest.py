"""One installation for all stories of a process: each story has companies of its own."""

from collections.abc import AsyncIterator

import pytest

from tests.support.servers import Servers
from tests.support.world import World, world


@pytest.fixture
async def earth(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[World]:
    async with world(servers, tmp_path_factory.mktemp("attachments")) as started:
        yield started
        await started.nothing_failed()
