"""Secrets of a company that the product must use in the clear: passwords of mail servers, keys of robots.

They are sealed under the company's own key, which follows from the installation's master key, and bound to the record that holds them, so
that they open nowhere else.
"""

import os
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_VERSION = b"\x01"
_NONCE = 12


class SecretValues:
    """Seals and opens the secrets of one tenant."""

    def __init__(self, master_key: bytes, tenant_id: UUID) -> None:
        self._cipher = AESGCM(HKDF(SHA256(), 32, salt=None, info=b"daozhang/secrets/1/" + tenant_id.bytes).derive(master_key))

    def seal(self, record_id: UUID, text: str) -> bytes:
        nonce = os.urandom(_NONCE)
        return _VERSION + nonce + self._cipher.encrypt(nonce, text.encode(), _VERSION + record_id.bytes)

    def open(self, record_id: UUID, sealed: bytes) -> str:
        """Raises cryptography's InvalidTag where it was sealed for another record, or under another master key."""
        nonce, ciphertext = sealed[1 : 1 + _NONCE], sealed[1 + _NONCE :]
        return self._cipher.decrypt(nonce, ciphertext, _VERSION + record_id.bytes).decode()
