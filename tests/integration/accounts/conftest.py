"""Accounts alone, and a representative in it."""

from collections.abc import AsyncIterator

import pytest

from accounts.service import SERVICE
from chassis.runtime import Runtime
from tests.integration.accounts.book import Book
from tests.support.running import running
from tests.support.servers import Servers


@pytest.fixture
async def accounts(servers: Servers) -> AsyncIterator[Runtime]:
    async with running(SERVICE, servers) as runtime:
        yield runtime


@pytest.fixture
async def book(accounts: Runtime) -> Book:
    found = Book(accounts)
    await found.begin()
    return found
