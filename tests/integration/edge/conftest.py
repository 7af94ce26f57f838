"""An open door for each test: the edge on a real socket before a peer that speaks real gRPC."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support.edge import Door, door


@pytest.fixture
async def edge(tmp_path: Path) -> AsyncIterator[Door]:
    async with door(tmp_path) as found:
        yield found
