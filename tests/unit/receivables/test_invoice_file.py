"""Issued invoices as the tax system exports them: rows become invoices, and what cannot be taken says why."""

import base64
from decimal import Decimal

import pytest

from chassis.errors import DomainError
from receivables.domain.states import InvoiceType
from receivables.invoice_file import FileInvoice, read

HEAD = (
    "序号,发票代码,发票号码,数电发票号码,购方识别号,购买方名称,开票日期,货物或应税劳务名称,单位,数量,单价,金额,税率,税额,价税合计,"
    "发票票种,发票状态,是否正数发票,备注"
)
ONE, TWO = "25312000000000000001", "25312000000000000002"
SPECIAL, ORDINARY = "数电发票（增值税专用发票）", "数电发票（普通发票）"


def content(*rows: str, head: str = HEAD, encoding: str = "utf-8") -> str:
    return base64.b64encode("\n".join(("全量发票查询导出结果", head, *rows)).encode(encoding)).decode()


def taken(*rows: str, head: str = HEAD, assumed: InvoiceType | None = None, encoding: str = "utf-8") -> list[FileInvoice]:
    return read(content(*rows, head=head, encoding=encoding), assumed)


def row(number: str = ONE, *, net: str = "100.00", rate: str = "13%", tax: str = "13.00", gross: str = "113.00", **said: str) -> str:
    given = {"kind": SPECIAL, "status": "正常", "positive": "是", "remark": "合同 HT-2025-001", "name": "*机床*三号产线", **said}
    return (
        f"1,,,{number},91320594MA1MXL0000,牡丹精工有限公司,2025-12-01 10:15:00,{given['name']},台,1,100,{net},{rate},{tax},{gross},"
        f"{given['kind']},{given['status']},{given['positive']},{given['remark']}"
    )


def fault(invoice: FileInvoice) -> str:
    return invoice.fault.reason if invoice.fault else ""


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gbk"])
def test_rows_of_one_number_are_lines_of_one_invoice(encoding: str) -> None:
    lines = (row(), row(TWO, kind=ORDINARY), row(net="50.00", rate="6%", tax="3.00", gross="53.00"))
    one, two = taken(*lines, encoding=encoding)
    assert (one.row_number, one.printed.number, one.type, str(one.issue_date)) == (3, ONE, InvoiceType.VAT_SPECIAL, "2025-12-01")
    assert ([line["tax_rate"] for line in one.lines], one.gross.amount, one.title) == (["13", "6"], Decimal("166.00"), "牡丹精工有限公司")
    assert (two.type, two.remark, fault(one), fault(two)) == (InvoiceType.VAT_ORDINARY, "合同 HT-2025-001", "", "")


@pytest.mark.parametrize(
    ("said", "rate"), [("13%", "13"), ("0.06", "6.00"), ("9", "9"), ("免税", "0"), ("", "13"), ("***", "13"), ("13%、6%", "13")]
)
def test_a_rate_is_read_as_it_is_written_or_follows_from_net_and_tax(said: str, rate: str) -> None:
    (invoice,) = taken(row(rate=said))
    assert invoice.lines[0]["tax_rate"] == rate


def test_a_rate_that_nothing_fits_is_asked_for() -> None:
    (invoice,) = taken(row(rate="", tax="7.77", gross="107.77"))
    assert fault(invoice) == "TAX_RATE_UNCLEAR"


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"status": "作废"}, "INVOICE_VOID"),
        ({"positive": "否"}, "RED_INVOICE_IN_FILE"),
        ({"gross": "一百"}, "CELL_UNREADABLE"),
        ({"kind": ""}, "INVOICE_TYPE_MISSING"),
    ],
)
def test_what_cannot_be_taken_says_why_and_leaves_the_others(said: dict[str, str], reason: str) -> None:
    wrong, right = taken(row(**said), row(TWO))
    assert (fault(wrong), fault(right)) == (reason, "")


def test_a_file_that_does_not_say_kinds_takes_the_one_that_is_said_with_it() -> None:
    (invoice,) = taken(row(kind=""), assumed=InvoiceType.VAT_ORDINARY)
    assert invoice.type is InvoiceType.VAT_ORDINARY


def test_paper_has_a_code() -> None:
    (invoice,) = taken(
        "3100204130,12345678,增值税专用发票,2025-12-01,113.00,13.00", head="发票代码,发票号码,发票类型,开票日期,价税合计,税额"
    )
    assert (invoice.type, invoice.printed.code, invoice.printed.number) == (InvoiceType.PAPER, "3100204130", "12345678")
    assert (invoice.lines[0]["tax"].amount, invoice.lines[0]["tax_rate"]) == (Decimal("13.00"), "13")


def test_a_sum_at_the_end_is_no_invoice() -> None:
    assert len(taken(row(), "合计,,,,,,,,,,,100.00,,13.00,113.00,,,,")) == 1


def test_a_file_without_the_columns_is_refused_with_their_names() -> None:
    with pytest.raises(DomainError, match=r"发票号码.*开票日期") as refused:
        read(content("1,2", head="a,b"), None)
    assert refused.value.reason == "INVOICE_HEADERS_UNKNOWN"
