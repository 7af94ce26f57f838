"""Any page of a list of 120,000 rows reads about as many rows as it shows, whoever asks and however far one has paged."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID

import asyncpg
import pytest

from chassis.listing import COUNTED, bounded
from chassis.paging import PageQuery
from chassis.scope import Reach, Scope
from tests.integration.chassis.deals import DEALS, TENANT, TODAY, Caller, create
from tests.support.servers import Servers

DEALS_IN_ALL = 120_000
OWNERS, TEAMS = 300, 30
SIZE = 50
SHARED = DEALS_IN_ALL // 3000

# Owners and teams are as uneven as in life: the first ones have most. Two per cent have no close date, some lie in the pool.
FILL = f"""
insert into deal (id, tenant_id, version, sequence, create_time, update_time, number,
  owner_id, team_id, name, close_date, currency, shared_with)
select uuidv7(), '{TENANT}', 1, 1, timestamptz '2026-01-01' + n / 7 * interval '1 minute', '2026-01-01', 'D-' || n,
  case when n % 50 > 0 then owner(owner_number) end, team(owner_number % {TEAMS}), 'Deal ' || n,
  case when n % 53 > 0 then date '2026-01-01' + n % 700 end, 'CNY',
  case when n % {DEALS_IN_ALL // SHARED} = 0 then array[owner(1)] else '{{}}' end
from (
  select n, floor({OWNERS} * power(hashint4(n)::float8 / 4294967296 + 0.5, 3))::int as owner_number
  from generate_series(1, {DEALS_IN_ALL}) n) numbered
"""  # noqa: S608


def owner(number: int) -> UUID:
    return UUID(int=(1 << 32) + number)


def team(number: int) -> UUID:
    return UUID(int=(2 << 32) + number)


SCOPES = {
    "own, with many": Scope(TENANT, Reach.OWN, owner(0)),
    "own, with few": Scope(TENANT, Reach.OWN, owner(OWNERS - 1)),
    "own, and shared": Scope(TENANT, Reach.OWN, owner(1)),
    "team": Scope(TENANT, Reach.TEAM, owner(1), (team(1),)),
    "teams below": Scope(TENANT, Reach.TEAM_AND_BELOW, owner(1), tuple(team(n) for n in range(12))),
    "company": Scope(TENANT, Reach.COMPANY, owner(1)),
    "tenant": Scope(TENANT, Reach.TENANT),
}


@pytest.fixture(scope="module")
def caller(servers: Servers) -> Iterator[Caller]:
    urls = servers.create_database("accounts")
    asyncio.run(create(urls))

    async def fill() -> None:
        connection = await asyncpg.connect(urls.owner)
        for kind, place in (("owner", 1), ("team", 2)):
            await connection.execute(
                f"create function {kind}(n int) returns uuid immutable return lpad(to_hex(({place}::bigint << 32) + n), 32, '0')::uuid"
            )
        await connection.execute(FILL)
        await connection.execute("vacuum analyze")
        await connection.close()

    asyncio.run(fill())
    someone = Caller(urls)
    yield someone
    someone.close()
    servers.drop_database(urls)


@pytest.mark.parametrize("generic", [False, True], ids=["planned for its values", "planned for any values"])
@pytest.mark.parametrize("order", ["create_time desc", "create_time", "close_date", "close_date desc"])
@pytest.mark.parametrize("who", SCOPES)
def test_a_page_reads_no_more_than_it_shows(caller: Caller, who: str, order: str, generic: bool) -> None:
    scope, query = SCOPES[who], PageQuery(page_size=SIZE, order_by=order)
    for start in (query, far(caller, scope, query)):
        plan = caller.plan(scope, DEALS.page(start, scope, TODAY).statement, generic=generic)
        # Each stretch of an index gives one page: at most what ties with the last row, what follows it, and what has no value.
        branches = max(1, len(scope.team_ids))
        bound = branches * 3 * (SIZE + 1) + SHARED
        assert not plan.scans_all
        assert plan.rows_read <= bound
        assert plan.rows_sorted <= bound


def far(caller: Caller, scope: Scope, query: PageQuery) -> PageQuery:
    """The same query 2,000 rows on, or a page on where there is less."""
    for skipped in (2_000, SIZE):
        _, token, _ = caller.reads(scope, replace(query, page_size=skipped), replace(DEALS, max_page_size=skipped))
        if token:
            return replace(query, page_token=token)
    raise AssertionError("too few rows")


def test_counting_stops_at_a_thousand(caller: Caller) -> None:
    for scope in SCOPES.values():
        page = DEALS.page(PageQuery(), scope, TODAY)
        assert page.count is not None
        assert caller.plan(scope, page.count).rows_read <= 3 * (COUNTED + 1)


def test_a_thousand_and_one_is_at_least_a_thousand(caller: Caller) -> None:
    _, _, total = caller.reads(SCOPES["company"], PageQuery())
    assert total is not None
    assert bounded(total) == (1000, True)
    assert bounded(7) == (7, False)
