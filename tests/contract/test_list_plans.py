"""Every list follows an index, whoever asks, and shows nobody else's rows: on thousands of made-up ones of two companies."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import UTC, date
from typing import Any

import asyncpg
import pytest
from sqlalchemy import ColumnElement, Table

from chassis.fields import Today
from chassis.listing import COUNTED
from chassis.paging import PageQuery
from chassis.scope import Scope
from chassis.service import Service
from tests.contract.lists import Shown, shown_by
from tests.contract.rows import ROWS, SCOPES, SEARCH, SHARED, TENANT, fill
from tests.support.plans import enter, explained, plain
from tests.support.running import migrated
from tests.support.servers import Servers
from tools.stack.databases import DatabaseUrls

SIZE = 50
TODAY = Today(date(2026, 1, 20), UTC)


@dataclass
class Filled:
    """A service's database with rows in every table that is listed."""

    urls: DatabaseUrls
    lists: list[Shown]
    # By list: values that many rows have in the columns that it is within.
    parents: dict[str, dict[str, Any]]

    def asks(self) -> Iterator[tuple[Shown, str, Scope]]:
        """Each list with each scope that makes a difference to it."""
        for shown in self.lists:
            for reach, scope in SCOPES.items():
                if shown.listing.scoped or reach == "company":
                    yield shown, f"{shown.name} for {reach}", scope

    def within(self, shown: Shown) -> list[ColumnElement[bool]]:
        return [shown.listing.table.c[name] == value for name, value in self.parents[shown.name].items()]

    @property
    def tables(self) -> list[Table]:
        return list({shown.listing.table.name: shown.listing.table for shown in self.lists}.values())


@pytest.fixture(scope="module")
def filled(service: Service, servers: Servers) -> Filled:
    lists = shown_by(service)

    async def made() -> Filled:
        found = Filled(await migrated(servers, service), lists, {})
        connection = await asyncpg.connect(found.urls.owner)
        await fill(connection, found.tables)
        for shown in found.lists:
            found.parents[shown.name] = await _most_common(connection, shown)
        await connection.close()
        return found

    return asyncio.run(made())


async def _most_common(connection: "asyncpg.Connection[Any]", shown: Shown) -> dict[str, Any]:
    if not shown.within:
        return {}
    columns = ", ".join(shown.within)
    query = f'select {columns} from "{shown.listing.table.name}" where tenant_id = $1 group by {columns} order by count(*) desc limit 1'  # noqa: S608
    row = await connection.fetchrow(query, TENANT)
    assert row is not None
    return dict(row)


@pytest.fixture
async def app(filled: Filled) -> AsyncIterator["asyncpg.Connection[Any]"]:
    connection = await asyncpg.connect(filled.urls.app)
    yield connection
    await connection.close()


@pytest.mark.parametrize("generic", [False, True], ids=["planned for its values", "planned for any values"])
async def test_a_page_in_the_default_order_reads_no_more_than_it_shows(
    filled: Filled, app: "asyncpg.Connection[Any]", generic: bool
) -> None:
    for shown, case, scope in filled.asks():
        page = shown.listing.page(PageQuery(page_size=SIZE), scope, TODAY, *filled.within(shown))
        plan = await explained(app, scope, page.statement, shown.listing.table.name, generic=generic)
        assert plan.rows > SIZE, f"{case} showed {plan.rows} rows"
        assert not plan.scans_all, case
        assert plan.rows_read <= _bound(scope), f"{case} read {plan.rows_read} rows"
        assert plan.rows_sorted <= _bound(scope), f"{case} sorted {plan.rows_sorted} rows"


def _bound(scope: Scope) -> int:
    """A stretch of an index per branch, of which every few rows lie in the recycle bin; and what is shared."""
    return max(1, len(scope.team_ids)) * 2 * (SIZE + 1) + ROWS // SHARED


async def test_counting_stops_at_a_thousand(filled: Filled, app: "asyncpg.Connection[Any]") -> None:
    for shown, case, scope in filled.asks():
        page = shown.listing.page(PageQuery(), scope, TODAY, *filled.within(shown))
        assert page.count is not None
        plan = await explained(app, scope, page.count, shown.listing.table.name)
        assert plan.rows_read <= 2 * (COUNTED + 1), f"{case} read {plan.rows_read} rows"


async def test_a_search_follows_its_index(filled: Filled, app: "asyncpg.Connection[Any]") -> None:
    for shown, case, scope in filled.asks():
        if shown.listing.search:
            table = shown.listing.table.name
            text, arguments = plain(shown.listing.page(PageQuery(search=SEARCH), scope, TODAY).statement)
            async with app.transaction():
                await enter(app, scope)
                found = await app.fetch(text, *arguments)
                scans = "select pg_stat_get_xact_numscans(to_regclass(quote_ident($1)))"
                whole, indexed = [await app.fetchval(scans, name) for name in (table, f"{table}_search_idx")]
            assert len(found) == case.endswith("company"), case
            assert whole == 0, f"{case} read the whole table"
            assert indexed > 0, f"{case} did not ask {table}_search_idx"


async def test_nobody_sees_what_lies_outside_their_scope_whatever_they_ask(filled: Filled, app: "asyncpg.Connection[Any]") -> None:
    """The policies alone, without the condition that lists say themselves."""
    for table in filled.tables:
        about = "owner_id, team_id, shared_with" if "shared_with" in table.c else "null"
        for reach, scope in SCOPES.items():
            async with app.transaction():
                await enter(app, scope)
                rows = await app.fetch(f'select distinct tenant_id, {about} from "{table.name}"')  # noqa: S608
            assert {row["tenant_id"] for row in rows} == {TENANT}, f"{table.name} for {reach}"
            if "shared_with" in table.c:
                outside = [row for row in rows if not scope.reaches(row["owner_id"], row["team_id"], row["shared_with"])]
                assert not outside, f"{table.name} for {reach}"


async def test_app_sees_nothing_without_a_tenant_and_worker_nothing_ever(filled: Filled, app: "asyncpg.Connection[Any]") -> None:
    worker = await asyncpg.connect(filled.urls.worker)
    for table in filled.tables:
        assert await app.fetchval(f'select count(*) from "{table.name}"') == 0, table.name  # noqa: S608
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await worker.fetchval(f'select count(*) from "{table.name}"')  # noqa: S608
    await worker.close()
