"""Ids: time-ordered for what is new, derived for what must come out the same twice."""

import os
import time
from collections.abc import Iterable
from uuid import UUID, uuid5

_NAMESPACE = UUID("6f1d0c52-7a0e-5f6e-9a3c-0d4a5a4a6f00")


def new_id() -> UUID:
    """A UUIDv7: 48 bits of real milliseconds, then random. Rows that are created together lie together in the index."""
    milliseconds = time.time_ns() // 1_000_000
    random = int.from_bytes(os.urandom(10), "big")
    value = (milliseconds << 80) | (0x7 << 76) | ((random >> 68 & 0xFFF) << 64) | (0b10 << 62) | (random & (1 << 62) - 1)
    return UUID(int=value)


def derived_id(*parts: object) -> UUID:
    """The same UUIDv5 for the same parts: what a repeated reaction creates is the same record."""
    return uuid5(_NAMESPACE, "/".join(str(part) for part in parts))


def well_formed(texts: Iterable[str]) -> set[UUID]:
    """The texts that are ids: what a batch learns in advance. Its rows are checked one by one later, each with its own verdict."""
    return {UUID(text) for text in texts if _is_id(text)}


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
