"""Secrets that stand for a person: random, shown once, kept as a hash.

SHA-256 is enough for what nobody chose: 256 random bits cannot be guessed, however fast the hash is. Passwords are another matter, see
identity.passwords.
"""

import hashlib
import secrets

SESSION = "dzs_"
API_KEY = "dzk_"
_BYTES = 32


def new_secret(prefix: str) -> str:
    """256 random bits."""
    return prefix + secrets.token_urlsafe(_BYTES)


def digest(secret: str) -> bytes:
    """What of a secret is stored, and looked for."""
    return hashlib.sha256(secret.encode()).digest()
