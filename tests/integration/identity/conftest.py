"""Identity, running, with a company in it."""

from collections.abc import AsyncIterator

import pytest

from chassis.runtime import Runtime
from identity.service import SERVICE
from tests.integration.identity.company import KEY, Company
from tests.support.running import running
from tests.support.servers import Servers


@pytest.fixture
async def identity(servers: Servers) -> AsyncIterator[Runtime]:
    async with running(SERVICE, servers, extras={"installation_key": KEY}) as runtime:
        yield runtime


@pytest.fixture
async def acme(identity: Runtime) -> Company:
    return await Company.founded(identity)
