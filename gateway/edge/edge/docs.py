"""The description of the interface: as OpenAPI for programs, as a page for people. The page needs nothing from elsewhere."""

import gzip
import hashlib
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

import orjson
from fastapi import Request, Response

# The page runs its own scripts and styles and talks to this server: nothing inline, nothing foreign.
_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'"
_PAGE = {
    "/docs": ("docs.html", "text/html; charset=utf-8"),
    "/docs/docs.css": ("docs.css", "text/css; charset=utf-8"),
    "/docs/docs.js": ("docs.js", "text/javascript; charset=utf-8"),
    "/docs/schema.js": ("schema.js", "text/javascript; charset=utf-8"),
    "/docs/try.js": ("try.js", "text/javascript; charset=utf-8"),
}


class StaticContent:
    """Bytes that do not change while the process lives; sent once to who keeps them."""

    def __init__(self, content: bytes, media_type: str, headers: Mapping[str, str] | None = None) -> None:
        self._content, self._media_type = content, media_type
        self._compressed = gzip.compress(content, mtime=0)
        etag = f'"{hashlib.sha256(content).hexdigest()[:16]}"'
        self._headers = {"etag": etag, "cache-control": "no-cache", "vary": "accept-encoding", **(headers or {})}

    async def __call__(self, request: Request) -> Response:
        if request.headers.get("if-none-match") == self._headers["etag"]:
            return Response(status_code=304, headers=self._headers)
        if "gzip" in request.headers.get("accept-encoding", ""):
            return Response(self._compressed, 200, {**self._headers, "content-encoding": "gzip"}, self._media_type)
        return Response(self._content, 200, self._headers, self._media_type)


def pages(document: Mapping[str, Any]) -> dict[str, StaticContent]:
    """What is served, by path."""
    folder = files("edge") / "static"
    found = {
        path: StaticContent((folder / name).read_bytes(), media_type, {"content-security-policy": _POLICY})
        for path, (name, media_type) in _PAGE.items()
    }
    return {**found, "/openapi.json": StaticContent(orjson.dumps(document), "application/json")}
