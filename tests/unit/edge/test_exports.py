"""What stands in the cells of a file, and that none of them runs."""

import io
import zipfile
from collections.abc import AsyncIterator
from datetime import date, datetime
from decimal import Decimal
from typing import IO
from uuid import UUID
from zoneinfo import ZoneInfo

from google.protobuf.timestamp_pb2 import Timestamp

from chassis.collections import collections, row_of
from crm.common.v1.types_pb2 import CustomValue, Money
from crm.identity.v1.exports_pb2 import ExportColumn, ExportLabel
from crm.leads.v1 import leads_pb2 as leads
from crm.pipeline.v1 import pipeline_pb2 as pipeline
from edge.attachments.encryption import Sealer, opened
from edge.exports.cells import Cell, Reading, cells, columns
from edge.exports.sheets import CsvSheet, XlsxSheet
from edge.members import all_members, services_of

TENANT, MASTER_KEY, PERSON = UUID(int=1), bytes(range(32)), "0190f3a1-7c5e-7b3a-9f00-3c2f1d9e8a77"
READING = Reading(ZoneInfo("Asia/Shanghai"), "zh-CN", {PERSON: "林晓"})
LISTS = collections(service for member in all_members() for service in services_of(member))


def column(field: str, title: str = "", **labels: str) -> ExportColumn:
    return ExportColumn(field=field, title=title, labels=[ExportLabel(value=value, text=text) for value, text in labels.items()])


def local(hour: int) -> datetime:
    """An hour of the day as a spreadsheet knows it: without a zone."""
    return datetime(2026, 1, 5, hour)  # noqa: DTZ001


async def plain(sealed: IO[bytes]) -> bytes:
    sealed.seek(0)

    async def stored() -> AsyncIterator[bytes]:
        yield sealed.read()

    return b"".join([part async for part in opened(MASTER_KEY, TENANT, stored())])


def test_every_list_fits_into_a_file() -> None:
    for name, method in LISTS.items():
        assert columns(row_of(method), []), name


def test_people_read_names_local_times_and_words_of_their_own() -> None:
    row = pipeline.Opportunity(
        name="五轴机床",
        owner_id=PERSON,
        expected_amount=Money(currency_code="CNY", minor=123450),
        expected_close_date="2026-03-31",
        create_time=Timestamp(seconds=1767542400),
        custom={"segment": CustomValue(text="军工")},
    )
    asked = [
        *(column("name", "商机"), column("ownerId"), column("expectedAmount", "金额"), column("expectedCloseDate")),
        *(column("createTime"), column("custom.segment"), column("updateTime")),
    ]
    found = columns(pipeline.Opportunity.DESCRIPTOR, asked)
    assert [title for each in found for title in each.titles][:4] == ["商机", "ownerId", "金额", "金额 ¤"]
    expected: list[Cell] = ["五轴机床", "林晓", Decimal("1234.50"), "CNY", date(2026, 3, 31), local(0), "军工", ""]
    assert cells([row], found, READING) == [expected]


def test_values_have_the_labels_that_came_along_and_nothing_stands_for_what_is_not_said() -> None:
    of = columns(leads.Lead.DESCRIPTOR, [column("state", LEAD_STATE_ASSIGNED="新"), column("tags")])
    rows = [leads.Lead(state=leads.LEAD_STATE_ASSIGNED, tags=["展会", "老客户"]), leads.Lead()]
    assert cells(rows, of, READING) == [["新", "展会; 老客户"], ["", ""]]


FORMULAS = ["=1+1", "+86", "-5", "@x", "  =cmd|' /C calc'!A0", "＝1+1"]


async def test_no_text_of_a_csv_file_runs_in_a_spreadsheet_and_numbers_stay_numbers() -> None:
    with CsvSheet(Sealer(MASTER_KEY, TENANT), ["名称", "金额"]) as sheet:
        sheet.add([[text, Decimal("-5.00")] for text in FORMULAS])
        content = await plain(sheet.finish())
    assert sheet.size == len(content)
    lines = content.decode("utf-8-sig").splitlines()
    assert lines[0] == "名称,金额"
    assert lines[1:] == [f"'{text},-5.00" for text in FORMULAS]


async def test_no_text_of_a_spreadsheet_is_a_formula() -> None:
    with XlsxSheet(Sealer(MASTER_KEY, TENANT), ["名称"]) as sheet:
        sheet.add([[text, Decimal("-5.00"), date(2026, 1, 5), local(9), Decimal("1234567890123456.78")] for text in FORMULAS])
        content = await plain(sheet.finish())
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        made = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in made
    assert made.count("<v>-5") == len(FORMULAS)
    # More digits than a spreadsheet keeps stand there as text.
    assert made.count("1234567890123456.78") == len(FORMULAS)
