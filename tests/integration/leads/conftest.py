from collections.abc import AsyncIterator

import pytest

from leads.service import SERVICE
from tests.integration.leads.company import Company
from tests.support.running import running
from tests.support.servers import Servers


@pytest.fixture
async def company(servers: Servers) -> AsyncIterator[Company]:
    async with running(SERVICE, servers) as runtime:
        made = Company(runtime)
        await made.open()
        await made.facts()
        yield made
