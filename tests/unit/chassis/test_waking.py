"""What rings for a loop is heard at once, however it comes, and never lost."""

import asyncio

import pytest

from chassis.waking import Bell

pytestmark = pytest.mark.asyncio
LONG = 60.0


async def test_a_bell_that_rang_before_anybody_listened_is_heard_once() -> None:
    bell = Bell()
    bell.ring()
    bell.ring()
    async with asyncio.timeout(5):
        await bell.heard(LONG)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.01):
            await bell.heard(LONG)


async def test_who_listens_is_woken_and_without_a_bell_looks_after_the_pause() -> None:
    bell = Bell()
    listener = asyncio.create_task(bell.heard(LONG))
    await asyncio.sleep(0)
    bell.ring()
    async with asyncio.timeout(5):
        await listener
        await bell.heard(0.001)


async def test_who_listens_can_be_cancelled_while_it_rings() -> None:
    bell = Bell()
    listener = asyncio.create_task(bell.heard(LONG))
    await asyncio.sleep(0)
    bell.ring()
    listener.cancel()
    with pytest.raises(asyncio.CancelledError):
        await listener
