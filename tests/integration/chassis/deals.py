"""A table with everything that lists care for, a made-up company's deals in it, and how a caller reads its list."""

import asyncio
import random
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import asyncpg
from sqlalchemy import BigInteger, Column, CompoundSelect, Date, MetaData, Row, Select, Table, Text, Uuid
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from chassis.database import enter
from chassis.fields import Today, choice, money
from chassis.listing import Listing
from chassis.paging import PageQuery
from chassis.policies import policies
from chassis.scope import Scope
from chassis.search_sql import SEARCH_FOUNDATION, search_columns, search_ddl, search_index
from chassis.tables import list_indexes, new_metadata, record_columns, share
from tests.support.plans import Plan, explained
from tools.stack.databases import DatabaseUrls


class Tier(StrEnum):
    A = "a"
    B = "b"


METADATA: MetaData = new_metadata()
share.to_metadata(METADATA)
deal = Table(
    "deal",
    METADATA,
    *record_columns(),
    Column("name", Text, nullable=False),
    Column("tier", Text),
    Column("close_date", Date),
    Column("currency", Text, nullable=False),
    Column("amount_minor", BigInteger),
    Column("tags", ARRAY(Text)),
    Column("region", Text),
    Column("legal_entity_id", Uuid),
    *search_columns(),
    *list_indexes("deal", "create_time"),
    *list_indexes("deal", "close_date"),
    search_index("deal"),
)
DEALS = Listing(
    deal,
    {
        **{name: deal.c[name] for name in ("number", "name", "owner_id", "close_date", "create_time", "region", "tags")},
        "tier": choice(deal.c.tier, Tier),
        "amount": money(deal.c.amount_minor, deal.c.currency),
    },
    search="search_deal",
)
SHANGHAI = ZoneInfo("Asia/Shanghai")
TODAY = Today(date(2026, 1, 20), SHANGHAI)
TENANT, OTHER_TENANT = UUID(int=1), UUID(int=2)
PEOPLE = [UUID(int=100 + n) for n in range(5)]
TEAMS = [UUID(int=200 + n) for n in range(4)]
ENTITIES = [UUID(int=300), UUID(int=301)]
# The others have defaults.
COLUMNS = [column.name for column in deal.c if column.name not in ("custom", "external_refs", "search_grams")]


def make_deals(count: int, chance: random.Random) -> list[dict[str, Any]]:
    """Deals with many equal and many missing values, some of them of another tenant."""
    return [
        {
            "id": UUID(int=chance.getrandbits(128)),
            "tenant_id": OTHER_TENANT if chance.random() < 0.1 else TENANT,
            "version": 1,
            "sequence": 1,
            "create_time": datetime(2026, 1, 1, 12, tzinfo=UTC) + timedelta(hours=chance.randrange(40) * 6),
            "update_time": datetime(2026, 1, 1, tzinfo=UTC),
            "number": f"D-{number:06}",
            "owner_id": chance.choice([*PEOPLE, None]),
            "team_id": chance.choice([*TEAMS, None]),
            "shared_with": chance.sample(PEOPLE, chance.choice([0, 0, 0, 1, 2])),
            "archive_time": datetime(2026, 1, 15, tzinfo=UTC) if chance.random() < 0.1 else None,
            "name": chance.choice(["华东机床", "华南医疗", "东方重工", "Müller", "", "%_"]),
            "tier": chance.choice(["a", "b", None]),
            "close_date": chance.choice([None, *(date(2026, 1, 1) + timedelta(days=n) for n in range(30))]),
            "currency": chance.choice(["CNY", "CNY", "JPY", "KWD"]),
            "amount_minor": chance.choice([None, -5, 0, 1000, 1001, 100049, 100050, 1000500, 99999999]),
            "tags": chance.choice([None, [], ["vip"], ["vip", "重点"]]),
            "region": chance.choice([None, "east", "west"]),
            "legal_entity_id": chance.choice([None, *ENTITIES]),
            "search_text": "",
        }
        for number in range(count)
    ]


async def create(urls: DatabaseUrls) -> None:
    """Tables, policies and functions, made by `owner` as a migration does."""
    engine = engine_of(urls.owner)
    async with engine.begin() as connection:
        for statement in SEARCH_FOUNDATION:
            await connection.exec_driver_sql(statement)
        await connection.run_sync(METADATA.create_all)
        for statement in (*policies([METADATA], "accounts"), *search_ddl(deal, "accounts_app")):
            await connection.exec_driver_sql(statement)
    await engine.dispose()


async def fill(urls: DatabaseUrls, deals: Sequence[dict[str, Any]]) -> None:
    connection = await asyncpg.connect(urls.owner)
    await connection.copy_records_to_table("deal", records=[[each[name] for name in COLUMNS] for each in deals], columns=COLUMNS)
    await connection.execute("vacuum analyze")
    await connection.close()


def engine_of(url: str) -> AsyncEngine:
    return create_async_engine(url.replace("postgresql://", "postgresql+asyncpg://", 1))


class Caller:
    """Somebody with a scope, who reads lists as the service does: as `app`, under the row policies."""

    def __init__(self, urls: DatabaseUrls) -> None:
        self._runner = asyncio.Runner()
        self.urls, self._engine = urls, engine_of(urls.app)

    def close(self) -> None:
        self._runner.run(self._engine.dispose())
        self._runner.close()

    def reads(self, scope: Scope, query: PageQuery, listing: Listing = DEALS) -> tuple[list[Row[Any]], str, int | None]:
        """One page: rows, the next token, and the total where the page has one."""
        page = listing.page(query, scope, TODAY)

        async def read() -> tuple[list[Row[Any]], str, int | None]:
            async with self._engine.begin() as connection:
                await enter(connection, scope)
                rows, token = page.cut((await connection.execute(page.statement)).all())
                return list(rows), token, None if page.count is None else (await connection.execute(page.count)).scalar_one()

        return self._runner.run(read())

    def reads_all(self, scope: Scope, query: PageQuery, listing: Listing = DEALS) -> list[UUID]:
        """The ids of all pages."""
        found: list[UUID] = []
        token = ""
        while True:
            rows, token, _ = self.reads(scope, PageQuery(**{**vars(query), "page_token": token}), listing)
            found.extend(row.id for row in rows)
            if not token:
                return found
            assert len(rows) == query.page_size

    def plan(self, scope: Scope, statement: Select[Any] | CompoundSelect[Any], *, generic: bool = False) -> Plan:
        """How PostgreSQL ran the statement."""

        async def explain() -> Plan:
            connection = await asyncpg.connect(self.urls.app)
            plan = await explained(connection, scope, statement, "deal", generic=generic)
            await connection.close()
            return plan

        return self._runner.run(explain())
