"""Search in the database: it finds what the pure functions say, keeps to tenant and scope by itself, and follows its index."""

import asyncio
import random
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from chassis.database import settings as settings_of
from chassis.paging import PageQuery
from chassis.scope import Limits, Reach, Scope
from chassis.search import grams, search_query, search_text
from tests.integration.chassis.deals import DEALS, ENTITIES, PEOPLE, TEAMS, TENANT, TODAY, Caller, create, deal, fill, make_deals
from tests.integration.chassis.test_listing import visible
from tests.support.servers import Servers
from tools.stack.databases import DatabaseUrls

NAMES = ["上海华东机床", "华东医疗（苏州）", "大华机床 ABC", "Müller Maschinenbau", "曾国藩", "3M中国", "东华"]
QUERIES = [
    "华东",
    "机床",
    "上海/机床",
    "huadong",
    "hd",
    "jichuang",
    "muller",
    "Masch",
    "zeng",
    "zgf",
    "华",
    "8823",
    "3m",
    "dahuajichuangabc",
    "华南",
    "ma",
]
MANY = 100_000


def named(deals: list[dict[str, Any]], chance: random.Random) -> list[dict[str, Any]]:
    for each in deals:
        each["name"] = chance.choice(NAMES)
        each["search_text"] = search_text(each["name"], each["number"], chance.choice(["8823", "1207", ""]))
    return deals


ROWS = named(make_deals(300, random.Random(11)), random.Random(12))


@pytest.fixture(scope="module")
def caller(servers: Servers) -> Iterator[Caller]:
    urls = servers.create_database("accounts")
    asyncio.run(create(urls))
    asyncio.run(fill(urls, ROWS))
    someone = Caller(urls)
    yield someone
    someone.close()
    servers.drop_database(urls)


def finds(query: str, stored: str) -> bool:
    wanted = search_query(query)
    return set(wanted.grams) <= grams(stored) and all(pattern.strip("%") in f" {stored}" for pattern in wanted.patterns)


@pytest.mark.capability("M-57")
@pytest.mark.parametrize(
    "scope",
    [
        Scope(TENANT, Reach.COMPANY, PEOPLE[0]),
        Scope(TENANT, Reach.TENANT),
        Scope(TENANT, Reach.OWN, PEOPLE[0]),
        Scope(TENANT, Reach.OWN),
        Scope(TENANT, Reach.TEAM, PEOPLE[1], tuple(TEAMS[:2])),
        Scope(TENANT, Reach.TEAM_AND_BELOW, None, tuple(TEAMS)),
        Scope(TENANT, Reach.SHARED, PEOPLE[2]),
        Scope(TENANT, Reach.COMPANY, limits=Limits((ENTITIES[0],), regions=("east", "west"))),
        Scope(TENANT, Reach.OWN, PEOPLE[0], limits=Limits(regions=("east",))),
    ],
    ids=lambda scope: f"{scope.reach}{' limited' if scope.limits else ''}",
)
def test_a_search_finds_what_one_may_see_and_nothing_else(caller: Caller, scope: Scope) -> None:
    for query in (each.replace("/", " ") for each in QUERIES):
        found = caller.reads_all(scope, PageQuery(page_size=40, search=query, order_by="name, create_time desc"))
        wanted = {each["id"] for each in ROWS if visible(each, scope) and not each["archive_time"] and finds(query, each["search_text"])}
        assert len(found) == len(wanted), query
        assert set(found) == wanted, query


def test_a_search_can_be_filtered_and_is_counted(caller: Caller) -> None:
    scope = Scope(TENANT, Reach.COMPANY)
    rows, _, total = caller.reads(scope, PageQuery(search="机床", filter="tier = A"))
    assert total == len(rows) > 0
    assert {row.tier for row in rows} == {"a"}


def test_a_search_under_an_unknown_reach_or_without_tenant_finds_nothing(caller: Caller) -> None:
    wanted = search_query("机床")
    assert call(caller.urls, Scope(TENANT, Reach.COMPANY), wanted.grams, wanted.patterns, reach="company") != []
    assert call(caller.urls, Scope(TENANT, Reach.COMPANY), wanted.grams, wanted.patterns, reach="everything") == []
    assert call(caller.urls, None, wanted.grams, wanted.patterns, reach="company") == []


def test_the_database_takes_the_same_grams_as_the_pure_function(caller: Caller) -> None:
    async def ask(texts: list[str]) -> list[list[str]]:
        connection = await asyncpg.connect(caller.urls.owner)
        found = await connection.fetch(
            "select search_grams(words) grams from unnest($1::text[]) with ordinality t(words, n) order by n", texts
        )
        await connection.close()
        return [row["grams"] for row in found]

    chance = random.Random(5)
    texts = ["", *(each["search_text"] for each in ROWS)]
    texts += [search_text("".join(chance.choices("上海大新机床〇々𠮷한글éßABCxyz019 ()-", k=40))) for _ in range(200)]
    for text, found in zip(texts, asyncio.run(ask(texts)), strict=True):
        assert set(found) == grams(text), text
        assert len(found) == len(set(found))


def call(urls: DatabaseUrls, scope: Scope | None, *arguments: Any, reach: str) -> list[UUID]:
    """Calls the function as `app`, and has PostgreSQL count at once which indexes it used."""

    async def ask() -> list[UUID]:
        connection = await asyncpg.connect(urls.app)
        async with connection.transaction():
            if scope is not None:
                await connection.execute("select set_config('app.tenant_id', $1, true)", settings_of(scope)["tenant"])
            person, teams = (scope.person_id, list(scope.team_ids)) if scope else (None, [])
            found = await connection.fetch(
                "select search_deal($1, $2, $3, $4, $5, '{}', '{}', '{}', '{}', 1001) id", *arguments, reach, person, teams
            )
            await connection.execute("select pg_stat_force_next_flush()")
        await connection.close()
        return [row["id"] for row in found]

    return asyncio.run(ask())


@pytest.fixture(scope="module")
def many(servers: Servers) -> Iterator[Caller]:
    """100,000 deals with 2,000 different names."""
    chance = random.Random(3)
    letters = "东大新机械设备科技中联重工三一精密数控机床自动化智能电子材料能源环保化工石油医疗光伏半导体芯片物流食品饮料纺织服装钢铁"
    texts = [search_text("上海" + "".join(chance.choices(letters, k=6)) + "有限公司") for _ in range(MANY // 50)]
    texts[0] = search_text("上海欧诺泽有限公司", "王小明")
    urls = servers.create_database("accounts")
    asyncio.run(create(urls))

    async def load() -> None:
        connection = await asyncpg.connect(urls.owner)
        await connection.execute("drop index deal_search_idx")
        await connection.execute(
            """insert into deal (id, tenant_id, version, sequence, create_time, update_time, number, owner_id, name, currency, search_text)
            select uuidv7(), $1, 1, 1, timestamptz '2026-01-01' + n * interval '1 minute', '2026-01-01', 'D-' || n,
              case when n % 300 = 0 then $2::uuid end, '', 'CNY',
              texts[1 + n % cardinality(texts)] || ' d ' || n || ' ' || right('0000' || n * 7, 4)
            from generate_series(1, $3) n, (select $4::text[] as texts) given""",
            TENANT,
            PEOPLE[0],
            MANY,
            texts,
        )
        await connection.execute("create index deal_search_idx on deal using gin (tenant_id, search_grams)")
        await connection.execute("vacuum analyze")
        await connection.close()

    asyncio.run(load())
    someone = Caller(urls)
    yield someone
    someone.close()
    servers.drop_database(urls)


def scans(urls: DatabaseUrls) -> tuple[int, int]:
    """How often the table was read whole, and how often by the search index."""

    async def ask() -> tuple[int, int]:
        connection = await asyncpg.connect(urls.owner)
        row = await connection.fetchrow(
            """select (select seq_scan from pg_stat_user_tables where relname = 'deal') whole,
                      (select idx_scan from pg_stat_user_indexes where indexrelname = 'deal_search_idx') indexed"""
        )
        await connection.close()
        assert row is not None
        return row["whole"], row["indexed"]

    return asyncio.run(ask())


@pytest.mark.parametrize(
    ("query", "hits"),
    [("欧诺", 50), ("ounuo", 50), ("shonz", 50), ("wxm", 50), ("王小明", 50), ("99991", 1), ("欧诺 99001", 0)],
)
def test_a_search_among_100_000_rows_follows_its_index(many: Caller, query: str, hits: int) -> None:
    wanted = search_query(query)
    whole, indexed = scans(many.urls)
    assert len(call(many.urls, Scope(TENANT, Reach.COMPANY), wanted.grams, wanted.patterns, reach="company")) == hits
    assert scans(many.urls) == (whole, indexed + 1)


def test_a_search_of_own_rows_never_reads_the_whole_table(many: Caller) -> None:
    scope = Scope(TENANT, Reach.OWN, PEOPLE[0])
    whole, _ = scans(many.urls)
    for query in ("上海", "shanghai", "机床", "sh", "00"):
        wanted = search_query(query)
        call(many.urls, scope, wanted.grams, wanted.patterns, reach="own")
    assert scans(many.urls)[0] == whole


@pytest.mark.parametrize("query", ["欧诺", "上海"])
def test_the_list_around_a_search_fetches_the_hits_by_their_ids(many: Caller, query: str) -> None:
    scope = Scope(TENANT, Reach.COMPANY)
    plan = many.plan(scope, DEALS.page(PageQuery(search=query), scope, TODAY).statement)
    assert not plan.scans_all
    assert plan.rows_read <= 1001


def test_what_many_rows_have_is_cut_at_a_thousand_hits(many: Caller) -> None:
    assert many.reads(Scope(TENANT, Reach.COMPANY), PageQuery(search="上海"))[2] == 1001


def test_columns_of_search_are_not_listed() -> None:
    page = DEALS.page(PageQuery(), Scope(TENANT, Reach.COMPANY), TODAY)
    assert {"search_text", "search_grams"} & set(page.statement.selected_columns.keys()) == set()
    assert set(page.statement.selected_columns.keys()) > {column.name for column in deal.c} - {"search_text", "search_grams"}
