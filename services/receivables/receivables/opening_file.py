"""Opening balances as a file: headers somewhere at the top, then one line per row. Every cell that is wrong is named."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from chassis.errors import DomainError, Violation
from chassis.money import Money
from receivables.domain.opening.line import GivenLine, GivenRow
from receivables.domain.opening.states import OpeningLineKind
from receivables.statements import cells
from receivables.statements.entry import FIELD, wrong
from receivables.statements.headed import headed_rows

MOST_LINES = 2000
# What people call the columns, in the form in which headers are compared.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "customer_name": ("客户", "客户名称", "欠款方", "往来单位", "customer", "customername"),
    "document_number": ("合同号", "合同编号", "单据号", "单据编号", "contract", "document", "documentnumber"),
    "kind": ("类型", "类别", "kind"),
    "currency": ("币种", "currency"),
    "amount": ("未收金额", "期初余额", "余额", "金额", "openamount", "amount"),
    "due_date": ("到期日", "到期日期", "duedate"),
    "original_date": ("发生日期", "原始日期", "应收日期", "originaldate"),
    "name": ("款项", "摘要", "备注", "name"),
}
_KINDS = {
    "": OpeningLineKind.RECEIVABLE,
    "应收": OpeningLineKind.RECEIVABLE,
    "应收款": OpeningLineKind.RECEIVABLE,
    "应收账款": OpeningLineKind.RECEIVABLE,
    "receivable": OpeningLineKind.RECEIVABLE,
    "质保金": OpeningLineKind.RETENTION,
    "retention": OpeningLineKind.RETENTION,
    "预收": OpeningLineKind.ADVANCE,
    "预收款": OpeningLineKind.ADVANCE,
    "预收账款": OpeningLineKind.ADVANCE,
    "advance": OpeningLineKind.ADVANCE,
}
_SUMS = {"合计", "总计", "小计", "total", "sum"}


@dataclass
class OpeningFile:
    """The lines that could be read, and what could not."""

    lines: list[GivenLine] = field(default_factory=list)
    faults: list[Violation] = field(default_factory=list)


def read(content: str, currency: str) -> OpeningFile:
    """Raises DomainError for what is no list of opening balances."""
    found = OpeningFile()
    for number, said in headed_rows(content, COLUMNS, needed=("customer_name", "amount"), missing=_no_headers):
        if said["customer_name"].casefold() in _SUMS:
            continue
        if len(found.lines) + len(found.faults) >= MOST_LINES:
            raise wrong(f"Opening balances have at most {MOST_LINES} lines at a time; divide the file.", "OPENING_TOO_LONG")
        _read_row(found, number, said, currency)
    return found


def _no_headers(detail: str) -> DomainError:
    return wrong(detail, "OPENING_HEADERS_UNKNOWN")


def _read_row(found: OpeningFile, number: int, said: Mapping[str, str], assumed: str) -> None:
    row, faults = GivenRow(place=f"{FIELD}.{number}", row_number=number), list[Violation]()

    def note(column: str, error: ValueError) -> None:
        faults.append(row.wrong(column, "CELL_UNREADABLE", str(error)))

    currency, amount = assumed, None
    try:
        currency = cells.currency(said.get("currency", "")) or assumed
        amount = cells.amount(said["amount"], currency)
    except ValueError as error:
        note("amount", error)
    days: dict[str, date | None] = {}
    for column in ("due_date", "original_date"):
        try:
            days[column] = cells.day(said[column]) if said.get(column) else None
        except ValueError as error:
            note(column, error)
    kind = _KINDS.get(said.get("kind", "").casefold())
    if kind is None:
        note("kind", ValueError(f"{said['kind'][:40]!r} is none of 应收, 质保金, 预收."))
    if faults or kind is None:
        found.faults += faults
        return
    found.lines.append(
        GivenLine(
            place=row.place,
            row_number=number,
            customer_name=said["customer_name"][:200],
            document_number=said.get("document_number", "")[:100],
            kind=kind,
            amount=amount or Money.zero(currency),
            due_date=days["due_date"],
            original_date=days["original_date"],
            name=said.get("name", "")[:100],
        )
    )
