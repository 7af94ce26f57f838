from collections.abc import AsyncIterator
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.attachments.encryption import CHUNK, FileCorrupt, Sealer, opened

MASTER = bytes(range(32))
TENANT, OTHER = UUID(int=1), UUID(int=2)


def sealed(content: bytes, pieces: int = 7) -> bytes:
    sealer = Sealer(MASTER, TENANT)
    step = max(1, len(content) // pieces)
    parts = [sealer.add(content[start : start + step]) for start in range(0, len(content), step)]
    return b"".join([sealer.start(), *parts, sealer.end()])


async def read(stored: bytes, *, tenant: UUID = TENANT, step: int = 10_007) -> bytes:
    async def pieces() -> AsyncIterator[bytes]:
        for start in range(0, len(stored), step):
            yield stored[start : start + step]

    return b"".join([chunk async for chunk in opened(MASTER, tenant, pieces())])


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 17])
async def test_a_file_comes_back_as_it_was(size: int) -> None:
    content = bytes(index % 251 for index in range(size))
    assert await read(sealed(content)) == content


@given(content=st.binary(max_size=300), pieces=st.integers(1, 20), step=st.integers(1, 400))
async def test_it_does_not_matter_how_it_arrives(content: bytes, pieces: int, step: int) -> None:
    assert await read(sealed(content, pieces), step=step) == content


async def test_nothing_of_the_content_is_stored_in_the_clear() -> None:
    assert b"confidential" not in sealed(b"confidential" * 10_000)


async def test_the_same_file_never_looks_the_same() -> None:
    assert sealed(b"content") != sealed(b"content")


LONG = sealed(b"x" * (3 * CHUNK))
PART = CHUNK + 16


@pytest.mark.parametrize(
    "stored",
    [
        pytest.param(LONG[:50] + bytes([LONG[50] ^ 1]) + LONG[51:], id="changed"),
        pytest.param(bytes([LONG[0], LONG[1], LONG[2], LONG[3], LONG[4] ^ 1]) + LONG[5:], id="header changed"),
        pytest.param(LONG[: 36 + 2 * PART], id="cut at a chunk"),
        pytest.param(LONG[:-1], id="cut"),
        pytest.param(LONG + b"x", id="longer"),
        pytest.param(LONG[:36] + LONG[36 + PART : 36 + 2 * PART] + LONG[36 : 36 + PART] + LONG[36 + 2 * PART :], id="swapped"),
        pytest.param(LONG[:36] + LONG[36 + PART :], id="a chunk left out"),
        pytest.param(b"", id="empty"),
        pytest.param(b"short", id="short"),
    ],
)
async def test_a_file_that_was_touched_does_not_open(stored: bytes) -> None:
    with pytest.raises(FileCorrupt):
        await read(stored)


async def test_a_file_of_another_tenant_does_not_open() -> None:
    with pytest.raises(FileCorrupt):
        await read(sealed(b"content"), tenant=OTHER)
