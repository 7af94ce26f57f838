"""Where the enciphered files lie: a folder, or a bucket of anything that speaks S3."""

from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import IO
from urllib.parse import parse_qs, urlsplit

import obstore
from obstore.exceptions import BaseError, NotFoundError
from obstore.store import LocalStore, ObjectStore, S3Store

from edge.problems import unavailable

_READ = 256 * 1024


class Storage:
    """Files by key. Writing is atomic: a file is there as a whole or not at all."""

    def __init__(self, store: ObjectStore) -> None:
        self._store = store

    @classmethod
    def at(cls, place: str) -> "Storage":
        """`place` is a folder, which is made, or s3://bucket/prefix?endpoint=https://...&region=...

        Keys for S3 come from the usual AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or from the machine's role.
        """
        if not place.startswith("s3://"):
            return cls(LocalStore(Path(place).expanduser().absolute(), mkdir=True, automatic_cleanup=True))
        url = urlsplit(place)
        asked = {name: values[-1] for name, values in parse_qs(url.query).items()}
        endpoint = {"endpoint": asked["endpoint"]} if "endpoint" in asked else {}
        return cls(
            S3Store(
                url.netloc,
                prefix=url.path.strip("/") or None,
                region=asked.get("region", "us-east-1"),
                client_options={"allow_http": asked.get("endpoint", "").startswith("http://"), "timeout": "20s"},
                retry_config={"max_retries": 2, "retry_timeout": timedelta(seconds=10)},
                **endpoint,  # type: ignore[arg-type]
            )
        )

    async def put(self, key: str, file: IO[bytes]) -> None:
        """Raises Problem when the store cannot be reached; so do the others."""
        file.seek(0)
        with _reached():
            await obstore.put_async(self._store, key, file)

    async def get(self, key: str) -> AsyncIterator[bytes]:
        """Raises FileNotFoundError."""
        with _reached():
            found = await obstore.get_async(self._store, key)
            async for part in found.stream(_READ):
                yield bytes(part)

    async def delete(self, key: str) -> None:
        with _reached():
            await obstore.delete_async(self._store, key)

    async def delete_all(self, prefix: str) -> None:
        """Every file whose key begins with the prefix, which ends with "/"."""
        with _reached():
            async for found in obstore.list(self._store, prefix):
                await obstore.delete_async(self._store, [each["path"] for each in found])


@contextmanager
def _reached() -> Iterator[None]:
    try:
        yield
    except NotFoundError as error:
        raise FileNotFoundError("There is no such file.") from error
    except BaseError as error:
        raise unavailable("The store of attachments") from error
