"""What every form of the document says: a head, and tables of text and amounts. Pure."""

from dataclasses import dataclass
from datetime import UTC, timedelta, timezone
from decimal import Decimal

from chassis.money import Money
from crm.common.v1 import types_pb2 as common
from crm.receivables.v1 import account_statements_pb2 as pb
from edge.account_statements.words import movement, section, words

# Statements go to customers in China, whose papers are dated there.
_CHINA = timezone(timedelta(hours=8), "UTC+8")
Cell = str | Decimal


@dataclass(frozen=True, slots=True)
class Table:
    title: str
    # Title, share of the width, and whether it holds amounts.
    columns: tuple[tuple[str, int, bool], ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Paper:
    title: str
    head: tuple[tuple[str, str], ...]
    intro: str
    tables: tuple[Table, ...]
    notes: tuple[str, ...]
    # What the customer fills in by hand.
    answer: tuple[str, ...]
    page: str


def paper(statement: pb.SharedStatement, language: str) -> Paper:
    say = words(language)
    is_account = statement.kind == pb.STATEMENT_KIND_ACCOUNT
    days = f"{statement.from_date} {say['to']} {statement.to_date}" if is_account else statement.to_date
    known = statement.known_at.ToDatetime(UTC).astimezone(_CHINA)
    head = (
        (say["customer"], statement.customer_name),
        (say["entity"], statement.legal_entity_name),
        (say["number"], statement.number),
        (say["currency"], statement.currency),
        (say["period"] if is_account else say["as_of"], days),
        (say["known"], f"{known:%Y-%m-%d %H:%M} UTC+8"),
    )
    tables = [_balances(statement, language), _items(statement, language), *([_lines(statement, language)] if is_account else [])]
    return Paper(
        title=say["account" if is_account else "confirmation"],
        head=head,
        intro=say["intro"],
        tables=tuple(table for table in tables if table.rows),
        notes=(say["apart"], f"{say['checksum']} {statement.checksum}"),
        answer=(say["answer"], say["agree"], "", say["signature"]),
        page=say["page"],
    )


def _balances(statement: pb.SharedStatement, language: str) -> Table:
    say, is_account = words(language), statement.kind == pb.STATEMENT_KIND_ACCOUNT
    names = ("opening", "increase", "decrease", "closing", "overdue") if is_account else ("closing", "overdue")
    titles = {"closing": say["closing"] if is_account else say["balance"]}
    columns = ((say["section"], 28, False), *((titles.get(name, say[name]), 20, True) for name in names))
    rows = tuple[tuple[Cell, ...], ...](
        (section(balance.section, language), *(_amount(getattr(balance, name)) for name in names)) for balance in statement.balances
    )
    return Table(say["summary"], columns, rows)


def _items(statement: pb.SharedStatement, language: str) -> Table:
    say = words(language)
    columns = (
        ("#", 6, False),
        (say["section"], 22, False),
        (say["contract"], 24, False),
        (say["instalment"], 24, False),
        (say["due"], 18, False),
        (say["amount"], 24, True),
        (say["state"], 12, False),
    )
    rows = tuple(
        (
            str(item.position),
            section(item.section, language),
            item.contract_number,
            item.instalment_name,
            item.due_date,
            _amount(item.amount),
            say["late"] if item.overdue else "",
        )
        for item in statement.items
    )
    return Table(say["items"], columns, rows)


def _lines(statement: pb.SharedStatement, language: str) -> Table:
    say = words(language)
    columns = (
        (say["day"], 18, False),
        (say["section"], 22, False),
        (say["movement"], 18, False),
        (say["document"], 24, False),
        (say["instalment"], 20, False),
        (say["amount"], 22, True),
        (say["invoiced"], 20, True),
        (say["balance"], 22, True),
    )
    rows = tuple(
        (
            line.business_date,
            section(line.section, language),
            movement(line.movement, language),
            line.document_number,
            line.instalment_name,
            _amount(line.amount),
            _amount(line.invoiced) if line.invoiced.minor else "",
            _amount(line.balance),
        )
        for line in statement.lines
    )
    return Table(say["lines"], columns, rows)


def _amount(money: common.Money) -> Decimal:
    return Money(money.currency_code, money.minor).amount


def shown(cell: Cell) -> str:
    """1,234.56, with the places that the currency has."""
    return f"{cell:,}" if isinstance(cell, Decimal) else cell
