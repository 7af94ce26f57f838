"""No request reads a table from end to end, nor many more rows than it shows: over a book of hundreds of thousands of rows, through the
gateway, as PostgreSQL itself tells what it did."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from sqlalchemy import Column, Uuid

from edge.bindings import bindings
from tests.bench.book import Book, Shelf
from tests.contract.lists import Shown, shown_by
from tests.support.auto_explain import AutoExplain, Ran
from tests.support.servers import Servers
from tests.support.world import Person, service_named
from tools.stack.databases import DatabaseUrls

ROWS = 400_000
# Accounts, and instalments beneath two of five of them, so that both are more than MANY.
KINDS = ("known", "contract", "known", "contract", "known")
MANY = 10_000
# Rows read by row shown; and what pages may read besides: a page more and what lies in the recycle bin, or what is counted up to 1,000,
# found by a search, or summed up of cells.
TIMES, BESIDES, COUNTED = 5, 300, 2 * 1001
SERVICES = ("accounts", "leads", "pipeline", "receivables")
ROLES = ("auditor", "sales_manager", "sales")
PAGE = 50
# What these tell is summed up of instalments: so often each is looked at. The path looks for what is planned, and for what is owed.
SUMMED = {"/v1/ageing": 1, "/v1/collectionPath": 2}
REPORTS = ("/v1/funnel", "/v1/ageing", "/v1/collectionPath", "/v1/billReport", "/v1/unappliedReceipts")


@dataclass(frozen=True)
class Asked:
    """A request of somebody, and what ran for it."""

    role: str
    path: str
    params: Mapping[str, str]
    ran: Sequence[Ran]

    def __str__(self) -> str:
        return f"{self.role}: GET {self.path} {dict(self.params)}"


@dataclass
class Library:
    """The book, its people, and the log of the server."""

    book: Book
    people: Mapping[str, Person]
    urls: Mapping[str, DatabaseUrls]
    log: AutoExplain
    sizes: Mapping[tuple[str, str], int]

    async def ask(self, role: str, path: str, **params: str) -> Asked | None:
        """None where the role may not."""
        self.log.take()
        response = await self.people[role].ask("GET", path, params=params)
        if response.status_code in (403, 404):
            return None
        assert response.status_code == 200, f"{role}: GET {path} {params}: {response.text}"
        # PostgreSQL writes its log before it answers, but for what the disk may keep back.
        await asyncio.sleep(0.01)
        return Asked(role, path, params, [each for each in self.log.take() if each.role.endswith("_app")])


@asynccontextmanager
async def opened(servers: Servers, shelf: Shelf, rows: int) -> AsyncIterator[Library]:
    book, _ = await shelf.book(rows)
    urls, log = shelf.urls(rows), AutoExplain(servers)
    log.turn_on(each.name for each in urls.values())
    async with shelf.opened(book) as (_, people):
        yield Library(book, people, urls, log, {place: size async for place, size in _sizes(urls)})


async def _sizes(urls: Mapping[str, DatabaseUrls]) -> AsyncIterator[tuple[tuple[str, str], int]]:
    for each in urls.values():
        connection = await asyncpg.connect(each.owner)
        for row in await connection.fetch("select relname, reltuples from pg_class where relkind in ('r', 'p')"):
            yield (each.name, row["relname"]), int(row["reltuples"])
        await connection.close()


@pytest.mark.long
@pytest.mark.timeout(600)
async def test_no_request_reads_what_it_does_not_show(servers: Servers, tmp_path: Path) -> None:
    shelf = Shelf(servers, tmp_path, kinds=KINDS, label="plans")
    async with opened(servers, shelf, ROWS) as library:
        asked = [each async for each in everything(library)]
    shelf.forget(ROWS)
    found = dict.fromkeys(offence for each in asked for offence in offences(each, library.sizes))
    assert len(asked) > 100, "too little was asked"
    assert not found, "\n" + "\n".join(found)


def offences(asked: Asked, sizes: Mapping[tuple[str, str], int]) -> Iterator[str]:
    """A scan that ends where a page or a count does is none."""
    for ran in asked.ran:
        large = sorted(table for table in ran.scanned if sizes.get((ran.database, table), 0) > MANY)
        sums = "count(" in ran.sql or "sum(" in ran.sql or "search" in asked.params
        enough = TIMES * ran.returned + (COUNTED if sums else BESIDES)
        enough += SUMMED.get(asked.path, 0) * sizes.get((ran.database, "instalment"), 0)
        if ran.sql.lstrip("(").startswith("SELECT") and ran.read > enough:
            how = f" with all of {', '.join(large)}" if large else ""
            yield f"{asked} reads {ran.read} rows{how} to show {ran.returned}: {ran.sql[:300]}"


async def everything(library: Library) -> AsyncIterator[Asked]:
    """Every list in each order that has an index, narrowed by each of its ids, and searched; the pages of an account; the reports."""
    async for role, path, params in _requests(library):
        if (found := await library.ask(role, path, **params)) is not None:
            yield found


async def _requests(library: Library) -> AsyncIterator[tuple[str, str, dict[str, str]]]:
    for service in SERVICES:
        connection = await asyncpg.connect(library.urls[service].owner)
        # Its handlers are run to see what they show, in a loop of their own.
        for shown in await asyncio.to_thread(shown_by, service_named(service)):
            async for params in _questions(shown, connection):
                # What narrows a list needs no more than one who sees all of it.
                for role in ROLES[:1] if params.keys() & {"filter", "search"} else ROLES:
                    for path in _paths(shown):
                        yield role, path, {"pageSize": str(PAGE), **params}
        if service == "accounts":
            account = await connection.fetchval("select id from account order by create_time desc limit 1")
            for rest in ("", "/overview", "/timeline", "/assignments"):
                yield "auditor", f"/v1/accounts/{account}{rest}", {}
        await connection.close()
    for role in ROLES:
        for path in REPORTS:
            yield role, path, {}


def _paths(shown: Shown) -> list[str]:
    """Those that name no other record."""
    descriptor = shown.rpc.descriptor.containing_service
    return [
        each.template.text
        for each in bindings([descriptor])
        if each.method.name == shown.name and each.http_method == "GET" and "{" not in each.template.text
    ]


async def _questions(shown: Shown, connection: "asyncpg.Connection[Any]") -> AsyncIterator[dict[str, str]]:
    table = shown.listing.table
    yield {}
    for name, column in shown.listing.fields.items():
        if isinstance(column, Column) and _is_sorted(column):
            yield {"orderBy": name}
            yield {"orderBy": f"{name} desc"}
        if isinstance(column, Column) and isinstance(column.type, Uuid) and name != "id":
            value = await connection.fetchval(f'select "{column.name}" from "{table.name}" where "{column.name}" is not null limit 1')  # noqa: S608
            if value is not None:
                yield {"filter": f'{name} = "{value}"'}
    if shown.listing.search:
        words = await connection.fetchval(f"""select split_part(search_text, ' ', 1) from "{table.name}" where search_text <> '' limit 1""")  # noqa: S608
        if words:
            yield {"search": words}


def _is_sorted(column: "Column[Any]") -> bool:
    """Whether the list has indexes for this order, whoever asks (chassis.tables.list_indexes)."""
    return any(index.name == f"{column.table.name}_by_{column.name}_idx" for index in column.table.indexes)
