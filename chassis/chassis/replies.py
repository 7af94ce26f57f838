"""What is kept of a command so that its repetition gets the same reply: a keyed hash of the request, and the reply enciphered.

A request may carry a password, and a reply what is stored nowhere else in the clear: the secret of a new API key, a phone in full.
"""

import hashlib
import hmac
import os
from collections.abc import Mapping
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from google.protobuf.message import Message

_NONCE = 12
_KEY = 32


class KeptReplies:
    """The kept replies of one tenant. `claim` is the primary key of the row: a reply that is moved to another row does not open."""

    def __init__(self, master_key: bytes, tenant_id: UUID) -> None:
        keys = HKDF(SHA256(), 2 * _KEY, salt=None, info=b"daozhang/replies/1/" + tenant_id.bytes).derive(master_key)
        self._cipher, self._hash_key = AESGCM(keys[:_KEY]), keys[_KEY:]

    def digest(self, request: Message) -> bytes:
        """Equal requests have equal digests; nobody without the key can try passwords on one."""
        return hmac.new(self._hash_key, request.SerializeToString(deterministic=True), hashlib.sha256).digest()

    def seal(self, reply: Message, claim: Mapping[str, object]) -> bytes:
        nonce = os.urandom(_NONCE)
        return nonce + self._cipher.encrypt(nonce, reply.SerializeToString(), _bound(claim))

    def open(self, sealed: bytes, claim: Mapping[str, object]) -> bytes:
        return self._cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], _bound(claim))


def _bound(claim: Mapping[str, object]) -> bytes:
    return repr([str(value) for _, value in sorted(claim.items())]).encode()
