"""What a list says to the database. That it says the right thing is shown in tests/integration/chassis/test_listing*.py."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import BigInteger, Boolean, Column, Date, DateTime, MetaData, Numeric, Table, Text, Uuid
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.dialects.postgresql.asyncpg import dialect
from sqlalchemy.types import TypeEngine

from chassis.errors import DomainError
from chassis.fields import Field, Fields, Today
from chassis.listing import Listing
from chassis.ordering import after, order
from chassis.paging import PageQuery, page_size, read_token, write_token
from chassis.scope import Limits, Reach, Scope

DIALECT = dialect()  # type: ignore[no-untyped-call]
t = Table(
    "deal",
    MetaData(),
    Column("id", Uuid, nullable=False),
    Column("tenant_id", Uuid, nullable=False),
    Column("owner_id", Uuid),
    Column("team_id", Uuid),
    Column("name", Text, nullable=False),
    Column("sort_key", Text, nullable=False),
    Column("create_time", DateTime(timezone=True), nullable=False),
    Column("close_date", Date),
    Column("region", Text),
    Column("tags", ARRAY(Text)),
    Column("archive_time", DateTime(timezone=True)),
    Column("search_text", Text, info={"unlisted": True}),
)
LIST = Listing(t, {name: t.c[name] for name in ("name", "create_time", "close_date", "region", "tags")})
FIELDS = Fields(LIST.fields)
TODAY = Today(date(2026, 3, 31))
TENANT, ME, TEAM = UUID(int=1), UUID(int=2), UUID(int=3)
COMPANY = Scope(TENANT, Reach.COMPANY, ME)
QUERY = b"query"


def sql(statement: Any) -> str:
    text = str(statement.compile(dialect=DIALECT, compile_kwargs={"literal_binds": True}))
    return " ".join(text.replace("deal.", "").split())


def ranges(order_by: str, *values: Any) -> list[str]:
    return [sql(each) for each in after(order(order_by, FIELDS, t.c.id), values)]


def refusal(**query: Any) -> DomainError:
    with pytest.raises(DomainError) as caught:
        LIST.page(PageQuery(**query), COMPANY, TODAY)
    return caught.value


def test_columns_that_always_have_a_value_make_one_range() -> None:
    assert ranges("name, create_time", "x", datetime(2026, 1, 1, tzinfo=UTC), ME) == [
        f"(name, create_time, id) > ('x', '2026-01-01 00:00:00+00:00', '{ME}')"
    ]
    assert ranges("name desc", "x", ME) == [f"(name, id) < ('x', '{ME}')"]


def test_rows_without_a_value_come_last_and_in_descending_order_first() -> None:
    day = date(2026, 1, 1)
    assert ranges("close_date", day, ME) == [f"close_date = '{day}' AND id > '{ME}'", f"close_date > '{day}'", "close_date IS NULL"]
    assert ranges("close_date", None, ME) == [f"close_date IS NULL AND id > '{ME}'"]
    assert ranges("close_date desc", day, ME) == [f"close_date = '{day}' AND id < '{ME}'", f"close_date < '{day}'"]
    assert ranges("close_date desc", None, ME) == [f"close_date IS NULL AND id < '{ME}'", "close_date IS NOT NULL"]


def test_directions_can_be_mixed() -> None:
    assert ranges("name desc, create_time", "x", datetime(2026, 1, 1, tzinfo=UTC), ME) == [
        f"name = 'x' AND (create_time, id) > ('2026-01-01 00:00:00+00:00', '{ME}')",
        "name < 'x'",
    ]


def test_a_name_can_be_sorted_by_its_pinyin_key() -> None:
    fields = Fields({"name": Field(t.c.name, sorted_by=t.c.sort_key)})
    assert [key.column for key in order("name desc", fields, t.c.id)] == [t.c.sort_key, t.c.id]


@pytest.mark.parametrize(
    ("order_by", "fix"),
    [
        ("nope", "use one of"),
        ("name up", "create_time desc"),
        ("name,", "not a field"),
        ("name, name desc", "twice"),
        ("tags", "no order"),
    ],
)
def test_an_order_that_cannot_be_is_refused_with_what_would_fix_it(order_by: str, fix: str) -> None:
    error = refusal(order_by=order_by)
    assert error.violations[0].field == "order_by"
    assert fix in error.detail


def test_an_unknown_default_order_stops_the_start() -> None:
    with pytest.raises(DomainError, match="nope"):
        Listing(t, {}, default_order="nope")


def test_page_sizes() -> None:
    assert [page_size(asked, 200) for asked in (0, 1, 200, 201)] == [50, 1, 200, 200]
    assert refusal(page_size=-1).violations[0].field == "page_size"


KINDS: list[TypeEngine[Any]] = [Text(), Uuid(), Date(), DateTime(timezone=True), BigInteger(), Numeric(28, 10), Boolean()]
VALUES = st.tuples(
    *(
        st.none() | values
        for values in (
            # As the database holds it.
            st.text(st.characters(codec="utf-8", exclude_characters="\0")),
            st.uuids(),
            st.dates(),
            st.datetimes(timezones=st.just(UTC)),
            st.integers(-(2**63), 2**63 - 1),
            st.decimals(allow_nan=False, allow_infinity=False, places=10, max_value=10**17),
            st.booleans(),
        )
    )
)


@given(VALUES)
def test_a_token_gives_back_what_went_in(values: tuple[Any, ...]) -> None:
    token = write_token(QUERY, values)
    assert read_token(QUERY, KINDS, token) == list(values)


@given(st.text(max_size=12), st.integers(0, 60), st.characters(codec="utf-8"))
def test_a_token_that_was_changed_or_belongs_elsewhere_is_refused(name: str, position: int, other: str) -> None:
    token = write_token(QUERY, (name, ME))
    changed = token[:position] + other + token[position + 1 :]
    for given_token, query in ((changed, QUERY), (token, b"another"), (token[:-3], QUERY), (name, QUERY)):
        if (given_token, query) != (token, QUERY):
            with pytest.raises(DomainError) as caught:
                read_token(query, [Text(), Uuid()], given_token)
            assert caught.value.violations[0].field == "page_token"


def test_a_list_says_tenant_and_scope_literally() -> None:
    where = sql(LIST.page(PageQuery(), COMPANY, TODAY).statement).partition("WHERE ")[2]
    assert where == f"tenant_id = '{TENANT}' AND archive_time IS NULL ORDER BY create_time DESC, id DESC LIMIT 51"


def test_a_list_shows_no_columns_that_are_marked_unlisted() -> None:
    assert "search_text" not in sql(LIST.page(PageQuery(), COMPANY, TODAY).statement)


def test_a_list_without_scope_is_the_same_for_everybody_of_the_tenant() -> None:
    for_all = replace(LIST, scoped=False)
    own = for_all.page(PageQuery(), replace(COMPANY, reach=Reach.OWN), TODAY).statement
    assert sql(own) == sql(LIST.page(PageQuery(), COMPANY, TODAY).statement)


def test_a_person_without_teams_and_a_service_without_person_see_nothing() -> None:
    for scope in (Scope(TENANT, Reach.TEAM), Scope(TENANT, Reach.OWN), Scope(TENANT, Reach.SHARED)):
        page = LIST.page(PageQuery(), scope, TODAY)
        assert "false" in sql(page.statement)
        assert page.count is not None
        assert "false" in sql(page.count)


def test_limits_hold_for_shared_rows_too_and_only_where_there_is_a_column() -> None:
    limits = Limits(legal_entity_ids=(ME,), regions=("east",))
    text = sql(LIST.page(PageQuery(), Scope(TENANT, Reach.OWN, ME, limits=limits), TODAY).statement)
    assert text.count("region IN ('east')") == 2
    assert "legal_entity_id" not in text


def test_a_token_is_bound_to_the_conditions_of_the_request_too() -> None:
    first = LIST.page(PageQuery(), COMPANY, TODAY, t.c.region == "east")
    token = write_token(first.fingerprint, (datetime(2026, 1, 1, tzinfo=UTC), ME))
    LIST.page(PageQuery(page_token=token), COMPANY, TODAY, t.c.region == "east")
    with pytest.raises(DomainError, match="page token"):
        LIST.page(PageQuery(page_token=token), COMPANY, TODAY, t.c.region == "west")


def test_only_the_first_page_is_counted() -> None:
    first = LIST.page(PageQuery(), COMPANY, TODAY)
    token = write_token(first.fingerprint, (datetime(2026, 1, 1, tzinfo=UTC), ME))
    assert first.count is not None
    assert LIST.page(PageQuery(page_token=token), COMPANY, TODAY).count is None


def test_a_list_that_cannot_be_searched_says_so() -> None:
    assert refusal(search="x").reason == "SEARCH_UNSUPPORTED"
