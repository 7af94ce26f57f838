"""Lists against a plain Python oracle: whatever is asked, the pages together are the sorted, filtered, visible rows, each once."""

import asyncio
import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from functools import cmp_to_key
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chassis.errors import DomainError
from chassis.money import digits
from chassis.paging import PageQuery
from chassis.scope import Limits, Reach, Scope
from tests.integration.chassis.deals import ENTITIES, PEOPLE, SHANGHAI, TEAMS, TENANT, Caller, create, fill, make_deals
from tests.support.servers import Servers

Deal = dict[str, Any]
Demand = tuple[str, Callable[[Deal], bool]]
ROWS = make_deals(300, random.Random(7))


@pytest.fixture(scope="module")
def caller(servers: Servers) -> Iterator[Caller]:
    urls = servers.create_database("accounts")
    asyncio.run(create(urls))
    asyncio.run(fill(urls, ROWS))
    someone = Caller(urls)
    yield someone
    someone.close()
    servers.drop_database(urls)


def visible(deal: Deal, scope: Scope) -> bool:
    shared = scope.person_id in deal["shared_with"]
    reached = {
        Reach.OWN: (scope.person_id is not None and deal["owner_id"] == scope.person_id) or shared,
        Reach.TEAM: deal["team_id"] in scope.team_ids or shared,
        Reach.TEAM_AND_BELOW: deal["team_id"] in scope.team_ids or shared,
        Reach.COMPANY: True,
        Reach.TENANT: True,
        Reach.SHARED: shared,
    }[scope.reach]
    entities, regions = scope.limits.legal_entity_ids, scope.limits.regions
    limited = (not entities or deal["legal_entity_id"] in entities) and (not regions or deal["region"] in regions)
    return deal["tenant_id"] == scope.tenant_id and reached and limited


def amount(deal: Deal) -> Decimal | None:
    return None if deal["amount_minor"] is None else Decimal(deal["amount_minor"]).scaleb(-digits(deal["currency"]))


def has_amount(test: Callable[[Decimal], bool]) -> Callable[[Deal], bool]:
    return lambda deal: (found := amount(deal)) is not None and test(found)


def local_day(moment: datetime) -> date:
    return moment.astimezone(SHANGHAI).date()


COMPARISONS: list[Demand] = [
    ("tier = A", lambda deal: deal["tier"] == "a"),
    ("tier != TIER_A", lambda deal: deal["tier"] != "a"),
    ("tier = null", lambda deal: deal["tier"] is None),
    ("region:*", lambda deal: deal["region"] is not None),
    ('name:"东"', lambda deal: "东" in deal["name"]),
    ('name:"MÜLL"', lambda deal: deal["name"] == "Müller"),
    ('name:"%"', lambda deal: "%" in deal["name"]),
    ('name = ""', lambda deal: deal["name"] == ""),
    ('name >= "华"', lambda deal: deal["name"] >= "华"),
    ("tags:vip", lambda deal: "vip" in (deal["tags"] or [])),
    ("tags:*", lambda deal: bool(deal["tags"])),
    (f'owner_id = "{PEOPLE[0]}"', lambda deal: deal["owner_id"] == PEOPLE[0]),
    (f"owner_id != {PEOPLE[0]}", lambda deal: deal["owner_id"] != PEOPLE[0]),
    ("close_date > today-5d", lambda deal: deal["close_date"] is not None and deal["close_date"] > date(2026, 1, 15)),
    ("close_date != 2026-01-10", lambda deal: deal["close_date"] != date(2026, 1, 10)),
    ("create_time = 2026-01-04", lambda deal: local_day(deal["create_time"]) == date(2026, 1, 4)),
    ("create_time <= 2026-01-04", lambda deal: local_day(deal["create_time"]) <= date(2026, 1, 4)),
    ("create_time > 2026-01-04T20:00:00", lambda deal: deal["create_time"] > datetime(2026, 1, 4, 20, tzinfo=SHANGHAI)),
    ("amount > 1000.49", has_amount(lambda found: found > Decimal("1000.49"))),
    ("amount <= 1000.5", has_amount(lambda found: found <= Decimal("1000.5"))),
    ("amount = 1000.500", has_amount(lambda found: found == Decimal("1000.5"))),
    ("amount != 10.01", lambda deal: amount(deal) != Decimal("10.01")),
    ("amount < 0", has_amount(lambda found: found < 0)),
]


def negation(demand: Demand) -> Demand:
    text, holds = demand
    return f"NOT ({text})", lambda deal: not holds(deal)


def conjunction(demands: list[Demand]) -> Demand:
    return " AND ".join(f"({text})" for text, _ in demands), lambda deal: all(holds(deal) for _, holds in demands)


def disjunction(demands: list[Demand]) -> Demand:
    return " OR ".join(f"({text})" for text, _ in demands), lambda deal: any(holds(deal) for _, holds in demands)


def several(demands: st.SearchStrategy[Demand]) -> st.SearchStrategy[Demand]:
    lists = st.lists(demands, min_size=2, max_size=3)
    return st.one_of(demands.map(negation), lists.map(conjunction), lists.map(disjunction))


EVERYTHING: Demand = ("", lambda _: True)
FILTERS = st.one_of(st.just(EVERYTHING), st.recursive(st.sampled_from(COMPARISONS), several, max_leaves=6))
SCOPES = st.builds(
    Scope,
    st.just(TENANT),
    st.sampled_from(list(Reach)),
    st.sampled_from([*PEOPLE, None]),
    st.lists(st.sampled_from(TEAMS), unique=True).map(tuple),
    st.builds(Limits, st.sampled_from([(), (ENTITIES[0],), tuple(ENTITIES)]), regions=st.sampled_from([(), ("east",)])),
)
SORTED_BY = {
    "name": "name",
    "close_date": "close_date",
    "create_time": "create_time",
    "amount": "amount_minor",
    "region": "region",
    "owner_id": "owner_id",
}
ORDERS = st.lists(st.tuples(st.sampled_from(sorted(SORTED_BY)), st.booleans()), max_size=3, unique_by=lambda key: key[0])


def in_order(rows: list[Deal], keys: list[tuple[str, bool]]) -> list[Deal]:
    """Missing values count as greater than all others; the id decides in the direction of the last key."""
    keys = keys or [("create_time", True)]
    columns = [*((SORTED_BY[name], descending) for name, descending in keys), ("id", keys[-1][1])]

    def compare(one: Deal, other: Deal) -> int:
        for column, descending in columns:
            left, right = one[column], other[column]
            if left != right:
                greater = left is None or (right is not None and left > right)
                return -1 if greater == descending else 1
        return 0

    return sorted(rows, key=cmp_to_key(compare))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(FILTERS, ORDERS, SCOPES, st.integers(5, 80), st.booleans())
def test_all_pages_together_are_the_sorted_filtered_visible_rows_each_once(
    caller: Caller, demand: Demand, keys: list[tuple[str, bool]], scope: Scope, size: int, archived: bool
) -> None:
    text, holds = demand
    query = PageQuery(
        page_size=size, filter=text, order_by=", ".join(f"{name} desc" if down else name for name, down in keys), show_archived=archived
    )
    wanted = [deal for deal in ROWS if visible(deal, scope) and holds(deal) and (archived or deal["archive_time"] is None)]
    assert caller.reads_all(scope, query) == [deal["id"] for deal in in_order(wanted, keys)]
    assert caller.reads(scope, query)[2] == len(wanted)


SMALL = PageQuery(page_size=5, order_by="close_date")
MINE = Scope(TENANT, Reach.OWN, PEOPLE[0])


@pytest.mark.parametrize("other", [{"filter": "tier = A"}, {"order_by": "close_date desc"}, {"show_archived": True}])
def test_a_token_belongs_to_its_query(caller: Caller, other: dict[str, Any]) -> None:
    _, token, _ = caller.reads(MINE, SMALL)
    with pytest.raises(DomainError, match="page token"):
        caller.reads(MINE, replace(SMALL, page_token=token, **other))


def test_a_token_belongs_to_its_scope_but_not_to_its_page_size(caller: Caller) -> None:
    first, token, _ = caller.reads(MINE, SMALL)
    with pytest.raises(DomainError, match="page token"):
        caller.reads(replace(MINE, person_id=PEOPLE[1]), replace(SMALL, page_token=token))
    rest, end, total = caller.reads(MINE, replace(SMALL, page_token=token, page_size=200))
    assert (len(first) + len(rest), end, total) == (len(caller.reads_all(MINE, SMALL)), "", None)
