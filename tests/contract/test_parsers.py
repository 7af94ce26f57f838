"""Whatever reaches a parser, it is read or refused in the product's own words: never a crash, and never for long.

Texts are put together from what the grammar knows and from anything at all, so that much of it is almost right. `make prove` asks
fifty times as often; each test takes the same bounded number of examples otherwise. What is long, deep or packed is tried by itself.
"""

import io
import json
import time
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial
from itertools import product
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from sqlalchemy import BigInteger, Boolean, Column, Date, DateTime, MetaData, Numeric, Table, Text, Uuid
from sqlalchemy.dialects.postgresql.asyncpg import dialect

from chassis import sheets
from chassis.conditions import condition
from chassis.errors import DomainError
from chassis.fields import Fields, Today
from chassis.filter import MAX_LENGTH, clause
from chassis.jsoncodec import decode, fill_parameter, parse
from chassis.ordering import order
from chassis.paging import fingerprint, read_token, write_token
from chassis.search import search_query
from chassis.validation import validate
from crm.accounts.v1 import accounts_pb2 as accounts
from crm.leads.v1 import leads_pb2 as leads
from crm.pipeline.v1 import pipeline_pb2 as sales
from edge.attachments.media_types import MEDIA_TYPES, declared
from edge.bindings import bindings, table
from edge.imports.catalogue import importables
from edge.imports.values import Locale, Unreadable, value_of
from edge.members import all_members, services_of
from leads.domain import capture_form

Many = Callable[[st.SearchStrategy[Any], Callable[[Any], object]], None]
SERVICES = [service for member in all_members() for service in services_of(member)]
PATHS = table(bindings(SERVICES))
TARGETS = [target for importable in importables(SERVICES).values() for target in importable.targets.values()]
LOCALE = Locale(ZoneInfo("Asia/Shanghai"), "CNY")
TODAY = Today(date(2026, 3, 31), ZoneInfo("Asia/Shanghai"))
COLUMNS = Table(
    "thing",
    MetaData(),
    *(Column("id", Uuid), Column("name", Text), Column("day", Date), Column("time", DateTime(timezone=True)), Column("rate", Numeric)),
)
FIELDS = Fields({column.name: column for column in COLUMNS.c})
TYPES = [COLUMNS.c.day.type, COLUMNS.c.time.type, COLUMNS.c.rate.type, COLUMNS.c.id.type]
VALUES = [date(2026, 1, 1), datetime(2026, 1, 1, tzinfo=UTC), Decimal("1.5"), UUID(int=7)]
QUERY = fingerprint("things", "name")
# One call, at most: seconds of computing, and bytes held at once.
SECONDS, BYTES = 2.0, 64 * 1024 * 1024
SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture
def many(proving: bool) -> Many:
    """Asks with so many examples, always the same ones in CI."""

    def ask(strategy: st.SearchStrategy[Any], read: Callable[[Any], object]) -> None:
        @settings(max_examples=10_000 if proving else 150, deadline=None, derandomize=not proving, suppress_health_check=[*HealthCheck])
        @given(strategy)
        def check(given: Any) -> None:
            refused_or_read(read, given)

        check()

    return ask


def refused_or_read(read: Callable[[Any], object], given: Any) -> None:
    """Raises whatever else it raises than a refusal."""
    start, said = time.process_time(), ["read"]
    try:
        read(given)
    except DomainError as refusal:
        said = [refusal.reason, refusal.detail]
    except Unreadable as refusal:
        said = [refusal.reason, refusal.detail]
    assert all(said), said
    assert time.process_time() - start < SECONDS


@contextmanager
def within_memory() -> Iterator[None]:
    tracemalloc.start()
    try:
        yield
        assert tracemalloc.get_traced_memory()[1] < BYTES
    finally:
        tracemalloc.stop()


def texts(*words: str) -> st.SearchStrategy[str]:
    """Of these words, of anything, and of both."""
    anything = st.text(max_size=12) | st.integers().map(str) | st.uuids().map(str) | st.dates().map(str)
    return st.lists(st.sampled_from(words) | anything, max_size=14).map("".join) | st.text()


def spaced(*words: str) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(words), max_size=20).map(" ".join) | texts(*words, " ")


# --- lists -----------------------------------------------------------------------------------------


def test_filters(many: Many) -> None:
    def read(text: str) -> object:
        return str(clause(text, FIELDS, TODAY).compile(dialect=dialect()))  # type: ignore[no-untyped-call]

    words = """name day time rate id = != < >= : ( ) AND OR NOT " ' * null , today today+30d 2026-02-30 1e999 "x" - . """
    many(spaced(*words.split(), "\\", "\\u0000", "today-9999999999d"), read)
    quotes, stars, numbers = '"' + "\\" * 3990, "name:" + "*" * 3000, "name=" + "9" * 3990
    for hard in ("(" * MAX_LENGTH, "NOT " * 1000, "name=1 " * 500, "a.b" * 1300, quotes, stars, numbers):
        with within_memory():
            refused_or_read(read, hard)


def test_orders_and_searches(many: Many) -> None:
    many(spaced("name", "day", "desc", "asc", ",", "DESC"), lambda text: order(text, FIELDS, COLUMNS.c.id))
    many(texts("杭州", "hz", "%", "_", "'", "138", "\u0000", "　"), search_query)
    for hard in ("杭" * 100_000, "a " * 50_000, "%" * 100_000):
        with within_memory():
            refused_or_read(search_query, hard)


def test_page_tokens(many: Many) -> None:
    token = write_token(QUERY, VALUES)

    def changed(cut: tuple[int, int, str]) -> str:
        start, length, put = cut
        return token[:start] + put + token[start + length :]

    cuts = st.tuples(st.integers(0, len(token)), st.integers(0, 9), st.text(max_size=6)).map(changed)
    # Sealed as they should be, with values that are not what the columns hold.
    scalars = st.none() | st.booleans() | st.integers() | st.text(max_size=12)
    forged = st.lists(scalars, max_size=6).map(lambda values: write_token(QUERY, values))
    assert read_token(QUERY, TYPES, token) == VALUES
    odd = ["2026-01-01", "0001-01-01T00:00:00+14:00", "\x00", 2**70, "1e999999999"]
    for value, kind in product(odd, (*TYPES, COLUMNS.c.name.type, BigInteger(), Boolean())):
        refused_or_read(partial(read_token, QUERY, [kind]), write_token(QUERY, [value]))
    many(cuts | forged | texts("=", "-", "_"), lambda text: read_token(QUERY, TYPES, text))


# --- conditions ------------------------------------------------------------------------------------


def test_conditions(many: Many) -> None:
    names = {"opportunity": sales.Opportunity, "today": str, "amount": int, "tags": list[str]}

    def read(text: str) -> object:
        return condition(text, names).evaluate(
            {"opportunity": sales.Opportunity(name="x"), "today": "2026-01-01", "amount": 3, "tags": ["a"]}
        )

    words = "opportunity .name .stage amount today tags has( size( days( matches( ( ) [ ] { } 0 1.5 x , ."
    signs = """&& || ! ? : == < + / % "a" ' in null true exists(x, map(x,"""
    many(spaced(*words.split(), *signs.split()), read)
    regular, macros = '"' + "(a+)+" * 300 + '"', "tags.all(x," * 150
    for hard in ("(" * 1999, "!" * 1999, "[" * 1999, "1+" * 999 + "1", "-" * 1999, macros, regular):
        with within_memory():
            refused_or_read(read, hard)


# --- bodies, parameters, paths, external ids -------------------------------------------------------


def test_bodies(many: Many) -> None:
    kinds = (accounts.CreateAccountRequest, sales.CreateContractRequest, leads.CreateLeadRequest)

    def read(body: bytes) -> None:
        for kind in kinds:
            try:
                message: Any = decode(kind, body)
            except DomainError:
                continue
            refused_or_read(validate, message)
            message.SerializeToString()

    names = st.sampled_from(
        ["account", "contract", "lead", "name", "lines", "unitPrice", "amount", "currencyCode", "externalRefs", "system"]
    )
    leaves = (
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10) | st.sampled_from(["CNY", "1e999", "1." + "9" * 40])
    )
    values = st.recursive(
        leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names | st.text(max_size=6), inner, max_size=5)
    )
    many(values.map(lambda value: json.dumps(value).encode()) | st.binary(max_size=80), read)
    many(texts('{"', '":', '"', "{", "}", "[", "]", ",", "\\ud800", "\\u0000", "1e400", "NaN", "account", "name").map(str.encode), read)
    for hard in (b"[" * 200_000, b'{"account":' * 50_000, b'{"account":{"name":"' + b"x" * 900_000 + b'"}}', b'"\\ud800"', b"1" * 100_000):
        with within_memory():
            refused_or_read(parse, hard)


def test_parameters_and_paths_with_external_ids(many: Many) -> None:
    def read(text: str) -> None:
        for kind, name in ((accounts.ListAccountsRequest, "page_size"), (accounts.GetAccountByExternalRequest, "external_id")):
            message: Any = kind()
            try:
                fill_parameter(message, name, [text])
                validate(message)
            except DomainError:
                continue
        PATHS.find(f"/v1/accounts/byExternal/{text}")
        PATHS.find(text)

    many(texts("/", "%", "%00", "%2F", "%ED%A0%80", ":", "..", "erp", "v1", "accounts", "{"), read)
    with within_memory():
        refused_or_read(read, "/" * 20_000)


def test_keys_and_pages_of_forms(many: Many) -> None:
    form = capture_form.key_for(UUID(int=1), b"x" * 16)
    many(texts(form, form[:9], "=", "-", "_"), capture_form.tenant_of)
    many(texts("https://", "http://[", "]", ":", "@", "例子.公司", "%", "//", ":99999999"), lambda text: capture_form.page_host(text, text))


# --- files -----------------------------------------------------------------------------------------


def whole(content: bytes, *, is_workbook: bool) -> None:
    """As an upload and the check after it read the file."""
    head = sheets.head_of(content, is_workbook=is_workbook)
    for _ in sheets.rows_of(content, head.encoding, head.delimiter, ""):
        pass


def book() -> bytes:
    made, packed = Workbook(), io.BytesIO()
    sheet: Any = made.active
    sheet.append(["姓名", "电话", "日期"])
    sheet.append(["王工", 13800138000, datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)])
    made.save(packed)
    return packed.getvalue()


def test_tables(many: Many) -> None:
    encodings = st.sampled_from(["utf-8", "gb18030", "utf-16"])
    written = st.tuples(texts('"', ",", ";", "\t", "|", "\r", "\n", "\x00", "姓名", "\ufeff"), encodings)
    many(written.map(lambda pair: pair[0].encode(pair[1], "ignore")) | st.binary(), lambda content: whole(content, is_workbook=False))
    for hard in (b'"' + b"x" * 2_000_000, b"," * 1_000_000, b"a\n" * 90_000, b'""' * 500_000):
        refused_or_read(lambda content: whole(content, is_workbook=False), hard)


def test_workbooks(many: Many) -> None:
    content = book()

    def changed(cut: tuple[int, int, bytes]) -> bytes:
        start, length, put = cut
        return content[:start] + put + content[start + length :]

    cuts = st.tuples(st.integers(0, len(content)), st.integers(0, 40), st.binary(max_size=8)).map(changed)
    members = st.sampled_from(zipfile.ZipFile(io.BytesIO(content)).namelist())
    swaps = st.tuples(members, texts("<row>", "<c r='XFD1048577' t='s'>", "<v>9</v>", "</", "&x;", "<!DOCTYPE a [<!ENTITY x 'y'>]>"))
    many(cuts | swaps.map(lambda swap: swapped(content, *swap)), lambda made: whole(made, is_workbook=True))
    bomb = swapped(content, SHEET, " " * 100_000_000)
    with within_memory():
        refused_or_read(lambda made: whole(made, is_workbook=True), bomb)


@pytest.mark.parametrize("entity", ['SYSTEM "file:///etc/hostname"', '"x"'])
def test_a_sheet_that_declares_entities_is_refused(entity: str) -> None:
    content = book()
    text = zipfile.ZipFile(io.BytesIO(content)).read(SHEET).decode()
    whole(swapped(content, SHEET, text), is_workbook=True)
    with pytest.raises(DomainError, match="cannot be read"):
        whole(swapped(content, SHEET, f"<!DOCTYPE a [<!ENTITY x {entity}>]>{text}"), is_workbook=True)


def swapped(content: bytes, name: str, text: str) -> bytes:
    """The workbook with another member."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            new.writestr(member, text.encode("utf-8", "ignore") if member == name else old.read(member))
    return packed.getvalue()


def test_cells(many: Many) -> None:
    words = texts(
        "2026", "年", "月", "日", "-", "/", ":", "下午", "￥", "万", ",", ".", "是", "否", "+86", "@", "１", "²", "９" * 30, "e", " "
    )

    def read(text: str) -> None:
        for target in TARGETS:
            refused_or_read(partial(value_of, target, locale=LOCALE), text)

    many(words, read)


def test_kinds_of_files(many: Many) -> None:
    names = texts(".pdf", ".", "/", "\x00", "application/pdf", ";", "text/csv", "=")
    many(st.tuples(names, names), lambda pair: declared(*pair))
    many(st.binary(max_size=300), lambda head: [kind.fits(head, head[-64:]) for kind in MEDIA_TYPES.values()])
