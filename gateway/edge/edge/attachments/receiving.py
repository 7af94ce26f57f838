"""Taking a file in: measured, hashed, looked at and enciphered while it arrives; never whole in memory, never in the clear on disk."""

import asyncio
import hashlib
import tempfile
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import IO

from edge.attachments.encryption import Sealer
from edge.attachments.media_types import HEAD_BYTES, TAIL_BYTES, MediaType
from edge.problems import bad_request


@dataclass(frozen=True, slots=True)
class Received:
    """A file that came whole and is what it says. `sealed` is an anonymous temporary file with the ciphertext."""

    sealed: IO[bytes]
    size: int
    sha256: str

    def close(self) -> None:
        self.sealed.close()


async def receive(content: AsyncIterator[bytes], kind: MediaType, sealer: Sealer) -> Received:
    """Raises Problem when the file is empty or not of its kind."""
    digest, size = hashlib.sha256(), 0
    head, tail = bytearray(), bytearray()
    sealed = tempfile.TemporaryFile()  # noqa: SIM115 - it outlives this function, or is closed below
    try:
        sealed.write(sealer.start())
        async for chunk in content:
            digest.update(chunk)
            size += len(chunk)
            if len(head) < HEAD_BYTES:
                head += chunk[: HEAD_BYTES - len(head)]
            if kind.member:
                tail = (tail + chunk)[-TAIL_BYTES:]
            # Enciphering and writing are quick for what one read of the socket brings, but a disk may stall.
            await asyncio.to_thread(_write, sealed, sealer, chunk)
        await asyncio.to_thread(sealed.write, sealer.end())
        _check(kind, size, bytes(head), bytes(tail))
    except BaseException:
        sealed.close()
        raise
    return Received(sealed, size, digest.hexdigest())


def _write(sealed: IO[bytes], sealer: Sealer, chunk: bytes) -> None:
    sealed.write(sealer.add(chunk))


def _check(kind: MediaType, size: int, head: bytes, tail: bytes) -> None:
    if not size:
        raise bad_request("FILE_EMPTY", "The body is empty; send the file as the body.")
    if not kind.fits(head, tail):
        raise bad_request("FILE_NOT_AS_DECLARED", f"The content is not {kind.name}; send the file as it is, under its own type.")
