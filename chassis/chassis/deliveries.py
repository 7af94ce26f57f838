"""Messages that JetStream delivered and that have no answer yet.

JetStream delivers again what it hears nothing of for ACK_SECONDS. So it is told now and then that a message waits in good hands, behind a
slow batch or for a database that is away; and what is in hand when a service ends is given back at once.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress

from nats.aio.msg import Msg
from nats.errors import Error as NatsError

BATCH = 100
# How long events wait when a process was killed that had them in hand.
ACK_SECONDS = 10
# How often JetStream hears of what waits: often enough that one word may be lost.
HOLD_SECONDS = 3.0


class Deliveries:
    """The messages of one subscription."""

    def __init__(self) -> None:
        self._waiting: asyncio.Queue[Msg] = asyncio.Queue()
        self._in_hand: list[Msg] = []

    async def arrived(self, message: Msg) -> None:
        self._in_hand.append(message)
        self._waiting.put_nowait(message)

    async def batch(self) -> list[Msg]:
        """What waits, up to 100; nothing when nothing came for a second."""
        try:
            async with asyncio.timeout(1):
                batch = [await self._waiting.get()]
        except TimeoutError:
            return []
        while len(batch) < BATCH and not self._waiting.empty():
            batch.append(self._waiting.get_nowait())
        return batch

    async def hold(self) -> None:
        """Says of everything in hand that it is being worked on. While NATS is away nobody can be told."""
        self._in_hand = [message for message in self._in_hand if not message.is_acked]
        with suppress(NatsError):
            for message in list(self._in_hand):
                await message.in_progress()

    async def give_back(self) -> None:
        """Whoever is there takes them over at once."""
        with suppress(NatsError):
            for message in [message for message in self._in_hand if not message.is_acked]:
                await message.nak()
