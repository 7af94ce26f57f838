"""Two of each behind a balancer, replaced one after the other while people work: nobody is refused anything, and pages stay open."""

import asyncio
import os
import sys
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from uuid import uuid4

import httpx
import pytest
import pytest_asyncio

from tests.chaos.balancer import Balancer
from tests.chaos.plant import Plant, eventually, running_plant
from tests.support.world import Person
from tools.stack.installation import Installation, is_ready
from tools.stack.members import MEMBERS, Member
from tools.stack.ports import HOST, any_free
from tools.stack.process import Process

pytestmark = pytest.mark.asyncio(loop_scope="module")

CHOSEN = [member for member in MEMBERS if member.name in ("gateway", "accounts")]


class Second:
    """Another process of a member, beside the one that the installation keeps."""

    def __init__(self, installation: Installation, member: Member) -> None:
        self.ports = {purpose: any_free() for purpose in ("http", "grpc", "ops")}
        self._installation, self._member = installation, member
        self.process = Process(f"{member.name}-2", run=installation.folder.run, logs=installation.folder.logs)

    async def start(self) -> None:
        listens = {f"DAOZHANG_{purpose.upper()}_LISTEN": f"{HOST}:{port}" for purpose, port in self.ports.items()}
        settings = os.environ | self._installation.settings(self._member) | listens
        await asyncio.to_thread(self.process.start, [sys.executable, "-m", self._member.module, "serve"], environment=settings)

        async def ready() -> bool:
            return await asyncio.to_thread(is_ready, self.ports["ops"])

        await eventually(ready, f"{self.process.name} is ready", patience=60)


@dataclass
class Crew:
    """Who works through the balancer. `refused` is whatever an answer was that people would have noticed."""

    plant: Plant
    door: Balancer
    seconds: dict[str, Second]
    asked: Counter[str] = field(default_factory=Counter)
    refused: list[str] = field(default_factory=list)

    async def ask(self, client: httpx.AsyncClient, method: str, path: str, body: Any = None) -> Any:
        """As a browser does, and a proxy before it: what a connection lost unanswered is asked once more at once, under its key."""
        send = partial(client.request, method, path, json=body, headers={"idempotency-key": uuid4().hex})
        try:
            response = await send()
        except (httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError):
            self.asked["again"] += 1
            response = await send()
        self.asked[method] += 1
        if response.status_code not in (200, 201):
            self.refused.append(f"{method} {path}: {response.status_code} {response.text}")
            return {}
        return response.json()

    async def work(self, person: Person, stop: asyncio.Event) -> None:
        authorization = {"authorization": str(person.client.headers["authorization"])}
        async with httpx.AsyncClient(base_url=f"http://{HOST}:{self.door.port}", headers=authorization, timeout=30) as client:
            while not stop.is_set():
                account = await self.ask(client, "POST", "/v1/accounts", {"name": f"客户{uuid4().hex}"})
                if account:
                    await self.ask(client, "GET", f"/v1/accounts/{account['id']}")
                await self.ask(client, "GET", "/v1/accounts?pageSize=5")

    async def replace(self, name: str) -> None:
        """As a rollout does, one after the other; raises AssertionError where one had to be killed."""
        first, second = self.plant.installation.processes[name], self.seconds[name]
        assert await asyncio.to_thread(first.stop), f"{first.name} did not end by itself"
        await asyncio.to_thread(self.plant.installation.start)
        assert await asyncio.to_thread(second.process.stop), f"{second.process.name} did not end by itself"
        await second.start()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def crew(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Crew]:
    async with AsyncExitStack() as stack:
        plant: Plant | None = None
        seconds: dict[str, Second] = {}

        def replicas(name: str, purpose: str) -> Callable[[], list[tuple[int, int]]]:
            def now() -> list[tuple[int, int]]:
                ports = plant.installation.ports if plant else {}
                first = (ports.get("http" if purpose == "http" else f"{name}.grpc", 0), ports.get(f"{name}.ops", 0))
                return [first, *((each.ports[purpose], each.ports["ops"]) for key, each in seconds.items() if key == name)]

            return now

        wanted = [("gateway", "http"), ("gateway", "grpc"), ("accounts", "grpc")]
        door, identity, accounts = [await stack.enter_async_context(Balancer(replicas(*each))) for each in wanted]
        peers = {"DAOZHANG_PEERS": f"accounts={HOST}:{accounts.port},identity={HOST}:{identity.port}"}
        plant = await stack.enter_async_context(running_plant(CHOSEN, tmp_path_factory.mktemp("logs"), peers))
        for member in CHOSEN:
            seconds[member.name] = Second(plant.installation, member)
            await seconds[member.name].start()
        yield Crew(plant, door, seconds)


async def test_nobody_notices_when_members_are_replaced_one_after_the_other(crew: Crew, proving: bool) -> None:
    company = await crew.plant.company(start=None)
    people = [await company.person("sales") for _ in range(2)]
    await crew.plant.settle()
    stop = asyncio.Event()
    working = [asyncio.create_task(crew.work(person, stop)) for person in people]
    try:
        for _ in range(5 if proving else 1):
            for name in crew.seconds:
                await crew.replace(name)
    finally:
        stop.set()
    await asyncio.gather(*working)
    assert not crew.refused, (len(crew.refused), crew.asked, crew.refused[:3])
    assert crew.asked["POST"] > 20


@asynccontextmanager
async def page(port: int, person: Person) -> AsyncIterator[AsyncIterator[str]]:
    headers = {"authorization": str(person.client.headers["authorization"])}
    async with (
        httpx.AsyncClient(base_url=f"http://{HOST}:{port}", headers=headers, timeout=30) as client,
        client.stream("GET", "/v1/liveUpdates") as response,
    ):
        lines = response.aiter_lines()
        async for line in lines:
            if line == "event: ready":
                break
        yield lines


async def test_a_page_at_one_gateway_hears_of_what_was_done_at_the_other(crew: Crew) -> None:
    company = await crew.plant.company(start=None)
    person = await company.person("sales")
    await crew.plant.settle()
    async with page(crew.seconds["gateway"].ports["http"], person) as one, page(crew.plant.installation.ports["http"], person) as other:
        account = await person.post("/v1/accounts", {"name": "青禾农机"})
        for lines in (one, other):
            async with asyncio.timeout(10):
                heard = [line async for line in _until(lines, account["id"])]
            assert heard
    await crew.plant.settle()


async def _until(lines: AsyncIterator[str], wanted: str) -> AsyncIterator[str]:
    async for line in lines:
        if wanted in line:
            yield line
            return
