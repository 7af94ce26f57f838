"""Waiting for what comes by itself."""

import asyncio
from collections.abc import Callable


async def until(holds: Callable[[], object], *, patience: float = 20, what: str = "it") -> None:
    """Looks again and again. Fails when it does not come."""
    deadline = asyncio.get_running_loop().time() + patience
    while not holds():
        assert asyncio.get_running_loop().time() < deadline, f"{what} did not come within {patience:.0f} s"
        await asyncio.sleep(0.05)
