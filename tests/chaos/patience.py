"""What every client of the API should do: repeat under the same key what got no answer, and wait when told to."""

import asyncio
from collections import Counter

import httpx

# "Later" in the ways in which a healthy gateway says it.
LATER = (429, 503, 504)
# What a service has not heard of yet: copies are a moment behind.
NOT_YET = ("ACCOUNT_UNKNOWN", "CUSTOMER_UNKNOWN")


class Patient(httpx.AsyncBaseTransport):
    """Repeats until there is an answer. `seen` counts every status; `faults` are answers that nobody should ever get."""

    def __init__(self, patience: float = 120) -> None:
        self._inner = httpx.AsyncHTTPTransport(limits=httpx.Limits(max_keepalive_connections=20))
        self._patience = patience
        self.seen: Counter[int | str] = Counter()
        self.faults: list[str] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        await request.aread()
        ends = asyncio.get_running_loop().time() + self._patience
        while True:
            answer = await self._once(request)
            if answer is not None:
                return answer
            if asyncio.get_running_loop().time() > ends:
                raise httpx.ReadTimeout(f"{request.method} {request.url.path}: no answer within {self._patience:.0f} s", request=request)
            await asyncio.sleep(0.2)

    async def _once(self, request: httpx.Request) -> httpx.Response | None:
        """None where it is worth asking again."""
        try:
            response = await self._inner.handle_async_request(request)
        except httpx.TransportError as error:  # the gateway itself is gone
            self.seen[type(error).__name__] += 1
            return None
        self.seen[response.status_code] += 1
        if response.status_code in LATER:
            await response.aread()
            await response.aclose()
            if response.status_code != 504 and "retry-after" not in response.headers:
                self.faults.append(f"{request.method} {request.url.path}: {response.status_code} without Retry-After")
            return None
        if response.status_code >= 500:
            await response.aread()
            self.faults.append(f"{request.method} {request.url.path}: {response.status_code} {response.text}")
            return None
        if response.status_code >= 400:
            await response.aread()
            return None if response.json().get("reason") in NOT_YET else response
        return response

    async def aclose(self) -> None:
        await self._inner.aclose()
