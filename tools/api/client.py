"""The public API as a program sees it: signed in, patient with refusals that pass, each write with a key that follows from its content."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import httpx

from tools.stack.trouble import Trouble

Json = dict[str, Any]

PAGE = 200
# How often a request is sent that might succeed if it is sent again; with the waits between them about half a minute.
TRIES = 8
_KEYS = uuid5(NAMESPACE_URL, "daozhang/tools/api")
_PASSING = frozenset((429, 502, 503, 504))


class Refused(Exception):
    """An answer that is no success. `reason` is for programs, the text for people."""

    def __init__(self, what: str, status: int, problem: Json) -> None:
        self.status, self.reason = status, str(problem.get("reason", ""))
        super().__init__(f"{what} was refused with {status}: {problem.get('detail') or problem.get('title') or 'no reason given'}")


class Client:
    """One caller; nobody where there is no token."""

    def __init__(self, http: httpx.AsyncClient, token: str = "") -> None:
        self._http = http
        self._headers = {"authorization": f"Bearer {token}"} if token else {}

    def signed_in(self, token: str) -> "Client":
        return Client(self._http, token)

    async def get(self, path: str, **params: str | int) -> Any:
        return await self._ask("GET", path, None, {}, params)

    async def post(self, path: str, body: Json, *, key: str = "", headers: Mapping[str, str] | None = None) -> Any:
        """`key` is empty for what may be done twice, like signing in."""
        return await self._ask("POST", path, body, {**({"idempotency-key": key} if key else {}), **(headers or {})})

    async def patch(self, path: str, body: Json) -> Any:
        return await self._ask("PATCH", path, body, {})

    async def upload(self, path: str, content: bytes, media_type: str, **params: str) -> Any:
        """Bytes as they are; what they belong to is said beside them."""
        return await self._ask("POST", path, content, {"content-type": media_type}, params)

    async def pages(self, path: str, name: str, **params: str | int) -> AsyncIterator[list[Json]]:
        token = ""
        while True:
            page = await self.get(path, **params, pageSize=PAGE, pageToken=token)
            yield page[name]
            if not (token := page["nextPageToken"]):
                return

    async def everything(self, path: str, name: str, **params: str | int) -> list[Json]:
        return [row async for page in self.pages(path, name, **params) for row in page]

    async def _ask(
        self, method: str, path: str, body: Json | bytes | None, headers: Mapping[str, str], params: Mapping[str, str | int] | None = None
    ) -> Any:
        """Raises Refused, or Trouble where nobody answers."""
        what = f"{method} {path}"
        sent: Json = {"content": body} if isinstance(body, bytes) else {"json": body}
        for attempt in range(TRIES):
            last = attempt == TRIES - 1
            try:
                response = await self._http.request(method, path, **sent, params=params, headers={**self._headers, **headers})
            except httpx.TransportError as error:
                if last:
                    raise Trouble(
                        f"the installation does not answer {what} ({str(error) or type(error).__name__}); `make status` tells more"
                    ) from error
                await asyncio.sleep(_pause(attempt))
                continue
            if response.is_success:
                return response.json() if response.content else None
            problem = _problem(response)
            if last or not (response.status_code in _PASSING or problem.get("reason") == "CONCURRENT_CHANGE"):
                raise Refused(what, response.status_code, problem)
            await asyncio.sleep(_pause(attempt, response.headers.get("retry-after", "")))
        raise AssertionError("unreachable")


def key_of(path: str, body: Json) -> str:
    """The Idempotency-Key of a request: the same content is the same request, whoever runs the program, and how often."""
    return str(uuid5(_KEYS, f"{path} {json.dumps(body, sort_keys=True, ensure_ascii=False)}"))


def _pause(attempt: int, asked: str = "") -> float:
    """Seconds to wait: as many as the server asks for, else longer each time."""
    return float(asked) if asked.isdecimal() else min(8.0, 0.25 * 2**attempt)


def _problem(response: httpx.Response) -> Json:
    try:
        problem = response.json()
    except ValueError:
        return {}
    return problem if isinstance(problem, dict) else {}
