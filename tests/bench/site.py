"""What is measured over HTTP: a whole installation with one company that has many rows."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

import asyncpg

from tests.bench.book import Book, Shelf
from tests.bench.floor import Floor, Statement, floor
from tests.bench.rounds import Side
from tests.bench.wire import Wire, request
from tests.support.servers import Servers
from tests.support.world import Company, Person

# Receipts that wait to be allocated: one for each time that this is measured.
RECEIPTS = 200
_END_RELAY = """select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and granted
  and database = (select oid from pg_database where datname = current_database())"""


@dataclass
class Site:
    """Who asks for what, and a wire to the product and to a floor on the database of each service that is measured."""

    company: Company
    book: Book
    # By role.
    people: Mapping[str, Person]
    account_id: str
    instalment_id: str
    receipt_ids: Iterator[str]
    product: Wire
    floors: dict[str, Floor]
    wires: dict[str, Wire]

    def asks(self, method: str, path: str, role: str, body: Callable[[], Any] = dict) -> Side:
        """A request to the product, each time with a key of its own. "$RECEIPT" in the path is one that was not asked for yet."""

        async def run() -> None:
            place = path.replace("$RECEIPT", next(self.receipt_ids)) if "$RECEIPT" in path else path
            given = {} if method == "GET" else {"idempotency_key": uuid4().hex}
            content = b"" if method == "GET" else _json(body())
            await self.product.ask(request(method, place, content, authorization=_bearer(self.people[role]), **given))

        return Side(run)

    def writes(self, service: str) -> Side:
        """The floor of a command: through HTTP and one hop, a row and an outbox row."""
        content = request("POST", "/rows", _json({"name": "杭州为民机械有限公司", "industry": "机械"}))

        async def run() -> None:
            await self.wires[service].ask(content)

        return Side(run)

    def reads(self, service: str, sql: str, *arguments: Any) -> Side:
        """The floor of a query: through HTTP and one hop, the statement."""
        content, statement = request("GET", "/query"), Statement(sql, arguments)

        async def run() -> None:
            self.floors[service].query = statement
            await self.wires[service].ask(content)

        return Side(run)


@asynccontextmanager
async def site(servers: Servers, shelf: Shelf, rows: int) -> AsyncIterator[Site]:
    """A book of so many rows, opened. Product and floor share the databases, and with them the state of caches."""
    book, _ = await shelf.book(rows)
    async with AsyncExitStack() as stack:
        company, people = await stack.enter_async_context(shelf.opened(book))
        account, instalment, receipts = await _trade(company, people["sales"])
        floors = {
            name: await stack.enter_async_context(floor(shelf.urls(rows)[name].owner, company.tenant_id))
            for name in ("accounts", "leads", "pipeline", "receivables")
        }
        wires = {name: Wire(base.http) for name, base in floors.items()}
        for runtime in company.world.runtimes:
            await stack.enter_async_context(relaying(servers, str(runtime.database.app.url.database)))
        product = Wire(int(company.world.address.rpartition(":")[2]))
        yield Site(company, book, people, account, instalment, iter(receipts), product, floors, wires)


@asynccontextmanager
async def relaying(servers: Servers, database: str) -> AsyncIterator[None]:
    """Takes the part of the relay away from a service, as another replica would that had it first.

    What follows from a command is done by all members in this one process, and would be measured with the next one.
    """
    connection = await asyncpg.connect(servers.postgres.administrator_url, database=database)
    while not await connection.fetchval("select pg_try_advisory_lock(hashtext('relay'))"):
        await connection.execute(_END_RELAY)
        await asyncio.sleep(0.01)
    yield
    await connection.close()


async def _trade(company: Company, rep: Person) -> tuple[str, str, list[str]]:
    """A customer who owes something, and receipts that may pay it."""
    operations, cashier = await company.person("operations"), await company.person("cashier")
    account = (await rep.post("/v1/accounts", {"name": "杭州为民机械有限公司"}))["id"]
    await company.world.settle()
    today = company.world.clock.today(company.tenant_id)
    contract = {
        "name": "三号产线",
        "accountId": account,
        "currency": "CNY",
        "legalEntityId": company.legal_entity_id,
        "lines": [{"description": "灌装线", "unitPrice": "1000000", "taxRate": "13"}],
        "terms": {"template": "30/60/10"},
        "ownerId": rep.id,
        "milestones": [{"kind": "MILESTONE_KIND_FINAL_ACCEPTANCE", "plannedDate": (today + timedelta(days=90)).isoformat()}],
    }
    history = {"state": "CONTRACT_STATE_EFFECTIVE", "effectiveDate": (today - timedelta(days=30)).isoformat()}
    signed = await operations.post(
        "/v1/contracts:batchCreate", {"requests": [{"contract": contract, "history": history}], "historical": True}
    )
    await company.world.settle()
    [plan] = (await rep.get("/v1/paymentPlans", filter=f'contract_id = "{signed["verdicts"][0]["id"]}"'))["paymentPlans"]
    instalment = (await rep.get(f"/v1/paymentPlans/{plan['id']}"))["instalments"][0]["id"]
    receipt = {
        "legalEntityId": company.legal_entity_id,
        "customerId": account,
        "tender": "TENDER_BANK",
        "amount": {"currencyCode": "CNY", "amount": "1.00"},
        "receivedDate": today.isoformat(),
    }
    came = await cashier.post("/v1/receipts:batchCreate", {"requests": [{"receipt": receipt}] * RECEIPTS})
    return account, instalment, [verdict["id"] for verdict in came["verdicts"]]


def _bearer(who: Person) -> str:
    return str(who.client.headers["authorization"])


def _json(body: Any) -> bytes:
    return json.dumps(body).encode()
