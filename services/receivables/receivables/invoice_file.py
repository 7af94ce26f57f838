"""Issued invoices as a file, as the tax system exports them: a row per invoice, or per line of one (全量发票查询导出结果, 信息汇总表)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from chassis.errors import DomainError, invalid
from chassis.money import Money
from receivables.domain.invoice_line import TOLERANCE, tax_on
from receivables.domain.invoice_parts import PrintedNumber
from receivables.domain.states import InvoiceType
from receivables.statements import cells
from receivables.statements.entry import FIELD, wrong
from receivables.statements.headed import headed_rows

MOST_INVOICES = 500
# Tax invoices are in yuan.
CURRENCY = "CNY"
_DIGITAL_NUMBER = ("数电发票号码", "数电票号码", "全电发票号码")
COLUMNS: Mapping[str, Sequence[str]] = {
    "digital_number": _DIGITAL_NUMBER,
    "invoice_number": ("发票号码", *_DIGITAL_NUMBER, "invoicenumber"),
    "invoice_code": ("发票代码", "invoicecode"),
    "type": ("发票票种", "票种", "发票类型", "type"),
    "issue_date": ("开票日期", "issuedate"),
    "title": ("购买方名称", "购方名称", "受票方名称", "客户名称", "title"),
    "tax_number": ("购方识别号", "购买方识别号", "购方税号", "taxnumber"),
    "contract_number": ("合同号", "合同编号", "contract"),
    "application_number": ("申请单号", "开票申请单号", "application"),
    "description": ("货物或应税劳务名称", "货物或应税劳务服务名称", "项目名称", "商品名称", "description"),
    "specification": ("规格型号", "specification"),
    "unit": ("单位", "unit"),
    "quantity": ("数量", "quantity"),
    "unit_price": ("单价", "unitprice"),
    "net": ("金额", "不含税金额", "net"),
    "tax_rate": ("税率", "税率征收率", "taxrate"),
    "tax": ("税额", "tax"),
    "gross": ("价税合计", "含税金额", "gross"),
    "status": ("发票状态", "status"),
    "positive": ("是否正数发票", "positive"),
    "remark": ("备注", "remark"),
}
# What an export of whole invoices leaves out follows from gross and tax: the rates that there are, in per cent.
_RATES = tuple(map(Decimal, ("13", "9", "6", "3", "1", "5", "1.5", "0.5", "0")))
_FREE = ("免税", "不征税", "零税率", "出口零税率")
_MANY_LINES = "详见清单"
_SUMS = ("合计", "总计", "小计")
_DIGITAL = re.compile(r"\d{20}")
_RATE = re.compile(r"(\d{1,2}(?:\.\d+)?)(%?)")


@dataclass
class FileInvoice:
    """One invoice of the file, from the row on in which it stands first; `fault` is why it cannot be taken."""

    row_number: int
    printed: PrintedNumber
    type: InvoiceType | None = None
    issue_date: date | None = None
    title: str = ""
    tax_number: str = ""
    contract_number: str = ""
    application_number: str = ""
    remark: str = ""
    lines: list[dict[str, Any]] = field(default_factory=list)
    gross: Money = field(default_factory=lambda: Money.zero(CURRENCY))
    fault: DomainError | None = None


def read(content: str, assumed: InvoiceType | None) -> list[FileInvoice]:
    """In the order of the file. Raises DomainError for what is no list of invoices; what is wrong with one invoice is said with it."""
    found: dict[PrintedNumber, FileInvoice] = {}
    for number, said in headed_rows(content, COLUMNS, needed=("invoice_number", "issue_date"), missing=_no_headers):
        printed = _printed(said)
        if not printed.number or printed.number in _SUMS:
            continue
        invoice = found.get(printed)
        if invoice is None:
            if len(found) == MOST_INVOICES:
                raise wrong(f"A file has at most {MOST_INVOICES} invoices; divide it.", "INVOICES_TOO_MANY")
            invoice = found[printed] = FileInvoice(number, printed)
        try:
            _take_head(invoice, said, assumed)
            _take_line(invoice, number, said)
        except DomainError as error:
            invoice.fault = invoice.fault or error
    return list(found.values())


def _no_headers(detail: str) -> DomainError:
    return wrong(detail, "INVOICE_HEADERS_UNKNOWN")


def _printed(said: Mapping[str, str]) -> PrintedNumber:
    digital = said.get("digital_number", "")
    return PrintedNumber(number=digital) if digital else PrintedNumber(number=said["invoice_number"], code=said.get("invoice_code", ""))


def _take_head(invoice: FileInvoice, said: Mapping[str, str], assumed: InvoiceType | None) -> None:
    for name in ("title", "tax_number", "contract_number", "application_number", "remark"):
        setattr(invoice, name, getattr(invoice, name) or said.get(name, ""))
    if "作废" in said.get("status", ""):
        raise invalid(f"{FIELD}.status", "It is void; a void invoice claims nothing.", "INVOICE_VOID")
    if said.get("positive") in ("否", "no", "false"):
        raise invalid(f"{FIELD}.positive", "It takes back another: record it there, as a red invoice.", "RED_INVOICE_IN_FILE")
    invoice.type = invoice.type or _type(said.get("type", ""), invoice.printed) or assumed
    if invoice.type is None:
        raise invalid(f"{FIELD}.type", "The file does not say of what kind it is (发票票种); say so with the file.", "INVOICE_TYPE_MISSING")
    try:
        invoice.issue_date = invoice.issue_date or cells.day(said["issue_date"])
    except ValueError as error:
        raise invalid(f"{FIELD}.issue_date", str(error), "CELL_UNREADABLE") from None


def _type(said: str, printed: PrintedNumber) -> InvoiceType | None:
    if not said:
        return None
    if printed.code or not _DIGITAL.fullmatch(printed.number):
        return InvoiceType.PAPER
    return InvoiceType.VAT_SPECIAL if "专用" in said or "special" in said.casefold() else InvoiceType.VAT_ORDINARY


def _take_line(invoice: FileInvoice, row: int, said: Mapping[str, str]) -> None:
    net, tax, gross = (_amount(row, column, said.get(column, "")) for column in ("net", "tax", "gross"))
    if gross is None:
        if net is None:
            raise invalid(f"{FIELD}.gross", f"Row {row} says no amount (价税合计).", "LINE_AMOUNT_MISSING")
        gross = net + (tax or Money.zero(CURRENCY))
    if tax is None and net is not None:
        tax = gross - net
    quantity = _decimal(row, "quantity", said.get("quantity", ""))
    invoice.lines.append(
        {
            "description": (said.get("description") or _MANY_LINES)[:200],
            "specification": said.get("specification", "")[:100],
            "unit": said.get("unit", "")[:20],
            "quantity": "" if quantity is None else f"{quantity:f}",
            "tax_rate": f"{_rate(row, said.get('tax_rate', ''), gross, tax):f}",
            "tax": tax,
            "gross": gross,
        }
    )
    invoice.gross += gross


def _amount(row: int, column: str, cell: str) -> Money | None:
    try:
        return cells.amount(cell, CURRENCY)
    except ValueError as error:
        raise invalid(f"{FIELD}.{column}", f"Row {row}: {error}", "CELL_UNREADABLE") from None


def _decimal(row: int, column: str, cell: str) -> Decimal | None:
    if not cell:
        return None
    try:
        return Decimal(cell.replace(",", ""))
    except InvalidOperation:
        raise invalid(f"{FIELD}.{column}", f"Row {row}: {cell[:40]!r} is no number.", "CELL_UNREADABLE") from None


def _rate(row: int, cell: str, gross: Money, tax: Money | None) -> Decimal:
    """In per cent: of "13%" and of 0.13; where several lines are in one row, or none is said, the one by which the tax follows."""
    if cell in _FREE:
        return Decimal(0)
    if (said := _RATE.fullmatch(cell)) is not None:
        rate = Decimal(said[1])
        return rate if said[2] or rate >= 1 else rate * 100
    fitting = [rate for rate in _RATES if tax is not None and abs(tax_on(gross - tax, rate).minor - tax.minor) <= TOLERANCE]
    if not fitting:
        raise invalid(f"{FIELD}.tax_rate", f"Row {row}: no rate follows; give a row per line, with its rate (税率).", "TAX_RATE_UNCLEAR")
    return fitting[0]
