"""The demo company as a whole: made, found again, gone on with, removed."""

import asyncio
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import httpx

from tools.api.client import Client, Refused
from tools.api.progress import Bars
from tools.api.signing_in import found_company, sign_in
from tools.demo.book import Book
from tools.demo.memory import Memory
from tools.demo.organisation import ADMINISTRATOR, CODE, HOST, TENANT
from tools.demo.rows import ZONE, Days
from tools.demo.sending import Sender
from tools.demo.steps import Steps
from tools.stack.trouble import Trouble

# A batch may wait for others before it is worked on.
TIMEOUT = httpx.Timeout(60)
LIMITS = httpx.Limits(max_connections=16, max_keepalive_connections=16)
# One that was removed a moment ago has its code until the last of it is deleted.
CODE_IS_FREE_WITHIN = 30.0
BETWEEN_LOOKS = 0.5
EMAIL = f"{ADMINISTRATOR}@{HOST}"


@dataclass(frozen=True)
class Place:
    """An installation: where it answers, what it takes to make a company there, and where its secrets lie."""

    address: str
    installation_key: str
    secrets: Path


async def make_demo(place: Place, bars: Bars, *, scale: float = 1.0, now: datetime | None = None) -> Memory:
    """The company, complete. One that is there already is left as it is; one that was interrupted is gone on with.

    Raises Trouble, or Refused, when it cannot go on; the same call then goes on from there.
    """
    moment = now or datetime.now(ZONE)
    async with httpx.AsyncClient(base_url=place.address, timeout=TIMEOUT, limits=LIMITS) as http:
        door, memory = Client(http), Memory.read(place.secrets)
        if memory is not None and memory.is_stale(moment):
            await _remove(door, memory)
            memory = None
        chief = await _signed_in(door, memory) if memory is not None else None
        if memory is not None and memory.complete:
            if chief is not None:
                return memory
            # Somebody has removed it by the API.
            memory = None
        if memory is None:
            memory = Memory.fresh(Days.before(moment.date()).monday, moment, scale)
            memory.write(place.secrets)
        chief = chief or await _found(door, place, memory)
        steps = Steps(Book(memory.monday, memory.scale), Sender(bars), door, {ADMINISTRATOR: chief}, memory.password)
        await steps.run()
    memory = memory.done()
    memory.write(place.secrets)
    return memory


async def remove_demo(place: Place) -> bool:
    """Whether there was one to remove."""
    memory = Memory.read(place.secrets)
    if memory is None:
        return False
    async with httpx.AsyncClient(base_url=place.address, timeout=TIMEOUT) as http:
        removed = await _remove(Client(http), memory)
    Memory.forget(place.secrets)
    return removed


async def _remove(door: Client, memory: Memory) -> bool:
    """By the one call that removes a sandbox; its code says that no other was meant."""
    chief = await _signed_in(door, memory)
    if chief is None:
        return False
    tenant = (await chief.get("/v1/me"))["tenant"]["id"]
    await chief.post(f"/v1/tenants/{tenant}:remove", {"code": CODE})
    return True


async def _found(door: Client, place: Place, memory: Memory) -> Client:
    administrator = {"name": "管理员", "email": EMAIL, "password": memory.password}
    end = time.monotonic() + CODE_IS_FREE_WITHIN
    while True:
        try:
            await found_company(door, place.installation_key, TENANT, administrator)
            break
        except Refused as refused:
            if refused.status != 409:
                raise
            if time.monotonic() > end:
                Memory.forget(place.secrets)
                raise Trouble(f"there is a company {CODE!r} already, and it is not the demo company of this installation") from refused
        await asyncio.sleep(BETWEEN_LOOKS)
    chief = await _signed_in(door, memory)
    if chief is None:
        raise Trouble("the demo company was made, but its administrator cannot sign in; `make demo` once more makes it anew")
    return chief


async def _signed_in(door: Client, memory: Memory) -> Client | None:
    """Its administrator; None where there is no such company."""
    try:
        return await sign_in(door, CODE, EMAIL, memory.password)
    except Refused as refused:
        if refused.status != 401:
            raise
        return None


def run_make(place: Place, bars: Bars, *, scale: float = 1.0) -> Memory:
    with bars.shown():
        return asyncio.run(make_demo(place, bars, scale=scale))
