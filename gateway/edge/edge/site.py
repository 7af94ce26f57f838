"""The web app as `make web` left it: read once, compressed already, and what a browser may keep of it."""

import hashlib
import mimetypes
from importlib.resources import files
from pathlib import Path

from fastapi import Request, Response

from edge.compression import offered

# The app's own scripts and styles, and this server; nothing inline, nothing foreign. Scripts may still place elements by their style:
# the policy is about style in the text of the page.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
    "manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_ENTRY = "/index.html"
# Names in it carry a hash of their content; a name that is not there was of another build, and is no page.
_HASHED = "/assets/"
# Never pages of the app, whatever follows.
_API = ("/v1/", "/docs/")
_ENCODINGS = (("br", ".br"), ("gzip", ".gz"))


class SiteFile:
    """One file of the app, in every encoding that there is."""

    def __init__(self, file: Path, path: str) -> None:
        self._content = {"": file.read_bytes()}
        for encoding, ending in _ENCODINGS:
            beside = file.with_name(file.name + ending)
            if beside.exists():
                self._content[encoding] = beside.read_bytes()
        self._media_type = mimetypes.guess_type(path)[0] or "application/octet-stream"
        if self._media_type == "application/javascript":
            self._media_type = "text/javascript"
        kept = "public, max-age=31536000, immutable" if path.startswith(_HASHED) else "no-cache"
        digest = hashlib.sha256(self._content[""]).hexdigest()[:16]
        self._headers = {"cache-control": kept, "content-security-policy": _POLICY, "etag": f'W/"{digest}"', "vary": "accept-encoding"}

    def answer(self, request: Request) -> Response:
        if request.headers.get("if-none-match") == self._headers["etag"]:
            return Response(status_code=304, headers=self._headers)
        encoding = self._encoding(offered(request))
        headers = {**self._headers, **({"content-encoding": encoding} if encoding else {})}
        return Response(self._content[encoding], 200, headers, self._media_type)

    def _encoding(self, accepted: set[str]) -> str:
        return next((encoding for encoding, _ in _ENCODINGS if encoding in accepted and encoding in self._content), "")


class Site:
    """The files by path."""

    def __init__(self, found: dict[str, SiteFile]) -> None:
        self._files = found

    @classmethod
    def at(cls, folder: Path) -> "Site | None":
        """None where nothing was built: then there is only the API."""
        if not (folder / _ENTRY[1:]).is_file():
            return None
        names = [
            file for file in folder.rglob("*") if file.is_file() and file.suffix not in (".br", ".gz") and not file.name.startswith(".")
        ]
        paths = {file: f"/{file.relative_to(folder).as_posix()}" for file in names}
        return cls({path: SiteFile(file, path) for file, path in paths.items()})

    @classmethod
    def built(cls) -> "Site | None":
        return cls.at(Path(str(files("edge") / "static" / "app")))

    def find(self, path: str) -> SiteFile | None:
        """The file, or the app itself for any path that is the app's own to make sense of. None for what is no page."""
        if path.startswith((*_API, _HASHED)) or path in ("/v1", "/docs"):
            return self._files.get(path)
        return self._files.get(path) or self._files[_ENTRY]
