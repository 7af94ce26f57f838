"""Accounts alone, and a representative in it."""

from collections.abc import AsyncIterator

import pytest

from accounts.service import SERVICE
from tests.integration.accounts.book import Book
from tests.support.running import running
from tests.support.servers import Servers


@pytest.fixture
async def book(servers: Servers) -> AsyncIterator[Book]:
    async with running(SERVICE, servers) as runtime:
        found = Book(runtime)
        await found.begin()
        yield found
