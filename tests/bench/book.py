"""A company with so many rows, in databases that stay: made once, opened by every run after it."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg

from chassis.migration import upgrade
from tests.bench.customers import Customer, customer
from tests.bench.load import Loader, Work
from tests.bench.moulds import Family, Person
from tests.bench.originals import ALL_SERVICES, KINDS, Originals, make_originals, read_originals
from tests.support.servers import Servers
from tests.support.world import PASSWORD, SERVICES, Company, Refused, World, service_named, world
from tests.support.world import Person as Colleague
from tools.stack.databases import DatabaseUrls

SEED = 20260701
TEAMS = 10
# As people keep them: a hundred sell in a large company.
CUSTOMERS_PER_PERSON, MOST_PEOPLE = 100, 100
# The first cast is so much older than what it was cast from, and each the next one's step younger.
OLDEST = timedelta(days=400)
# What is counted of a book, as services and tables.
LISTED = (
    *(("accounts", table) for table in ("account", "contact", "timeline_entry", "timer")),
    *(("pipeline", table) for table in ("opportunity", "contract")),
    *(("receivables", table) for table in ("instalment", "receipt", "ledger_entry")),
)
# Tests poll more often than the product does, which would be measured with it.
IDLE_POLL = 0.25
ROLES = ("sales", "sales_manager", "auditor", "receivables_accountant")


@dataclass(frozen=True)
class Book:
    """What a later run must know of it. `people` sell; the first of them signs in, as do those of `ROLES`."""

    rows: int
    customers: int
    seed: int
    # Which originals customers are cast from, in turn.
    kinds: Sequence[str]
    tenant_id: str
    code: str
    legal_entity_id: str
    roles: Mapping[str, str]
    emails: Mapping[str, str]
    ids: Mapping[str, str]
    people: Sequence[Person]
    begin: str
    originals: Originals

    @property
    def counts(self) -> Mapping[str, int]:
        """Records of the kinds that people list."""
        per_kind = {kind: self.kinds.count(kind) / len(self.kinds) * self.customers for kind in self.originals.families}
        return {
            name: round(sum(count * _mean(self.originals.families[kind], (service, name)) for kind, count in per_kind.items()))
            for service, name in LISTED
        }

    @property
    def work(self) -> Work:
        began = datetime.fromisoformat(self.begin)
        return Work(self.originals, self.kinds, self.people, UUID(self.tenant_id), began, self.customers, self.seed)

    def customer(self, number: int) -> Customer:
        return customer(number % self.customers, self.seed)


class Shelf:
    """Where books stand: a folder, and databases named by their size: rows over all tables, or of one that is `counted`, as a service and
    a table. Customers lie in `services` alone. `label` keeps apart what is made of other `kinds`."""

    def __init__(
        self,
        servers: Servers,
        folder: Path,
        *,
        seed: int = SEED,
        kinds: Sequence[str] = KINDS,
        label: str = "of",
        services: Sequence[str] = ALL_SERVICES,
        counted: tuple[str, str] | None = None,
    ) -> None:
        self._servers, self._folder, self._seed, self._kinds, self._label = servers, folder, seed, kinds, label
        self._services, self._counted = services, counted

    def urls(self, rows: int) -> Mapping[str, DatabaseUrls]:
        return {name: self._servers.postgres.databases.urls(name, f"{name}_{self._label}_{rows}") for name in SERVICES}

    def forget(self, rows: int) -> None:
        """For what is used up by being measured."""
        self._note(rows).unlink(missing_ok=True)
        for urls in self.urls(rows).values():
            self._servers.drop_database(urls)

    def _note(self, rows: int) -> Path:
        return self._folder / f"book-{self._label}-{rows}.json"

    async def book(self, rows: int) -> tuple[Book, Loader]:
        """That of so many rows, with all of them; what there is of it is gone on with."""
        note = self._note(rows)
        if not note.exists():
            book = await self._begun(rows)
            note.with_suffix(".new").write_text(json.dumps(asdict(book)))
            note.with_suffix(".new").replace(note)
        else:
            # A newer version's schema, as an installation that is updated gets it.
            for name, urls in self.urls(rows).items():
                await asyncio.to_thread(upgrade, service_named(name).migrations, urls.owner)
        book = _read(json.loads(note.read_text()))
        loader = Loader(book.work, self.urls(rows), self._folder)
        await loader.run()
        return book, loader

    @asynccontextmanager
    async def opened(self, book: Book) -> AsyncIterator[tuple[Company, Mapping[str, Colleague]]]:
        """All members on the book, and who signs in by role. Nobody takes measures of it meanwhile: sums over whole tables."""
        urls = self.urls(book.rows)
        async with AsyncExitStack() as stack:
            for url in urls.values():
                await stack.enter_async_context(_measuring(url.owner))
            earth = await stack.enter_async_context(world(self._servers, self._folder / "attachments", databases=urls))
            for runtime in earth.runtimes:
                runtime.poll_seconds = IDLE_POLL
                logging.getLogger(runtime.service.name).setLevel(logging.ERROR)  # a relay that loses its part says so
            people = {role: await _signed_in(earth, book.code, email, book.ids[role]) for role, email in book.emails.items()}
            # Whoever joins now is nobody who joined before.
            joined = int(earth.clock.real().timestamp())
            tenant = UUID(book.tenant_id)
            yield Company(earth, tenant, book.code, people["admin"], book.legal_entity_id, dict(book.roles), joined), people

    async def _begun(self, rows: int) -> Book:
        """Databases, company, people and originals."""
        for name in SERVICES:
            self._servers.drop_database(self.urls(rows)[name])
            urls = self._servers.postgres.databases.create(name, name=self.urls(rows)[name].name)
            await asyncio.to_thread(upgrade, service_named(name).migrations, urls.owner)
        async with world(self._servers, self._folder / "attachments", databases=self.urls(rows)) as earth:
            company = await earth.company(start=None)
            teams = [await company.team(f"销售{number + 1}部") for number in range(TEAMS)]
            people = {role: await company.person(role, team_id=teams[0]) for role in ROLES}
            emails = {role: (await company.admin.get(f"/v1/users/{who.id}"))["email"] for role, who in people.items()}
            made = await make_originals(company, people["sales"], SEED)
            originals = await read_originals(self.urls(rows), made, self._services)
            customers = max(1, round(rows / originals.rows_per_customer(self._kinds, self._counted)))
            more = range(1, min(MOST_PEOPLE, customers // CUSTOMERS_PER_PERSON))
            sellers = [Person(people["sales"].id, teams[0]), *[await _seller(company, each, teams[each % TEAMS]) for each in more]]
            await earth.settle()
            return Book(
                rows=rows,
                customers=customers,
                seed=self._seed,
                kinds=self._kinds,
                tenant_id=str(company.tenant_id),
                code=company.code,
                legal_entity_id=company.legal_entity_id,
                roles=company.roles,
                emails=emails | {"admin": f"admin@{company.code}.example"},
                ids={role: who.id for role, who in people.items()} | {"admin": ""},
                people=sellers,
                begin=(earth.clock.real() - OLDEST).isoformat(),
                originals=originals,
            )


@asynccontextmanager
async def _measuring(owner_url: str) -> AsyncIterator[None]:
    """Takes that part from the members, as another replica would that had it first."""
    connection = await asyncpg.connect(owner_url)
    await connection.execute("select pg_advisory_lock(hashtext('measures'))")
    try:
        yield
    finally:
        await connection.close()


def _mean(families: Sequence[Family], place: tuple[str, str]) -> float:
    return sum(family.rows_of(place) for family in families) / len(families)


async def _seller(company: Company, number: int, team_id: str) -> Person:
    """Somebody who need not sign in."""
    body = {"name": f"销售{number}", "email": f"seller-{number}@{company.code}.example", "roleIds": [company.roles["sales"]]}
    made = await company.admin.post("/v1/users", body | {"teamId": team_id, "password": PASSWORD})
    return Person(made["id"], team_id)


async def _signed_in(earth: World, code: str, email: str, id: str) -> Colleague:
    """Whoever was given a password has changed it since."""
    try:
        return await earth.sign_in(code, email, f"{PASSWORD}!", id)
    except Refused:
        return await earth.sign_in(code, email, PASSWORD, id)


def _read(told: dict[str, Any]) -> Book:
    originals = told.pop("originals")
    families = {
        kind: [Family(**{**each, "customer": Customer(**each["customer"])}) for each in found]
        for kind, found in originals["families"].items()
    }
    people = [Person(**each) for each in told.pop("people")]
    return Book(**told, people=people, originals=Originals(families, originals["columns"]))
