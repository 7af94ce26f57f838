from collections.abc import AsyncIterator
from uuid import UUID

import pytest

from chassis.principal import Principal
from chassis.runtime import Runtime
from crm.identity.v1 import identity_pb2 as identity
from leads.service import SERVICE
from tests.integration.leads.company import Company
from tests.support.running import changed_event, person, running
from tests.support.servers import Servers


@pytest.fixture
async def leads(servers: Servers) -> AsyncIterator[Runtime]:
    async with running(SERVICE, servers) as runtime:
        yield runtime


@pytest.fixture
async def company(leads: Runtime) -> Company:
    made = Company(leads)
    await made.open()
    await made.facts()
    return made


@pytest.fixture
async def marketer(leads: Runtime, request: pytest.FixtureRequest) -> Principal:
    """Somebody who may do what the module of the test names in ALL, at a company that identity has told of."""
    who = person(None, *request.module.ALL)
    tenant = identity.Tenant(id=str(who.tenant_id), time_zone="Asia/Shanghai", functional_currency="CNY", name="示范公司")
    await leads.consumers.apply([changed_event(UUID(tenant.id), tenant)])
    return who
