"""Attachments lie in a folder or in a bucket, and the rest of the product cannot tell."""

import io
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from chassis.environment import Address
from edge.attachments.storage import Storage
from edge.problems import Problem
from edge.server import HttpServer

CONTENT = bytes(range(256)) * 4096


class Bucket:
    """As much of S3 as one object needs: put, get, delete; requests must be signed."""

    def __init__(self) -> None:
        self.objects: dict[str, bytes] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        await (await self._answer(request))(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        if not request.headers.get("authorization", "").startswith("AWS4-HMAC-SHA256 Credential=an-id/"):
            return Response(status_code=403)
        path = request.url.path
        match request.method:
            case "PUT":
                self.objects[path] = await request.body()
                return Response(headers={"etag": '"1"'})
            case "POST" if "delete" in request.query_params:
                keys = re.findall("<Key>(.*?)</Key>", (await request.body()).decode())
                for key in keys:
                    self.objects.pop(f"{path}/{key}", None)
                deleted = "".join(f"<Deleted><Key>{key}</Key></Deleted>" for key in keys)
                return Response(f"<DeleteResult>{deleted}</DeleteResult>", media_type="application/xml")
        if path not in self.objects:
            return Response("<Error><Code>NoSuchKey</Code></Error>", 404, media_type="application/xml")
        headers = {"etag": '"1"', "last-modified": "Mon, 01 Dec 2025 00:00:00 GMT"}
        return Response(self.objects[path], headers=headers)


@asynccontextmanager
async def bucket(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[tuple[Bucket, Storage]]:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "an-id")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "a-secret")
    app = Bucket()
    server = HttpServer(app, Address("127.0.0.1", 0))
    await server.start()
    yield app, Storage.at(f"s3://papers/tenants?endpoint=http://127.0.0.1:{server.port}&region=cn-north-1")
    await server.stop()


async def read(storage: Storage, key: str) -> bytes:
    return b"".join([part async for part in storage.get(key)])


async def kept(storage: Storage) -> None:
    await storage.put("a/b/c", io.BytesIO(CONTENT))
    assert await read(storage, "a/b/c") == CONTENT
    await storage.delete("a/b/c")
    with pytest.raises(FileNotFoundError):
        await read(storage, "a/b/c")


async def test_a_folder_keeps_files(tmp_path: Path) -> None:
    await kept(Storage.at(str(tmp_path / "made" / "when needed")))
    assert (tmp_path / "made" / "when needed").is_dir()


async def test_a_bucket_keeps_files(monkeypatch: pytest.MonkeyPatch) -> None:
    async with bucket(monkeypatch) as (_, storage):
        await kept(storage)


async def test_a_bucket_is_shared_by_its_prefix(monkeypatch: pytest.MonkeyPatch) -> None:
    async with bucket(monkeypatch) as (app, storage):
        await storage.put("a/b/c", io.BytesIO(CONTENT))
        assert list(app.objects) == ["/papers/tenants/a/b/c"]


async def test_a_bucket_that_is_gone_is_said_to_be_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    async with bucket(monkeypatch) as (_, storage):
        pass
    with pytest.raises(Problem) as refused:
        await storage.put("a/b/c", io.BytesIO(CONTENT))
    assert refused.value.status == 503
