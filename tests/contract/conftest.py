"""Each contract is asked of every service."""

import pytest

from chassis.service import Service
from tests.contract.members import SERVICES, label


@pytest.fixture(scope="session", params=SERVICES, ids=label)
def service(request: pytest.FixtureRequest) -> Service:
    found: Service = request.param
    return found
