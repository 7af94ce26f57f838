"""Notifier, running for all tests of a module: each has a company of its own."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from chassis.principal import Principal
from chassis.runtime import Runtime
from chassis.scope import Reach
from notifier.service import SERVICE
from tests.integration.notifier.company import Company
from tests.integration.notifier.hearing import RULES
from tests.support.running import running
from tests.support.servers import Servers


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def notifier(servers: Servers) -> AsyncIterator[Runtime]:
    async with running(SERVICE, servers) as runtime:
        yield runtime


@pytest_asyncio.fixture(loop_scope="module")
async def company(notifier: Runtime) -> Company:
    made = Company(notifier)
    await made.open()
    return made


@pytest.fixture
def admin(company: Company) -> Principal:
    company.rights = (*company.rights, *RULES)
    return company.seeing(Reach.COMPANY)
