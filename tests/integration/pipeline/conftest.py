from collections.abc import AsyncIterator

import pytest

from pipeline.service import SERVICE
from tests.integration.pipeline.company import Company
from tests.support.running import running
from tests.support.servers import Servers


@pytest.fixture
async def company(servers: Servers) -> AsyncIterator[Company]:
    async with running(SERVICE, servers) as runtime:
        made = Company(runtime)
        await made.open()
        yield made
