"""What filters become. That they select the right rows is shown on a real database in tests/integration/chassis/test_listing.py."""

import contextlib
from datetime import date
from enum import StrEnum
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import BigInteger, Boolean, Column, Date, DateTime, Integer, MetaData, Numeric, Table, Text, Uuid
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.dialects.postgresql.asyncpg import dialect

from chassis.errors import DomainError
from chassis.fields import Fields, Today, choice, money
from chassis.filter import MAX_COMPARISONS, MAX_DEPTH, MAX_LENGTH, clause


class Tier(StrEnum):
    A = "a"
    KEY_ACCOUNT = "key_account"


t = Table(
    "account",
    MetaData(),
    Column("id", Uuid),
    Column("name", Text),
    Column("tier", Text),
    Column("tags", ARRAY(Text)),
    Column("owner_id", Uuid),
    Column("amount_minor", BigInteger),
    Column("currency", Text),
    Column("close_date", Date),
    Column("create_time", DateTime(timezone=True)),
    Column("active", Boolean),
    Column("employees", Integer),
    Column("rate", Numeric(28, 10)),
)
FIELDS = Fields(
    {
        **{name: t.c[name] for name in ("name", "tags", "owner_id", "close_date", "create_time", "active", "employees", "rate")},
        "tier": choice(t.c.tier, Tier),
        "amount": money(t.c.amount_minor, t.c.currency),
        "price": money(t.c.amount_minor),
    },
    lambda key: t.c.name if key == "座驾" else None,
)
TODAY = Today(date(2026, 3, 31), ZoneInfo("Asia/Shanghai"))
DIALECT = dialect()  # type: ignore[no-untyped-call]


def sql(text: str) -> str:
    compiled = clause(text, FIELDS, TODAY).compile(dialect=DIALECT, compile_kwargs={"literal_binds": True})
    return str(compiled).replace("account.", "")


def refusal(text: str) -> DomainError:
    with pytest.raises(DomainError) as caught:
        clause(text, FIELDS, TODAY)
    assert caught.value.violations[0].field == "filter"
    return caught.value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "true"),
        ("name = 甲", "name = '甲'"),
        ('name = "a b"', "name = 'a b'"),
        (r"name = 'it\'s \"so\" \\ \u7532'", "name = 'it''s \"so\" \\ 甲'"),
        ("tier = A", "tier = 'a'"),
        ("tier = TIER_KEY_ACCOUNT", "tier = 'key_account'"),
        ("tier = key_account", "tier = 'key_account'"),
        ("tags:vip", "tags @> ARRAY['vip']"),
        ("tags:*", "cardinality(tags) > 0"),
        ("owner_id = null", "owner_id IS NULL"),
        ("owner_id != null", "owner_id IS NOT NULL"),
        ("owner_id:*", "owner_id IS NOT NULL"),
        ("name = 'null'", "name = 'null'"),
        ("name != x", "name IS DISTINCT FROM 'x'"),
        ("active = true", "active = true"),
        ("employees >= -5", "employees >= -5"),
        ("rate<0.5", "rate < 0.5"),
        ("close_date > today-1m", "close_date > '2026-02-28'"),
        ("close_date<=today+2w", "close_date <= '2026-04-14'"),
        ("close_date = today", "close_date = '2026-03-31'"),
        ("custom.座驾 = x", "name = 'x'"),
    ],
)
def test_a_comparison_becomes_sql(text: str, expected: str) -> None:
    assert sql(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("name = a AND name = b OR name = c", "name = 'a' AND (name = 'b' OR name = 'c')"),
        ("name = a name = b OR name = c", "name = 'a' AND (name = 'b' OR name = 'c')"),
        ("(name = a AND name = b) OR name = c", "name = 'a' AND name = 'b' OR name = 'c'"),
        ("NOT name = a", "(name = 'a') IS NOT true"),
        ("-name = a active = true", "(name = 'a') IS NOT true AND active = true"),
        ("NOT(name = a OR name = b)", "(name = 'a' OR name = 'b') IS NOT true"),
        ("-(-name = a)", "((name = 'a') IS NOT true) IS NOT true"),
    ],
)
def test_or_binds_tighter_than_and_as_aip_160_says(text: str, expected: str) -> None:
    assert sql(text) == expected


def test_a_day_compared_with_an_instant_is_the_whole_day_in_the_tenants_zone() -> None:
    assert sql("create_time = 2026-03-31") == "create_time >= '2026-03-30 16:00:00+00:00' AND create_time < '2026-03-31 16:00:00+00:00'"
    assert sql("create_time <= today") == "create_time < '2026-03-31 16:00:00+00:00'"
    assert sql("create_time > today") == "create_time >= '2026-03-31 16:00:00+00:00'"
    assert sql("create_time < today") == "create_time < '2026-03-30 16:00:00+00:00'"


def test_a_time_without_zone_is_in_the_tenants_zone() -> None:
    assert sql("create_time > 2026-03-31T08:00:00") == "create_time > '2026-03-31 00:00:00+00:00'"
    assert sql("create_time > 2026-03-31T08:00:00") == sql("create_time > 2026-03-31T00:00:00Z")


def test_an_amount_is_compared_in_the_digits_of_each_rows_currency() -> None:
    text = sql("amount > 1000.5")
    assert "'JPY'" in text
    assert text.index("amount_minor > 1000 ") < text.index("amount_minor > 1000500") < text.index("ELSE amount_minor > 100050 END")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("price = 1000.50", "amount_minor = 100050"),
        ("price >= 0.005", "amount_minor > 0"),
        ("price <= 0.005", "amount_minor <= 0"),
        ("price < -0.005", "amount_minor <= -1"),
        ("price = 0.005", "false"),
        ("price != 0.005", "true"),
    ],
)
def test_an_amount_with_more_digits_than_the_currency_is_not_rounded(text: str, expected: str) -> None:
    assert sql(text) == expected


def test_contains_takes_wildcards_literally() -> None:
    assert "/%" in sql('name:"50%"')


@pytest.mark.parametrize(
    ("text", "position", "fix"),
    [
        ("name = a and name = b", 14, "an operator was expected after 'and'"),
        ("name = a AND", 13, "a comparison was expected"),
        ("AND name = a", 1, "a comparison was expected"),
        ("华为", 3, "found by the parameter search"),
        ("(name = a", 10, "a ) is missing"),
        ("name = a)", 9, "no ( before"),
        ("name = ", 8, "a value was expected"),
        ('name = "a', 8, "closing quote"),
        (r'name = "\q"', 8, "no escape"),
        ('name = "\\u0000"', 8, "NUL"),
        ('name = "\\ud800"', 8, "surrogate"),
        ("tier = Z", 8, "one of A, KEY_ACCOUNT"),
        ("tier < A", 8, "no order"),
        ("tier:A", 6, "use = instead"),
        ("tags = x", 8, 'tags:"value"'),
        ("owner_id = me", 12, "UUID"),
        ("employees = 99999999999", 13, "whole number"),
        ("rate > 1e5", 8, "decimal number"),
        ("price > 999999999999999999", 9, "64 bits"),
        ("active = yes", 10, "true or false"),
        ("close_date = 2026-02-30", 14, "today-7d"),
        ("close_date = today+99999y", 14, "today-7d"),
        ("create_time > 0001-01-01T00:00:00+08:00", 15, "a time such as"),
    ],
)
def test_what_is_wrong_is_named_with_its_position_and_what_would_fix_it(text: str, position: int, fix: str) -> None:
    error = refusal(text)
    assert error.metadata["position"] == str(position)
    assert fix in error.detail


def test_an_unknown_field_is_answered_with_the_known_ones() -> None:
    error = refusal("name = a AND nope = 1")
    assert error.reason == "FIELD_UNKNOWN"
    assert "character 14" in error.detail
    assert "active, amount, close_date" in error.detail
    assert "custom.<key>" in error.detail
    assert refusal("custom.nope = 1").metadata["name"] == "custom.nope"


def test_length_depth_and_number_of_comparisons_are_bounded() -> None:
    assert refusal("a" * (MAX_LENGTH + 1)).reason == "FILTER_TOO_LONG"
    assert sql("(" * MAX_DEPTH + "name = a" + ")" * MAX_DEPTH) == "name = 'a'"
    assert "flatter" in refusal("(" * (MAX_DEPTH + 1) + "name = a" + ")" * (MAX_DEPTH + 1)).detail
    assert "flatter" in refusal("-" * (MAX_DEPTH + 1) + "name = a").detail
    assert str(MAX_COMPARISONS) in refusal("name = a " * (MAX_COMPARISONS + 1)).detail


@given(st.text(max_size=60))
def test_any_text_can_be_a_quoted_value(value: str) -> None:
    if "\0" in value:
        return
    quoted = value.replace("\\", "\\\\").replace('"', '\\"')
    compiled = clause(f'name = "{quoted}"', FIELDS, TODAY).compile(dialect=DIALECT)
    assert list(compiled.params.values()) == [value]


@given(st.lists(st.sampled_from(["name", "tags", "=", ":", "<", "a", '"b"', "(", ")", "AND", "OR", "NOT", "-", "null", "*"]), max_size=25))
def test_a_filter_is_understood_or_refused_but_never_breaks(tokens: list[str]) -> None:
    with contextlib.suppress(DomainError):
        clause(" ".join(tokens), FIELDS, TODAY)
