"""Passwords at rest: argon2id, away from the event loop, for every attempt alike."""

import asyncio
import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# OWASP's second choice for argon2id: 19 MiB, two passes. Hashes made with other parameters are made anew when their owner signs in.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
# Verified where there is no hash, so that an account that does not exist takes as long as one that does.
_NOBODY = _HASHER.hash(secrets.token_urlsafe(24))
# Without what is mistaken for one another when it is read aloud.
_ALPHABET = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_TEMPORARY_LENGTH = 16


async def hashed(password: str) -> str:
    return await asyncio.to_thread(_HASHER.hash, password)


async def matches(password_hash: str, password: str) -> bool:
    """Whether it is the password; an empty hash matches nothing, in the same time."""
    return await asyncio.to_thread(_matches, password_hash, password)


def is_outdated(password_hash: str) -> bool:
    """Whether it was made with other parameters than today's."""
    return _HASHER.check_needs_rehash(password_hash)


def temporary() -> str:
    """A password to be told and changed: 93 random bits."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(_TEMPORARY_LENGTH))


def _matches(password_hash: str, password: str) -> bool:
    try:
        _HASHER.verify(password_hash or _NOBODY, password)
    except (VerificationError, InvalidHashError):
        return False
    return bool(password_hash)
