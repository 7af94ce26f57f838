"""Statements of account as documents: the amounts, in both languages, and fonts that every machine has because they are inside."""

import io
from typing import Any

import openpyxl
import pytest
from pypdf import PdfReader

from crm.common.v1.types_pb2 import Money
from crm.receivables.v1 import account_statements_pb2 as pb
from edge.account_statements.paper import paper
from edge.account_statements.rendering import Renderer, render

CJK = "对账"


def cny(minor: int) -> Money:
    return Money(currency_code="CNY", minor=minor)


def statement(items: int = 2, customer: str = "牡丹精工（苏州）有限公司") -> pb.SharedStatement:
    made = pb.SharedStatement(
        number="DZ000007",
        kind=pb.STATEMENT_KIND_ACCOUNT,
        customer_name=customer,
        legal_entity_name="到账机床股份有限公司",
        currency="CNY",
        from_date="2025-12-01",
        to_date="2025-12-31",
        owed=cny(12_345_678),
        checksum="ab" * 32,
    )
    section = pb.STATEMENT_SECTION_RECEIVABLE
    made.balances.add(
        section=section, opening=cny(0), increase=cny(13_345_678), decrease=cny(1_000_000), closing=cny(12_345_678), overdue=cny(100)
    )
    for position in range(1, items + 1):
        made.items.add(
            position=position,
            section=section,
            contract_number=f"HT{position:06}",
            instalment_name="验收款",
            due_date="2025-12-30",
            amount=cny(6_172_839),
            overdue=True,
        )
    made.lines.add(
        position=1,
        section=section,
        movement=pb.STATEMENT_MOVEMENT_ALLOCATION,
        business_date="2025-12-20",
        document_number="HT000001",
        amount=cny(-1_000_000),
        balance=cny(12_345_678),
    )
    return made


def text_of(document: bytes) -> str:
    """Without what the reader puts between characters: spaces, and the high bytes of codes of two."""
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(document)).pages)
    return "".join(text.replace("\x00", "").split())


def fonts(document: bytes) -> list[Any]:
    found = []
    for page in PdfReader(io.BytesIO(document)).pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            (inner,) = font.get_object()["/DescendantFonts"]
            found.append(inner.get_object()["/FontDescriptor"].get_object())
    return found


@pytest.mark.capability("M-15")
@pytest.mark.parametrize(
    ("language", "says"),
    [("zh-CN", ["对账单", "牡丹精工", "应收款", "未结明细", "本期发生"]), ("en-US", ["Statementofaccount", "Receivables", "Openitems"])],
)
def test_a_pdf_says_the_amounts_and_carries_its_fonts(language: str, says: list[str]) -> None:
    document = render(statement(), "pdf", language)
    said = text_of(document)
    for each in (*says, "DZ000007", "123,456.78", "61,728.39", "-10,000.00", "133,456.78", "1.00", "HT000002"):
        assert each in said
    assert fonts(document)
    assert all("/FontFile3" in font or "/FontFile2" in font for font in fonts(document))
    assert len(document) < 200_000  # the characters that it has, not all of the font


def test_a_long_statement_goes_over_pages_and_says_every_item() -> None:
    document = render(statement(items=120), "pdf", "zh-CN")
    assert len(PdfReader(io.BytesIO(document)).pages) > 2
    said = text_of(document)
    assert all(f"HT{position:06}" in said for position in range(1, 121))


def test_a_workbook_has_amounts_as_numbers_and_never_a_formula() -> None:
    book = openpyxl.load_workbook(io.BytesIO(render(statement(customer="=1+1"), "xlsx", "zh-CN")))
    cells = [cell for row in book.active.iter_rows() for cell in row if cell.value is not None]  # type: ignore[union-attr]
    assert {123456.78, 61728.39, -10000.0} <= {cell.value for cell in cells if cell.data_type == "n"}
    assert [cell.data_type for cell in cells if cell.value == "=1+1"] == ["s"]


def test_a_page_says_the_same_and_runs_nothing_that_a_customer_is_called() -> None:
    page = render(statement(customer="<script>alert(1)</script>"), "html", "en-US").decode()
    assert "123,456.78" in page
    assert "<script>" not in page


def test_a_confirmation_has_balances_and_no_movements() -> None:
    given = statement()
    given.kind = pb.STATEMENT_KIND_CONFIRMATION
    made = paper(given, "zh-CN")
    assert [table.title for table in made.tables] == ["余额", "未结明细"]
    assert CJK in made.title


async def test_documents_are_made_in_a_process_of_their_own() -> None:
    made = await Renderer()(statement(), "pdf", "zh-CN")
    assert "123,456.78" in text_of(made)
