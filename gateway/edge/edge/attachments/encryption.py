"""Files at rest: AES-256-GCM in chunks, so that any size is enciphered and checked without holding it in memory.

A file is a header (magic, 32 random bytes) and chunks of 64 KiB, each with its tag. The key is derived from the installation's master
key, the tenant and the header's random bytes, so no two files share one; the nonce counts the chunks and marks the last. A chunk that
was changed, moved, left out or added does not open, nor does a file of another tenant.
"""

import os
from collections.abc import AsyncIterator
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

CHUNK = 64 * 1024
_MAGIC = b"DZA1"
_SALT = 32
_TAG = 16
_HEADER = len(_MAGIC) + _SALT


class FileCorrupt(Exception):
    """What was stored is not what was uploaded."""


def _cipher(master: bytes, tenant_id: UUID, header: bytes) -> AESGCM:
    info = b"daozhang/attachment/1/" + tenant_id.bytes
    return AESGCM(HKDF(SHA256(), 32, salt=header[len(_MAGIC) :], info=info).derive(master))


def _nonce(index: int, *, last: bool) -> bytes:
    return index.to_bytes(11, "big") + bytes([last])


class Sealer:
    """Enciphers one file. Call `start`, then `add` as bytes arrive, then `end`; what they return is to be stored in this order."""

    def __init__(self, master: bytes, tenant_id: UUID) -> None:
        self._header = _MAGIC + os.urandom(_SALT)
        self._cipher = _cipher(master, tenant_id, self._header)
        self._rest = bytearray()
        self._index = 0

    def start(self) -> bytes:
        return self._header

    def add(self, content: bytes) -> bytes:
        """Whole chunks only; the last one stays back until `end`, which must mark it."""
        self._rest += content
        sealed = bytearray()
        while len(self._rest) > CHUNK:
            sealed += self._seal(bytes(self._rest[:CHUNK]), last=False)
            del self._rest[:CHUNK]
        return bytes(sealed)

    def end(self) -> bytes:
        return self._seal(bytes(self._rest), last=True)

    def _seal(self, chunk: bytes, *, last: bool) -> bytes:
        sealed = self._cipher.encrypt(_nonce(self._index, last=last), chunk, self._header)
        self._index += 1
        return sealed


async def opened(master: bytes, tenant_id: UUID, stored: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """The file as it was uploaded, chunk by chunk. Raises FileCorrupt, possibly after some chunks were handed out."""
    rest = bytearray()
    cipher: AESGCM | None = None
    header, index = b"", 0
    async for part in stored:
        rest += part
        if cipher is None and len(rest) >= _HEADER:
            header = bytes(rest[:_HEADER])
            del rest[:_HEADER]
            cipher = _cipher(master, tenant_id, header)
        while cipher is not None and len(rest) > CHUNK + _TAG:
            yield _open(cipher, header, bytes(rest[: CHUNK + _TAG]), _nonce(index, last=False))
            del rest[: CHUNK + _TAG]
            index += 1
    if cipher is None or not header.startswith(_MAGIC):
        raise FileCorrupt("The stored file has no header.")
    yield _open(cipher, header, bytes(rest), _nonce(index, last=True))


def _open(cipher: AESGCM, header: bytes, sealed: bytes, nonce: bytes) -> bytes:
    try:
        return cipher.decrypt(nonce, sealed, header)
    except (InvalidTag, ValueError) as error:
        raise FileCorrupt("A part of the stored file does not open: it was changed, or belongs to another tenant.") from error
