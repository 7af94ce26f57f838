"""A whole installation inside one test: all members, a real socket in front, a clock that can be walked.

async with world(servers, folder) as earth:
    company = await earth.company()
    rep = await company.person("sales")
    deal = await rep.post("/v1/opportunities", {"name": "..."})
    await earth.advance(company, to=date(2026, 3, 1))
    company.expect_facts("OpportunityOpened", "StageEntered")
"""

import asyncio
import logging
import ssl
from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time
from importlib import import_module
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import httpx
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.trace import Tracer
from sqlalchemy import select

from chassis import sandbox as clocks
from chassis.clock import Clock
from chassis.environment import Address
from chassis.runtime import Runtime
from chassis.server import Server
from chassis.service import Service
from chassis.tables import dead_letter, outbox
from chassis.telemetry import Metrics
from crm.common.v1.event_pb2 import Event
from edge.serving import serving
from edge.settings import EdgeSettings, Limits, Rate
from edge.standby import Standby
from identity.jobs import EXPORTER, IMPORTER
from tests.support.running import MASTER_KEY, Keys, make_streams, running
from tests.support.servers import Servers
from tools.stack.databases import DatabaseUrls
from tools.stack.members import MEMBERS
from tools.stack.nats_users import ADMINISTRATOR

INSTALLATION_KEY = "installation-key-of-the-tests"
PASSWORD = "correct horse battery"
ZONE = ZoneInfo("Asia/Shanghai")
START = datetime(2025, 12, 1, 9, tzinfo=ZONE)
SERVICES = ("identity", "leads", "accounts", "pipeline", "receivables", "notifier")
# The member that runs each.
_MEMBERS = {member.service: member.name for member in MEMBERS}
# Another service has not heard of it yet: a client asks again, so often, a tenth of a second apart.
NEWS, MOST_NEWS = frozenset(("ATTACHMENT_UNKNOWN",)), 100
# Requests have ids for logs and audit, and nobody collects their spans.
UNSEEN = TracerProvider()
# Nothing here speaks TLS, and a client that made its own context would read the certificates of the world first.
UNTRUSTING = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
# Tests are one person with many hands.
_MANY = Rate(100_000, 10_000)
_LIMITS = Limits(address=_MANY, session=_MANY, api_key=_MANY, sign_in=_MANY)


def service_named(name: str) -> Service:
    found: Service = import_module(f"{name}.service").SERVICE
    return found


class Refused(AssertionError):
    """An answer that the test did not expect."""


@dataclass
class Person:
    """Somebody who is signed in."""

    id: str
    name: str
    client: httpx.AsyncClient

    async def ask(
        self, method: str, path: str, body: Any = None, *, key: str | None = None, etag: str = "", params: Any = None
    ) -> httpx.Response:
        """One request. Writes carry a fresh Idempotency-Key unless one is given; "" sends none."""
        headers = {} if method == "GET" or key == "" else {"idempotency-key": key or str(uuid4())}
        if etag:
            headers["if-match"] = f'"{etag}"'
        return await self.client.request(method, path, json=body, headers=headers, params=params)

    async def _want(self, method: str, path: str, body: Any = None, **more: Any) -> Any:
        response = await self.ask(method, path, body, **more)
        for _ in range(MOST_NEWS):
            if response.status_code != 409 or response.json().get("reason") not in NEWS:
                break
            await asyncio.sleep(0.1)
            response = await self.ask(method, path, body, **more)
        if response.status_code >= 400:
            raise Refused(f"{self.name}: {method} {path} -> {response.status_code} {response.text}")
        return response.json() if response.content else None

    async def get(self, path: str, **params: Any) -> Any:
        return await self._want("GET", path, params=params or None)

    async def post(self, path: str, body: Any = None, **more: Any) -> Any:
        return await self._want("POST", path, {} if body is None else body, **more)

    async def patch(self, path: str, body: Any, **more: Any) -> Any:
        return await self._want("PATCH", path, body, **more)

    async def put(self, path: str, body: Any, **more: Any) -> Any:
        return await self._want("PUT", path, body, **more)

    async def refused(self, status: int, reason: str, method: str, path: str, body: Any = None, **more: Any) -> Any:
        """The problem of a request that must be refused in just this way."""
        response = await self.ask(method, path, body, **more)
        problem = response.json() if response.content else {}
        if (response.status_code, problem.get("reason")) != (status, reason):
            raise Refused(f"{method} {path} -> {response.status_code} {response.text}, not {status} {reason}")
        return problem

    async def everything(self, path: str, name: str, **params: Any) -> list[Any]:
        """All pages of a list."""
        rows, token = [], ""
        while True:
            page = await self.get(path, **params, pageSize=200, pageToken=token)
            rows += page[name]
            token = page["nextPageToken"]
            if not token:
                return rows


@dataclass
class Company:
    """A tenant with its administrator."""

    world: "World"
    tenant_id: UUID
    code: str
    admin: Person
    legal_entity_id: str
    roles: dict[str, str]
    _people: int = 0
    _seen: set[str] = field(default_factory=set)

    async def team(self, name: str, *, parent_id: str = "", manager_id: str = "") -> str:
        body = {"name": name, "parentId": parent_id, "managerId": manager_id}
        team = await self.admin.post("/v1/teams", {key: value for key, value in body.items() if value})
        return str(team["id"])

    async def person(self, role: str, name: str = "", *, team_id: str = "") -> Person:
        """A new colleague in a shipped role, signed in, of whom every service has heard."""
        person = await self.newcomer(role, name, team_id=team_id)
        await self.world.settle()
        return person

    async def newcomer(self, role: str, name: str = "", *, team_id: str = "") -> Person:
        """The same, of whom services may hear later: of several, let the world settle once."""
        self._people += 1
        name, email = name or f"{role} {self._people}", f"{role}-{self._people}@{self.code}.example"
        body = {"name": name, "email": email, "roleIds": [self.roles[role]], "password": PASSWORD} | (
            {"teamId": team_id} if team_id else {}
        )
        user = await self.admin.post("/v1/users", body)
        person = await self.world.sign_in(self.code, email, PASSWORD, user["id"], name)
        if (await person.get("/v1/me"))["user"]["mustChangePassword"]:
            await person.post("/v1/me:changePassword", {"currentPassword": PASSWORD, "newPassword": f"{PASSWORD}!"})
        return person

    async def facts(self) -> list[str]:
        """The facts that were recorded since the last call, in the order of each service."""
        found = []
        for runtime in self.world.runtimes:
            async with runtime.database.worker.connect() as connection:
                rows = await connection.scalars(
                    select(outbox.c.data).where(outbox.c.tenant_id == self.tenant_id).order_by(outbox.c.position)
                )
                events = [Event.FromString(row) for row in rows]
            fresh = [event for event in events if not event.changed and event.id not in self._seen]
            self._seen.update(event.id for event in fresh)
            found += [event.type.rpartition(".")[2] for event in fresh]
        return found

    async def expect_facts(self, *names: str) -> None:
        """Exactly these facts since the last look, in any order; "3 InstalmentClaimable" means three of them.

        Of messages that were delivered the stories about messages speak, and the others need not.
        """
        await self.world.settle()
        expected: Counter[str] = Counter()
        for name in names:
            count, _, fact = name.rpartition(" ")
            expected[fact] += int(count or 1)
        found = Counter(await self.facts())
        if "NotificationDelivered" not in expected:
            del found["NotificationDelivered"]
        assert found == expected, f"unexpected: {dict(found - expected)}; missing: {dict(expected - found)}"


class World:
    """All members, and the way in."""

    def __init__(self, runtimes: list[Runtime], address: str, clock: Clock, stack: AsyncExitStack, door: Metrics | None = None) -> None:
        # What the HTTP side counts is told beside what identity, in the same process, does.
        self.runtimes, self.address, self.clock, self._stack, self.door = runtimes, address, clock, stack, door
        self._companies = 0

    def runtime(self, name: str) -> Runtime:
        return next(runtime for runtime in self.runtimes if runtime.service.name == name)

    async def client(self, token: str = "") -> httpx.AsyncClient:
        headers = {"authorization": f"Bearer {token}"} if token else {}
        client = httpx.AsyncClient(base_url=self.address, headers=headers, timeout=60, verify=UNTRUSTING)
        return await self._stack.enter_async_context(client)

    async def sign_in(self, tenant: str, email: str, password: str, id: str = "", name: str = "") -> Person:
        anonymous = await self.client()
        response = await anonymous.post("/v1/sessions", json={"tenant": tenant, "email": email, "password": password})
        if response.status_code != 201:
            raise Refused(f"{email} cannot sign in: {response.text}")
        session = response.json()
        return Person(id or session["userId"], name or email, await self.client(session["token"]))

    async def company(self, currency: str = "CNY", *, start: datetime | None = START, sandbox: bool = False) -> Company:
        """A new tenant; its clock stands at `start` (None leaves it at real time)."""
        self._companies += 1
        code, anonymous = f"company{self._companies}", await self.client()
        body = {
            "tenant": {
                "code": code,
                "name": f"示范公司{self._companies}",
                "functionalCurrency": currency,
                "timeZone": ZONE.key,
                "sandbox": sandbox,
            },
            "administrator": {"name": "管理员", "email": f"admin@{code}.example", "password": PASSWORD},
        }
        made = await anonymous.post("/v1/tenants", json=body, headers={"installation-key": INSTALLATION_KEY})
        if made.status_code != 201:
            raise Refused(f"no company: {made.text}")
        tenant_id = UUID(made.json()["id"])
        await self.settle()
        admin = await self.sign_in(code, f"admin@{code}.example", PASSWORD, name="administrator")
        entities = await admin.everything("/v1/legalEntities", "legalEntities")
        roles = {role["key"]: role["id"] for role in await admin.everything("/v1/roles", "roles")}
        company = Company(self, tenant_id, code, admin, entities[0]["id"], roles)
        if start is not None:
            for runtime in self.runtimes:
                await clocks.shift(runtime, tenant_id, start - self.clock.real())
        await self.settle()
        return company

    async def settle(self) -> None:
        await clocks.settle(self.runtimes)

    async def advance(self, company: Company, to: date | datetime) -> None:
        """Walks the company's clock to an instant, or to 9 o'clock of a day, timer by timer."""
        moment = to if isinstance(to, datetime) else datetime.combine(to, time(9), ZONE)
        await clocks.advance(self.runtimes, company.tenant_id, moment)

    async def nothing_failed(self) -> None:
        """No event and no timer became a dead letter."""
        for runtime in self.runtimes:
            async with runtime.database.worker.connect() as connection:
                dead = (await connection.execute(select(dead_letter.c.subject, dead_letter.c.error))).all()
            assert not dead, f"{runtime.service.name}: {dead}"


@asynccontextmanager
async def world(
    servers: Servers,
    folder: Path,
    names: tuple[str, ...] = SERVICES,
    *,
    extras: Mapping[str, dict[str, Any]] | None = None,
    tracer: Callable[[str], Tracer] = UNSEEN.get_tracer,
    databases: Mapping[str, DatabaseUrls] | None = None,
) -> AsyncIterator[World]:
    """Starts the members on fresh databases and a room of NATS of their own. `extras`: what `main` would tell a member from outside;
    `tracer` gives each member its own; `databases`, migrated ones by service, are used and stay."""
    clock, keys, nats_url = Clock(), Keys(), servers.nats_urls()
    await make_streams(nats_url(ADMINISTRATOR), set(SERVICES) - set(names))
    gateway, exports, imports = keys.signer("gateway"), Standby(), Standby()
    jobs = {EXPORTER: exports, IMPORTER: imports}
    logging.getLogger("edge.access").setLevel(logging.WARNING)
    async with AsyncExitStack() as stack:
        runtimes: list[Runtime] = []
        ways: dict[str, Runtime | str] = {}
        peers: dict[str, str] = {}
        for name in names:
            told = {"installation_key": INSTALLATION_KEY, **jobs} if name == "identity" else (extras or {}).get(name)
            member = running(
                service_named(name),
                servers,
                nats_url=nats_url(_MEMBERS[name]),
                clock=clock,
                keys=keys,
                extras=told,
                peers=peers,
                tracer=tracer(name),
                database=(databases or {}).get(name),
            )
            runtime = await stack.enter_async_context(member)
            runtimes.append(runtime)
            if name == "identity":
                ways[name] = runtime
            else:
                ways[name] = peers[name] = await _served(runtime, stack)
        metrics = Metrics("edge")
        door = serving(
            ways,
            listen=Address("127.0.0.1", 0),
            settings=EdgeSettings(secure_cookies=False, limits=_LIMITS),
            signer=gateway,
            master_key=MASTER_KEY,
            attachments=str(folder),
            nats_url=nats_url(_MEMBERS["identity"]),
            exports=exports,
            imports=imports,
            tracer=tracer("edge"),
            metrics=metrics,
        )
        server = await stack.enter_async_context(door)
        yield World(runtimes, f"http://127.0.0.1:{server.port}", clock, stack, metrics)


async def _served(runtime: Runtime, stack: AsyncExitStack) -> str:
    server = Server(runtime, "127.0.0.1:0")
    await server.start()
    stack.push_async_callback(server.stop, 0)
    return f"127.0.0.1:{server.port}"
