"""The database of receivables with sessions of the app in it, and a company whose service runs."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest
import pytest_asyncio
from sqlalchemy import Executable, select, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession, create_async_engine

import receivables
from chassis.database import enter
from chassis.mapping import whole
from chassis.migration import upgrade
from chassis.runtime import Runtime
from chassis.scope import Reach, Scope
from receivables.domain.ledger import Transaction
from receivables.domain.plan import PaymentPlan
from receivables.domain.receipt import Receipt
from receivables.domain.version import PlanVersion
from receivables.ledger_store import postings
from receivables.service import SERVICE
from receivables.tables import plan_version
from tests.integration.receivables.company import Company
from tests.support.book import TENANT, Book
from tests.support.running import running
from tests.support.servers import Servers
from tools.stack.databases import DatabaseUrls

MIGRATIONS = Path(receivables.__file__).parent.parent / "migrations"


@dataclass
class Ledger:
    """`app` is what requests run as; `owner` is for looking at what the app may not see."""

    app: AsyncEngine
    owner: AsyncEngine

    @asynccontextmanager
    async def session(self, tenant: UUID = TENANT) -> AsyncIterator[AsyncConnection]:
        """A transaction of the app, committed at the end."""
        async with self.app.begin() as connection:
            await enter(connection, Scope(tenant, Reach.TENANT))
            yield connection

    async def post(self, *transactions: Transaction, tenant: UUID = TENANT) -> None:
        async with self.session(tenant) as connection:
            await write(connection, transactions)

    async def store(self, book: Book) -> None:
        """The whole book: plans, receipts, invoices and everything that they posted."""
        async with self.session() as connection, AsyncSession(connection, expire_on_commit=False) as orm:
            orm.add_all([*book.plans, *book.receipts, *book.invoices])
            await orm.flush()
            await write(connection, book.transactions)
            await orm.commit()

    async def load(self, kind: type[PaymentPlan] | type[Receipt], id: UUID) -> PaymentPlan | Receipt:
        async with self.session() as connection, AsyncSession(connection) as orm:
            return await orm.get_one(kind, id, options=whole(kind))

    async def all(self, kind: type[PlanVersion]) -> Sequence[PlanVersion]:
        """Parts that are not loaded with their root."""
        async with self.session() as connection, AsyncSession(connection) as orm:
            return (await orm.scalars(select(kind).order_by(plan_version.c.number))).all()

    async def one(self, statement: Executable | str) -> object:
        async with self.owner.connect() as connection:
            return (await connection.execute(text(statement) if isinstance(statement, str) else statement)).scalar()


async def write(connection: AsyncConnection, transactions: Iterable[Transaction]) -> None:
    for statement in postings(list(transactions)):
        await connection.execute(statement)


@pytest.fixture(scope="module")
def ledger_template(servers: Servers) -> DatabaseUrls:
    """Migrated once."""
    urls = servers.create_database("receivables")
    upgrade(MIGRATIONS, urls.owner)
    return urls


@pytest.fixture
async def ledger(servers: Servers, ledger_template: DatabaseUrls) -> AsyncIterator[Ledger]:
    urls = await asyncio.to_thread(servers.create_database, "receivables", ledger_template.name)
    made = Ledger(*(create_async_engine(url.replace("postgresql://", "postgresql+asyncpg://", 1)) for url in (urls.app, urls.owner)))
    yield made
    await made.app.dispose()
    await made.owner.dispose()
    await asyncio.to_thread(servers.drop_database, urls)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def service(servers: Servers) -> AsyncIterator[Runtime]:
    """Receivables, running for all tests of a module: each has a company of its own. They share its event loop, by their mark."""
    async with running(SERVICE, servers) as runtime:
        yield runtime


@pytest_asyncio.fixture(loop_scope="module")
async def company(service: Runtime, servers: Servers) -> Company:
    name = service.database.app.url.database
    made = Company(service, servers.postgres.databases.urls(SERVICE.name, name).owner)
    await made.open()
    return made
